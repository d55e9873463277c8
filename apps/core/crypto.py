"""Identifiers at rest: AES-GCM ciphertext to show them, a keyed blind index to find them.

About 10**12 national IDs exist, so a plain or salted hash is found by trying all of them; the index
is an HMAC under a key that is not in the database. Keys have versions; the highest one writes.
"""

import hmac
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from apps.core.identifiers import PersonId

NONCE_BYTES = 12


class Undecipherable(Exception):  # noqa: N818  (says what happened)
    """The ciphertext does not belong to this row, or its key is gone."""


@cache
def _ciphers(setting: str) -> dict[int, AESGCM]:
    kept: Mapping[int, bytes] = getattr(settings, setting)
    return {version: AESGCM(key) for version, key in kept.items()}


def _seal(setting: str, plain: bytes, bound_to: bytes) -> bytes:
    ciphers = _ciphers(setting)
    version = max(ciphers)
    nonce = os.urandom(NONCE_BYTES)
    return bytes([version]) + nonce + ciphers[version].encrypt(nonce, plain, bound_to)


def _open(setting: str, sealed: bytes, bound_to: bytes) -> bytes:
    cipher = _ciphers(setting).get(sealed[0]) if sealed else None
    if cipher is None:
        raise Undecipherable("unknown key version")
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return cipher.decrypt(nonce, body, bound_to)
    except (InvalidTag, ValueError) as error:  # ValueError: shorter than a nonce
        raise Undecipherable("the row does not match") from error


def _plain(person: PersonId) -> bytes:
    return f"{person.kind}:{person.country}:{person.canonical}".encode()


def encrypt_id(person: PersonId, *, table: str, row: UUID) -> bytes:
    """Ciphertext of `kind:country:canonical`, bound to the table and row that hold it."""
    return _seal("FIELD_KEYS", _plain(person), table.encode() + row.bytes)


def decrypt_id(sealed: bytes, *, table: str, row: UUID) -> PersonId:
    kind, country, canonical = (
        _open("FIELD_KEYS", bytes(sealed), table.encode() + row.bytes).decode().split(":")
    )
    return PersonId(kind=kind, country=country, canonical=canonical)  # type: ignore[arg-type]


def current_index_version() -> int:
    return max(settings.INDEX_KEYS)


def blind_index(person: PersonId, version: int | None = None) -> bytes:
    """32 bytes, equal for equal identifiers across the network (one key for all institutions)."""
    key = settings.INDEX_KEYS[version or current_index_version()]
    return hmac.digest(key, _plain(person), "sha256")


def blind_indexes(persons: Iterable[PersonId]) -> Iterator[list[bytes]]:
    """For each person one for every key version that rows may still carry."""
    keys = list(settings.INDEX_KEYS.values())
    for person in persons:
        plain = _plain(person)
        yield [hmac.digest(key, plain, "sha256") for key in keys]


class Protection:
    """Ciphertext and blind index for many rows of one table; keys are looked up once for all."""

    def __init__(self, table: str) -> None:
        self.index_version = current_index_version()
        self._index_key = settings.INDEX_KEYS[self.index_version]
        ciphers = _ciphers("FIELD_KEYS")
        version = max(ciphers)
        self._version, self._cipher = bytes([version]), ciphers[version]
        self._table = table.encode()

    def cipher(self, person: PersonId, row: bytes) -> bytes:
        """As `encrypt_id`; `row` is the 16 bytes of the row's UUID."""
        return self._sealed(_plain(person), row)

    def cipher_and_index(self, person: PersonId, row: bytes) -> tuple[bytes, bytes]:
        """As `encrypt_id` and `blind_index`."""
        plain = _plain(person)
        return self._sealed(plain, row), hmac.digest(self._index_key, plain, "sha256")

    def _sealed(self, plain: bytes, row: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return self._version + nonce + self._cipher.encrypt(nonce, plain, self._table + row)


def seal_file(content: bytes, *, name: str) -> bytes:
    return _seal("FILE_KEYS", content, name.encode())


def open_file(sealed: bytes, *, name: str) -> bytes:
    return _open("FILE_KEYS", sealed, name.encode())
