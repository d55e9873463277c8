"""Credits as Thai universities write them: ``3(2-2-5)``, ``1(0-3)``, ``3``.

The number before the brackets is the credits; inside stand the hours a week of lectures, of
practice and of study by oneself, the last of which may be missing.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from apps.core.thai.numerals import to_arabic
from apps.core.thai.text import clean

MOST_CREDITS = Decimal(30)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−﹣－", "-"))
_BRACKETS = str.maketrans("（）", "()")
_HOURS = r"([0-9]{1,3}) ?- ?([0-9]{1,3})(?: ?- ?([0-9]{1,3}))?"
_WRITTEN = re.compile(rf"([0-9]{{1,2}}(?:\.[0-9])?)(?: ?\( ?{_HOURS} ?\))?")
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Credits:
    """Credits (above 0, at most 30, one decimal) and hours a week; None where hours are not stated.

    Lecture and lab stand together or not at all, self-study only with them: ValueError otherwise.
    """

    value: Decimal
    lecture: int | None = None
    lab: int | None = None
    self_study: int | None = None

    def __post_init__(self) -> None:
        if not 0 < self.value <= MOST_CREDITS or self.value % _TENTH:
            raise ValueError("credits are above 0, at most 30, with one decimal")
        if (self.lecture is None) != (self.lab is None):
            raise ValueError("lecture and lab hours are stated together")
        if self.lecture is None and self.self_study is not None:
            raise ValueError("self-study hours are stated with the others only")

    @property
    def notation(self) -> str:
        """Return the canonical writing, e.g. ``3(2-2-5)``; parse_credits reads it back."""
        stated = (self.lecture, self.lab, self.self_study)
        hours = "-".join(str(number) for number in stated if number is not None)
        return plain_number(self.value) + (f"({hours})" if hours else "")


def parse_credits(text: str) -> Credits | None:
    """Return the credits, or None where the text is none; Thai digits and spaces are accepted."""
    plain = clean(to_arabic(text)).translate(_DASHES).translate(_BRACKETS)
    found = _WRITTEN.fullmatch(plain)
    if found is None:
        return None
    value = Decimal(plain_number(Decimal(found[1])))
    if not 0 < value <= MOST_CREDITS:
        return None
    return Credits(value, *(None if part is None else int(part) for part in found.groups()[1:]))


def plain_number(value: Decimal) -> str:
    """Return a number without exponent and without zeros at the end of its decimals."""
    return f"{value.normalize():f}"
