"""The report of the network: how its figures are spread, and what came in on time.

Institutions are named where it is told what came in, and nowhere beside a figure.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.institutions.actor import Actor
from apps.institutions.models import Institution
from apps.kpi.charts import Caption, Chart, PeriodValue, history
from apps.kpi.charts.numbers import count_text, value_text
from apps.kpi.peers import Comparison
from apps.kpi.periods import Period
from apps.kpi.reports.arriving import arrival_charts, arrival_words, arrivals
from apps.kpi.reports.content import Fact, ReportContent, Section
from apps.kpi.reports.defined import definition_facts
from apps.kpi.reports.numbers import period_numbers, reaching
from apps.kpi.reports.shared import Compared, about, compared_in, remarks, report_title
from apps.kpi.selectors.board import progress_rows, totals_of, universities
from apps.kpi.selectors.dashboard import History, Point, network_setting
from apps.kpi.selectors.reports import belongs, network_histories, reported_cycles
from apps.kpi.shown.charts import funnel_chart, strip_chart


def network_content(
    *, actor: Actor, institution: Institution, period: Period, language: str
) -> ReportContent:
    """In the language in force, which is `language`; institution: the network itself."""
    today, setting = timezone.localdate(), network_setting()
    histories = network_histories(period)
    compared = compared_in(histories, setting)
    cycles, members = reported_cycles(period), universities()
    expected = progress_rows(actor, cycles, members)
    came = (_("Figures that came in"), arrival_words(totals_of(expected, today)))
    return ReportContent(
        scope="network",
        institution=institution.name,
        period=period.code,
        year_kind=period.year_kind,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        made_on=today,
        language=language,
        title=report_title("network", period),
        about=(*about(period, today), came),
        overview=(_("Indicator"), _("Finding"), _("Median"), _("Target"), _("Universities")),
        sections=tuple(_section(row, period, compared) for row in histories),
        charts=arrival_charts(cycles, members, expected, today),
        arrivals=arrivals(cycles, members, expected, today),
        remarks=remarks(setting, period),
    )


def _section(row: History, period: Period, compared: Compared) -> Section:
    """Of several periods in the report, the newest one that may be shown is drawn."""
    told = [each for each in row.points if belongs(each.cycle, period)]
    drawn = [each for each in told if compared[each.cycle.pk].is_shown]
    point = drawn[-1] if drawn else None
    comparison = compared[point.cycle.pk] if point else None
    return Section(
        code=row.indicator.code,
        name=row.indicator.name,
        headline=_headline(row, comparison),
        value=value_text(comparison.median) if comparison else "–",
        target=value_text(row.target) if row.target is not None else "–",
        place=count_text(len(comparison.members)) if comparison else "–",
        facts=_facts(row, point, comparison),
        charts=_charts(row, point, compared),
        notes=_notes(told, point),
        definition=definition_facts(row.definition),
        periods=tuple(period_numbers(each, compared[each.cycle.pk], period) for each in row.points),
    )


def _headline(row: History, comparison: Comparison | None) -> str:
    code = row.indicator.code
    if comparison is None or comparison.spread is None:
        return _("%(code)s: nothing to be shown in this period") % {"code": code}
    given = {
        "code": code,
        "all": count_text(comparison.spread.n),
        "median": value_text(comparison.median),
    }
    if row.target is None:
        return _("%(code)s: median %(median)s of %(all)s universities") % given
    count = reaching(comparison.others, row.target, less_is_better=row.less_is_better)
    return _("%(code)s: %(count)s of %(all)s universities reach the target") % {
        **given,
        "count": count_text(count),
    }


def _facts(row: History, point: Point | None, comparison: Comparison | None) -> tuple[Fact, ...]:
    if point is None or comparison is None or comparison.spread is None:
        return ()
    spread = comparison.spread
    half = f"{value_text(spread.q1)} – {value_text(spread.q3)}"
    found = [
        (_("Period"), point.label),
        (_("Universities"), count_text(spread.n)),
        (_("Median"), value_text(spread.median)),
        (_("Middle half"), half),
        (_("Target"), value_text(row.target) if row.target is not None else ""),
    ]
    return tuple((label, text) for label, text in found if text)


def _charts(row: History, point: Point | None, compared: Compared) -> tuple[Chart, ...]:
    if point is None:
        return ()
    comparison = compared[point.cycle.pk]
    found = [
        _medians(row, compared),
        strip_chart(row, point, comparison),
        funnel_chart(row, point, comparison),
    ]
    return tuple(_without_own(chart) for chart in found if chart is not None)


def _without_own(chart: Chart) -> Chart:
    """The network has no value of its own, and its tables need no line that says so."""
    if chart.table is None:
        return chart
    rows = tuple(row for row in chart.table.rows if row[0] != _("Yours"))
    return replace(chart, table=replace(chart.table, rows=rows))


def _medians(row: History, compared: Compared) -> Chart | None:
    """The median over the years, from the first period that may be shown."""
    shown = [compared[each.cycle.pk].is_shown for each in row.points]
    points = list(row.points[shown.index(True) :])
    values = [_median_of(each, compared[each.cycle.pk]) for each in points]
    last = next(each for each in reversed(values) if each.value is not None)
    caption = Caption(
        title=_("%(code)s: median of the network %(value)s in %(period)s")
        % {"code": row.indicator.code, "value": value_text(last.value), "period": last.label},
        sentence=_(
            "Medians of up to three years. Half of the universities lie above, half below; n is "
            "their number."
        ),
        as_of=timezone.localdate(),
        n=last.n,
    )
    return history(values, caption, target=row.target, own=_("Median"))


def _median_of(point: Point, comparison: Comparison) -> PeriodValue:
    value: Decimal | None = comparison.median
    n = comparison.spread.n if comparison.spread else None
    return PeriodValue(label=point.label, value=value, n=n)


def _notes(told: Sequence[Point], point: Point | None) -> tuple[str, ...]:
    if not told:
        return (_("No figure belongs to this period."),)
    if point is None:
        return (_("Not shown: too few universities have a figure that counts."),)
    return ()
