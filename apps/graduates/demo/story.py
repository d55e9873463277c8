"""Which school sent which roster: three school years of a network getting used to the portal.

Years are Christian numbers of the Buddhist school year: 2023 is 2566. Plans stand in the order in
which they arrived; a later version of the same school, year and kind supersedes the one before.
What the story shows, so that every page has something on it:

- สวนกุหลาบวิทยาลัย has not certified its last year: the roster is in review, with findings; its
  year before was corrected (two versions) and has late graduates.
- แก่นนครวิทยาลัย has late graduates, a corrected version and this year's M.6 as `studying`.
- มหิดลวิทยานุสรณ์ has an earlier year as `history`.
- SILENT schools sent nothing at all, SKIPPED ones left out a year, TARDY ones were late.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from apps.graduates.demo.people import Kind

SUAN, KAENNAKHON, MAHIDOLWIT = "1010720039", "1040990012", "1573990021"
YEARS = (2023, 2024, 2025)
FileFormat = Literal["por3_csv_utf8", "por3_csv_cp874", "por3_xlsx", "dmc_xlsx"]
State = Literal["certified", "in_review"]

FINDINGS_IN_REVIEW = (
    "wrong_check_digit",
    "wrong_check_digit",
    "wrong_check_digit",
    "lost_precision",
    "no_birth_date",
    "two_digit_year",
    "gpax_above_four",
    "gpax_in_words",
    "title_of_the_other_gender",
    "title_of_the_other_gender",
)
"""What is wrong in the one roster that is in review: eight rows kept out, two suspicious."""

SIZES = {
    SUAN: 350,
    "1010990002": 180,
    "1010990003": 96,
    "1010990004": 120,
    "1010990005": 80,
    "1110990006": 72,
    "1013990008": 60,
    "1020990009": 64,
    "1030990010": 84,
    "1034990011": 90,
    KAENNAKHON: 120,
    "1040990013": 132,
    "1041990014": 88,
    "1050990015": 76,
    "1052990016": 54,
    "1057990017": 58,
    "1060990018": 66,
    "1070990020": 48,
    MAHIDOLWIT: 40,
    "1080990022": 62,
    "1080990023": 70,
}
"""Graduates in the last year, by school."""

SILENT = ("3110990007", "1065990019", "1090990024")
SKIPPED = {("1060990018", 2025), ("1110990006", 2025), ("1052990016", 2023), ("1080990023", 2024)}
TARDY = {("1030990010", 2024), ("1041990014", 2025), ("1013990008", 2025), ("1020990009", 2023)}

_FORMATS: tuple[FileFormat, ...] = ("por3_csv_utf8", "por3_csv_cp874", "por3_xlsx")


@dataclass(frozen=True, slots=True)
class PlannedRoster:
    """One version of one roster. `count` is 0 where it follows from an earlier roster (late)."""

    school_code: str
    academic_year: int
    kind: Kind
    version: int
    count: int
    state: State
    received_on: date
    certified_on: date | None
    file_format: FileFormat

    @property
    def name(self) -> str:
        """Unique within the story, e.g. for the name of the file."""
        return f"{self.school_code}-{self.academic_year + 543}-{self.kind}-v{self.version}"


def story() -> list[PlannedRoster]:
    """All rosters of the demonstration, in the order in which they arrived."""
    return sorted(_plans(), key=lambda plan: (plan.received_on, plan.name))


def closed_on(academic_year: int) -> date:
    """The usual day on which a school approves its graduates: 31 March after the school year."""
    return date(academic_year + 1, 3, 31)


def due_on(academic_year: int) -> date:
    """Until then a certified roster counts as on time in the story."""
    return date(academic_year + 1, 4, 30)


def _plans() -> Iterator[PlannedRoster]:
    for place, (school_code, size) in enumerate(SIZES.items()):
        for year in YEARS:
            if (school_code, year) not in SKIPPED:
                yield _yearly(school_code, year, size, place)
    yield from _suan_extras()
    yield from _kaennakhon_extras()
    yield _roster(MAHIDOLWIT, 2022, "history", 38, date(2025, 2, 3), "por3_xlsx")


def _yearly(school_code: str, year: int, size: int, place: int) -> PlannedRoster:
    delay = 95 if (school_code, year) in TARDY else 4 + place % 9
    # Cohorts grow a little from year to year.
    count = size - (YEARS[-1] - year) * (size // 20)
    received_on = closed_on(year) + timedelta(days=delay)
    plan = _roster(
        school_code, year, "graduates", count, received_on, _FORMATS[(place + year) % len(_FORMATS)]
    )
    if (school_code, year) == (SUAN, YEARS[-1]):
        return replace(plan, state="in_review", certified_on=None)
    return plan


def _suan_extras() -> Iterator[PlannedRoster]:
    size = SIZES[SUAN]
    count = size - size // 20
    second = _roster(SUAN, 2024, "graduates", count, date(2025, 6, 9), "por3_xlsx")
    yield replace(second, version=2)
    yield _roster(SUAN, 2024, "late", 0, date(2025, 10, 6), "por3_csv_cp874")


def _kaennakhon_extras() -> Iterator[PlannedRoster]:
    size = SIZES[KAENNAKHON]
    second = _roster(KAENNAKHON, 2025, "graduates", size, date(2026, 5, 18), "por3_csv_utf8")
    yield replace(second, version=2)
    for year in (2024, 2025):
        yield _roster(KAENNAKHON, year, "late", 0, date(year + 1, 10, 12), "por3_xlsx")
    yield _roster(KAENNAKHON, 2026, "studying", 118, date(2026, 7, 1), "dmc_xlsx")


def _roster(
    school_code: str,
    year: int,
    kind: Kind,
    count: int,
    received_on: date,
    file_format: FileFormat,
) -> PlannedRoster:
    certified_on = received_on + timedelta(days=2)
    return PlannedRoster(
        school_code, year, kind, 1, count, "certified", received_on, certified_on, file_format
    )
