"""The invented graduates of a university, as its register has them."""

import datetime as dt
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

from apps.core.demo.ids import implausible_ids
from apps.core.demo.seeds import number_below, stream
from apps.core.identifiers import PersonId
from apps.courses.demo.names import FEMALE_NAMES, MALE_NAMES, SURNAMES
from apps.courses.demo.universities import UNIVERSITIES
from apps.qualifications.degree_table import BACHELOR, DOCTOR, MASTER
from apps.qualifications.demo.programmes import PROGRAMMES
from apps.qualifications.incoming.shapes import DegreeRow, Standing
from apps.qualifications.rows import degree_row

YEARS = (2021, 2022, 2023, 2024, 2025)
"""Academic years (Christian) that the registers of the story reach over."""
COUNT = {"tu": 48, "kku": 42, "ku": 40, "kmitl": 34, "cmu": 40, "wu": 32, "bu": 30}
"""Graduates of a university in each of the years."""
UNREGISTERED = 400
"""Running numbers from here on are of persons whom no register holds."""
STUDYING = 520
"""From here on they are of students who have not graduated yet."""

_RUN, _NUMBERS = 10**6, 700
_PER_YEAR = 60
_WITHOUT_ID_ONE_IN, _RENAMED_ONE_IN = 23, 29
_STUDY = {BACHELOR: (4, 18), MASTER: (2, 24), DOCTOR: (4, 27)}
"""Level → years that it takes, and the age at entry."""
_ENDS = {1: (0, 12, 12), 2: (1, 5, 18), 3: (1, 7, 20)}
"""Term → years after the academic year began, month and day on which studies are completed."""


def graduate(
    slug: str, number: int, year: int, *, seed: int, standing: Standing = "conferred"
) -> DegreeRow:
    """The `number`-th invented graduate of academic `year`; equal input, equal person."""
    rng = stream("graduate", seed, slug, number)
    return degree_row(
        **_person(rng, slug, number, seed),
        **_degree(rng, slug, number, year, standing),
    )


def _person(rng: Random, slug: str, number: int, seed: int) -> dict[str, Any]:
    female = rng.random() < 0.58
    first, last = rng.choice(FEMALE_NAMES if female else MALE_NAMES), rng.choice(SURNAMES)
    renamed = female and number % _RENAMED_ONE_IN == 0
    serial = number_below(_RUN, "conferrals", seed, slug) * _NUMBERS + number
    identifier = next(implausible_ids(rng, serial, 1))
    known = number % _WITHOUT_ID_ONE_IN != 0
    return {
        "person_id": PersonId("national", "TH", identifier) if known else None,
        "title": ("นาง" if renamed else "นางสาว") if female else "นาย",
        "first_name": first.th,
        "last_name": last.th,
        "name_as_written": f"{first.th} {last.th}",
        "first_name_en": first.en,
        "last_name_en": last.en,
        "former_last_name": rng.choice(SURNAMES).th if renamed else "",
        "gender": "f" if female else "m",
    }


def _degree(rng: Random, slug: str, number: int, year: int, standing: Standing) -> dict[str, Any]:
    programme = rng.choice(PROGRAMMES[slug])
    level = _level(rng, programme.levels)
    years, age = _STUDY[level]
    entered = year + 1 - years
    names = programme.degree(level)
    gpax = Decimal(rng.randrange(*((205, 400) if level == BACHELOR else (320, 400)))) / 100
    return {
        "student_code": UNIVERSITIES[slug].student_code(entered, number),
        "born_on": dt.date(entered - age, 1, 1) - dt.timedelta(rng.randrange(540)),
        "born_year": None,
        "degree_th": names.thai,
        "degree_abbr": names.short,
        "degree_en": names.english,
        "major": programme.major,
        "faculty": programme.faculty,
        "campus": programme.campus,
        "level": level,
        "academic_year": year,
        "gpax": gpax if standing != "attended" else None,
        "honours": _honours(gpax) if level == BACHELOR and standing == "conferred" else "",
        "standing": standing,
        **_dates(rng, year, standing),
    }


def _level(rng: Random, taught: tuple[int, ...]) -> int:
    drawn = rng.choices((BACHELOR, MASTER, DOCTOR), (81, 15, 4))[0]
    return drawn if drawn in taught else taught[0]


def _honours(gpax: Decimal) -> str:
    if gpax >= Decimal("3.60"):
        return "1"
    return "2" if gpax >= Decimal("3.25") else ""


def _dates(rng: Random, year: int, standing: Standing) -> dict[str, Any]:
    term = rng.choices((1, 2, 3), (12, 78, 10))[0]
    later, month, day = _ENDS[term]
    completed = dt.date(year + later, month, day) + dt.timedelta(rng.randrange(10))
    if standing == "attended":
        return {"term": term}
    if standing == "completed":
        return {"term": term, "completed_on": completed}
    approved = completed + dt.timedelta(weeks=rng.randrange(4, 8))
    ceremony = dt.date(year + 2, 1, 12) + dt.timedelta(rng.randrange(5))
    held = None if year == YEARS[-1] else ceremony
    return {
        "term": term, "completed_on": completed, "approved_on": approved, "ceremony_on": held,
    }  # fmt: skip


def _standing(year: int, place: int, count: int) -> Standing:
    """The last of a year left without a degree; of the latest year some wait for the council."""
    behind = count - place
    if year != YEARS[-1]:
        return "attended" if behind == 1 else "conferred"
    if behind <= 4:
        return "completed"
    return "attended" if behind <= 6 else "conferred"


@cache
def graduates_of(slug: str, year: int, seed: int) -> tuple[DegreeRow, ...]:
    """One year of a university's register."""
    first = YEARS.index(year) * _PER_YEAR + 1
    count = COUNT[slug]
    return tuple(
        graduate(slug, first + place, year, seed=seed, standing=_standing(year, place, count))
        for place in range(count)
    )


@cache
def all_graduates(slug: str, seed: int) -> tuple[DegreeRow, ...]:
    """Newest year first."""
    return tuple(row for year in reversed(YEARS) for row in graduates_of(slug, year, seed))
