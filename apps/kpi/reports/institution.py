"""The report of one institution: its own figures in full, the others' without names."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.institutions.actor import Actor
from apps.institutions.models import Institution
from apps.kpi.charts import Chart
from apps.kpi.charts.numbers import EXACT, value_text
from apps.kpi.choices import Measure
from apps.kpi.peers import Comparison
from apps.kpi.periods import Period
from apps.kpi.reports.arriving import arrival_charts, arrivals
from apps.kpi.reports.content import Fact, PeriodNumbers, ReportContent, Section
from apps.kpi.reports.defined import definition_facts
from apps.kpi.reports.numbers import period_numbers
from apps.kpi.reports.shared import Compared, about, compared_in, remarks, report_title
from apps.kpi.selectors.board import progress_rows
from apps.kpi.selectors.dashboard import History, Point, Setting, network_setting
from apps.kpi.selectors.reports import belongs, reported_cycles, reported_histories
from apps.kpi.selectors.told import derived_told
from apps.kpi.shown.charts import funnel_chart, history_chart, strip_chart
from apps.kpi.shown.words import fraction_text, origin_of, place_sentence, score_text


def institution_content(
    *, actor: Actor, institution: Institution, period: Period, language: str
) -> ReportContent:
    """In the language in force, which is `language`. About ten queries, whatever the period."""
    today, setting = timezone.localdate(), network_setting()
    histories = reported_histories(actor, period)
    compared = compared_in(histories, setting)
    cycles = reported_cycles(period)
    expected = progress_rows(actor, cycles, [institution])
    return ReportContent(
        scope="institution",
        institution=institution.name,
        period=period.code,
        year_kind=period.year_kind,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        made_on=today,
        language=language,
        title=report_title("institution", period),
        about=about(period, today),
        overview=(_("Indicator"), _("Finding"), _("Value"), _("Target"), _("Among the others")),
        sections=tuple(_section(actor, row, period, compared, setting) for row in histories),
        charts=arrival_charts(cycles, [institution], expected, today),
        arrivals=arrivals(cycles, [institution], expected, today),
        remarks=remarks(setting, period),
    )


def _section(
    actor: Actor, row: History, period: Period, compared: Compared, setting: Setting
) -> Section:
    """Of several periods in the report, the newest one that has a figure is compared."""
    own = [each for each in row.points if each.submission and belongs(each.cycle, period)]
    point = own[-1] if own else None
    comparison = compared[point.cycle.pk] if point else None
    place = place_sentence(point, comparison) if comparison else ""
    return Section(
        code=row.indicator.code,
        name=row.indicator.name,
        headline=row.finding.sentence if point else _("No figure of this period was accepted."),
        value=value_text(point.value) if point else "–",
        target=value_text(row.target) if row.target is not None else "–",
        place=place or _("no figure in this period"),
        facts=_facts(row, point, place, setting),
        charts=_charts(row, point, comparison, compared),
        notes=_notes(actor, row, comparison, period),
        definition=definition_facts(row.definition),
        periods=_periods(row, period, compared, setting),
    )


def _facts(row: History, point: Point | None, place: str, setting: Setting) -> tuple[Fact, ...]:
    if point is None:
        return ()
    score = score_text(row, point) if setting.scores else ""
    found = [
        (_("Period"), point.label),
        (_("Value"), f"{value_text(point.value, decimals=EXACT)} ({fraction_text(point.figure)})"),
        (_("Target"), value_text(row.target) if row.target is not None else ""),
        (_("Source"), origin_of(point)),
        (_("Among the others"), place),
        (_("Score"), score),
    ]
    return tuple((label, text) for label, text in found if text)


def _charts(
    row: History, point: Point | None, comparison: Comparison | None, compared: Compared
) -> tuple[Chart, ...]:
    medians: dict[int, Decimal | None] = {
        each.cycle.pk: compared[each.cycle.pk].median for each in row.points
    }
    found = [history_chart(row, medians)]
    if point is not None and comparison is not None:
        found += [strip_chart(row, point, comparison), funnel_chart(row, point, comparison)]
    return tuple(chart for chart in found if chart is not None)


def _notes(
    actor: Actor,
    row: History,
    comparison: Comparison | None,
    period: Period,
) -> tuple[str, ...]:
    notes = []
    if comparison is not None and not comparison.is_shown:
        notes.append(
            _("The distribution is not shown: too few universities have a figure that counts.")
        )
    seen = _seen(actor, row, period) if period.kind == "quarter" else ""
    return (*notes, *([seen] if seen else []))


def _seen(actor: Actor, row: History, period: Period) -> str:
    """What the portal counted in the three months; it is never compared."""
    definition = row.definition
    if definition is None or not definition.measure:
        return ""
    if definition.measure == Measure.SURVEY:  # a quarter would lie across the months that are told
        return ""
    counted = derived_told(actor, definition, period)
    if not counted:
        return ""
    figure = counted.figure(definition)
    return _(
        "In these three months the portal itself saw %(value)s (%(fraction)s). This is never "
        "compared with others."
    ) % {"value": value_text(figure.value, decimals=EXACT), "fraction": fraction_text(figure)}


def _periods(
    row: History, period: Period, compared: Compared, setting: Setting
) -> tuple[PeriodNumbers, ...]:
    return tuple(
        period_numbers(
            each,
            compared[each.cycle.pk],
            period,
            score=score_text(row, each) if setting.scores and each.submission else "",
        )
        for each in row.points
    )
