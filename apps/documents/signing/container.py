"""The signature container (CMS, PAdES B-B) and its exact bytes for given content.

PAdES forbids a signing time inside the container, so for one certificate every byte of it is known
but the file's digest and the signature itself. pyHanko makes one container for each certificate;
signing fills in digest and signature, which takes a fiftieth of the time, and checking compares, so
that no byte (certificates, versions, encodings) can be changed unnoticed.
"""

import asyncio
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from asn1crypto import cms, x509  # type: ignore[import-untyped]
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from pyhanko.sign import Signer
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

DIGEST = "sha256"
MARK = sha256(b"here stands the digest of the file").digest()

Chain = tuple[bytes, ...]


class _OfChain(Signer):
    """`chain`: DER, the signer's certificate first. Roots stay out: trust comes from elsewhere."""

    def __init__(self, chain: Chain) -> None:
        own, *others = (x509.Certificate.load(der) for der in chain)
        super().__init__(
            signing_cert=own,
            cert_registry=SimpleCertificateStore.from_certs(others),  # type: ignore[no-untyped-call]
            embed_roots=False,
        )


class KeyedContainer(_OfChain):
    """Makes containers with one key, which stays loaded: loading it costs many signatures."""

    def __init__(self, chain: Chain, key: RSAPrivateKey) -> None:
        super().__init__(chain)
        self._key = key
        self._shape = shape_of(chain)

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        return self._signed(data)

    def _signed(self, attributes: bytes) -> bytes:
        return self._key.sign(attributes, PKCS1v15(), SHA256())

    def of(self, digest: bytes) -> bytes:
        """DER for a file of this digest; the same as pyHanko makes in full."""
        signature = self._signed(self._shape.attributes(digest))
        return self._shape.before_signature(digest) + signature

    def stamped(self, digest: bytes, stamper: TimeStamper) -> bytes:
        """The same with the stamp of `stamper`, which is asked for it."""
        made = asyncio.run(self.async_sign(digest, DIGEST, use_pades=True, timestamper=stamper))
        return bytes(made.dump())


class ExpectedContainer(_OfChain):
    """What a container of this certificate looks like for given parts; needs no key."""

    def __init__(self, chain: Chain, digest: bytes) -> None:
        super().__init__(chain)
        self._signature = b""
        self._unsigned: cms.CMSAttributes | None = None
        self.attributes = asyncio.run(self.signed_attrs(digest, DIGEST, use_pades=True))

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        return self._signature

    async def unsigned_attrs(
        self,
        digest_algorithm: str,
        signature: bytes,
        signed_attrs: cms.CMSAttributes,
        timestamper: TimeStamper | None = None,
        dry_run: bool = False,
    ) -> cms.CMSAttributes | None:
        return self._unsigned

    def with_signature(self, signature: bytes, unsigned: cms.CMSAttributes | None = None) -> bytes:
        self._signature, self._unsigned = signature, unsigned
        made = asyncio.run(self.async_sign_prescribed_attributes(DIGEST, self.attributes))
        return bytes(made.dump())


@dataclass(frozen=True, slots=True)
class ContainerShape:
    """Signed attributes and container of one certificate, with MARK where a file's digest stands.

    The signature, of `signature_bytes`, ends the container: there is nothing unsigned after it.
    """

    marked_attributes: bytes
    marked_container: bytes
    signature_bytes: int

    @property
    def size(self) -> int:
        return len(self.marked_container) + self.signature_bytes

    def attributes(self, digest: bytes) -> bytes:
        """What is signed for a file of this digest (RFC 5652, 5.4)."""
        return self.marked_attributes.replace(MARK, digest)

    def before_signature(self, digest: bytes) -> bytes:
        return self.marked_container.replace(MARK, digest)


@lru_cache(maxsize=256)
def shape_of(chain: Chain) -> ContainerShape:
    """Only for chains of known institutions: what is kept here is not a stranger's to fill."""
    expected = ExpectedContainer(chain, MARK)
    size: int = x509.Certificate.load(chain[0]).public_key.byte_size
    whole = expected.with_signature(bytes(size))
    return ContainerShape(expected.attributes.dump(), whole[:-size], size)
