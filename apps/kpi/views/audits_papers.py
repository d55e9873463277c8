"""Working papers of an audit for a peer: masked codes, no notes; to be printed or taken as CSV."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.core.reader import moment_text
from apps.core.spreadsheets import csv_response
from apps.institutions.access import actor_of, for_roles
from apps.kpi.policies import READERS
from apps.kpi.selectors import audits
from apps.kpi.services.auditing import note_working_papers
from apps.kpi.views import audits_shown as words


@require_GET
@never_cache
@for_roles(*READERS)
def papers(request: HttpRequest, uuid: UUID) -> HttpResponse:
    audit = audits.round_get(actor_of(request), uuid)
    progress, result = audits.progress_of(audit), audits.result_of(audit)
    context = {
        "audit": audit,
        "period": words.period_label(audit),
        "progress": progress,
        "result": result,
        "state": words.state_words(audit, progress),
        "sentence": words.sentence(audit, result),
        "lines": words.field_lines(audit, result),
        "rows": words.record_lines(audit, audits.all_records(audit), masked=True),
        "dropped": audits.dropped_rounds(audit),
    }
    return render(request, "kpi/audits/papers.html", context)


@require_GET
@never_cache
@for_roles(*READERS)
def export(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One line for each record and one column for each field: 1 right, 0 differs, empty open."""
    actor = actor_of(request)
    audit = audits.round_get(actor, uuid)
    fields = words.fields_of(audit)
    rows: list[list[object]] = [
        [_("No."), _("Student code"), *(label for _code, label in fields), _("Found"),
         _("Checked by"), _("Checked at")]
    ]  # fmt: skip
    for line in words.record_lines(audit, audits.all_records(audit), masked=True):
        item = line.item
        found = [int(code not in item.wrong) if item.outcome else "" for code, _label in fields]
        at = moment_text(item.checked_at) if item.checked_at else ""
        rows.append([item.position, line.code, *found, line.word, item.checked_name, at])
    note_working_papers(actor, audit)
    name = f"working-papers-{audit.cycle.indicator.code}-{audit.cycle.period_code}.csv"
    return csv_response(name, rows)
