"""How the outcomes behind a figure are said, and how each of them counts."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.certificates.selectors.outcomes import LATE
from apps.core.reader import date_text
from apps.courses.choices import CorrectionReason
from apps.courses.models import Result
from apps.kpi.choices import Measure
from apps.kpi.counted import NOT_CORRECTED
from apps.kpi.grouping import OPEN, OVERDUE
from apps.kpi.models import Definition
from apps.kpi.selectors.counts import Counts

Words = Mapping[str, str | Promise]
POINTS: Words = {
    "5": _("5 points"),
    "4": _("4 points"),
    "3": _("3 points"),
    "2": _("2 points"),
    "1": _("1 point"),
}
OUTCOMES: Mapping[str, Words] = {
    Measure.RESULTS: {
        NOT_CORRECTED: _("not corrected"),
        **{reason.value: reason.label for reason in CorrectionReason},
    },
    Measure.PAPERS: {
        "in_time": _("ready in time"),
        LATE: _("ready, but late"),
        OVERDUE: _("overdue now"),
        OPEN: _("not ready, the day has not passed"),
    },
    Measure.SURVEY: POINTS,
    Measure.REGISTER: {"good": _("every field is right"), "bad": _("a field differs")},
}
"""Measure → outcome of a record → words, in the order of the page."""
COUNTS_AS: Words = {
    "good": _("in the numerator and the denominator"),
    "bad": _("in the denominator alone"),
    "open": _("not counted yet"),
    "": _("does not count"),
}
TONES: Mapping[str, str] = {"good": "done", "bad": "refused", "open": "progress", "": "neutral"}
NAMES: Words = {
    Measure.RESULTS: _("Announced results"),
    Measure.PAPERS: _("Requests for papers"),
    Measure.SURVEY: _("Answers to the survey"),
    Measure.REGISTER: _("Audited records"),
}


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """One outcome of the figure with the number of its records, and how these count."""

    outcome: str
    word: str | Promise
    count: int
    counts_as: str | Promise
    tone: str


def outcome_lines(definition: Definition, counts: Counts) -> list[OutcomeLine]:
    """In the order of the page; an outcome without records is left out but for points."""
    words = OUTCOMES.get(definition.measure, {})
    names = [*words, *(each for each in counts.raw if each not in words)]
    shown = [each for each in names if counts.raw.get(each) or definition.measure == Measure.SURVEY]
    return [_line(definition, words, each, counts.raw.get(each, 0)) for each in shown]


def _line(definition: Definition, words: Words, outcome: str, count: int) -> OutcomeLine:
    word = words.get(outcome, outcome)
    grouping = definition.grouping or {name: name for name in COUNTS_AS}
    group = grouping.get(outcome, OPEN if outcome == OPEN else "")
    return OutcomeLine(outcome, word, count, COUNTS_AS[group], TONES[group])


def version_words(results: list[Result]) -> list[str]:
    """A result and its corrections, oldest first: "B+ · 20 Dec 2026", "A · …, mistake of …"."""
    told = []
    for one in results:
        day = date_text(one.announced_at) if one.announced_at else ""
        reason = f" · {one.get_reason_display()}" if one.reason else ""
        told.append(f"{one.grade} · {day}{reason}")
    return told
