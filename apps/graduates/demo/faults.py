"""Mistakes in single cells of the flat layout, such as a review page has to explain."""

from collections.abc import Callable, Mapping, Sequence
from random import Random

from apps.core.identifiers import check_digit
from apps.graduates.demo.mess import Cell
from apps.graduates.demo.people import RosterRow

Fault = Callable[[RosterRow], Mapping[str, Cell]]


def _wrong_check_digit(row: RosterRow) -> Mapping[str, Cell]:
    body = row.national_id[:12]
    return {"เลขประจำตัวประชาชน": body + str((int(check_digit(body)) + 1) % 10)}


def _lost_precision(row: RosterRow) -> Mapping[str, Cell]:
    return {"เลขประจำตัวประชาชน": f"{float(row.national_id):.4E}"}


def _two_digit_year(row: RosterRow) -> Mapping[str, Cell]:
    born = row.born_on
    return {"วันเกิด (พ.ศ.)": f"{born.day}/{born.month}/{(born.year + 543) % 100:02d}"}


FAULTS: Mapping[str, Fault] = {
    "wrong_check_digit": _wrong_check_digit,
    "lost_precision": _lost_precision,
    "no_birth_date": lambda _row: {"วันเกิด (พ.ศ.)": None},
    "two_digit_year": _two_digit_year,
    "gpax_above_four": lambda _row: {"ผลการเรียนเฉลี่ย": "4.50"},
    "gpax_in_words": lambda _row: {"ผลการเรียนเฉลี่ย": "สามจุดห้า"},
    "no_first_name": lambda _row: {"ชื่อ": None},
    "title_of_the_other_gender": lambda row: {"คำนำหน้า": "นาย" if row.gender == "f" else "นางสาว"},
}
"""Name of the fault → the cells it leaves behind, by heading."""

KEEPS_ROW_OUT = frozenset(FAULTS) - {"title_of_the_other_gender"}
"""Faults after which the row cannot be taken as it is; the rest is only suspicious."""


def spoiled(
    rows: Sequence[RosterRow], faults: Sequence[str], rng: Random
) -> tuple[dict[int, Mapping[str, Cell]], dict[int, str]]:
    """One fault each in as many different rows: the changed cells, and which row has which fault.

    Raises KeyError for an unknown fault and ValueError where there are fewer rows than faults.
    """
    places = rng.sample(range(len(rows)), len(faults))
    named = dict(sorted(zip(places, faults, strict=True)))
    changes = {place: FAULTS[fault](rows[place]) for place, fault in named.items()}
    return changes, named
