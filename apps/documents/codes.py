"""Serial, public code and PIN of a paper.

The serial is for people and registers, and can be guessed. The code opens the public check: 60
random bits. The PIN, printed on the paper and nowhere else, opens the details: six digits, drawn
from the code under a key, so that a paper laid out again shows the same PIN without its being kept
anywhere. The database holds only a keyed hash of it: of a million PINs a plain hash is no secret.
"""

import datetime as dt
import hmac
import secrets
from dataclasses import dataclass

from django.conf import settings

from apps.core.thai.dates import buddhist_year
from apps.core.thai.numerals import to_arabic
from apps.institutions.models import Institution, Kind

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
CODE_LENGTH = 12
PIN_DIGITS = 6
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_PREFIXES = {Kind.NETWORK: "NET", Kind.UNIVERSITY: "U", Kind.SCHOOL: "S"}


@dataclass(frozen=True, slots=True)
class PinKey:
    version: int
    key: bytes


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def grouped(code: str) -> str:
    """A code in fours, as it is read out and typed: 7K3M-9QZT-R4XW."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def read_code(typed: str) -> str | None:
    """The code as it is stored, from what a person typed; None where it cannot be one.

    Case, spaces and hyphens do not matter, O is read as 0, I and L as 1, Thai figures as figures.
    """
    kept = "".join(to_arabic(typed).split()).replace("-", "").upper().translate(_READ_AS)
    if len(kept) != CODE_LENGTH or any(letter not in ALPHABET for letter in kept):
        return None
    return kept


def read_pin(typed: str) -> str | None:
    kept = "".join(to_arabic(typed).split())
    return kept if len(kept) == PIN_DIGITS and kept.isascii() and kept.isdecimal() else None


def serial_for(issuer: Institution, on: dt.date, number: int) -> str:
    """NET-2569-000123; universities and schools with their ministry code (U00500-2569-000001)."""
    prefix = _PREFIXES[Kind(issuer.kind)]
    whose = prefix if issuer.kind == Kind.NETWORK else prefix + issuer.code
    return f"{whose}-{buddhist_year(on.year)}-{number:06d}"


def pin_keys() -> list[PinKey]:
    """Derived from the network's index keys, so that neither use can be turned into the other."""
    return [
        PinKey(version, hmac.digest(key, b"registrar-net:paper-pin", "sha256"))
        for version, key in sorted(settings.INDEX_KEYS.items(), reverse=True)
    ]


def pin_of(code: str, key: PinKey) -> str:
    drawn = hmac.digest(key.key, b"draw:" + code.encode(), "sha256")
    return f"{int.from_bytes(drawn[:8]) % 10**PIN_DIGITS:0{PIN_DIGITS}d}"


def pin_proof(code: str, pin: str, key: PinKey) -> bytes:
    """What the database holds; 32 bytes."""
    return hmac.digest(key.key, f"proof:{code}:{pin}".encode(), "sha256")
