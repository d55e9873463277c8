"""The invented persons of a school's roster of M.6 graduates, as the school would know them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Literal

from apps.core.demo.ids import BLOCK_SIZE, implausible_ids
from apps.core.demo.seeds import number_below, stream
from apps.graduates.demo.names import FEMALE_NAMES, MALE_NAMES, SURNAMES

Kind = Literal["graduates", "late", "history", "studying"]
Decision = Literal["graduated", "not_graduated", ""]

ONE_NOT_GRADUATED_IN = 40
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, repr=False)
class RosterRow:
    """One person: canonical text, ISO dates, GPAX of two decimals (0.00–4.00), credits of one.

    `studying` rosters hold no GPAX, credits, decision or papers; who has not graduated has no
    approval date and no ปพ.1. Set and number of the ปพ.1 are strings with leading zeros.
    """

    student_code: str
    national_id: str
    title: str
    first_name: str
    last_name: str
    gender: Literal["m", "f"]
    born_on: date
    credits_attempted: Decimal | None = None
    credits_earned: Decimal | None = None
    gpax: Decimal | None = None
    decision: Decision = ""
    approved_on: date | None = None
    por1_set: str = ""
    por1_number: str = ""

    def __repr__(self) -> str:
        return f"<RosterRow {self.student_code}>"


def roster_rows(
    school_code: str, academic_year: int, kind: Kind, count: int, seed: int
) -> list[RosterRow]:
    """`count` invented persons of one roster, ordered by student code; equal input, equal rows.

    `academic_year` is the Christian number of the Buddhist school year (2567 is 2024). IDs are
    unique within a roster of any size; between rosters two can only meet by chance of their start.
    """
    rng = stream("roster", seed, school_code, academic_year, kind)
    start = number_below(BLOCK_SIZE, "ids", seed, school_code, academic_year, kind)
    ids = implausible_ids(rng, start, count)
    code = first_student_code(academic_year)
    rows = []
    for national_id in ids:
        code += rng.choice((1, 1, 2))
        rows.append(_student(rng, national_id, str(code), academic_year))
    return rows if kind == "studying" else _judged(rng, rows, academic_year, kind)


def first_student_code(academic_year: int) -> int:
    """Schools number their intakes one after the other: 2,000 five-digit codes for each year."""
    return 10_000 + academic_year % 40 * 2_000


def as_key(row: RosterRow) -> dict[str, str | None]:
    """The row with every value as text (ISO dates), to be compared or written as JSON."""
    return {name: None if value is None else str(value) for name, value in asdict(row).items()}


def graduated(row: RosterRow, rng: Random, approved_on: date, papers: tuple[str, int]) -> RosterRow:
    """The row judged จบ, with all credits and the transcript (set, running number) in `papers`."""
    attempted = row.credits_attempted or Decimal(rng.randrange(154, 190)) / 2
    points = Decimal(rng.triangular(1.6, 4.0, 3.3)).quantize(_CENT)
    return replace(
        row,
        credits_attempted=attempted,
        credits_earned=attempted,
        gpax=row.gpax or points,
        decision="graduated",
        approved_on=approved_on,
        por1_set=papers[0],
        por1_number=f"{papers[1]:06d}",
    )


def _student(rng: Random, national_id: str, code: str, academic_year: int) -> RosterRow:
    female = rng.random() < 0.55
    # Children enter the first class in the year in which they turn seven; a few are a year older.
    youngest = date(academic_year - 17, 5, 16)
    days = rng.randrange(365) + (365 if rng.random() < 0.06 else 0)
    return RosterRow(
        student_code=code,
        national_id=national_id,
        title="นางสาว" if female else "นาย",
        first_name=rng.choice(FEMALE_NAMES if female else MALE_NAMES),
        last_name=rng.choice(SURNAMES),
        gender="f" if female else "m",
        born_on=youngest - timedelta(days=days),
    )


def _judged(
    rng: Random, rows: Sequence[RosterRow], academic_year: int, kind: Kind
) -> list[RosterRow]:
    failed: set[int] = set()
    if kind == "graduates":
        failed = set(rng.sample(range(len(rows)), len(rows) // ONE_NOT_GRADUATED_IN))
    paper_set = f"{rng.randrange(1, 10_000):05d}"
    number = rng.randrange(1, 500)
    judged = []
    for place, row in enumerate(rows):
        if place in failed:
            judged.append(_not_graduated(row, rng))
            continue
        number += 1
        judged.append(graduated(row, rng, _approval(rng, academic_year, kind), (paper_set, number)))
    return judged


def _not_graduated(row: RosterRow, rng: Random) -> RosterRow:
    attempted = Decimal(rng.randrange(154, 190)) / 2
    return replace(
        row,
        credits_attempted=attempted,
        credits_earned=attempted - Decimal(rng.randrange(1, 9)) / 2,
        gpax=Decimal(rng.triangular(1.0, 2.4, 1.7)).quantize(_CENT),
        decision="not_graduated",
    )


def _approval(rng: Random, academic_year: int, kind: Kind) -> date:
    """The day on which schools close the year; off cycle, any day of the following half year."""
    closing = date(academic_year + 1, 3, 31)
    return closing + timedelta(days=rng.randrange(45, 180)) if kind == "late" else closing
