"""One indicator of the own university: history, distribution, funnel, sources, who can help."""

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from apps.institutions.access import actor_of, for_roles
from apps.kpi.charts.numbers import EXACT, value_text
from apps.kpi.choices import Source
from apps.kpi.explaining import Difference, explain
from apps.kpi.formulas import Figure
from apps.kpi.peers import Comparison, GroupKind, Peer, compare
from apps.kpi.policies import READERS, can_ask_for_help, can_see_records
from apps.kpi.selectors.dashboard import History, Point, history_of, network_setting
from apps.kpi.selectors.peers import helpers_of, peers_of, strong
from apps.kpi.selectors.reading import figures_seen
from apps.kpi.shown.charts import funnel_chart, history_chart, strip_chart
from apps.kpi.shown.words import fraction_text, is_weak, place_sentence
from apps.kpi.views.dashboard import shown_indicator


@dataclass(frozen=True, slots=True)
class SourceRow:
    label: str
    value: str
    fraction: str


@require_GET
@for_roles(*READERS)
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    actor = actor_of(request)
    row, setting = history_of(actor, code), network_setting()
    points = [each for each in row.points if each.submission]
    point = _chosen(points, request.GET.get("period", ""))
    kind = _group(request.GET.get("group", ""))
    peers = peers_of([each.cycle.pk for each in row.points])
    here = peers.get(point.cycle.pk, []) if point else []
    groups = {each: compare(here, smallest=setting.smallest_group, kind=each) for each in GroupKind}
    weak = is_weak(row)
    able = helpers_of(actor, [point.cycle.pk])[point.cycle.pk] if weak and point else []
    network = groups[GroupKind.NETWORK]
    seen = figures_seen(actor, point.cycle) if point else {}
    medians = _medians(row, peers, setting.smallest_group)
    shown = shown_indicator(
        row,
        point,
        setting,
        place=place_sentence(point, groups[kind]),
        chart=history_chart(row, medians),
        helpers=strong(able, row.definition, network.spread) if row.definition else [],
    )
    context = {
        "one": shown,
        "periods": [{"code": each.cycle.period_code, "label": each.label} for each in points[::-1]],
        "period": point.cycle.period_code if point else "",
        "groups": [(each, each.label) for each in GroupKind],
        "group": kind,
        **_compared(row, point, groups[kind]),
        "sources": _sources(seen, point),
        "differences": _differences(seen, point),
        "weak": weak,
        "records": can_see_records(actor) and row.definition and row.definition.measure,
        "may_ask": can_ask_for_help(actor),
    }
    return render(request, "kpi/dashboard/indicator.html", context)


def _chosen(points: list[Point], code: str) -> Point | None:
    """The period of that code, else the newest."""
    found = (each for each in points if each.cycle.period_code == code)
    return next(found, points[-1] if points else None)


def _group(code: str) -> GroupKind:
    return GroupKind(code) if code in list(GroupKind) else GroupKind.NETWORK


def _medians(
    row: History, peers: dict[int, list[Peer]], smallest: int
) -> dict[int, Decimal | None]:
    """Of the whole network in each period."""
    return {
        each.cycle.pk: compare(peers[each.cycle.pk], smallest=smallest).median
        for each in row.points
    }


def _compared(row: History, point: Point | None, comparison: Comparison) -> dict[str, object]:
    if point is None:
        return {"strip": None, "funnel": None}
    return {
        "strip": strip_chart(row, point, comparison),
        "funnel": funnel_chart(row, point, comparison),
    }


def _sources(seen: dict[Source, Figure], point: Point | None) -> list[SourceRow]:
    """The figure that the network accepted is declared, whatever it was taken from."""
    figures = {**seen}
    if point and point.figure:
        figures[Source.DECLARED] = point.figure
    return [
        SourceRow(
            str(source.label), value_text(figure.value, decimals=EXACT), fraction_text(figure)
        )
        for source in Source
        if (figure := figures.get(source)) is not None
    ]


def _differences(seen: dict[Source, Figure], point: Point | None) -> list[Difference]:
    accepted = point.figure if point else None
    return explain(seen.get(Source.DERIVED), seen.get(Source.FED), accepted)
