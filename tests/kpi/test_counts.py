"""What a figure is counted from: outcomes grouped by the definition, and what was fed."""

import datetime as dt
from uuid import UUID

import pytest
from django.utils import timezone

from apps.institutions.scope import scope
from apps.kpi.choices import Measure, Source
from apps.kpi.counted import Counted
from apps.kpi.models import Definition, FedCounts, Indicator
from apps.kpi.periods import parse_period
from apps.kpi.selectors.counts import Counts, derived_counts, fed_counts, period_buckets
from apps.kpi.services.feeding import feed_counts
from apps.kpi.services.observing import lock_tallies, observe
from tests.builders.cast import Cast, Person
from tests.builders.kpi import publish_indicators

pytestmark = pytest.mark.django_db
YEAR = parse_period("2026", "fiscal")
DUE = dt.date(2026, 8, 31)


@pytest.fixture
def clerk(cast: Cast) -> Person:
    publish_indicators()
    return cast.registrar_a


def definition(code: str) -> Definition:
    return Definition.objects.select_related("indicator").get(indicator__code=code)


def counted(person: Person, measure: Measure, *cells: tuple[str, str], **more: object) -> None:
    with scope(person.actor) as actor:
        lock_tallies(actor.institution_id)
        rows = [
            Counted(UUID(int=place + 1000 * len(more)), bucket, outcome, **more)  # type: ignore[arg-type]
            for place, (bucket, outcome) in enumerate(cells)
        ]
        observe(
            institution_id=actor.institution_id,
            measure=measure,
            subjects=[row.subject for row in rows],
            counted=rows,
        )


def derived(person: Person, code: str, period: str, today: dt.date = DUE) -> Counts:
    with scope(person.actor) as actor:
        wanted = definition(code)
        parsed = parse_period(period, wanted.year_kind)  # type: ignore[arg-type]
        return derived_counts(actor, wanted, parsed, today=today)


def fed(person: Person, period: str = "2026", today: dt.date = DUE) -> Counts:
    with scope(person.actor) as actor:
        return fed_counts(actor, definition("REG02"), parse_period(period, "fiscal"), today=today)


def send(person: Person, **rows: tuple[int, int]) -> None:
    with scope(person.actor) as actor:
        feed_counts(
            actor=actor,
            indicator=Indicator.objects.get(code="REG02"),
            rows={
                period.removeprefix("p").replace("_", "-"): {"good": good, "bad": bad}
                for period, (good, bad) in rows.items()
            },
        )


def test_reasons_count_as_the_definition_says(clerk: Person) -> None:
    outcomes = ("right", "right", "appeal", "incomplete_resolved", "registry_error", "other")
    counted(clerk, Measure.RESULTS, *(("2026-T1", outcome) for outcome in outcomes))
    found = derived(clerk, "REG01", "2026-T1")
    assert found.counts == {"good": 4, "bad": 2}
    assert found.raw["right"] == 2
    with scope(clerk.actor):
        figure = found.figure(definition("REG01"))
    assert (figure.numerator, figure.denominator) == (4, 6)


def test_another_grouping_gives_another_figure_without_counting_anew(clerk: Person) -> None:
    counted(clerk, Measure.RESULTS, ("2026-T1", "right"), ("2026-T1", "appeal"))
    with scope(clerk.actor) as actor:
        wanted = definition("REG01")
        wanted.grouping = {"right": "good", "appeal": "bad"}
        term = parse_period("2026-T1")
        assert derived_counts(actor, wanted, term).counts == {"good": 1, "bad": 1}
        wanted.grouping = {"right": "good"}
        assert derived_counts(actor, wanted, term).counts == {"good": 1}


def test_an_open_request_becomes_overdue_by_itself(clerk: Person) -> None:
    counted(clerk, Measure.PAPERS, ("2026-08", "open"), settles_on=DUE)
    counted(clerk, Measure.PAPERS, ("2026-08", "in_time"), ("2026-07", "late"))
    on_the_day = derived(clerk, "REG02", "2026", DUE)
    assert on_the_day.raw == {"open": 1, "in_time": 1, "late": 1}
    assert on_the_day.counts == {"good": 1, "bad": 1}
    day_after = derived(clerk, "REG02", "2026", DUE + dt.timedelta(days=1))
    assert day_after.raw == {"overdue": 1, "in_time": 1, "late": 1}
    assert day_after.counts == {"good": 1, "bad": 2}


def test_a_year_holds_its_months_and_no_others(clerk: Person) -> None:
    counted(
        clerk,
        Measure.PAPERS,
        *[("2025-09", "late"), ("2025-10", "in_time"), ("2026-09", "in_time"), ("2026-10", "late")],
    )
    assert derived(clerk, "REG02", "2026").counts == {"good": 2}
    assert derived(clerk, "REG02", "2026-Q1").counts == {"good": 1}
    assert period_buckets(YEAR)[:2] == ("2026", "2025-10")


def test_a_sample_audit_counts_for_its_period(clerk: Person) -> None:
    counted(clerk, Measure.REGISTER, ("2025", "good"), ("2025", "bad"), ("2024", "bad"))
    assert derived(clerk, "REG04", "2025").counts == {"good": 1, "bad": 1}


def test_answers_stay_points(clerk: Person) -> None:
    counted(clerk, Measure.SURVEY, ("2026-08", "5"), ("2026-07", "5"), ("2026-08", "1"))
    assert derived(clerk, "REG03", "2026").counts == {"5": 2, "1": 1}


def test_nothing_is_no_data(clerk: Person) -> None:
    found = derived(clerk, "REG01", "2026-T1")
    assert not found
    with scope(clerk.actor):
        assert found.figure(definition("REG01")).value is None


def test_single_stages_count_where_no_counts_were_sent(clerk: Person) -> None:
    counted(clerk, Measure.PAPERS, ("2025-10", "late"), ("2025-11", "in_time"), source=Source.FED)
    assert fed(clerk).counts == {"good": 1, "bad": 1}
    assert not derived(clerk, "REG02", "2026")
    send(clerk, p2025_10=(90, 10))
    assert fed(clerk).counts == {"good": 91, "bad": 10}
    send(clerk, p2025_10=(80, 20), p2025_12=(5, 0))
    assert fed(clerk).counts == {"good": 86, "bad": 20}
    send(clerk, p2026=(500, 40))
    assert fed(clerk).counts == {"good": 500, "bad": 40}
    assert fed(clerk, "2026-Q1").counts == {"good": 86, "bad": 20}


def test_counts_of_other_institutions_are_not_seen(clerk: Person, cast: Cast) -> None:
    send(clerk, p2025_10=(90, 10))
    counted(clerk, Measure.PAPERS, ("2025-10", "late"))
    assert not fed(cast.registrar_b)
    assert not derived(cast.registrar_b, "REG02", "2026")
    with scope(cast.registrar_b.actor):
        assert not FedCounts.objects.exists()


def test_today_is_the_day_that_settles(clerk: Person) -> None:
    today = timezone.localdate()
    bucket = f"{today.year}-{today.month:02d}"
    counted(clerk, Measure.PAPERS, (bucket, "open"), settles_on=today - dt.timedelta(days=1))
    with scope(clerk.actor) as actor:
        month = parse_period(bucket)
        assert derived_counts(actor, definition("REG02"), month).counts == {"bad": 1}
