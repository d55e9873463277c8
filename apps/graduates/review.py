"""What the review page shows: kinds of finding, and the rows of the chosen one."""

from dataclasses import dataclass

from apps.graduates import selectors
from apps.graduates.checks.rules import RULES
from apps.graduates.models import Entry, Finding, Roster
from apps.graduates.phrases import finding_remedy, finding_sentence, refusal_sentence
from apps.graduates.selectors import Difference
from apps.graduates.states import RosterState
from apps.intake.errors import Note

TONES = {"syntax": "refused", "validity": "refused", "quality": "need", "whole": "need"}


@dataclass(frozen=True)
class KindLine:
    rule: str
    cls: str
    tone: str
    count: int
    waiting: int
    sentence: str
    remedy: str
    reason: str


@dataclass(frozen=True)
class RowLine:
    row: int
    column: str
    value: str
    sentence: str
    confirmed: bool


@dataclass(frozen=True)
class Review:
    kinds: list[KindLine]
    chosen: KindLine | None
    rows: list[RowLine]
    next_after: int | None
    set_aside: list[Entry]
    waiting: int
    difference: Difference | None
    refusal: str
    notes: list[str]
    content: str


def review_of(roster: Roster, *, rule: str, after: str) -> Review:
    kinds = [_line(kind) for kind in selectors.finding_kinds(roster)]
    chosen = _chosen(kinds, rule)
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 18 else 0
    found = selectors.findings_of(roster, chosen.rule, after=start) if chosen else []
    shown = found[: selectors.PAGE]
    in_review = roster.state == RosterState.IN_REVIEW
    return Review(
        kinds=kinds,
        chosen=chosen,
        rows=[_row(finding) for finding in shown],
        next_after=shown[-1].pk if len(found) > selectors.PAGE else None,
        set_aside=selectors.set_aside_rows(roster)
        if in_review and chosen and chosen.rule == "duplicate_person"
        else [],
        waiting=sum(kind.waiting for kind in kinds),
        difference=selectors.difference_from_force(roster) if in_review else None,
        refusal=refusal_sentence(roster) if roster.refusal else "",
        notes=[Note(note["rule"], note["params"]).message for note in roster.notes],
        content=bytes(roster.content_hash).hex() if roster.content_hash else "",
    )


def _chosen(kinds: list[KindLine], rule: str) -> KindLine | None:
    """The kind asked for, else the first that waits for somebody, else the first."""
    asked = [kind for kind in kinds if kind.rule == rule]
    waiting = [kind for kind in kinds if kind.waiting]
    return next(iter([*asked, *waiting, *kinds]), None)


def _line(kind: selectors.FindingKind) -> KindLine:
    many = kind.count > 1 and "%(value)s" in str(RULES[kind.rule].message)
    return KindLine(
        rule=kind.rule,
        cls=str(kind.first.get_cls_display()),
        tone=TONES[kind.cls],
        count=kind.count,
        waiting=kind.waiting,
        sentence=_general(kind.rule) if many else finding_sentence(kind.first),
        remedy=finding_remedy(kind.first),
        reason=kind.reason,
    )


def _general(rule: str) -> str:
    """The sentence of a rule for many cells at once: without the one cell's value."""
    text = str(RULES[rule].message).replace(": “%(value)s”", "").replace("“%(value)s”", "…")
    text = text.replace("%(value)s", "…")
    return text.replace("%(school)s", "…").replace("%(first_row)s", "…")


def _row(finding: Finding) -> RowLine:
    return RowLine(
        row=finding.row,
        column=finding.column,
        value=finding.value,
        sentence=finding_sentence(finding),
        confirmed=finding.confirmed_at is not None,
    )
