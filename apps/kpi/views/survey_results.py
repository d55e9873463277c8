"""What those who were served answered, for their own institution."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from apps.core.spreadsheets import csv_response
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Actor
from apps.kpi.charts import Amount, Caption, Chart, share_bars
from apps.kpi.choices import ServiceKind
from apps.kpi.forms.survey import ResultsFilter
from apps.kpi.formulas import shown
from apps.kpi.periods import Period, label, parse_period
from apps.kpi.policies import READERS, STAFF
from apps.kpi.selectors.survey import (
    ItemResult,
    SurveyResults,
    period_key,
    survey_comments,
    survey_periods,
    survey_results,
)
from apps.kpi.survey_items import LEAST_ANSWERS, POINTS


@require_GET
@for_roles(*READERS)
def results(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form, period = _filter(request, actor)
    found = survey_results(actor, period=period, service=form.given("service"))
    overall = found.whole.overall
    context: dict[str, Any] = {
        "form": form,
        "found": found,
        "least": LEAST_ANSWERS,
        "overall": overall and _row(overall),
        "rows": [_row(one) for one in found.whole.items],
        "services": _services(found),
        "chart": _chart(overall) if overall else None,
        "export": form.address(),
        "works_here": actor.role in STAFF,
    }
    if overall and actor.role in STAFF:
        context |= _comments(actor, form, period, request.GET.get("after", ""))
    return render(request, "kpi/survey/results.html", context)


@require_GET
@for_roles(*READERS)
def export(request: HttpRequest) -> HttpResponse:
    """The figures of the page as a table; what the page does not show is not in it either."""
    actor = actor_of(request)
    form, period = _filter(request, actor)
    found = survey_results(actor, period=period, service=form.given("service"))
    return csv_response("survey.csv", _table(form, period, found))


def _filter(request: HttpRequest, actor: Actor) -> tuple[ResultsFilter, Period | None]:
    periods = {period_key(period): period for period in survey_periods(actor)}
    form = ResultsFilter(request.GET, [(key, label(each)) for key, each in periods.items()])
    return form, periods.get(form.given("period"))


def _row(one: ItemResult) -> dict[str, Any]:
    """Texts of one item; too few answers to it are none."""
    return {
        "label": one.item.label,
        "n": one.n,
        "is_shown": one.is_shown,
        "mean": shown(one.mean),
        "of_scale": shown(one.of_scale.value),
        "top": shown(one.top.value),
    }


def _services(found: SurveyResults) -> list[dict[str, Any]]:
    return [
        {"service": service.label, **_row(each.overall)}
        for service, each in found.services.items()
        if each.overall
    ]


def _comments(
    actor: Actor, form: ResultsFilter, period: Period | None, cursor: str
) -> dict[str, Any]:
    page = survey_comments(actor, period=period, service=form.given("service"), cursor=cursor)
    return {
        "comments": [
            {
                "text": row.comment,
                "language": row.language,
                "month": label(parse_period(row.bucket)),
            }
            for row in page.rows
        ],
        "newer": form.address(after=page.previous) + "#comments" if page.previous else "",
        "older": form.address(after=page.next) + "#comments" if page.next else "",
    }


def _chart(overall: ItemResult) -> Chart:
    words = {"share": shown(overall.top.value, 1), "n": overall.n}
    return share_bars(
        [Amount(f"{point} · {word}", overall.counts[str(point)]) for point, word in POINTS.items()],
        Caption(
            title=_("%(share)s %% of the answers are 4 or 5") % words,
            sentence=_("Answers on the service as a whole, from the highest point to the lowest."),
            as_of=timezone.localdate(),
            n=overall.n,
        ),
        what=_("Answer"),
    )


def _table(
    form: ResultsFilter, period: Period | None, found: SurveyResults
) -> Iterator[list[object]]:
    yield [
        _("Period"),
        _("Service"),
        _("Item"),
        *(f"{point} · {word}" for point, word in POINTS.items()),
        _("Answers"),
        _("Mean"),
        _("A: mean in percent of 5"),
        _("B: answers of 4 and 5 in percent"),
    ]
    when = label(period) if period else _("all answers")
    service = form.given("service")
    which = ServiceKind(service).label if service else _("all services")
    for one in found.whole.items:
        yield [when, which, *_cells(one)]
    if not service:
        for kind, each in found.services.items():
            yield from ([when, kind.label, *_cells(one)] for one in each.items)


def _cells(one: ItemResult) -> list[object]:
    if not one.is_shown:
        return [one.item.label, *([""] * len(POINTS)), _("fewer than ten"), "", "", ""]
    figures = (one.mean, one.of_scale.value, one.top.value)
    counts = [one.counts[str(point)] for point in POINTS]
    return [one.item.label, *counts, one.n, *(shown(value) for value in figures)]
