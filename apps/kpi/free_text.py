"""What people write in their own words: numbers that are national IDs are masked before it is kept.

Explanations, reasons and questions go to approvers, to the network, to other universities and onto
paper. They name no student; where somebody does it all the same, the number at least is not spread.
"""

import re

from apps.core.identifiers import is_national_id
from apps.core.thai.numerals import to_arabic

_BUILT = re.compile(
    r"(?<![0-9๐-๙])[0-9๐-๙]([ -]?)[0-9๐-๙]{4}\1[0-9๐-๙]{5}\1[0-9๐-๙]{2}\1[0-9๐-๙](?![0-9๐-๙])"
)
_DIGIT = re.compile(r"[0-9๐-๙]")
_SHOWN = 3


def without_ids(text: str) -> str:
    """The text, stripped; of a national ID, written as one or in its groups, three digits stay."""
    return _BUILT.sub(_masked, text.strip())


def _masked(found: re.Match[str]) -> str:
    written = found[0]
    plain = to_arabic(written).replace(" ", "").replace("-", "")
    if not is_national_id(plain):
        return written
    hidden = len(plain) - _SHOWN
    return _DIGIT.sub("x", written, count=hidden)
