"""What a file's signature says by itself, apart from the ledger. Pure: bytes and certificates in.

In this order, so that nothing but bytes which an institution of the network signed is ever parsed:
1. the signature stands in the portal's own form and covers the whole file (form.py);
2. the container names a certificate of the network, and is byte for byte what that certificate and
   this file's digest lead to, with a signature that its key made (container.py);
3. the file, now known to be an institution's own, certifies that no change is allowed, holds one
   signature, and was signed while the certificate was valid.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Any

import pikepdf
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import Certificate, load_der_x509_certificate

from apps.documents.signing.container import ExpectedContainer, shape_of
from apps.documents.signing.form import NotWholeError, SignedForm, find_form
from apps.documents.signing.placement import NO_CHANGES
from apps.documents.signing.stamps import is_stamped, taken_apart


class SignatureKind(StrEnum):
    NONE = "none"
    INTACT = "intact"
    BROKEN = "broken"
    FOREIGN = "foreign"
    NOT_WHOLE = "not_whole"


@dataclass(frozen=True, slots=True)
class TrustedCertificate:
    """`chain`: DER, the owner's first; `owner`: the institution's id."""

    owner: int
    chain: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """none: no signature; intact: an institution's own, over the whole file; broken: named after an
    institution, but not its; foreign: of a certificate unknown here; not_whole: the file holds more
    than what was signed. `owner` (an institution's id) and `signed_at` (aware) only where intact.
    """

    kind: SignatureKind
    owner: int | None = None
    signed_at: dt.datetime | None = None


def signature_verdict(
    pdf: bytes,
    trusted: Sequence[TrustedCertificate],
    stampers: frozenset[bytes] = frozenset(),
) -> SignatureVerdict:
    """`stampers`: certificates (DER) whose time stamps are accepted beside a signature."""
    try:
        form = find_form(pdf)
    except NotWholeError:
        return SignatureVerdict(SignatureKind.NOT_WHOLE)
    if form is None:
        return SignatureVerdict(_of_unknown_form(pdf, trusted))
    signer = next((one for one in trusted if one.chain[0] in form.container), None)
    if signer is None:
        return SignatureVerdict(SignatureKind.FOREIGN)
    certificate = load_der_x509_certificate(signer.chain[0])
    if not _is_genuine(form, signer.chain, certificate, stampers):
        return SignatureVerdict(SignatureKind.BROKEN)
    signed_at = _certified_at(pdf, form)
    if signed_at is None or not _valid_on(certificate, signed_at):
        return SignatureVerdict(SignatureKind.BROKEN)
    return SignatureVerdict(SignatureKind.INTACT, signer.owner, signed_at)


def _of_unknown_form(pdf: bytes, trusted: Sequence[TrustedCertificate]) -> SignatureKind:
    """A signature in another form is not ours, whatever it says; it may bear an owner's name."""
    if b"/ByteRange" not in pdf:
        return SignatureKind.NONE
    text = pdf.lower()
    known = any(one.chain[0].hex().encode() in text for one in trusted)
    return SignatureKind.BROKEN if known else SignatureKind.FOREIGN


def _is_genuine(
    form: SignedForm,
    chain: tuple[bytes, ...],
    certificate: Certificate,
    stampers: frozenset[bytes],
) -> bool:
    public = certificate.public_key()
    if not isinstance(public, RSAPublicKey):
        return False
    signature = _plain_signature(form, chain) or _stamped_signature(form, chain, stampers)
    if signature is None:
        return False
    try:
        public.verify(signature, shape_of(chain).attributes(form.digest), PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True


def _plain_signature(form: SignedForm, chain: tuple[bytes, ...]) -> bytes | None:
    """All before the signature is known, all after it is padding; None if it is otherwise."""
    shape = shape_of(chain)
    before = shape.before_signature(form.digest)
    if not form.container.startswith(before) or any(form.container[shape.size :]):
        return None
    return form.container[len(before) : shape.size]


def _stamped_signature(
    form: SignedForm, chain: tuple[bytes, ...], stampers: frozenset[bytes]
) -> bytes | None:
    parts = taken_apart(form.container) if stampers else None
    if parts is None:
        return None
    signature, unsigned = parts
    whole = ExpectedContainer(chain, form.digest).with_signature(signature, unsigned)
    if not form.container.startswith(whole) or any(form.container[len(whole) :]):
        return None
    return signature if is_stamped(unsigned, signature, stampers) else None


def _certified_at(pdf: bytes, form: SignedForm) -> dt.datetime | None:
    """When it was signed, by the file; None where the file allows changes or holds more."""
    try:
        with pikepdf.open(BytesIO(pdf)) as opened:
            return _signing_time(opened, [0, form.start, form.end, len(pdf) - form.end])
    except (pikepdf.PdfError, AttributeError, KeyError, ValueError, TypeError):
        return None


def _signing_time(opened: Any, covered: list[int]) -> dt.datetime | None:
    signature = opened.Root.Perms.DocMDP
    (field,) = opened.Root.AcroForm.Fields
    (reference,) = signature.Reference
    holds = (
        field.V.objgen == signature.objgen
        and signature.SubFilter == "/ETSI.CAdES.detached"
        and [int(number) for number in signature.ByteRange] == covered
        and reference.TransformMethod == "/DocMDP"
        and reference.TransformParams.P == NO_CHANGES
    )
    written = str(signature.M).replace("'", "")
    return dt.datetime.strptime(written, "D:%Y%m%d%H%M%S%z") if holds else None


def _valid_on(certificate: Certificate, at: dt.datetime) -> bool:
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc
