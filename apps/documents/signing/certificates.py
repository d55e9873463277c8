"""Certificates and keys as files bring them, and those that the portal makes for its own demo.

Only RSA: a signature with an elliptic curve would raise the file to PDF 2.0 (ISO 32002), and
PDF/A-3 is PDF 1.7.
"""

import datetime as dt
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from django.utils.translation import gettext_lazy as _

from apps.core.errors import InvalidError

BITS = 2048
LEAST_BITS = 2048
YEARS = 3
LONGEST_NAME = 64  # ub-common-name and ub-organization-name of RFC 5280


@dataclass(frozen=True, slots=True)
class OwnerNames:
    organisation: str
    common: str


@dataclass(frozen=True, slots=True)
class KeyMaterial:
    """chain: DER, the owner's certificate first, its root last or left out."""

    chain: tuple[bytes, ...]
    key: rsa.RSAPrivateKey


def owner_names(certificate: bytes) -> OwnerNames:
    """Organisation and common name; where one is missing, the other stands for it."""
    subject = x509.load_der_x509_certificate(certificate).subject
    organisation, common = (_first(subject, oid) for oid in _NAMES)
    return OwnerNames(organisation or common, common or organisation)


_NAMES = (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)


def _first(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    return next((str(one.value) for one in name.get_attributes_for_oid(oid)), "")


def pem_of(chain: tuple[bytes, ...]) -> str:
    loaded = (x509.load_der_x509_certificate(der) for der in chain)
    return "".join(one.public_bytes(Encoding.PEM).decode() for one in loaded)


def chain_of(pem: str) -> tuple[bytes, ...]:
    loaded = x509.load_pem_x509_certificates(pem.encode())
    return tuple(one.public_bytes(Encoding.DER) for one in loaded)


def key_bytes(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def load_key(content: bytes) -> rsa.RSAPrivateKey:
    key = load_der_private_key(content, password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise InvalidError(_("Only RSA keys can sign papers."))
    return key


def read_p12(content: bytes, password: bytes) -> KeyMaterial:
    """A PKCS #12 file. InvalidError where it does not open or cannot be used for papers."""
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(content, password)
    except ValueError as error:
        raise InvalidError(
            _("The key file does not open. Check the password and that it is a .p12 file.")
        ) from error
    if certificate is None or not isinstance(key, rsa.RSAPrivateKey):
        raise InvalidError(_("The key file needs one RSA key together with its certificate."))
    if key.key_size < LEAST_BITS:
        raise InvalidError(_("The key is too short: RSA keys need at least 2048 bits."))
    if certificate.public_key() != key.public_key():
        raise InvalidError(_("The certificate in the key file belongs to another key."))
    if not _may_sign(certificate):
        raise InvalidError(_("The certificate does not allow signing documents."))
    chain = (certificate, *others)
    return KeyMaterial(tuple(one.public_bytes(Encoding.DER) for one in chain), key)


def _may_sign(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True  # without the extension every use is allowed (RFC 5280, 4.2.1.3)
    return usage.digital_signature or usage.content_commitment


class OwnAuthority:
    """A certification authority for one run: its key is never stored, so that nothing can be issued
    in its name afterwards. For demos; its certificates are trusted by this portal alone.
    """

    def __init__(self, name: str, *, on: dt.datetime) -> None:
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
        self._name, self._on = _named(name, name), on
        self.certificate = self._issued(self._name, self._key.public_key(), root=True)

    def issue(self, *, organisation: str, common: str) -> KeyMaterial:
        """A new key for signing documents, with names cut where X.509 allows no more."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
        certificate = self._issued(_named(organisation, common), key.public_key(), root=False)
        chain = (certificate, self.certificate)
        return KeyMaterial(tuple(one.public_bytes(Encoding.DER) for one in chain), key)

    def _issued(
        self, subject: x509.Name, public: rsa.RSAPublicKey, *, root: bool
    ) -> x509.Certificate:
        own = self._key.public_key()
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(self._on - dt.timedelta(days=1))
            .not_valid_after(self._on + dt.timedelta(days=365 * YEARS))
            .add_extension(x509.BasicConstraints(ca=root, path_length=0 if root else None), True)
            .add_extension(_usage(root=root), True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(own), False)
            .sign(self._key, SHA256())
        )


def _named(organisation: str, common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "TH"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:LONGEST_NAME]),
            x509.NameAttribute(NameOID.COMMON_NAME, _within_bytes(common)),
        ]
    )


def _within_bytes(name: str) -> str:
    """`cryptography` counts bytes for this one, three for each Thai letter."""
    return name.encode()[:LONGEST_NAME].decode(errors="ignore")


def _usage(*, root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not root,
        content_commitment=not root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=root,
        crl_sign=root,
        encipher_only=False,
        decipher_only=False,
    )
