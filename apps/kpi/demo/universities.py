"""Twelve universities of the story: how much each of them counts in a period."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class University:
    """`code`: the ministry's. Numbers of one period, give or take a few percent from year to year.

    results: announced in a long term (a summer term has a tenth); papers: asked for in a year;
    answers: to the survey of a year; register: students; sample: records audited in a year
    """

    slug: str
    code: str
    results: int
    papers: int
    answers: int
    register: int
    sample: int


UNIVERSITIES: Mapping[str, University] = {
    one.slug: one
    for one in (
        University("tu", "00500", 168_000, 41_000, 3_100, 34_512, 120),
        University("bu", "05100", 118_000, 22_500, 1_450, 21_300, 350),
        University("ku", "00200", 226_000, 58_000, 3_800, 67_400, 400),
        University("kmitl", "01600", 124_000, 23_800, 900, 25_800, 300),
        University("kku", "00300", 181_000, 38_600, 2_700, 38_900, 400),
        University("cmu", "00400", 172_000, 36_900, 2_950, 36_700, 400),
        University("wu", "02300", 46_500, 9_700, 780, 9_150, 300),
        University("ru", "00700", 300_000, 96_000, 5_200, 152_000, 400),
        University("psu", "01000", 154_000, 33_100, 1_900, 33_400, 380),
        University("nida", "01200", 900, 640, 118, 1_420, 40),
        University("mfu", "02400", 63_000, 12_400, 1_020, 14_800, 300),
        University("npu", "02600", 21_400, 4_300, 310, 5_050, 200),
    )
}
"""By the short name of the story."""

IMPROVING = "kku"
"""REG02 rises from year to year."""
LATE = "kmitl"
"""Its figures always come after the day."""
SMALL = "nida"
"""Looks worst in REG01 and best in REG04 and is neither: it counts too few."""
SIGNAL = "mfu"
"""REG01 lies outside of the limits of 99.8 % for its number of results."""
RECOVERED = "wu"
"""REG02 fell in a year and came back."""
OPEN_UNIVERSITY = "ru"
