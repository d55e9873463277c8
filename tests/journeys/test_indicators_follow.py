"""What offices do in the browser is seen in their indicators a few seconds later."""

import datetime as dt
import re
import time

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from apps.certificates.models import ServiceRequest
from apps.institutions.scope import scope
from apps.kpi.services.recomputing import recompute
from tests.builders import certificates as papers
from tests.builders import courses as build
from tests.builders.cast import Cast
from tests.builders.courses import Exchange
from tests.builders.kpi import publish_indicators
from tests.journeys.browsing import PHONE, Journey
from tests.journeys.exchange_steps import row_of, told
from tests.kpi.counting import days_ago
from tests.kpi.counting import told as elsewhere

pytestmark = pytest.mark.journey

NOTE = "รวมคะแนนปลายภาคผิดที่งานทะเบียน"
LONG_AGO = 20
SECONDS = 60
TERM = f"{build.YEAR}-T{build.TERM}"


@pytest.fixture
def made(cast: Cast) -> Exchange:
    """Four results of a host are announced; none was corrected."""
    publish_indicators()
    made = build.make_exchange(cast)
    rows = build.enrolled(made, *(build.candidate(place) for place in range(1, 5)))
    build.announced(made, rows, "B+")
    return made


@pytest.fixture
def office(cast: Cast) -> Cast:
    """One paper was ready in time here, one elsewhere; of another nobody thought."""
    publish_indicators()
    papers.sign_for(cast.university_a, cast.approver_a)
    with days_ago(LONG_AGO):
        first = papers.requested(cast.registrar_a, 1)
        papers.produced(cast.registrar_a, cast.approver_a, first)
        papers.requested(cast.registrar_a, 2)
    elsewhere(cast.registrar_a, "SIS-16", asked=LONG_AGO, ready=LONG_AGO)
    return cast


def shows(page: Page, address: str, *sentences: str) -> None:
    """Loaded until everything was counted: the follower comes every second."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        page.goto(address)
        text = " ".join(page.locator("main").inner_text().split())
        if all(one in text for one in sentences):
            return
    for one in sentences:
        told(page, one)


def corrects(journey: Journey, page: Page) -> None:
    page.get_by_role("link", name="6601000001").click()
    page.get_by_role("link", name="Correct").first.click()
    page.locator("#id_grade").select_option("A")
    page.locator("#id_reason").select_option("registry_error")
    page.locator("#id_note").fill(NOTE)
    page.get_by_role("button", name="Save the correction").click()
    told(page, "The correction is saved and waits for a second person.")


def announces(journey: Journey, page: Page) -> None:
    page.goto(f"{journey.url}/courses/hosting/results/")
    page.locator("input[name=approve]").check()
    page.get_by_role("button", name="Approve and announce").click()
    told(page, "1 result announced.")


def test_a_corrected_result_changes_reg01(journey: Journey, made: Exchange) -> None:
    address = f"{journey.url}/indicators/records/REG01/{TERM}/"
    with (
        journey.signed_in(made.host_registrar.user) as clerk,
        journey.signed_in(made.host_approver.user, PHONE) as approver,
    ):
        shows(clerk, address, "100.00 %", "4 / 4", "not corrected 4")
        journey.picture(clerk, "nothing-corrected")
        corrects(journey, clerk)
        announces(journey, approver)
        shows(clerk, address, "75.00 %", "3 / 4", "mistake of the registry 1")
        journey.picture(clerk, "one-corrected")
        clerk.get_by_role("link", name="mistake of the registry").click()
        expect(row_of(clerk, "6601000001")).to_contain_text(re.compile("B\\+.*A.*mistake", re.S))
        expect(clerk.locator("main tbody").last.locator("tr")).to_have_count(1)
        journey.picture(clerk, "the-one-record")
        shows(approver, address, "75.00 %")
        journey.picture(approver, "phone")
    assert recompute(made.host.pk) == []


def fiscal_year(day: dt.date) -> int:
    return day.year + (day.month >= 10)


def approves(journey: Journey, page: Page, code: str) -> None:
    page.goto(f"{journey.url}/certificates/?show=requested")
    row_of(page, code).get_by_role("link").first.click()
    page.get_by_role("button", name="Approve and have it made").click()
    page.get_by_role("link", name="Download the paper").wait_for()  # the page loads itself anew


def tells_of_one_elsewhere(journey: Journey, page: Page) -> None:
    """Asked for long ago and handed over today, by the office's other system."""
    page.goto(f"{journey.url}/certificates/elsewhere/")
    today = timezone.localdate()
    long_ago = today - dt.timedelta(days=LONG_AGO)
    page.get_by_text("Note a stage", exact=True).click()
    page.locator("#id_reference").fill("SIS-17")
    page.locator("#id_kind").select_option("transcript")
    page.locator("#id_stage").select_option("delivered_at")
    page.locator("#id_on").fill(f"{today.day}/{today.month}/{today.year + 543}")
    page.locator("#id_requested_on").fill(f"{long_ago.day}/{long_ago.month}/{long_ago.year + 543}")
    page.locator("#id_how").select_option("desk")
    page.get_by_role("button", name="Note it").click()
    told(page, "SIS-17")


def test_a_late_paper_changes_reg02(office: Cast, journey: Journey) -> None:
    with scope(office.registrar_a.actor):
        late = ServiceRequest.objects.get(state="requested")
    address = f"{journey.url}/indicators/records/REG02/{fiscal_year(late.due_on)}/"
    with (
        journey.signed_in(office.registrar_a.user) as clerk,
        journey.signed_in(office.approver_a.user) as approver,
    ):
        shows(clerk, address, "50.00 %", "1 / 2", "overdue now 1")
        journey.picture(clerk, "one-is-overdue")
        approves(journey, approver, late.code)
        clerk.goto(f"{journey.url}/certificates/requests/{late.uuid}/")
        clerk.get_by_role("button", name="Mark as delivered").click()
        shows(clerk, address, "50.00 %", "ready, but late 1")
        assert "overdue now" not in clerk.locator("main").inner_text()
        journey.picture(clerk, "delivered-late")
        expect(row_of(clerk, late.code)).to_contain_text("ready, but late")
        fed = f"{address}?source=fed"
        shows(clerk, fed, "100.00 %", "1 / 1")
        tells_of_one_elsewhere(journey, clerk)
        shows(clerk, fed, "50.00 %", "1 / 2", "ready, but late 1")
        journey.picture(clerk, "late-elsewhere")
        hands_in_counts(journey, clerk)
    assert recompute(office.university_a.pk) == []


def hands_in_counts(journey: Journey, page: Page) -> None:
    """The year's counts of the other system, as a file."""
    year = fiscal_year(timezone.localdate()) + 543
    content = f"Indicator,Period,Numerator,Denominator\nREG02,{year},95,100\nREG01,9/{year},1,2\n"
    page.goto(f"{journey.url}/indicators/fed/")
    journey.picture(page, "nothing-sent")
    for text in (content, content.rpartition("REG01")[0]):
        page.goto(f"{journey.url}/indicators/fed/")
        page.locator("#id_file").set_input_files(
            {"name": "counts.csv", "mimeType": "text/csv", "buffer": text.encode()}
        )
        page.get_by_role("button", name="Read and check").click()
        page.get_by_role("heading", name="What was read").wait_for()
        journey.picture(page, "counts-read")
    page.get_by_role("button", name="Keep the counts of 1 period").click()
    told(page, "95 of 100")
    journey.picture(page, "counts-kept")
