"""The audit chain, as pure functions: what is hashed, and what a checkpoint signs."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GENESIS = bytes(32)
FIELDS = (
    "uuid",
    "at",
    "action",
    "user_id",
    "client_id",
    "actor_label",
    "acting_institution_id",
    "owner_institution_id",
    "target",
    "target_uuid",
    "purpose",
    "case",
    "data",
)


def canonical(entry: Mapping[str, Any]) -> bytes:
    """The entry's fields as one JSON text with a fixed order; times in UTC."""
    plain = {
        name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for name, value in ((name, entry[name]) for name in FIELDS)
    }
    text = json.dumps(plain, default=str, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def next_hash(previous: bytes, sequence: int, entry: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(previous + sequence.to_bytes(8) + canonical(entry)).digest()


def hashes(
    previous: bytes, start: int, entries: Iterable[Mapping[str, Any]]
) -> Iterator[tuple[int, bytes]]:
    for sequence, entry in enumerate(entries, start):
        previous = next_hash(previous, sequence, entry)
        yield sequence, previous


@dataclass(frozen=True)
class Checkpoint:
    """The head at one moment, signed, kept outside the database: shows truncation and rewriting."""

    sequence: int
    hash: bytes
    at: str
    signature: bytes

    def line(self) -> str:
        return json.dumps(
            {
                "sequence": self.sequence,
                "hash": self.hash.hex(),
                "at": self.at,
                "signature": self.signature.hex(),
            }
        )

    @classmethod
    def from_line(cls, line: str) -> "Checkpoint":
        read = json.loads(line)
        return cls(
            read["sequence"],
            bytes.fromhex(read["hash"]),
            read["at"],
            bytes.fromhex(read["signature"]),
        )

    def genuine(self, key: bytes) -> bool:
        return hmac.compare_digest(self.signature, sign(key, self.sequence, self.hash, self.at))


def sign(key: bytes, sequence: int, head: bytes, at: str) -> bytes:
    return hmac.digest(key, f"{sequence}:{head.hex()}:{at}".encode(), "sha256")


def checkpoint(key: bytes, sequence: int, head: bytes, now: datetime) -> Checkpoint:
    at = now.astimezone(UTC).isoformat()
    return Checkpoint(sequence, head, at, sign(key, sequence, head, at))
