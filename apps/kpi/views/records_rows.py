"""One page of records behind a figure, as the domain that keeps them tells them."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.certificates.selectors.behind import requests_behind
from apps.core.reader import date_text, reads_thai
from apps.courses.selectors.behind import registrations_behind
from apps.institutions.actor import Actor
from apps.kpi.choices import Measure
from apps.kpi.grouping import OPEN, OVERDUE
from apps.kpi.models import AuditItem, Observation
from apps.kpi.selectors.records import audited_behind
from apps.kpi.services.looking import look_at_audited, look_at_registrations
from apps.kpi.views.records_words import OUTCOMES, version_words

Cell = tuple[str, ...]
"""The lines of one cell."""

HEADINGS: Mapping[str, tuple[str | Promise, ...]] = {
    Measure.RESULTS: (
        _("Student code"),
        _("Course"),
        _("Home university"),
        _("Announced results"),
    ),
    Measure.PAPERS: (
        _("Request"),
        _("Kind of paper"),
        _("Due"),
        _("Ready on"),
        _("Working days late"),
    ),
    Measure.REGISTER: (
        _("Student code"),
        _("Fields that differ"),
        _("Checked by"),
        _("Checked on"),
    ),
}
"""Measures whose records can be opened one by one."""


@dataclass(frozen=True, slots=True)
class Behind:
    """A record: address of its page ("" where it has none), and a cell for each heading."""

    url: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RecordRow:
    url: str
    cells: tuple[Cell, ...]
    outcome: str | Promise


def record_rows(actor: Actor, measure: str, rows: Sequence[Observation]) -> list[RecordRow]:
    """In the order of `rows`; persons that are opened here are noted in the access log.

    A record that is gone meanwhile has a line without content: the next count takes it away.
    """
    found = BEHIND[measure](actor, [row.subject for row in rows])
    nothing = Behind("", tuple(("–",) for _heading in HEADINGS[measure]))
    words, today, told = OUTCOMES[measure], timezone.localdate(), []
    for row in rows:
        one, outcome = found.get(row.subject, nothing), _outcome(row, today)
        told.append(RecordRow(one.url, one.cells, words.get(outcome, outcome)))
    return told


def _outcome(row: Observation, today: dt.date) -> str:
    late = row.settles_on is not None and row.settles_on < today
    return OVERDUE if row.outcome == OPEN and late else row.outcome


def _results(actor: Actor, subjects: Sequence[UUID]) -> dict[UUID, Behind]:
    rows = registrations_behind(actor, subjects)
    look_at_registrations(actor, list(rows.values()))
    return {
        uuid: Behind(
            reverse("courses:registration", args=[uuid]),
            (
                tuple(filter(None, (row.home_student_code, row.host_student_code))),
                (row.course_code, row.course_name),
                (row.home.name,),
                tuple(version_words(row.versions)),  # type: ignore[attr-defined]  # prefetched
            ),
        )
        for uuid, row in rows.items()
    }


def _papers(actor: Actor, subjects: Sequence[UUID]) -> dict[UUID, Behind]:
    return {
        uuid: Behind(
            reverse("certificates:request", args=[uuid]),
            (
                (one.code,),
                (one.kind,),
                (date_text(one.due_on),),
                (date_text(one.ready_on) if one.ready_on else "–",),
                (str(one.days_late),),
            ),
        )
        for uuid, one in requests_behind(actor, subjects).items()
    }


def _audited(actor: Actor, subjects: Sequence[UUID]) -> dict[UUID, Behind]:
    rows = audited_behind(actor, subjects)
    look_at_audited(actor, list(rows.values()))
    return {uuid: Behind("", _audited_cells(row)) for uuid, row in rows.items()}


def _audited_cells(row: AuditItem) -> tuple[Cell, ...]:
    language = "th" if reads_thai() else "en"
    names = {field["code"]: field.get(language) or field["code"] for field in row.round.fields}
    return (
        (row.student_code,),
        tuple(names.get(code, code) for code in row.wrong) or ("–",),
        (row.checked_name,),
        (date_text(row.checked_at) if row.checked_at else "–",),
    )


BEHIND: Mapping[str, Callable[[Actor, Sequence[UUID]], dict[UUID, Behind]]] = {
    Measure.RESULTS: _results,
    Measure.PAPERS: _papers,
    Measure.REGISTER: _audited,
}
