"""One claim and what the register holds → an answer that explains itself; pure."""

import re
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from apps.graduates.claims import Claim
from apps.graduates.deciding import EntryDecision
from apps.graduates.matching import (
    Agreement,
    EntryKind,
    MatchFacts,
    NameAgreement,
    Outcome,
    PersonName,
    RosterState,
    compare_births,
    compare_dates,
    compare_gpax,
    compare_names,
    compare_por1,
    decide,
    entry_precedence,
)
from apps.graduates.register import Record, Register

FIELDS = ("name", "birth_date", "school", "year", "gpax", "por1_number", "approved_on")
OTHERS = ("gpax", "por1_number", "approved_on")
Agreements = tuple[Agreement, ...]
"""One for each of FIELDS, in their order."""

_LETTER = re.compile("[A-Za-zก-ฮ]")
_EXACT = NameAgreement(agrees=True)


class Answer(NamedTuple):
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
        return _found(claim, _nearest(claim, by_id), register, by_id=True)
    if near:
        return _found(claim, _nearest(claim, near), register, by_id=False)
    facts = MatchFacts(
        id_given=claim.person_id is not None,
        id_found=False,
        name="not_given",
        birth="not_given",
        roster_state_for_claim=register.roster_state(claim),
    )
    return Answer(decide(facts), (), (), (), register.as_of(claim), claim.school_id)


def _found(claim: Claim, record: Record, register: Register, *, by_id: bool) -> Answer:
    name = _names(claim, record)
    outcome, agreeing, differing = _judge(
        claim.person_id is not None,
        by_id,
        _compare(claim, record, name),
        record.kind,
        record.decision,
        register.roster_state(claim),
    )
    return Answer(
        outcome=outcome,
        agreeing=agreeing,
        differing=differing,
        explanation=_explanation(name, record, by_id=by_id),
        as_of=record.certified_at,
        school_id=record.school_id,
    )


@lru_cache(maxsize=4096)  # holds agreements, never values
def _judge(
    id_given: bool,
    by_id: bool,
    agreements: Agreements,
    kind: EntryKind,
    decision: EntryDecision,
    roster_state: RosterState,
) -> tuple[Outcome, tuple[str, ...], tuple[str, ...]]:
    """Outcome, fields that agree, fields that differ."""
    fields = dict(zip(FIELDS, agreements, strict=True))
    facts = MatchFacts(
        id_given=id_given,
        id_found=by_id,
        name=fields["name"],
        birth=fields["birth_date"],
        year_agrees=fields["year"] != "differ",
        school_agrees=fields["school"] != "differ",
        entry_kind=kind,
        entry_decision=decision,
        roster_state_for_claim=roster_state,
        other_fields_differ=any(fields[field] == "differ" for field in OTHERS),
    )
    compared = {"person_id": _of_id(id_given, by_id), **fields}
    return (
        decide(facts),
        tuple(field for field, result in compared.items() if result == "agree"),
        tuple(field for field, result in compared.items() if result == "differ"),
    )


def _nearest(claim: Claim, records: list[Record]) -> Record:
    if len(records) == 1:
        return records[0]
    return min(records, key=lambda one: _rank(claim, one))


def _rank(claim: Claim, record: Record) -> tuple[int, bool, bool, float]:
    """A graduation first, then the claimed school, the claimed year, and the latest list."""
    return (
        entry_precedence(record.kind, record.decision),
        record.school_id != claim.school_id,
        record.academic_year != claim.academic_year,
        -record.certified_at.timestamp(),
    )


def _of_id(id_given: bool, by_id: bool) -> Agreement:
    if not id_given:
        return "not_given"
    return "agree" if by_id else "differ"


def _names(claim: Claim, record: Record) -> NameAgreement:
    """Most names are the same letter by letter, which needs no canonical form to be seen."""
    same = claim.first_name == record.first_name and claim.last_name == record.last_name
    if same and _LETTER.search(claim.first_name):
        return _EXACT
    return compare_names(
        PersonName(claim.first_name, claim.last_name),
        PersonName(record.first_name, record.last_name),
        former_name=claim.former_name,
    )


def _papers(claim: Claim, record: Record) -> Agreement:
    """As with names: the same signs agree without being brought to a common form."""
    claimed = (claim.por1_set, claim.por1_number)
    recorded = (record.por1_set, record.por1_number)
    if claimed == recorded and "".join(claimed).strip():
        return "agree"
    return compare_por1(claimed, recorded)


def _compare(claim: Claim, record: Record, name: NameAgreement) -> Agreements:
    birth = compare_births(claim.born_on, claim.born_year, record.born_on, record.born_year)
    return (
        name.agreement,
        birth.agreement,
        _same(claim.school_id, record.school_id),
        _same(claim.academic_year, record.academic_year),
        compare_gpax(claim.gpax, record.gpax, terms=claim.gpax_terms),
        _papers(claim, record),
        compare_dates(claim.approved_on, record.approved_on),
    )


def _same(claimed: int | None, recorded: int) -> Agreement:
    if claimed is None:
        return "not_given"
    return "agree" if claimed == recorded else "differ"


def _explanation(name: NameAgreement, record: Record, *, by_id: bool) -> tuple[str, ...]:
    """Codes of what was overlooked or decided, for words on the page."""
    found = ("found_by_id",) if by_id else ("found_by_name",)
    late = ("late_graduate",) if record.kind == "late" else ()
    return (*found, *name.how, *late)
