"""What people write in their own words: numbers that are national IDs are masked before it is kept.

Explanations, reasons and questions go to approvers, to the network, to other universities and onto
paper. They name no student; where somebody does it all the same, the number at least is not spread.
"""

import re

from apps.core.identifiers import is_national_id
from apps.core.thai.numerals import to_arabic
from apps.kpi.refusals import ReasonNeededError

_BUILT = re.compile(
    r"(?<![0-9๐-๙])[0-9๐-๙]([ -]?)[0-9๐-๙]{4}\1[0-9๐-๙]{5}\1[0-9๐-๙]{2}\1[0-9๐-๙](?![0-9๐-๙])"
)
_DIGIT = re.compile(r"[0-9๐-๙]")
_SHOWN = 3
SHORTEST_REASON, LONGEST_REASON = 5, 300


def without_ids(text: str) -> str:
    """The text, stripped; of a national ID, written as one or in its groups, three digits stay."""
    return _BUILT.sub(_masked, text.strip())


def reason_given(text: str) -> str:
    """Why something was decided, as it is kept. Raises ReasonNeededError."""
    reason = without_ids(text)[:LONGEST_REASON]
    if len(reason) < SHORTEST_REASON:
        raise ReasonNeededError
    return reason


def _masked(found: re.Match[str]) -> str:
    written = found[0]
    plain = to_arabic(written).replace(" ", "").replace("-", "")
    if not is_national_id(plain):
        return written
    hidden = len(plain) - _SHOWN
    return _DIGIT.sub("x", written, count=hidden)
