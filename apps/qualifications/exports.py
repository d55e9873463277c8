"""Questions and their answers as a table to take away: one row for each, formula-safe, UTF-8.

Identifiers are masked. Days are ISO; years of graduation follow the reader's calendar.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.audit.services import Look, record_looks
from apps.core.errors import InvalidError
from apps.core.reader import year_text
from apps.core.spreadsheets import csv_response
from apps.institutions.actor import Actor
from apps.qualifications.fields import FIELD_LABELS
from apps.qualifications.models import Check
from apps.qualifications.states import Side, shown_state

MOST_ROWS = 20_000


class TooManyChecksError(InvalidError):
    code = "too_many_rows"
    message = _(
        "These are more rows than one file holds. Go back and narrow the list to one university, "
        "then take a file for each."
    )


@dataclass(frozen=True, slots=True)
class Column:
    heading: str | Promise
    value: Callable[[Check], object]


def _day(moment: dt.datetime | None) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""


def _names(fields: Iterable[str]) -> str:
    return ", ".join(str(FIELD_LABELS[field]) for field in fields)


def _state(check: Check) -> str:
    """As the asker reads it: a file is handed on."""
    return str(shown_state(check.state, Side.ASKER).label)


COLUMNS = (
    Column(_("Number"), lambda check: check.number),
    Column(_("Own reference"), lambda check: check.reference),
    Column(_("Asked by"), lambda check: check.requester or check.asker.name),
    Column(_("University that holds the degree"), lambda check: check.holder.name),
    Column(_("Code of the university"), lambda check: check.holder.code),
    Column(_("Officer"), lambda check: check.officer),
    Column(_("Purpose"), lambda check: check.get_purpose_display()),
    Column(_("Case"), lambda check: check.case),
    Column(_("Asked on"), lambda check: _day(check.sent_at)),
    Column(_("Name"), lambda check: check.name),
    Column(_("Identifier (masked)"), lambda check: check.id_masked),
    Column(_("Student code there"), lambda check: check.student_code),
    Column(_("Degree"), lambda check: check.degree),
    Column(_("Field of study"), lambda check: check.major),
    Column(_("Faculty"), lambda check: check.faculty),
    Column(_("Level"), lambda check: check.get_level_display() if check.level else ""),
    Column(
        _("Year of graduation"),
        lambda check: year_text(check.academic_year) if check.academic_year else "",
    ),
    Column(_("State"), _state),
    Column(_("Due on"), lambda check: check.due_on or ""),
    Column(_("Answer"), lambda check: check.get_outcome_display() if check.outcome else ""),
    Column(_("Agrees"), lambda check: _names(check.agreeing)),
    Column(_("Differs"), lambda check: _names(check.differing)),
    Column(_("As of"), lambda check: _day(check.as_of)),
    Column(_("Answered on"), lambda check: _day(check.answered_at)),
    Column(_("Answered by"), lambda check: check.answered_name),
    Column(_("Note of the holder"), lambda check: check.answer_note),
)


def checks_csv(*, actor: Actor, checks: Iterable[Check], name: str) -> HttpResponse:
    """The file; each row is on record as a look at the holder's data. `checks`: with both sides.

    Raises TooManyChecksError.
    """
    rows = list(checks)
    if len(rows) > MOST_ROWS:
        raise TooManyChecksError
    _record_export(actor, rows)
    heading = [str(column.heading) for column in COLUMNS]
    return csv_response(name, [heading, *([c.value(check) for c in COLUMNS] for check in rows)])


def _record_export(actor: Actor, rows: list[Check]) -> None:
    def question(check: Check) -> tuple[str, str]:
        return check.purpose, check.case

    for (purpose, case), group in groupby(sorted(rows, key=question), key=question):
        record_looks(
            who=actor.who,
            action="check.export",
            target="qualification_check",
            purpose=purpose,
            case=case,
            looks=[Look(one.holder_id, one.uuid, {"number": one.number}) for one in group],
        )
