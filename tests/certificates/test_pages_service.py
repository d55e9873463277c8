"""Pages of the service clock: promised times, stages of papers made elsewhere, figures."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.certificates.forms.service import TimeField
from apps.certificates.kinds import Channel
from apps.certificates.models import ServiceLevel, ServiceRequest
from apps.certificates.services.delivering import cancel_requests
from apps.certificates.views.service import Totals
from apps.institutions.scope import scope
from tests.builders import certificates as build
from tests.certificates.conftest import Rendering
from tests.certificates.desks import Desk
from tests.certificates.pages import ELSEWHERE, FIGURES, LEVELS, LIST, address
from tests.courses.pages import browser_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(desk: Desk) -> Client:
    return browser_of(desk.clerk)


@pytest.fixture
def approver(desk: Desk) -> Client:
    return browser_of(desk.approver)


def thai(day: dt.date) -> str:
    return f"{day.day}/{day.month}/{day.year + 543}"


def stage(name: str, day: dt.date, **more: Any) -> dict[str, Any]:
    return {
        "reference": "REG-1",
        "kind": "transcript",
        "language": "th",
        "stage": name,
        "on": thai(day),
    } | more


def fed(desk: Desk) -> ServiceRequest:
    with scope(desk.clerk.actor):
        return ServiceRequest.objects.get(channel=Channel.FEED)


class TestLevels:
    def test_set_by_the_approver_from_a_day_on(
        self, desk: Desk, clerk: Client, approver: Client
    ) -> None:
        given = {
            "kind": "transcript",
            "working_days": "5",
            "valid_from": thai(timezone.localdate()),
        }
        assert clerk.post(LEVELS, given).status_code == 403
        assert approver.post(LEVELS, given).status_code == 302
        with scope(desk.approver.actor):
            assert ServiceLevel.objects.get().working_days == 5
        page = words(browser_of(desk.director).get(LEVELS))
        assert "Transcript of records 5 your own system" in page
        assert "An approver of your office may change it." in page

    def test_the_example_is_in_the_readers_calendar(self, approver: Client) -> None:
        assert "Written like 1/6/2027" in words(approver.get(LEVELS))

    @pytest.mark.parametrize(
        "wrong",
        [{"working_days": "0"}, {"working_days": "x"}, {"valid_from": "1/1/2560"},
         {"valid_from": ""}, {"kind": "x"}],
    )  # fmt: skip
    def test_what_cannot_be_set(self, desk: Desk, approver: Client, wrong: dict[str, str]) -> None:
        fine = {"kind": "transcript", "working_days": "5", "valid_from": "1/1/2590"}
        assert approver.post(LEVELS, fine | wrong).status_code == 422
        with scope(desk.approver.actor):
            assert not ServiceLevel.objects.exists()


class TestElsewhere:
    def test_stage_after_stage(self, desk: Desk, clerk: Client) -> None:
        today = timezone.localdate()
        before = today - dt.timedelta(days=4)
        assert "No paper is noted yet" in words(clerk.get(ELSEWHERE))
        first = stage("requested_at", before, at="09.30")
        assert clerk.post(ELSEWHERE, first).status_code == 302
        approved = stage("approved_at", before)
        assert clerk.post(ELSEWHERE, approved).status_code == 302
        row = fed(desk)
        assert row.approved_at == row.requested_at
        page = clerk.get(f"{ELSEWHERE}?reference=REG-1")
        assert page.context["form"]["stage"].value() == "produced_at"
        assert clerk.post(ELSEWHERE, stage("produced_at", today)).status_code == 302
        handed = stage("delivered_at", today, how="post")
        assert clerk.post(ELSEWHERE, handed).status_code == 302
        row = fed(desk)
        assert (row.state, row.delivered_how) == ("delivered", "post")
        shown = words(clerk.get(address(row)))
        assert "Another system makes this paper" in shown
        assert "REG-1" in words(clerk.get(f"{LIST}?channel=feed"))
        again = clerk.post(ELSEWHERE, handed, follow=True)
        assert "nothing changed" in words(again)

    def test_a_new_reference_needs_its_first_day(self, desk: Desk, clerk: Client) -> None:
        today = timezone.localdate()
        late = stage("produced_at", today)
        refused = clerk.post(ELSEWHERE, late)
        assert refused.status_code == 422
        assert "This reference is new." in words(refused)
        first = thai(today - dt.timedelta(days=2))
        assert clerk.post(ELSEWHERE, late | {"requested_on": first}).status_code == 302
        assert fed(desk).state == "produced"

    def test_what_was_not_made_after_all_is_made_after_all(self, desk: Desk, clerk: Client) -> None:
        today = timezone.localdate()
        for name in ("requested_at", "failed_at", "produced_at"):
            assert clerk.post(ELSEWHERE, stage(name, today)).status_code == 302
        row = fed(desk)
        assert (row.state, row.failed_at) == ("produced", None)
        assert clerk.post(ELSEWHERE, stage("cancelled_at", today)).status_code == 422

    def test_the_page_of_one_leads_on(self, desk: Desk, clerk: Client) -> None:
        today = timezone.localdate()
        onward = f"{ELSEWHERE}?reference=REG-1#note"
        for name in ("requested_at", "approved_at", "failed_at"):
            assert clerk.post(ELSEWHERE, stage(name, today)).status_code == 302
            answer = clerk.get(address(fed(desk)))
            assert f'href="{onward}"' in answer.content.decode()
        page = words(answer)
        assert "The system that makes this paper told that it could not be made." in page
        assert "Approve it again" not in page
        assert "told that it could not be made" in words(clerk.get(f"{LIST}?show=failed"))
        for name in ("produced_at", "delivered_at"):
            assert clerk.post(ELSEWHERE, stage(name, today)).status_code == 302
        assert "Note the next stage" not in words(clerk.get(address(fed(desk))))

    @pytest.mark.parametrize(
        "wrong",
        [{"on": "1/1/2600"}, {"on": ""}, {"on": "x"}, {"at": "25:00"}, {"kind": "graduation"},
         {"stage": "burnt"}, {"reference": " "}, {"reference": "x" * 101},
         {"reference": "1-1017-00230-70-8"}, {"on": "5/3/2469"}],
    )  # fmt: skip
    def test_what_cannot_be_noted(self, desk: Desk, clerk: Client, wrong: dict[str, str]) -> None:
        given = stage("requested_at", timezone.localdate()) | wrong
        assert clerk.post(ELSEWHERE, given).status_code == 422
        with scope(desk.clerk.actor):
            assert not ServiceRequest.objects.exists()


class TestFigures:
    def test_counts_with_denominators_for_the_director(
        self, desk: Desk, rendering: Rendering
    ) -> None:
        rows = [build.requested(desk.clerk, place) for place in (1, 2, 3)]
        build.produced(desk.clerk, desk.approver, rows[0])
        with scope(desk.clerk.actor) as actor:
            cancel_requests(actor=actor, uuids=[rows[2].uuid], reason="ไม่ต้องการ")
        start, end = (timezone.localdate() + dt.timedelta(days=by) for by in (-5, 30))
        answer = browser_of(desk.director).get(FIGURES, {"start": thai(start), "end": thai(end)})
        page = words(answer)
        assert "1 of 1 papers were ready in time." in page
        assert "2 papers due" in page
        assert rows[0].name not in page

    def test_late_and_overdue_are_two_things(self, desk: Desk, rendering: Rendering) -> None:
        build.produced(desk.clerk, desk.approver, build.requested(desk.clerk))
        start, end = (timezone.localdate() + dt.timedelta(days=by) for by in (-5, 30))
        page = words(browser_of(desk.director).get(FIGURES, {"start": start, "end": end}))
        assert "Ready, but late Not ready, overdue" in page

    def test_nothing_due_says_so(self, desk: Desk) -> None:
        page = browser_of(desk.director).get(FIGURES, {"start": "1/1/2560", "end": "31/1/2560"})
        assert "No paper was due in this time" in words(page)

    @pytest.mark.parametrize(
        ("start", "end"), [("x", ""), ("2/1/2569", "1/1/2569"), ("1/1/2560", "1/1/2569")]
    )
    def test_a_period_that_is_none(self, clerk: Client, start: str, end: str) -> None:
        answer = clerk.get(FIGURES, {"start": start, "end": end})
        assert answer.status_code == 422
        assert "Please correct what follows" in words(answer)


@given(st.integers(0, 90), st.integers(0, 90), st.integers(0, 90), st.integers(0, 90))
@settings(max_examples=60)
def test_parts_of_what_is_due_make_the_whole(
    in_time: int, late: int, open_late: int, pending: int
) -> None:
    whole = Totals(in_time + late + open_late + pending, in_time, late, open_late, 0)
    assert whole.pending == pending
    assert whole.decided + whole.pending == whole.due
    assert whole.share is None if not whole.decided else 0 <= (whole.share or 0) <= 100


@given(st.times())
@settings(max_examples=60)
def test_times_are_read_as_they_are_written(time: dt.time) -> None:
    whole = time.replace(second=0, microsecond=0)
    field = TimeField(required=False)
    for text in (f"{time:%H:%M}", f"{time:%H.%M}", f" {time:%H:%M} น."):
        assert field.clean(text) == whole
