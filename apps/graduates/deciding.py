"""The outcome of a verification: one table, written out, first matching row wins.

The order of the rows is the precedence. A privacy hold beats all. An ID whose name and birth date
do not bear it out may be another person's, one digit away, so a person looks. What is known against
a graduation comes before the fields that differ, for "found, name differs" would else read as a
graduate under a new name. Without an ID nothing is confirmed, and nobody is declared absent.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from apps.core.matching import Agreement

EntryKind = Literal["graduates", "late", "history", "studying"]
EntryDecision = Literal["graduated", "not_graduated", ""]
RosterState = Literal["complete", "incomplete", "missing"]
Outcome = Literal[
    "confirmed",
    "mismatch",
    "studying",
    "not_graduated",
    "not_in_roster",
    "roster_missing",
    "withheld",
    "ambiguous",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchFacts:
    """What is known of one applicant after looking.

    Where ``id_found``, name, birth, year, school, entry and the other fields are those of the entry
    found, wherever it is in force. Else ``name`` and ``birth`` tell of the entry that comes nearest
    in the roster claimed (``not_given`` if there is none), and the entry's fields are not looked
    at. ``roster_state_for_claim`` is ``complete`` where the graduates of the claimed school and
    year are certified and their number is not in doubt. Raises ValueError for facts that cannot be.
    """

    id_given: bool
    id_found: bool
    name: Agreement
    birth: Agreement
    year_agrees: bool = True
    school_agrees: bool = True
    entry_kind: EntryKind | None = None
    entry_decision: EntryDecision = ""
    roster_state_for_claim: RosterState = "missing"
    withheld: bool = False
    other_fields_differ: bool = False

    def __post_init__(self) -> None:
        if self.id_found and (not self.id_given or self.entry_kind is None):
            raise ValueError("an entry is found by an ID that is given, and has a kind")


# Columns: withheld | ID | name | birth | entry | school and year, other fields | roster claimed
# "-" matches anything; a cell may name several values.
_TABLE: tuple[tuple[str, str, str, str, str, str, str, Outcome], ...] = (
    ("yes", "-", "-", "-", "-", "-", "-", "withheld"),
    # found by ID, but nothing bears the ID out
    ("-", "found", "differ", "differ", "-", "-", "-", "ambiguous"),
    ("-", "found", "differ", "not_given", "-", "-", "-", "ambiguous"),
    ("-", "found", "not_given", "differ", "-", "-", "-", "ambiguous"),
    ("-", "found", "not_given", "not_given", "-", "-", "-", "ambiguous"),
    # found, and not a graduate
    ("-", "found", "-", "-", "studying", "-", "-", "studying"),
    ("-", "found", "-", "-", "not_graduated", "-", "-", "not_graduated"),
    ("-", "found", "-", "-", "undecided", "-", "-", "ambiguous"),
    # found, a certified graduate
    ("-", "found", "differ", "-", "-", "-", "-", "mismatch"),
    ("-", "found", "-", "differ", "-", "-", "-", "mismatch"),
    ("-", "found", "-", "-", "-", "differ", "-", "mismatch"),
    ("-", "found", "-", "-", "graduated", "agree", "-", "confirmed"),
    # not found by ID, or no ID: someone comes near
    ("-", "not_found not_given", "agree", "agree", "-", "-", "-", "ambiguous"),
    ("-", "not_found not_given", "agree", "not_given", "-", "-", "-", "ambiguous"),
    # nobody comes near
    ("-", "not_found not_given", "-", "-", "-", "-", "missing", "roster_missing"),
    ("-", "not_found not_given", "-", "-", "-", "-", "incomplete", "roster_missing"),
    ("-", "not_found", "-", "-", "-", "-", "complete", "not_in_roster"),
    ("-", "not_given", "-", "-", "-", "-", "complete", "ambiguous"),
)
_ENTRY_ORDER = ("graduated", "not_graduated", "undecided", "studying")


def decide(facts: MatchFacts) -> Outcome:
    """Return the outcome of a verification (product: outcomes of the M.6 verification)."""
    return _first_row(_seen(facts))


@cache  # a few hundred combinations exist
def _first_row(seen: tuple[str, ...]) -> Outcome:
    for row in _TABLE:
        if all(_matches(cell, value) for cell, value in zip(row[:-1], seen, strict=True)):
            return row[-1]
    raise AssertionError(f"no row for {seen}")  # a test walks through every combination


def entry_precedence(kind: EntryKind, decision: EntryDecision) -> int:
    """Return the rank of an entry among those in force for one person; the smallest is decided on.

    A late or earlier graduation beats the judgement of the year, and any judgement beats a list of
    those who still study.
    """
    return _ENTRY_ORDER.index(_entry(kind, decision))


def _seen(facts: MatchFacts) -> tuple[str, ...]:
    found = "found" if facts.id_found else "not_found" if facts.id_given else "not_given"
    entry = _entry(facts.entry_kind, facts.entry_decision) if facts.entry_kind else "none"
    place = facts.year_agrees and facts.school_agrees and not facts.other_fields_differ
    return (
        "yes" if facts.withheld else "no",
        found,
        facts.name,
        facts.birth,
        entry,
        "agree" if place else "differ",
        facts.roster_state_for_claim,
    )


def _entry(kind: EntryKind, decision: EntryDecision) -> str:
    if kind == "studying":
        return "studying"
    return decision or "undecided"


def _matches(cell: str, value: str) -> bool:
    return cell == "-" or value in cell.split()
