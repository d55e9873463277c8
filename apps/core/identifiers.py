"""Identifiers of persons, schools and universities: reading, checking, masking.

A national ID's check digit has a hole (the third digit's weight is 11 ≡ 0), so a valid number is no
proof of identity: a match always needs name and birth date too.
"""

import math
import re
from dataclasses import dataclass
from typing import Literal

from apps.core.thai.numerals import to_arabic
from apps.core.thai.text import clean

PersonIdKind = Literal["national", "gcode", "passport"]
IdProblem = Literal["", "missing", "syntax", "length", "check_digit", "precision_lost"]

UNKNOWN_COUNTRY = "ZZ"
"""Issuing country of a passport where none is stated (ISO 3166 user-assigned code)."""

_DOUBLED_DIGITS = 13
_EXACT_FLOAT = 2**53
_NATIONAL = re.compile(r"[0-9]{13}")
_GCODE = re.compile(r"G[0-9]{12}")
_PASSPORT = re.compile(r"(?=[A-Z0-9]*[A-Z])(?=[A-Z0-9]*[0-9])[A-Z0-9]{6,9}")
_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,2}", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—_.]+")
_WRAPPED = re.compile(r"^(?:=?\"(?P<quoted>[^\"]*)\"|['’](?P<marked>.*))$")
_LONG_NUMBER = re.compile(r"[0-9๐-๙](?:[ \-.]?[0-9๐-๙]){8,}")
_FIVE_ZEROS = "00000"


@dataclass(frozen=True, slots=True, repr=False)
class PersonId:
    """An identifier that was checked. Printing it shows a mask; ``canonical`` is the plain value.

    ``canonical`` is 13 ASCII digits (national), ``G`` and 12 digits (gcode), or 6–9 of ``A–Z0–9``
    (passport). ``country`` is an ISO 3166 code: TH, or the passport's issuing country.
    """

    kind: PersonIdKind
    country: str
    canonical: str

    def masked(self) -> str:
        """Return ``x-xxxx-xxxxx-dd-d`` for a national ID, else all but the last signs as x."""
        plain = self.canonical
        if self.kind == "national":
            return f"x-xxxx-xxxxx-{plain[10:12]}-{plain[12]}"
        shown = 3 if self.kind == "gcode" else 2
        return "x" * (len(plain) - shown) + plain[-shown:]

    def __repr__(self) -> str:
        return f"<PersonId {self.kind} {self.masked()}>"

    def __str__(self) -> str:
        return self.masked()


@dataclass(frozen=True, slots=True)
class IdReading:
    """What became of a raw identifier: either ``person_id`` or a ``problem``."""

    person_id: PersonId | None
    problem: IdProblem = ""


def check_digit(first_twelve: str) -> str:
    """Return the check digit of a national ID: (11 − Σ(13−i)·dᵢ mod 11) mod 10."""
    total = sum((13 - i) * int(digit) for i, digit in enumerate(first_twelve))
    return str((11 - total % 11) % 10)


def is_national_id(text: str) -> bool:
    """Tell whether the text is 13 ASCII digits with the right check digit; a leading 0 is allowed.

    Numbers that begin with 0 belong to persons without a registered status.
    """
    if len(text) != _DOUBLED_DIGITS or not (text.isascii() and text.isdigit()):
        return False
    a, b, c, d, e, f, g, h, i, j, k, l, m = text.encode()  # noqa: E741  thirteen digits in a row
    total = (
        13 * a + 12 * b + 11 * c + 10 * d + 9 * e + 8 * f + 7 * g + 6 * h + 5 * i + 4 * j + 3 * k
        + 2 * l
    )  # fmt: skip
    # the digits are still character codes: 48 × (13 + 12 + … + 2) too many, and 48 in m
    return (11 - (total - 4320) % 11) % 10 == m - 48


def parse_person_id(raw: object, *, passport_country: str = UNKNOWN_COUNTRY) -> IdReading:
    """Read an identifier as people and spreadsheets write it.

    Dashes, spaces, Thai digits, invisible signs and integral floats are taken. A number that a
    spreadsheet rounded (1.1006E+12, or 13 digits ending in five zeros) is ``precision_lost``.
    """
    if type(raw) is str and is_national_id(raw) and raw[-5:] != _FIVE_ZEROS:
        return IdReading(PersonId("national", "TH", raw))
    text = _plain(raw)
    if text in ("", "0"):
        return IdReading(None, "missing")
    if _SCIENTIFIC.fullmatch(text):
        return IdReading(None, "precision_lost")
    compact = _SEPARATORS.sub("", text).upper()
    if compact == "":
        return IdReading(None, "missing")
    return _classify(compact, passport_country)


def parse_passport(raw: str, *, country: str) -> IdReading:
    """Read a passport number that is known to be one; it may consist of digits alone."""
    compact = _SEPARATORS.sub("", _plain(raw)).upper()
    if re.fullmatch(r"[A-Z0-9]{6,9}", compact) and re.fullmatch(r"[A-Z]{2}", country):
        return IdReading(PersonId("passport", country, compact))
    return IdReading(None, "syntax" if compact else "missing")


def _classify(compact: str, passport_country: str) -> IdReading:
    if _NATIONAL.fullmatch(compact):
        if compact.endswith(_FIVE_ZEROS):
            return IdReading(None, "precision_lost")
        if is_national_id(compact):
            return IdReading(PersonId("national", "TH", compact))
        return IdReading(None, "check_digit")
    if _GCODE.fullmatch(compact):
        return IdReading(PersonId("gcode", "TH", compact))
    if _PASSPORT.fullmatch(compact):
        return IdReading(PersonId("passport", passport_country, compact))
    return IdReading(None, "length" if compact.isascii() and compact.isdigit() else "syntax")


def _plain(raw: object) -> str:
    if raw is None:
        return ""
    if isinstance(raw, float):
        if math.isfinite(raw) and raw.is_integer() and abs(raw) < _EXACT_FLOAT:
            return str(int(raw))
        return f"{raw:e}" if abs(raw) >= _EXACT_FLOAT else str(raw)
    text = to_arabic(clean(str(raw)))
    if wrapped := _WRAPPED.match(text):
        text = (wrapped["quoted"] or wrapped["marked"] or "").strip()
    return text.removesuffix(".0")


def school_code(raw: object) -> str:
    """Return a school code of 10 digits (ministry) or 8 digits (SMIS), or "" if it is neither."""
    text = _SEPARATORS.sub("", _plain(raw))
    return text if re.fullmatch(r"[0-9]{8}|[0-9]{10}", text) else ""


def university_code(raw: object) -> str:
    """Return the ministry's university code as 5 digits (a number may have lost zeros), or ""."""
    text = _SEPARATORS.sub("", _plain(raw))
    return text.zfill(5) if re.fullmatch(r"[0-9]{3,5}", text) else ""


def mask_numbers(text: str) -> str:
    """Replace every number of nine or more digits by a mask that keeps its last three digits."""
    return _LONG_NUMBER.sub(lambda found: "x" * (len(found[0]) - 3) + found[0][-3:], text)


def mask_identifier(text: str) -> str:
    """Mask a value that stands in the place of an identifier, valid or not: last three signs stay.

    A value of six signs or fewer is masked whole.
    """
    return "x" * len(text) if len(text) <= 6 else "x" * (len(text) - 3) + text[-3:]
