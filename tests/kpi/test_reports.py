"""What a report says, who may ask for one, how it is made, and what is asked for by itself."""

import datetime as dt

import pytest
from django.utils import timezone

from apps.core.errors import ForbiddenError, NotFoundError
from apps.documents.models import Status
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from apps.jobs.models import Job
from apps.jobs.models import State as JobState
from apps.kpi.models import NetworkSetting, Report
from apps.kpi.periods import period_at, previous
from apps.kpi.reports.content import ReportContent
from apps.kpi.reports.errors import ReportLanguageError, ReportPeriodError, ReportStateError
from apps.kpi.selectors.reports import belongs
from apps.kpi.services.cycles import extend, lock_cycle
from apps.kpi.services.reporting import make_again
from apps.kpi.services.reports_due import ask_due_reports
from apps.notices.models import Notice
from tests.builders.cast import Person
from tests.kpi import report_world as world
from tests.kpi.peers_world import Peers, consent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("taken_back")]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Something in place of a layout, which the tests of files look at."""
    monkeypatch.setattr(
        "apps.documents.services.producing.render_pdf", lambda **_order: b"%PDF-1.7 quick"
    )


def texts(content: ReportContent) -> str:
    return repr(content).replace("\\xa0", " ")


class TestContent:
    def test_an_institution_reads_its_own_figures_in_full(self, made: Peers) -> None:
        content = world.own_content(made.cast.registrar_a)
        section = content.sections[0]
        assert section.code == "REG01"
        assert section.headline == "REG01 below its target, 2 terms running"
        assert section.value.replace("\xa0", " ") == "93.0 %"
        assert section.place == "in the lower quarter of 7 universities"
        assert [chart.title for chart in section.charts][1:] == [
            "REG01: yours is in the lower quarter",
            "REG01: lower than chance explains",
        ]
        now = section.periods[-1]
        assert (now.code, now.numerator, now.denominator, now.reported) == (
            *("2024-T1", 930, 1000, True),
        )
        assert [each.reported for each in section.periods] == [False, True]
        assert now.group is not None
        assert now.group.count == 7
        assert now.group.lower_998 is not None

    def test_nobody_else_is_named_even_with_consent(self, made: Peers) -> None:
        consent(made.strongest)
        said = texts(world.own_content(made.cast.registrar_a))
        assert [name for name in made.other_names if name and name in said] == []

    def test_the_network_names_institutions_for_what_came_in_alone(self, made: Peers) -> None:
        content = world.whole_content(made.cast.secretary)
        section = content.sections[0]
        assert section.headline == "REG01: 2 of 7 universities reach the target"
        assert section.value.replace("\xa0", " ") == "98.0 %"
        assert [name for name in made.other_names if name and name in repr(section)] == []
        assert {each.institution for each in content.arrivals} == {
            house.institution.name_en or house.institution.name_th for house in made.houses
        }
        assert {each.arrival for each in content.arrivals} == {"on time"}
        assert section.periods[-1].value is None
        assert section.periods[-1].group is not None
        assert section.periods[-1].group.lower_95 is None

    def test_a_year_without_figures_says_so(self, made: Peers) -> None:
        content = world.own_content(made.cast.registrar_a, "2015")
        assert [section.charts for section in content.sections] == [()] * 4
        assert {(section.value, section.place) for section in content.sections} == {
            ("–", "no figure in this period")
        }
        assert {section.headline for section in content.sections} == {
            "No figure of this period was accepted."
        }
        assert content.charts == ()
        network = world.whole_content(made.cast.secretary, "2015")
        assert network.sections[0].notes == ("No figure belongs to this period.",)
        assert network.about[-1] == ("Figures that came in", "No figure was due yet")

    def test_a_small_group_is_left_out_and_it_is_said(self, made: Peers) -> None:
        with scope(made.cast.secretary.actor):
            NetworkSetting.objects.update(smallest_group=8)
        section = world.own_content(made.cast.registrar_a).sections[0]
        assert len(section.charts) == 1
        assert section.periods[-1].group is None
        assert section.notes == (
            "The distribution is not shown: too few universities have a figure that counts.",
        )
        whole = world.whole_content(made.cast.secretary).sections[0]
        assert (whole.charts, whole.value) == ((), "–")
        assert whole.notes == ("Not shown: too few universities have a figure that counts.",)

    def test_a_quarter_tells_of_what_was_due_in_it(self, made: Peers) -> None:
        due = made.cycles[-1].due_on
        quarter = period_at(due, "quarter", "fiscal")
        assert belongs(made.cycles[-1], quarter)
        assert not belongs(made.cycles[-1], previous(quarter))
        content = world.own_content(made.cast.registrar_a, quarter.code)
        assert [each.period for each in content.arrivals] == ["2/2023", "1/2024"]
        assert [each.reported for each in content.sections[0].periods] == [True, True]

    def test_a_university_without_a_node_reads_what_it_sent(self, made: Peers) -> None:
        Institution.objects.filter(pk=made.cast.university_a.pk).update(node=None)
        told = world.own_content(made.cast.registrar_a).arrivals
        assert [(each.period, each.arrival) for each in told] == [("1/2024", "on time")]

    def test_an_exception_moves_the_day(self, made: Peers) -> None:
        cycle = made.cycles[-1]
        until = cycle.due_on + dt.timedelta(days=40)
        with scope(made.cast.secretary.actor) as actor:
            extend(
                actor=actor,
                cycle=cycle,
                institution=made.cast.university_a,
                until=until,
                reason="ระบบทะเบียนขัดข้อง",
            )
        told = world.own_content(made.cast.registrar_a).arrivals
        assert [each.due_on for each in told] == [until]

    def test_thai_is_the_language_of_all_of_it(self, made: Peers) -> None:
        content = world.own_content(made.cast.registrar_a, language="th")
        assert content.sections[0].periods[-1].label == "1/2567"
        assert "ปีการศึกษา 2567" in content.title


class TestAsking:
    def test_a_serial_is_kept_and_the_reader_told(self, made: Peers, quick: None) -> None:
        clerk = made.cast.registrar_a
        report = world.asked(clerk)
        paper = world.paper_of(clerk, report)
        assert (paper.status, paper.issued_at) == (Status.RESERVED, None)
        assert paper.subject == "Report on indicators: Academic year 2024"
        assert world.do_jobs(clerk) == ["done"]
        assert world.paper_of(clerk, report).status == Status.ACTIVE
        with scope(clerk.actor):
            told = Notice.objects.get(kind="indicators.report")
        assert (told.roles, told.path) == (["registrar"], "/indicators/reports/")

    def test_the_one_being_made_is_not_asked_for_twice(self, made: Peers, quick: None) -> None:
        clerk = made.cast.registrar_a
        report = world.asked(clerk)
        assert world.asked(clerk) == report
        assert world.asked(clerk, "th") != report
        world.do_jobs(clerk)
        assert world.asked(clerk) != report

    @pytest.mark.parametrize("code", ["2024-T1", "2024-08"])
    def test_only_quarters_and_years(self, made: Peers, code: str) -> None:
        with pytest.raises(ReportPeriodError):
            world.asked(made.cast.registrar_a, period=code)

    def test_only_what_has_ended_and_is_read_here(self, made: Peers) -> None:
        running = period_at(timezone.localdate(), "year", "academic")
        with pytest.raises(ReportPeriodError):
            world.asked(made.cast.registrar_a, period=running.code)
        with pytest.raises(ReportLanguageError):
            world.asked(made.cast.registrar_a, "de")

    @pytest.mark.parametrize("who", ["coordinator", "privacy", "uploader_a"])
    def test_others_may_not(self, made: Peers, who: str) -> None:
        person: Person = getattr(made.cast, who)
        with pytest.raises(ForbiddenError):
            world.asked(person)

    def test_a_failed_one_is_made_again_with_its_serial(
        self, made: Peers, quick: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        clerk = made.cast.registrar_a
        report = world.asked(clerk)
        with scope(clerk.actor) as actor, pytest.raises(ReportStateError):
            make_again(actor=actor, uuid=report.uuid)
        with scope(clerk.actor):
            Job.objects.filter(arguments__report=str(report.uuid)).update(
                state=JobState.FAILED, failure="lost"
            )
        with scope(made.cast.registrar_b.actor) as actor, pytest.raises(NotFoundError):
            make_again(actor=actor, uuid=report.uuid)
        with scope(clerk.actor) as actor:
            make_again(actor=actor, uuid=report.uuid)
        assert world.fresh(clerk, report).paper == report.paper
        assert world.do_jobs(clerk) == ["done"]
        assert world.paper_of(clerk, report).status == Status.ACTIVE

    def test_a_job_that_runs_again_changes_nothing(self, made: Peers, quick: None) -> None:
        clerk = made.cast.registrar_a
        report = world.asked(clerk)
        world.do_jobs(clerk)
        before = world.paper_of(clerk, report).issued_at
        world.made_again(clerk, report)
        assert world.paper_of(clerk, report).issued_at == before
        with scope(clerk.actor):
            assert Notice.objects.filter(kind="indicators.report").count() == 1


class TestDue:
    def scheduled(self, made: Peers) -> list[tuple[str, str]]:
        found = []
        for person in (*(house.clerk for house in made.houses), made.cast.secretary):
            with scope(person.actor):
                found += [
                    (str(row.scope), row.period_code)
                    for row in Report.objects.filter(scheduled=True).order_by("pk")
                ]
        return found

    def test_a_quarter_after_its_end_once_each(self, made: Peers) -> None:
        quarter = period_at(made.cycles[-1].due_on, "quarter", "fiscal")
        day = quarter.ends_on + dt.timedelta(days=1)
        assert ask_due_reports(day) == 8
        assert ask_due_reports(day) == 0
        assert self.scheduled(made) == [("institution", quarter.code)] * 7 + [
            ("network", quarter.code)
        ]

    def test_a_year_when_its_last_cycle_is_locked(self, made: Peers) -> None:
        lock(made, 0)
        assert ask_due_reports() == 8
        assert set(self.scheduled(made)) == {("institution", "2023"), ("network", "2023")}
        lock(made, 1)
        assert ask_due_reports() == 8
        assert ask_due_reports() == 0

    def test_nothing_of_long_ago(self, made: Peers) -> None:
        lock(made, 0)
        day = timezone.localdate() + dt.timedelta(days=3_000)
        assert ask_due_reports(day) == 0

    def test_all_who_read_figures_are_told(self, made: Peers, quick: None) -> None:
        lock(made, 0)
        ask_due_reports()
        clerk = made.cast.registrar_a
        assert world.do_jobs(clerk) == ["done"]
        with scope(clerk.actor):
            told = Notice.objects.get(kind="indicators.report")
        assert told.roles == ["director", "registrar", "registrar_approver"]


def lock(made: Peers, place: int) -> None:
    """The cycle's last day has passed, and the network locks it."""
    with scope(made.cast.secretary.actor) as actor:
        lock_cycle(actor=actor, uuid=made.cycles[place].uuid)
