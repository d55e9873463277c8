"""One claim and what the register holds → an answer that explains itself; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from apps.graduates.claims import Claim
from apps.graduates.matching import (
    Agreement,
    MatchFacts,
    NameAgreement,
    Outcome,
    PersonName,
    compare_births,
    compare_dates,
    compare_gpax,
    compare_names,
    compare_por1,
    decide,
    entry_precedence,
)
from apps.graduates.register import Record, Register

OTHERS = ("gpax", "por1_number", "approved_on")
Fields = Mapping[str, Agreement]


@dataclass(frozen=True, slots=True)
class Answer:
    """Fields compared by name; the record's values are never part of it.

    `school_id` is the institution whose data was used (for its log); `as_of` the certification.
    """

    outcome: Outcome
    agreeing: tuple[str, ...]
    differing: tuple[str, ...]
    explanation: tuple[str, ...]
    as_of: datetime | None
    school_id: int | None


def answer(number: int, claim: Claim, register: Register) -> Answer:
    """`number` is the claim's position in the register's tables."""
    by_id = register.by_id.get(number)
    near = register.by_name.get(number)
    if by_id:
        return _found(claim, min(by_id, key=lambda one: _rank(claim, one)), register, by_id=True)
    if near:
        return _found(claim, min(near, key=lambda one: _rank(claim, one)), register, by_id=False)
    facts = MatchFacts(
        id_given=claim.person_id is not None,
        id_found=False,
        name="not_given",
        birth="not_given",
        roster_state_for_claim=register.roster_state(claim),
    )
    return Answer(decide(facts), (), (), (), register.as_of(claim), claim.school_id)


def _found(claim: Claim, record: Record, register: Register, *, by_id: bool) -> Answer:
    name = compare_names(
        PersonName(claim.first_name, claim.last_name),
        PersonName(record.first_name, record.last_name),
        former_name=claim.former_name,
    )
    fields = _compare(claim, record, name)
    facts = MatchFacts(
        id_given=claim.person_id is not None,
        id_found=by_id,
        name=fields["name"],
        birth=fields["birth_date"],
        year_agrees=fields["year"] != "differ",
        school_agrees=fields["school"] != "differ",
        entry_kind=record.kind,
        entry_decision=record.decision,
        roster_state_for_claim=register.roster_state(claim),
        other_fields_differ=any(fields[field] == "differ" for field in OTHERS),
    )
    compared = {"person_id": _of_id(claim, by_id=by_id), **fields}
    return Answer(
        outcome=decide(facts),
        agreeing=tuple(field for field, result in compared.items() if result == "agree"),
        differing=tuple(field for field, result in compared.items() if result == "differ"),
        explanation=_explanation(name, record, by_id=by_id),
        as_of=record.certified_at,
        school_id=record.school_id,
    )


def _rank(claim: Claim, record: Record) -> tuple[int, bool, bool, float]:
    """A graduation first, then the claimed school, the claimed year, and the latest list."""
    return (
        entry_precedence(record.kind, record.decision),
        record.school_id != claim.school_id,
        record.academic_year != claim.academic_year,
        -record.certified_at.timestamp(),
    )


def _of_id(claim: Claim, *, by_id: bool) -> Agreement:
    if claim.person_id is None:
        return "not_given"
    return "agree" if by_id else "differ"


def _compare(claim: Claim, record: Record, name: NameAgreement) -> Fields:
    birth = compare_births(claim.born_on, claim.born_year, record.born_on, record.born_year)
    return {
        "name": name.agreement,
        "birth_date": birth.agreement,
        "school": _same(claim.school_id, record.school_id),
        "year": _same(claim.academic_year, record.academic_year),
        "gpax": compare_gpax(claim.gpax, record.gpax, terms=claim.gpax_terms),
        "por1_number": compare_por1(
            (claim.por1_set, claim.por1_number), (record.por1_set, record.por1_number)
        ),
        "approved_on": compare_dates(claim.approved_on, record.approved_on),
    }


def _same(claimed: int | None, recorded: int) -> Agreement:
    if claimed is None:
        return "not_given"
    return "agree" if claimed == recorded else "differ"


def _explanation(name: NameAgreement, record: Record, *, by_id: bool) -> tuple[str, ...]:
    """Codes of what was overlooked or decided, for words on the page."""
    found = ("found_by_id",) if by_id else ("found_by_name",)
    late = ("late_graduate",) if record.kind == "late" else ()
    return (*found, *name.how, *late)
