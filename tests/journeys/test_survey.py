"""From a delivered paper to a counted answer: a link on a telephone, in Thai, for real."""

import re
import time

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from apps.institutions.scope import scope
from apps.kpi.models import Definition
from apps.kpi.periods import period_at
from apps.kpi.selectors.counts import derived_counts
from tests.builders import certificates as build
from tests.builders.cast import Cast
from tests.builders.kpi import publish_indicators
from tests.journeys.browsing import PHONE, Journey
from tests.journeys.exchange_steps import told
from tests.journeys.papers import make_key
from tests.kpi.survey_answers import token_in, write_answers

pytestmark = pytest.mark.journey

COMMENT = "รวดเร็วมาก ขอบคุณครับ"
SECONDS_TO_COUNT = 60
NINE = [0, 9, 0, 0, 0]


@pytest.fixture
def office(cast: Cast) -> Cast:
    """University A has a signer and a key, and nine answers: one fewer than are shown."""
    publish_indicators()
    build.sign_for(cast.university_a, cast.approver_a)
    make_key(cast.university_a)
    write_answers(cast.university_a, NINE)
    return cast


def makes_link(journey: Journey, page: Page, request: str) -> str:
    """Hands the paper over as soon as the worker has made it, and then asks."""
    page.goto(f"{journey.url}/certificates/requests/{request}/")
    page.get_by_role("button", name="Mark as delivered").click()
    told(page, "Ask how the service was")
    journey.picture(page, "delivered")
    page.get_by_role("button", name="Show the link and its square code").click()
    expect(page.locator("svg.qr")).to_be_visible()
    journey.picture(page, "link")
    return token_in(page.locator("#survey-link").inner_text())


def answers(journey: Journey, page: Page, token: str) -> None:
    """By touch; the second visit finds the link used up."""
    page.goto(f"{journey.url}/survey/{token}/")
    assert page.locator("html").get_attribute("lang") == "th"
    journey.picture(page, "phone-questions")
    for item in ("courtesy", "speed"):
        page.locator(f"label.survey-point:has(input[name={item}][value='4'])").click()
    page.locator("label.survey-point:has(input[name=overall][value='5'])").click()
    page.locator("textarea[name=comment]").fill(COMMENT)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/survey/thanks/$"))
    journey.picture(page, "phone-thanks")
    page.goto(f"{journey.url}/survey/{token}/")
    expect(page.locator("main form")).to_have_count(0)
    journey.picture(page, "phone-answered")


def counted(office: Cast) -> dict[str, int]:
    year = period_at(timezone.localdate(), "year", "fiscal")
    with scope(office.registrar_a.actor) as actor:
        definition = Definition.objects.get(indicator__code="REG03")
        return derived_counts(actor, definition, year).counts


def test_survey(journey: Journey, office: Cast) -> None:
    paper = build.requested(office.registrar_a)
    build.approved(office.approver_a, paper)
    assert counted(office) == {}
    with journey.signed_in(office.registrar_a.user) as clerk:
        token = makes_link(journey, clerk, str(paper.uuid))
        clerk.goto(f"{journey.url}/indicators/survey/")
        told(clerk, "Too few answers to be shown")
        with journey.at(PHONE) as phone:
            answers(journey, phone, token)
        clerk.reload()
        told(clerk, COMMENT)
        told(clerk, "10 answers")
        journey.picture(clerk, "results")
        deadline = time.monotonic() + SECONDS_TO_COUNT
        while not counted(office) and time.monotonic() < deadline:
            clerk.reload()
    assert counted(office) == {"5": 1}
