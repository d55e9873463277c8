"""What the check of a list found, folded: kinds with their number, and rows of the chosen kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from apps.intake.errors import Note
from apps.intake.findings import FindingClass, ListFinding
from apps.intake.persons.findings import Rule
from apps.qualifications.selectors.register import finding_kinds

PAGE = 50
TONES = {"syntax": "refused", "validity": "refused", "quality": "need", "whole": "need"}


@dataclass(frozen=True, slots=True)
class KindLine:
    """A rule that was broken `count` times, in words, with what to do.

    is_doubt: the rows are taken as they stand, once somebody looked at them
    """

    rule: str
    cls: str
    is_doubt: bool
    tone: str
    count: int
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True)
class RowLine:
    row: int
    column: str
    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FoldedFindings:
    """`next_after`: where the next page of rows begins, None on the last one."""

    kinds: Sequence[KindLine]
    chosen: KindLine | None
    rows: Sequence[RowLine]
    next_after: int | None


def folded_findings(
    found: "QuerySet[Any]", rules: Mapping[str, Rule], *, rule: str, after: str
) -> FoldedFindings:
    """`found`: a list's findings; `rule`: the kind asked for; `after`: cursor of an address."""
    groups = finding_kinds(found)
    firsts = found.in_bulk([group["first"] for group in groups])
    kinds = [_kind(group, firsts[group["first"]], rules) for group in groups]
    chosen = next(iter([kind for kind in kinds if kind.rule == rule] or kinds), None)
    if chosen is None:
        return FoldedFindings([], None, [], None)
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 18 else 0
    rows = list(found.filter(rule=chosen.rule, pk__gt=start).order_by("pk")[: PAGE + 1])
    shown = rows[:PAGE]
    return FoldedFindings(
        kinds=kinds,
        chosen=chosen,
        rows=[
            RowLine(one.row, one.column, one.value, finding_sentence(one, rules)) for one in shown
        ],
        next_after=shown[-1].pk if len(rows) > PAGE else None,
    )


def finding_sentence(finding: ListFinding, rules: Mapping[str, Rule]) -> str:
    """What is wrong at this cell."""
    return str(rules[finding.rule].message) % {"value": finding.value, **finding.params}


def finding_remedy(finding: ListFinding, rules: Mapping[str, Rule]) -> str:
    return str(rules[finding.rule].remedy) % {"value": finding.value, **finding.params}


def note_sentences(notes: Sequence[Mapping[str, Any]]) -> list[str]:
    """Notes about a file as they are kept → in words."""
    return [Note(note["rule"], note["params"]).message for note in notes]


def _row(one: ListFinding, rules: Mapping[str, Rule]) -> RowLine:
    return RowLine(one.row, one.column, one.value, finding_sentence(one, rules))


def _kind(group: Mapping[str, Any], first: ListFinding, rules: Mapping[str, Rule]) -> KindLine:
    many = group["count"] > 1
    return KindLine(
        rule=first.rule,
        cls=str(first.get_cls_display()),
        is_doubt=first.cls == FindingClass.QUALITY,
        tone=TONES[first.cls],
        count=group["count"],
        sentence=_of_many(first, rules) if many else finding_sentence(first, rules),
        remedy=finding_remedy(first, rules),
    )


def _of_many(first: ListFinding, rules: Mapping[str, Rule]) -> str:
    """The sentence for many cells at once: without what stands in the one cell."""
    text = str(rules[first.rule].message).replace(": “%(value)s”", "").replace("“%(value)s”", "…")
    return text % dict.fromkeys(("value", *first.params), "…")
