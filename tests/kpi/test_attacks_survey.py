"""Attempts to single out an answer, to choose what a sample says, and to answer for others."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from apps.audit.models import Entry
from apps.institutions.scope import scope, system_scope
from apps.kpi.answer_groups import may_tell, shown_groups, year_of
from apps.kpi.choices import Measure, ServiceKind, Source
from apps.kpi.models import FrozenFigure, Report, SurveyResponse
from apps.kpi.periods import parse_period, period_at
from apps.kpi.refusals import BasisError
from apps.kpi.selectors.reading import figures_seen
from apps.kpi.selectors.sources import readings_of
from apps.kpi.selectors.survey import survey_results
from apps.kpi.services.auditing import close_round
from apps.kpi.services.cycles import lock_cycle
from apps.kpi.services.reporting import ask_report
from apps.kpi.services.surveying import hand_out
from tests.builders import kpi as build
from tests.builders.cast import Cast, Person
from tests.courses.pages import browser_of
from tests.kpi.audit_desk import check_all, draw, make_audit_desk
from tests.kpi.counting import count
from tests.kpi.survey_answers import write_answers

CERTIFICATE, COUNTER = ServiceKind.CERTIFICATE, ServiceKind.COUNTER
YEAR = "2025"
MONTHS = ("2024-10", "2024-11", "2025-03", "2025-10", "2025-11")
"""Of two fiscal years."""


class TestDifferences:
    @pytest.fixture
    def answered(self, db: None, cast: Cast) -> Person:
        """Twelve, eleven and three answers in the months of one fiscal year."""
        for month, number in zip(MONTHS, (12, 11, 3), strict=False):
            write_answers(cast.university_a, [number, 0, 0, 0, 0], bucket=month)
        return cast.registrar_a

    def told(self, person: Person, period: str, service: str = "") -> bool:
        kind = parse_period(period, "fiscal") if period else None
        with scope(person.actor) as actor:
            return bool(survey_results(actor, period=kind, service=service).whole.items)

    def test_months_beside_their_year(self, answered: Person) -> None:
        told = {month: self.told(answered, month) for month in MONTHS[:3]}
        assert told == {"2024-10": True, "2024-11": False, "2025-03": False}
        assert self.told(answered, YEAR)

    def test_the_page_of_records_says_no_more(self, answered: Person) -> None:
        build.publish_indicators()
        browser: Client = browser_of(answered)
        for month, number in zip(MONTHS, (12, 11, 3), strict=False):
            build.seen_by_portal(answered, {"5": number}, measure=Measure.SURVEY, bucket=month)
        seen = {
            period: "12" in page or "11" in page
            for period in (*MONTHS[:3], "2025-Q1")
            for page in [shown_counts(browser, period)]
        }
        assert seen == {"2024-10": True, "2024-11": False, "2025-03": False, "2025-Q1": False}

    def test_an_item_that_few_answered(self, db: None, cast: Cast) -> None:
        """Two services: the item is told of both together, so not of the larger one alone."""
        bucket = MONTHS[0]
        with system_scope("tests write answers"):
            for service, speeds in ((CERTIFICATE, 12), (COUNTER, 3)):
                SurveyResponse.objects.bulk_create(
                    SurveyResponse(
                        institution=cast.university_a,
                        service=service,
                        bucket=bucket,
                        language="th",
                        points={"overall": 5} | ({"speed": 4} if place < speeds else {}),
                    )
                    for place in range(12)
                )
        with scope(cast.registrar_a.actor) as actor:
            found = survey_results(actor)
        assert shown_items(found.whole) >= {"overall", "speed"}
        for each in found.services.values():
            assert "overall" in shown_items(each)
            assert "speed" not in shown_items(each)

    def test_a_service_in_a_period(self, answered: Person, cast: Cast) -> None:
        assert self.told(answered, YEAR, CERTIFICATE)
        write_answers(cast.university_a, [20, 0, 0, 0, 0], bucket=MONTHS[3], service=COUNTER)
        assert self.told(answered, YEAR, CERTIFICATE)
        write_answers(cast.university_a, [4, 0, 0, 0, 0], bucket=MONTHS[4])
        assert self.told(answered, "", CERTIFICATE)
        assert not self.told(answered, YEAR, CERTIFICATE), "all less this year is four"


def shown_items(results: Any) -> set[str]:
    return {one.item.code for one in results.items if one.is_shown}


def shown_counts(browser: Client, period: str) -> str:
    """The table of outcomes, where there is one."""
    page = browser.get(f"/indicators/records/REG03/{period}/").content.decode()
    return page.partition("<table")[2].partition("</table>")[0]


SERVICES = ("certificate", "counter", "other")
Part = tuple[str, str]
"""Period and service, "" for all."""
CELLS = st.dictionaries(
    st.tuples(st.sampled_from(SERVICES), st.sampled_from(MONTHS)),
    st.integers(0, 25),
    max_size=15,
)


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 60)), st.integers(1, 15))
@tries(max_examples=100)
def test_what_is_shown_tells_nothing_of_small_groups(sizes: dict[str, int], least: int) -> None:
    shown = shown_groups(sizes, least)
    rest = sum(size for name, size in sizes.items() if name not in shown)
    assert all(sizes[name] >= least for name in shown)
    assert rest == 0 or rest >= least or not shown
    if all(size >= least for size in sizes.values()):
        assert shown == set(sizes)


@dataclass(frozen=True)
class Told:
    """What somebody reads who opens every view there is, and then subtracts."""

    sizes: Mapping[tuple[str, str], int]
    least: int

    def size(self, period: str = "", service: str = "") -> int:
        return sum(
            number
            for (which, month), number in self.sizes.items()
            if service in ("", which) and period in ("", month, year_of(month))
        )

    def shown(self, period: str = "", service: str = "") -> bool:
        kind = parse_period(period, "fiscal") if period else None
        return may_tell(self.sizes, period=kind, service=service, least=self.least)

    def left(self, whole: Part, parts: Iterable[Part]) -> int:
        """Of a sum that is told, without the parts of it that are told."""
        if not self.shown(*whole):
            return 0
        return self.size(*whole) - sum(self.size(*part) for part in parts if self.shown(*part))


@given(CELLS, st.integers(2, 12))
@tries(max_examples=100)
def test_no_difference_of_what_is_told_is_small(
    sizes: dict[tuple[str, str], int], least: int
) -> None:
    told = Told(sizes, least)
    years = sorted({year_of(month) for month in MONTHS})
    months = {year: [month for month in MONTHS if year_of(month) == year] for year in years}
    rests = [
        told.left(("", ""), [("", service) for service in SERVICES]),
        told.left(("", ""), [(year, "") for year in years]),
    ]
    for year in years:
        rests.append(told.left((year, ""), [(month, "") for month in months[year]]))
        rests.append(told.left((year, ""), [(year, service) for service in SERVICES]))
        for service in SERVICES:
            mine = [(month, service) for month in months[year]]
            rests.append(told.left((year, service), mine))
    for service in SERVICES:
        rests.append(told.left(("", service), [(year, service) for year in years]))
    for month in MONTHS:
        rests.append(told.left((month, ""), [(month, service) for service in SERVICES]))
    assert all(rest == 0 or rest >= least for rest in rests), rests


@pytest.mark.django_db
class TestFewAnswers:
    """Nowhere are fewer than ten told: not as a source, nor by the API, nor at the lock."""

    @pytest.mark.parametrize(("number", "told"), [(9, False), (10, True)])
    def test_as_a_source_of_the_figure(self, cast: Cast, number: int, told: bool) -> None:
        build.publish_indicators()
        cycle = build.open_cycle_for(cast, "REG03", YEAR)
        build.seen_by_portal(
            cast.registrar_a, {"5": number}, measure=Measure.SURVEY, bucket=MONTHS[0]
        )
        with scope(cast.registrar_a.actor) as actor:
            assert (Source.DERIVED in readings_of(actor, cycle)) is told
            assert (Source.DERIVED in figures_seen(actor, cycle)) is told
        with scope(cast.secretary.actor) as actor:
            lock_cycle(actor=actor, uuid=cycle.uuid)
            assert FrozenFigure.objects.filter(cycle=cycle).exists() is told


@pytest.mark.django_db
class TestHalfASample:
    def test_it_is_no_source_before_it_is_closed(self) -> None:
        """Else one would check the good ones first, and send what they give."""
        desk = make_audit_desk()
        audit = draw(desk)
        check_all(desk, audit, wrong=3)
        count()
        good = build.basis_entry({"good": 27, "bad": 3}, Source.DERIVED)
        with scope(desk.drawer.actor) as actor:
            assert Source.DERIVED not in readings_of(actor, desk.cycle)
            assert Source.DERIVED not in figures_seen(actor, desk.cycle)
        with pytest.raises(BasisError):
            build.entered(desk.drawer, desk.cycle, good, evidence=())
        with scope(desk.checker.actor) as actor:
            close_round(actor=actor, uuid=audit.uuid)
            assert readings_of(actor, desk.cycle)[Source.DERIVED].figure.n == 30
            assert figures_seen(actor, desk.cycle)[Source.DERIVED].numerator == 27
        assert build.entered(desk.drawer, desk.cycle, good, evidence=()).numerator == 27


@pytest.mark.django_db
def test_links_that_are_handed_out_stand_in_the_log(cast: Cast) -> None:
    """Whoever answers own links must at least have made them under the own name."""
    with scope(cast.registrar_a.actor) as actor:
        links = hand_out(actor=actor, count=7)
        (entry,) = Entry.objects.filter(action="survey.links")
    assert entry.data == {"count": 7, "service": "counter"}
    assert not any(link.token in str(vars(entry)) for link in links)


def test_a_report_that_is_asked_for_twice_at_once_is_made_once(committed: None, cast: Cast) -> None:
    build.publish_indicators()
    barrier, made = threading.Barrier(2), []

    def ask() -> None:
        try:
            with scope(cast.registrar_a.actor) as actor:
                barrier.wait(10)
                year = period_at(parse_period("2024-01").starts_on, "year", "fiscal")
                made.append(ask_report(actor=actor, period=year, language="th").pk)
        finally:
            connections.close_all()

    askers = [threading.Thread(target=ask) for _number in range(2)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join(20)
    assert len(made) == 2
    with scope(cast.registrar_a.actor):
        assert Report.objects.count() == 1
