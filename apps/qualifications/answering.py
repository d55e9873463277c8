"""When a register answers by itself: it may only confirm. Pure.

Everything else goes to a person of the holder: a field that differs, a degree that waits for the
council, a privacy hold, nothing found. Whoever asks learns nothing from that but that somebody
will look.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple
from uuid import UUID

from apps.core.matching import (
    Agreement,
    PersonName,
    compare_births,
    compare_codes,
    compare_dates,
    compare_decimals,
    compare_names,
)
from apps.qualifications.choices import Standing
from apps.qualifications.claims import DegreeClaim
from apps.qualifications.degrees import compare_degrees
from apps.qualifications.register import Record
from apps.qualifications.units import compare_units

IDENTIFYING = ("birth_date", "student_code")
"""An identifier may be another person's, one digit away: beside the name one of these agrees."""

ABOUT_DEGREE = ("degree", "level", "major")


class Comparison(NamedTuple):
    """Each field that was given on both sides, and what had to be overlooked for it."""

    fields: Mapping[str, Agreement | Literal["unclear"]]
    explanation: tuple[str, ...]

    def those(self, agreement: Agreement) -> tuple[str, ...]:
        return tuple(field for field, found in self.fields.items() if found == agreement)


class Confirmation(NamedTuple):
    line: UUID
    agreeing: tuple[str, ...]
    explanation: tuple[str, ...]
    as_of: datetime


def confirmation(claim: DegreeClaim, records: Sequence[Record]) -> Confirmation | None:
    """What the register confirms of the claim, None where a person must look.

    `records` were found by the claim's identifier. Exactly one of them must bear the claim out.
    """
    borne_out = [
        (record, compared)
        for record in records
        if may_confirm(record, compared := compare(claim, record))
    ]
    if len(borne_out) != 1:
        return None
    record, compared = borne_out[0]
    return Confirmation(
        line=record.line,
        agreeing=compared.those("agree"),
        explanation=("found_by_id", *compared.explanation),
        as_of=record.as_of,
    )


def may_confirm(record: Record, compared: Comparison) -> bool:
    """The rule itself: conferred, not withheld, nothing differs, person and degree borne out."""
    fields = compared.fields
    return (
        record.standing == Standing.CONFERRED
        and not record.on_hold
        and "differ" not in fields.values()
        and fields["name"] == "agree"
        and any(fields[field] == "agree" for field in IDENTIFYING)
        and any(fields[field] == "agree" for field in ABOUT_DEGREE)
        and fields["degree"] != "unclear"
    )


def compare(claim: DegreeClaim, record: Record) -> Comparison:
    """Every field of the claim with the register's, in the order in which answers name them."""
    name, how = _name(claim, record)
    birth = compare_births(claim.born_on, claim.born_year, record.born_on, record.born_year)
    degree = compare_degrees(
        claim.degree, (record.degree_th, record.degree_abbr, record.degree_en), major=record.major
    )
    fields: dict[str, Agreement | Literal["unclear"]] = {
        "person_id": "agree",
        "name": name,
        "birth_date": birth.agreement,
        "student_code": compare_codes(claim.student_code, record.student_code),
        "degree": degree.agreement,
        "major": compare_units(claim.major, record.major),
        "faculty": compare_units(claim.faculty, record.faculty),
        "level": _same(claim.level, record.level),
        "academic_year": _year(claim.academic_year, record),
        "completed_on": _day(claim.completed_on, record),
        "gpax": compare_decimals(claim.gpax, record.gpax),
    }
    return Comparison(fields, (*how, *birth.how, *degree.how))


def _name(claim: DegreeClaim, record: Record) -> tuple[Agreement, tuple[str, ...]]:
    """Thai with Thai and Latin with Latin; the former name on either side counts like the present.

    One that differs outweighs one that agrees: whose paper it is then, a person must say.
    """
    recorded = PersonName(record.first_name, record.last_name)
    latin = PersonName(record.first_name_en, record.last_name_en)
    found = [
        compare_names(
            claimed,
            recorded,
            former_name=claim.former_name,
            recorded_latin=latin,
            recorded_former=record.former_name,
        )
        for claimed in (
            PersonName(claim.first_name, claim.last_name),
            PersonName(claim.first_name_en, claim.last_name_en),
        )
    ]
    agreements = [one.agreement for one in found]
    how = tuple(dict.fromkeys(how for one in found for how in one.how if one.agrees))
    if "differ" in agreements:
        return "differ", ()
    return ("agree", how) if "agree" in agreements else ("not_given", ())


def _same(claimed: str, recorded: str) -> Agreement:
    if not claimed or not recorded:
        return "not_given"
    return "agree" if claimed == recorded else "differ"


def _year(claimed: int | None, record: Record) -> Agreement:
    """People name the academic year or the year of a date on the paper; each is right."""
    days = (record.completed_on, record.approved_on)
    years = {record.academic_year, *(day.year for day in days if day)} - {None}
    if claimed is None or not years:
        return "not_given"
    return "agree" if claimed in years else "differ"


def _day(claimed: date | None, record: Record) -> Agreement:
    """The day of graduation is that of completion on some papers, of the council on others."""
    found = [compare_dates(claimed, day) for day in (record.completed_on, record.approved_on)]
    if "agree" in found:
        return "agree"
    return "differ" if "differ" in found else "not_given"
