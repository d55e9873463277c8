"""Time stamps (RFC 3161): asked for where the settings name a time stamper, checked strictly.

A stamp stands outside what the signer signed, so anybody could put another one in its place. Only
stamps of the certificates that the settings name are accepted; with none, no stamp is.
"""

import hashlib
from functools import cache
from pathlib import Path

from asn1crypto import cms, parser, tsp  # type: ignore[import-untyped]
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates
from django.conf import settings
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

STAMP = "signature_time_stamp_token"


def time_stamper() -> TimeStamper | None:
    """The service at SIGNING_TIMESTAMP_URL, None where no address is set."""
    url = getattr(settings, "SIGNING_TIMESTAMP_URL", "")
    if not url:
        return None
    from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper

    return RequestsHTTPTimeStamper(url, timeout=10)  # type: ignore[no-untyped-call]


def trusted_stampers() -> frozenset[bytes]:
    """Certificates (DER) of the file SIGNING_TIMESTAMP_CERTIFICATES, in PEM."""
    path = getattr(settings, "SIGNING_TIMESTAMP_CERTIFICATES", "")
    return _certificates_in(path) if path else frozenset()


@cache
def _certificates_in(path: str) -> frozenset[bytes]:
    found = load_pem_x509_certificates(Path(path).read_bytes())
    return frozenset(one.public_bytes(Encoding.DER) for one in found)


def taken_apart(padded: bytes) -> tuple[bytes, cms.CMSAttributes] | None:
    """Signature and unsigned attributes of a container from a stranger's file; None if unreadable.

    At most 24 KB: asn1crypto reads it lazily, without recursion into what is not asked for.
    """
    try:
        content = cms.ContentInfo.load(padded[: parser.peek(padded)])
        (signer,) = content["content"]["signer_infos"]
        unsigned = signer["unsigned_attrs"]
        return signer["signature"].native, cms.CMSAttributes.load(unsigned.untag().dump())
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def is_stamped(unsigned: cms.CMSAttributes, signature: bytes, trusted: frozenset[bytes]) -> bool:
    """Whether there is just one stamp, for this signature, by a trusted certificate."""
    try:
        (attribute,) = unsigned
        (token,) = attribute["values"]
        if attribute["type"].native != STAMP:
            return False
        return _holds(token["content"], signature, trusted)
    except (ValueError, TypeError, KeyError, AttributeError):
        return False


def _holds(signed: cms.SignedData, signature: bytes, trusted: frozenset[bytes]) -> bool:
    content = signed["encap_content_info"]["content"]
    imprint = tsp.TSTInfo.load(bytes(content))["message_imprint"]
    if imprint["hash_algorithm"]["algorithm"].native != "sha256":
        return False
    if imprint["hashed_message"].native != hashlib.sha256(signature).digest():
        return False
    (signer,) = signed["signer_infos"]
    method = signer["digest_algorithm"]["algorithm"].native
    digest = hashlib.new(method, bytes(content)).digest()
    for choice in signed["certificates"]:
        if choice.chosen.dump() in trusted and all(
            validate_sig_integrity(signer, choice.chosen, "tst_info", digest)
        ):
            return True
    return False
