"""The records behind a figure: every one that counts, no other, as its domain tells it."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from apps.audit.models import Entry
from apps.certificates.selectors.behind import requests_behind
from apps.core.errors import ForbiddenError, NotFoundError
from apps.courses.selectors.behind import registrations_behind
from apps.institutions.scope import scope
from apps.kpi.choices import Measure, Source
from apps.kpi.models import Definition, Observation
from apps.kpi.periods import Period
from apps.kpi.selectors.counts import Counts, counts_by_bucket, derived_counts, gathered
from apps.kpi.selectors.records import audited_behind, figure_asked_for, observations
from apps.kpi.services.looking import look_at_audited, note_export
from apps.kpi.views.records_words import outcome_lines
from tests.builders import certificates as papers
from tests.builders import courses as build
from tests.builders.cast import Person
from tests.kpi import counting
from tests.kpi.counted_world import Counted, make_counted

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def world() -> Counted:
    return make_counted()


def asked(person: Person, code: str, period: str) -> tuple[Definition, Period]:
    with scope(person.actor):
        return figure_asked_for(code, period)


def behind(
    person: Person, code: str, period: str, outcome: str = "", source: Source = Source.DERIVED
) -> list[Observation]:
    with scope(person.actor) as actor:
        definition, wanted = figure_asked_for(code, period)
        return list(observations(actor, definition, wanted, source, outcome))


class TestResults:
    def test_every_version_with_its_reason(self, world: Counted) -> None:
        build.announced(world.made, world.rows[:2], "B+")
        first = build.fresh(world.made, world.rows[:1])
        build.announced(world.made, first, "A", "registry_error")
        counting.count()
        rows = behind(world.host, "REG01", "2026-T1", "registry_error")
        assert [row.subject for row in rows] == [world.rows[0].uuid]
        with scope(world.host.actor) as actor:
            found = registrations_behind(actor, [row.subject for row in rows])
        (one,) = found.values()
        versions = [(each.grade, each.reason) for each in one.versions]  # type: ignore[attr-defined]
        assert versions == [("B+", ""), ("A", "registry_error")]
        assert len(behind(world.host, "REG01", "2026-T1")) == 2
        assert behind(world.host, "REG01", "2026-T1", "appeal") == []

    def test_a_result_that_waits_is_not_told(self, world: Counted) -> None:
        build.announced(world.made, world.rows[:1], "B+")
        build.graded(world.made, build.fresh(world.made, world.rows[:1]), "A", "appeal")
        with scope(world.host.actor) as actor:
            (one,) = registrations_behind(actor, [world.rows[0].uuid]).values()
            assert [each.version for each in one.versions] == [1]  # type: ignore[attr-defined]

    def test_the_home_does_not_open_its_hosts_figure(self, world: Counted) -> None:
        build.announced(world.made, world.rows[:1])
        counting.count()
        assert behind(world.clerk, "REG01", "2026-T1") == []
        with scope(world.clerk.actor) as actor:
            assert registrations_behind(actor, [world.rows[0].uuid]) == {}


class TestPapers:
    def test_how_late_each_was(self, world: Counted) -> None:
        with counting.days_ago(20):
            row = papers.requested(world.clerk)
        other = papers.requested(world.clerk, 2)
        counting.count()
        with scope(world.clerk.actor) as actor:
            found = requests_behind(actor, [row.uuid, other.uuid])
        assert (found[row.uuid].code, found[row.uuid].ready_on) == (row.code, None)
        assert found[row.uuid].days_late > 5
        assert found[other.uuid].days_late == 0

    def test_open_ones_are_overdue_after_their_day(self, world: Counted) -> None:
        with counting.days_ago(20):
            late = papers.requested(world.clerk)
        counting.count()
        year = late.due_on.year + (late.due_on.month >= 10)
        overdue = behind(world.clerk, "REG02", str(year), "overdue")
        assert [row.subject for row in overdue] == [late.uuid]
        assert behind(world.clerk, "REG02", str(year), "open") == []

    def test_open_ones_before_their_day(self, world: Counted) -> None:
        row = papers.requested(world.clerk)
        counting.count()
        month = f"{row.due_on.year}-{row.due_on.month:02d}"
        assert len(behind(world.clerk, "REG02", month, "open")) == 1
        assert behind(world.clerk, "REG02", month, "overdue") == []
        with scope(world.clerk.actor) as actor:
            definition, period = figure_asked_for("REG02", month)
            later = observations(
                actor, definition, period, Source.DERIVED, "overdue", today=row.due_on + DAY
            )
            assert later.count() == 1

    def test_stages_that_were_sent_stand_apart(self, world: Counted) -> None:
        counting.told(world.clerk, "TR-1", asked=40, ready=1)
        counting.count()
        with scope(world.clerk.actor):
            bucket = Observation.objects.get().bucket
        assert behind(world.clerk, "REG02", bucket) == []
        assert len(behind(world.clerk, "REG02", bucket, "late", Source.FED)) == 1


def test_as_many_records_as_the_figure_counts(world: Counted) -> None:
    """However an outcome is named on the page, it opens as many records as it shows."""
    for days in (0, 3, 20):
        with counting.days_ago(days):
            papers.requested(world.clerk, days + 1)
    counting.told(world.clerk, "TR-1", asked=40, ready=39)
    counting.count()
    with scope(world.clerk.actor) as actor:
        buckets = sorted(set(Observation.objects.values_list("bucket", flat=True)))
        for bucket in buckets:
            definition, period = figure_asked_for("REG02", bucket)
            found = counts_by_bucket(actor, [Measure.PAPERS], [bucket])
            for source in (Source.DERIVED, Source.FED):
                counts = gathered(definition, found, source, [bucket])
                for line in outcome_lines(definition, counts):
                    opened = observations(actor, definition, period, source, line.outcome)
                    assert opened.count() == line.count > 0


class TestOthers:
    def test_audited_records(self, world: Counted) -> None:
        counting.checked(world.approver, world.items[0], "bad")
        counting.count()
        (row,) = behind(world.clerk, "REG04", "2025", "bad")
        with scope(world.clerk.actor) as actor:
            found = audited_behind(actor, [row.subject])
            assert [(one.student_code, one.wrong) for one in found.values()] == [
                ("6500000001", ["name"])
            ]
            look_at_audited(actor, list(found.values()))
            entry = Entry.objects.get(action="indicator_records.look")
            assert (entry.target_uuid, entry.purpose) == (row.subject, "register_audit")
        with scope(world.host.actor) as actor:
            assert audited_behind(actor, [row.subject]) == {}

    def test_only_those_who_work_with_them_look(self, world: Counted) -> None:
        director = world.made.cast.director_a
        with scope(director.actor) as actor:
            with pytest.raises(ForbiddenError):
                look_at_audited(actor, [])
            with pytest.raises(ForbiddenError):
                note_export(actor, "REG01 2026-T1", 1)


@pytest.mark.parametrize(
    ("code", "period"),
    [("REG99", "2026-T1"), ("REG01", "x"), ("REG01", "2569-T1"), ("REG01", "2026-13")],
)
def test_an_address_that_means_nothing(code: str, period: str, world: Counted) -> None:
    with pytest.raises(NotFoundError):
        asked(world.clerk, code, period)


class TestWords:
    def lines(self, world: Counted, code: str, **raw: int) -> list[tuple[str, int, str]]:
        definition, _period = asked(world.clerk, code, "2025")
        with translation.override("en"):
            found = outcome_lines(definition, Counts(raw))
            return [(str(one.word), one.count, str(one.counts_as)) for one in found]

    def test_in_words_and_how_each_counts(self, world: Counted) -> None:
        both, below = "in the numerator and the denominator", "in the denominator alone"
        assert self.lines(world, "REG01", appeal=2, right=9, registry_error=1) == [
            ("not corrected", 9, both),
            ("mistake of the registry", 1, below),
            ("appeal of the student", 2, both),
        ]
        assert self.lines(world, "REG02", open=2, overdue=1, in_time=5) == [
            ("ready in time", 5, both),
            ("overdue now", 1, below),
            ("not ready, the day has not passed", 2, "not counted yet"),
        ]
        assert self.lines(world, "REG04", good=5, bad=1) == [
            ("every field is right", 5, both),
            ("a field differs", 1, below),
        ]

    def test_points_are_all_named(self, world: Counted) -> None:
        found = self.lines(world, "REG03", **{"5": 2, "1": 1})
        assert [(word, count) for word, count, _how in found] == [
            ("5 points", 2), ("4 points", 0), ("3 points", 0), ("2 points", 0), ("1 point", 1),
        ]  # fmt: skip

    def test_an_outcome_that_nobody_named_is_shown_as_it_is(self, world: Counted) -> None:
        assert self.lines(world, "REG01", strange=1) == [("strange", 1, "does not count")]


def test_the_figure_and_its_lines_add_up(world: Counted) -> None:
    build.announced(world.made, world.rows, "B+")
    counting.count()
    with scope(world.host.actor) as actor:
        definition, period = figure_asked_for("REG01", "2026-T1")
        counts = derived_counts(actor, definition, period, today=timezone.localdate())
        assert sum(line.count for line in outcome_lines(definition, counts)) == len(world.rows)
