"""Pages of the network: the board, cycles, what is decided in them, and the review."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.institutions.models import Node
from apps.institutions.scope import scope
from apps.kpi.models import Cycle, Expectation, Extension
from apps.kpi.services.approving import approve_submission
from apps.notices.models import Notice
from tests.builders import kpi as build
from tests.builders.cast import Cast
from tests.certificates.pages import form_of
from tests.courses.pages import browser_of, words
from tests.kpi.network_pages import (
    BOARD,
    CYCLES,
    MOST_QUERIES,
    REVIEWS,
    cycle_address,
    review_address,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
DAY = dt.timedelta(days=1)


@pytest.fixture
def network(cast: Cast) -> Cast:
    build.publish_indicators()
    return cast


@pytest.fixture
def secretary(network: Cast) -> Client:
    return browser_of(network.secretary)


def thai(day: dt.date) -> str:
    return f"{day.day}/{day.month}/{day.year + 543}"


def act(browser: Client, cycle: Cycle, name: str, **given: Any) -> Any:
    return browser.post(cycle_address(cycle, f"act/{name}/"), given)


class TestBoard:
    def test_what_came_in_by_word_and_never_a_value(
        self, network: Cast, secretary: Client, django_assert_max_num_queries: Any
    ) -> None:
        late = build.open_cycle_for(network, opens=-30, due=-2)
        build.open_cycle_for(network, "REG02", "2025")
        build.approved(network.registrar_a, network.approver_a, late, build.share(613, 777))
        with django_assert_max_num_queries(MOST_QUERIES):
            page = words(secretary.get(BOARD))
        for text in (
            "1 figure is missing after its day",
            "Late 2 days · waiting for the network",
            "Missing 2 days late",
            "1 figure waits to be accepted",
            "on time (0 of 2)",
        ):
            assert text in page
        assert "613" not in page

    def test_a_coordinator_sees_the_own_node_and_no_figure(self, network: Cast) -> None:
        node = Node.objects.create(code="test-node", name_th="ภาคทดสอบ")
        network.university_a.node = node
        network.university_a.save(update_fields=["node"])
        cycle = build.open_cycle_for(network, opens=-30, due=-2)
        build.approved(network.registrar_a, network.approver_a, cycle, build.share(613, 777))
        browser = browser_of(network.coordinator)
        page = words(browser.get(BOARD))
        assert network.university_a.name_en in page
        assert network.university_b.name_en not in page
        assert "Late 2 days" in page
        assert "613" not in page
        file = browser.get(f"{BOARD}export.csv").content.decode()
        assert network.university_a.code in file
        assert network.university_b.code not in file
        for path in (CYCLES, REVIEWS, cycle_address(cycle), f"{CYCLES}new/"):
            assert browser.get(path).status_code == 403

    def test_narrowed_paged_and_empty(self, network: Cast, secretary: Client) -> None:
        assert "No cycle yet" in words(secretary.get(BOARD))
        for year in range(2018, 2027):
            build.open_cycle_for(network, "REG02", str(year))
        page = secretary.get(BOARD)
        assert "Fiscal year 2018" not in words(page)
        assert "Fiscal year 2018" in words(secretary.get(BOARD + page.context["older"]))
        assert "No cycle fits" in words(secretary.get(f"{BOARD}?indicator_code=REG01"))

    def test_the_rest_of_the_network_has_no_board(self, network: Cast) -> None:
        for person in (network.registrar_a, network.director_a, network.uploader_a):
            browser = browser_of(person)
            for path in (BOARD, f"{BOARD}export.csv", CYCLES, REVIEWS):
                assert browser.get(path).status_code == 403


class TestOpening:
    def test_indicator_period_days_institutions(self, network: Cast, secretary: Client) -> None:
        offered = secretary.get(f"{CYCLES}new/").context["rows"][0]["periods"]
        code = offered[1][0].period.code
        url = f"{CYCLES}new/REG01/?period={code}"
        page = secretary.get(url)
        given = form_of(page.content.decode())
        chosen = page.context["form"].initial["institutions"]
        assert set(chosen) == {str(network.university_a.uuid), str(network.university_b.uuid)}
        answer = secretary.post(url, {**given, "institutions": chosen})
        assert answer.status_code == 302
        with scope(network.secretary.actor):
            cycle = Cycle.objects.get()
            assert Expectation.objects.count() == 2
        assert cycle.period_code == code
        assert answer["Location"] == cycle_address(cycle)
        with scope(network.registrar_a.actor):
            assert Notice.objects.filter(kind="indicators.opened").count() == 1

    def test_a_cycle_that_a_colleague_opened_meanwhile(
        self, network: Cast, secretary: Client
    ) -> None:
        """Whoever asks for it is led there; whoever sent the form reads that nothing was opened."""
        offered = secretary.get(f"{CYCLES}new/").context["rows"][0]["periods"]
        code = offered[1][0].period.code
        url = f"{CYCLES}new/REG01/?period={code}"
        given = form_of(secretary.get(url).content.decode())
        cycle = build.open_cycle_for(network, "REG01", code)
        assert secretary.get(url)["Location"] == cycle_address(cycle)
        answer = secretary.post(url, {**given, "institutions": [str(network.university_b.uuid)]})
        assert answer.status_code == 409
        page = words(answer)
        assert "Somebody was quicker" in page
        assert "A cycle of this indicator and period exists already." in page
        assert "Expected and received" in page
        with scope(network.secretary.actor):
            assert Cycle.objects.count() == 1

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"institutions": []}, "institutions"),
            ({"due_on": "1/1/2569"}, "due_on"),
            ({"opens_on": "soon"}, "opens_on"),
            ({"locks_on": ""}, "locks_on"),
        ],
    )
    def test_what_cannot_be_opened(
        self, network: Cast, secretary: Client, given: dict[str, Any], field: str
    ) -> None:
        offered = secretary.get(f"{CYCLES}new/").context["rows"][0]["periods"]
        url = f"{CYCLES}new/REG01/?period={offered[1][0].period.code}"
        page = secretary.get(url)
        fine = form_of(page.content.decode()) | {
            "institutions": page.context["form"].initial["institutions"]
        }
        answer = secretary.post(url, fine | given)
        assert answer.status_code == 422
        assert field in answer.context["form"].errors

    def test_no_period_that_is_not_offered(self, network: Cast, secretary: Client) -> None:
        for query in ("", "?period=2010-T1", "?period=x"):
            assert secretary.get(f"{CYCLES}new/REG01/{query}").status_code == 404
        assert secretary.get(f"{CYCLES}new/REG09/?period=2025-T1").status_code == 404


class TestCycle:
    def test_expected_against_received(self, network: Cast, secretary: Client) -> None:
        cycle = build.open_cycle_for(network, opens=-30, due=-2)
        build.approved(network.registrar_a, network.approver_a, cycle, build.share(9, 10))
        page = words(secretary.get(cycle_address(cycle)))
        assert "late 2 days late" in page
        assert "missing 2 days late" in page
        assert "2 institutions, by name" in page
        file = secretary.get(cycle_address(cycle, "export.csv"))
        assert file["Content-Disposition"] == 'attachment; filename="REG01-2024-T1.csv"'
        assert len(file.content.decode().splitlines()) == 3
        assert "REG01 1/2024" in words(secretary.get(CYCLES))

    def test_an_exception_with_day_and_reason(self, network: Cast, secretary: Client) -> None:
        cycle = build.open_cycle_for(network, opens=-30, due=-2)
        fine = {
            "institution": str(network.university_a.uuid),
            "until": thai(TODAY() + 9 * DAY),
            "reason": "the system was moved",
        }
        for wrong in (
            {"until": thai(TODAY() - DAY)},
            {"until": thai(TODAY() + 900 * DAY)},
            {"reason": "no"},
            {"institution": ""},
            {"institution": str(network.school_a.uuid)},
        ):
            answer = act(secretary, cycle, "extend", **(fine | wrong))
            assert answer.status_code == 422
            assert list(answer.context["forms"]["extend"].errors) == list(wrong)
        assert act(secretary, cycle, "extend", **fine).status_code == 302
        with scope(network.registrar_a.actor):
            assert Extension.objects.get().until == TODAY() + 9 * DAY
        page = words(secretary.get(cycle_address(cycle)))
        assert "by an exception" in page
        assert "the system was moved" in page

    def test_excused_with_a_reason(self, network: Cast, secretary: Client) -> None:
        cycle = build.open_cycle_for(network)
        given = {"institution": str(network.university_b.uuid), "reason": "new in the network"}
        assert act(secretary, cycle, "excuse", **given).status_code == 302
        assert "excused nothing entered yet" in words(secretary.get(cycle_address(cycle)))
        assert "new in the network" in words(secretary.get(cycle_address(cycle)))

    def test_reminded_now(self, network: Cast, secretary: Client) -> None:
        cycle = build.open_cycle_for(network)
        assert "Remind 2 institutions now" in words(secretary.get(cycle_address(cycle)))
        assert act(secretary, cycle, "remind").status_code == 302
        with scope(network.registrar_b.actor):
            assert Notice.objects.filter(kind="indicators.due").count() == 1
        closed = build.open_cycle_for(network, "REG02", "2025", opens=-9, due=-8, locks=-7)
        assert act(secretary, closed, "remind").status_code == 409

    def test_locked_with_a_confirmation(self, network: Cast, secretary: Client) -> None:
        cycle = build.open_cycle_for(network)
        assert act(secretary, cycle, "lock").status_code == 302
        assert "Lock the cycle now" in words(secretary.get(cycle_address(cycle)))
        assert act(secretary, cycle, "lock", confirmed="yes").status_code == 302
        assert "Lock the cycle now" not in words(secretary.get(cycle_address(cycle)))

    def test_other_acts_and_persons(self, network: Cast, secretary: Client) -> None:
        cycle = build.open_cycle_for(network)
        assert act(secretary, cycle, "burn").status_code == 404
        browser = browser_of(network.approver_a)
        for name in ("extend", "excuse", "remind", "lock"):
            assert act(browser, cycle, name, confirmed="yes").status_code == 403


class TestReview:
    def test_accepted(self, network: Cast, secretary: Client) -> None:
        cycle = build.open_cycle_for(network)
        row = build.approved(
            network.registrar_a, network.approver_a, cycle, build.share(93, 128, narrative="ครบ")
        )
        assert "REG01 1/2024" in words(secretary.get(REVIEWS))
        answer = secretary.get(review_address(row))
        page = words(answer)
        for text in ("72.66 %", "93", "128", "entered by the institution", "report.pdf"):
            assert text in page.replace("Entered", "entered")
        given = form_of(answer.content.decode(), "accept/")
        assert secretary.post(review_address(row, "accept/"), given).status_code == 302
        assert build.fresh(network.registrar_a, row).state == "accepted"
        assert "Nothing waits for you" in words(secretary.get(REVIEWS))
        again = secretary.post(review_address(row, "accept/"), given)
        assert again.status_code == 409
        assert "Somebody was quicker" in words(again)

    def test_sent_back_with_pins_and_what_changed_since(
        self, network: Cast, secretary: Client
    ) -> None:
        cycle = build.open_cycle_for(network)
        row = build.approved(network.registrar_a, network.approver_a, cycle, build.share(9, 10))
        url = review_address(row, "return/")
        given = form_of(secretary.get(review_address(row)).content.decode(), "return/")
        assert secretary.post(url, given).status_code == 422
        pin = {"pin_0": "on", "reason_0": "arithmetic", "note_0": "count the corrected ones"}
        assert secretary.post(url, given | pin | {"note_0": "?"}).status_code == 422
        assert secretary.post(url, given | pin | {"version": "x"}).status_code == 409
        assert secretary.post(url, given | pin).status_code == 302
        assert build.fresh(network.registrar_a, row).state == "returned"
        told = secretary.get(review_address(row)).context
        assert told["since"] > told["approval"].created_at
        page = words(secretary.get(review_address(row)))
        assert "The figure is back with its university" in page
        again = build.sent(network.registrar_a, cycle, build.share(8, 10), evidence=())
        build_approve(network, again)
        page = words(secretary.get(review_address(row)))
        assert "Numerator 9 8" in page
        assert "count the corrected ones changed" in page

    def test_history_and_reasons(self, network: Cast, secretary: Client) -> None:
        people = (network.registrar_a, network.approver_a, network.secretary)
        for code, good in (("2023-T1", 80), ("2023-T2", 81)):
            build.accepted(*people, build.open_cycle_for(network, "REG01", code), entry(good))
        row = build.approved(
            network.registrar_a,
            network.approver_a,
            build.open_cycle_for(network),
            entry(99, overrides={"change": "we corrected the lists"}),
        )
        answer = secretary.get(review_address(row))
        page = words(answer)
        assert "81.00 % was accepted for 2/2023; this figure is 99.00 %." in page
        assert "we corrected the lists" in page
        assert answer.content.decode().count('role="img"') == 2

    def test_what_is_not_the_networks_yet(self, network: Cast, secretary: Client) -> None:
        cycle = build.open_cycle_for(network)
        row = build.sent(network.registrar_a, cycle, build.share(9, 10))
        assert secretary.get(review_address(row)).status_code == 404
        for name in ("accept/", "return/"):
            assert secretary.post(review_address(row, name)).status_code == 404
        browser = browser_of(network.approver_a)
        for name in ("accept/", "return/"):
            assert browser.post(review_address(row, name)).status_code == 403
        assert browser.get(review_address(row)).status_code == 403


def entry(good: int, **more: Any) -> Any:
    return build.share(good, 100, **more)


def build_approve(cast: Cast, row: Any) -> None:
    with scope(cast.approver_a.actor) as actor:
        approve_submission(actor=actor, uuid=row.uuid, seen=build.digest(cast.approver_a, row))
