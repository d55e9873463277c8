"""The order of a Thai dictionary as a key that plain code point comparison sorts.

Source: the rule of the Royal Institute's dictionary. A leading vowel counts after its consonant;
tone marks, ์ and ็ count only where everything else is equal; numbers count by their value.
"""

import re

from apps.core.thai.numerals import to_arabic
from apps.core.thai.text import canonical

_LEADING = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
_SECONDARY = re.compile("[\u0e47-\u0e4e]")
_NUMBER = re.compile("[0-9]+")
_IGNORED = re.compile(r"[^\w\s\u0e30-\u0e3a\u0e40-\u0e45]")
_SEPARATOR = "\u0001"


def sort_key(text: str) -> str:
    """Return a text whose code point order is dictionary order: กก กั้น กาล เกิด แกว แก้ว ไก่ ขา.

    Numbers stand by value, so ม.6/2 comes before ม.6/10. The key is for sorting only.
    """
    plain = to_arabic(canonical(text)).casefold()
    swapped = _LEADING.sub(r"\2\1", plain)
    letters = _SECONDARY.sub("", swapped)
    primary = _IGNORED.sub("\u0002", _NUMBER.sub(_by_value, letters))
    return _SEPARATOR.join((primary, _marks(swapped), plain))


def _by_value(match: re.Match[str]) -> str:
    digits = match[0].lstrip("0")
    return f"{len(digits):03d}{digits}"


def _marks(swapped: str) -> str:
    """Return the secondary marks with the letter each stands on: an earlier mark weighs more."""
    letters = 0
    found = []
    for sign in swapped:
        if _SECONDARY.match(sign):
            # counted downwards, so that of two words the one marked further left sorts later
            found.append(chr(0x7FFF - min(letters, 0x7000)) + sign)
        else:
            letters += 1
    return "".join(found)
