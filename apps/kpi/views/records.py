"""A figure of the own university opened down to its records."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.core.errors import InvalidError, NotFoundError
from apps.core.spreadsheets import csv_response
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Actor
from apps.kpi.choices import Measure, Source
from apps.kpi.models import Definition
from apps.kpi.periods import Period, label
from apps.kpi.policies import READERS, STAFF, can_see_records
from apps.kpi.selectors.counts import Counts, counts_by_bucket, gathered, period_buckets
from apps.kpi.selectors.records import figure_asked_for, observation_page, observations
from apps.kpi.selectors.survey import survey_comments, survey_is_told
from apps.kpi.services.looking import note_export
from apps.kpi.survey_items import LEAST_ANSWERS
from apps.kpi.views.records_rows import HEADINGS, record_rows
from apps.kpi.views.records_words import NAMES, OutcomeLine, outcome_lines
from apps.kpi.views.submission_words import value_text

MOST_EXPORTED = 20_000


class TooManyRecordsError(InvalidError):
    code = "too_many_rows"
    message = _("These are more records than one file holds. Choose one outcome, then export it.")


@require_GET
@never_cache
@for_roles(*READERS)
def records(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """Counts for everybody who reads figures; the records for those who work with them."""
    actor = actor_of(request)
    definition, wanted = figure_asked_for(code, period)
    source, sources = _source(request, actor, definition, wanted)
    counts = sources[source]
    lines = outcome_lines(definition, counts)
    chosen = _chosen(request, lines)
    figure = counts.figure(definition)
    survey = definition.measure == Measure.SURVEY
    withheld = survey and not survey_is_told(actor, definition, wanted)
    context: dict[str, Any] = {
        "definition": definition,
        "period": wanted,
        "period_label": label(wanted),
        "measure": NAMES.get(definition.measure, ""),
        "source": source,
        "sources": _choices(sources, source),
        "figure": figure,
        "value": value_text(figure, definition),
        "lines": [] if withheld else lines,
        "points": not definition.grouping and definition.measure == Measure.SURVEY,
        "withheld": withheld,
        "least": LEAST_ANSWERS,
        "chosen": chosen,
        "may_open": can_see_records(actor),
        **_opened(request, actor, definition, wanted, source, chosen, withheld),
    }
    return render(request, "kpi/sources/records.html", context)


def _source(
    request: HttpRequest, actor: Actor, definition: Definition, period: Period
) -> tuple[Source, dict[Source, Counts]]:
    """Seen by the portal, or single papers whose stages were sent; each where it has records."""
    names = period_buckets(period)
    found = counts_by_bucket(actor, [definition.measure], names)
    sources = {
        source: gathered(definition, found, source, names)
        for source in (Source.DERIVED, Source.FED)
    }
    wanted = request.GET.get("source", "")
    if wanted not in sources:
        only_fed = sources[Source.FED].raw and not sources[Source.DERIVED].raw
        wanted = Source.FED if only_fed else Source.DERIVED
    return Source(wanted), sources


def _choices(sources: dict[Source, Counts], chosen: Source) -> list[dict[str, Any]]:
    """Empty where there is nothing to choose."""
    if not sources[Source.FED].raw:
        return []
    return [
        {"value": source.value, "label": source.label, "chosen": source == chosen}
        for source in sources
    ]


def _chosen(request: HttpRequest, lines: Sequence[OutcomeLine]) -> OutcomeLine | None:
    """The outcome that the list is narrowed to; one that has no records leaves it wide."""
    wanted = request.GET.get("show", "")
    return next((line for line in lines if line.outcome == wanted and line.count), None)


def _opened(
    request: HttpRequest,
    actor: Actor,
    definition: Definition,
    period: Period,
    source: Source,
    chosen: OutcomeLine | None,
    withheld: bool,
) -> dict[str, Any]:
    cursor = request.GET.get("after", "")
    if not can_see_records(actor) or withheld:
        return {}
    if definition.measure == Measure.SURVEY:
        told = survey_comments(actor, period=period, cursor=cursor)
        return {"comments": told.rows, **_pager(source, chosen, told.previous, told.next)}
    if definition.measure not in HEADINGS:
        return {}
    outcome = chosen.outcome if chosen else ""
    page = observation_page(observations(actor, definition, period, source, outcome), cursor)
    return {
        "headings": HEADINGS[definition.measure],
        "rows": record_rows(actor, definition.measure, page.rows),
        "export": _query(source, chosen),
        "audited": definition.measure == Measure.REGISTER,
        **_pager(source, chosen, page.previous, page.next),
    }


def _pager(source: Source, chosen: OutcomeLine | None, newer: str, older: str) -> dict[str, str]:
    return {
        "newer": _query(source, chosen, after=newer) if newer else "",
        "older": _query(source, chosen, after=older) if older else "",
    }


def _query(source: Source, chosen: OutcomeLine | None, **more: str) -> str:
    given = {"source": source.value, "show": chosen.outcome if chosen else "", **more}
    return "?" + urlencode({name: value for name, value in given.items() if value})


@require_GET
@never_cache
@for_roles(*STAFF)
def export(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """Every record of the figure, or of one outcome; no file of single answers to the survey."""
    actor = actor_of(request)
    definition, wanted = figure_asked_for(code, period)
    if definition.measure not in HEADINGS:
        raise NotFoundError
    source, sources = _source(request, actor, definition, wanted)
    chosen = _chosen(request, outcome_lines(definition, sources[source]))
    found = observations(actor, definition, wanted, source, chosen.outcome if chosen else "")
    rows = list(found.order_by("-id")[: MOST_EXPORTED + 1])
    if len(rows) > MOST_EXPORTED:
        raise TooManyRecordsError
    told = record_rows(actor, definition.measure, rows)
    note_export(actor, f"{definition.indicator.code} {wanted.code}", len(rows))
    heading = [*HEADINGS[definition.measure], _("Outcome")]
    cells = [[*(" | ".join(cell) for cell in row.cells), row.outcome] for row in told]
    return csv_response(f"{definition.indicator.code}-{wanted.code}.csv", [heading, *cells])
