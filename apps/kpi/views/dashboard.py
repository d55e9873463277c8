"""The director's page: every indicator with its finding, its history and its place."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Role
from apps.kpi.charts import Chart
from apps.kpi.charts.numbers import value_text
from apps.kpi.headlines import Headline
from apps.kpi.peers import compare
from apps.kpi.policies import READERS, can_follow_progress
from apps.kpi.selectors.dashboard import History, Point, Setting, histories, network_setting
from apps.kpi.selectors.peers import Helper, helpers_of, peers_of, strong
from apps.kpi.shown.charts import history_chart
from apps.kpi.shown.words import (
    badge_of,
    fraction_text,
    is_weak,
    origin_of,
    place_sentence,
    score_text,
    target_of,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One indicator as it is read. helpers: only beside a weak one."""

    history: History
    finding: Headline
    tone: str
    word: str
    latest: Point | None
    value: str
    fraction: str
    origin: str
    target: str
    place: str
    score: str
    chart: Chart | None
    helpers: list[Helper]

    @property
    def url(self) -> str:
        return reverse("kpi:indicator", args=[self.history.indicator.code])


@require_GET
@for_roles(*READERS, Role.SECRETARIAT, Role.NODE_COORDINATOR)
def dashboard(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if can_follow_progress(actor):
        return HttpResponseRedirect(reverse("kpi:network"))
    rows, setting = histories(actor), network_setting()
    latest = {row.indicator.pk: row.latest.cycle.pk for row in rows if row.latest}
    peers = peers_of(list(latest.values()))
    weak = [row for row in rows if is_weak(row)]
    helpers = helpers_of(actor, [latest[row.indicator.pk] for row in weak])
    found = []
    for row in rows:
        cycle = latest.get(row.indicator.pk, 0)
        comparison = compare(peers.get(cycle, []), smallest=setting.smallest_group)
        able = helpers.get(cycle, [])
        found.append(
            shown_indicator(
                row,
                row.latest,
                setting,
                place=place_sentence(row.latest, comparison),
                chart=history_chart(row),
                helpers=strong(able, row.definition, comparison.spread) if row.definition else [],
            )
        )
    return render(request, "kpi/dashboard/overview.html", {"rows": found})


def shown_indicator(
    row: History,
    point: Point | None,
    setting: Setting,
    *,
    place: str,
    chart: Chart | None,
    helpers: list[Helper],
) -> Shown:
    """point: the period that is looked at; the finding always speaks of the newest."""
    tone, word = badge_of(row, point)
    target = target_of(row, point)
    value = point.value if point else None
    return Shown(
        history=row,
        finding=row.finding,
        tone=tone,
        word=word,
        latest=point,
        value=value_text(value),
        fraction=fraction_text(point.figure) if point else "",
        origin=origin_of(point),
        target=value_text(target) if target is not None else "",
        place=place,
        score=score_text(row, point) if setting.scores else "",
        chart=chart,
        helpers=helpers,
    )
