"""From a director's weak indicator to a question to another university, and its answer."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.builders.cast import Cast
from tests.journeys.axe import faults
from tests.journeys.browsing import PHONE, Journey
from tests.journeys.exchange_steps import told
from tests.kpi.peers_world import PRACTICE, Peers, consent, make_peers

pytestmark = pytest.mark.journey

QUESTION = "ท่านตรวจผลการเรียนก่อนประกาศอย่างไร และใช้กี่คน"
ANSWER = "มีผู้ตรวจคนที่สองทุกครั้ง ยินดีส่งแบบตรวจให้"


def looks_at_the_weak_one(journey: Journey, page: Page) -> None:
    page.locator("#navigation").get_by_role("link", name="Indicators").click()
    told(page, "REG01 below its target, 2 terms running")
    journey.picture(page, "dashboard")
    assert faults(page) == []
    page.get_by_role("link", name=re.compile("Look closer.*REG01")).click()
    told(page, "REG01: lower than chance explains")
    told(page, PRACTICE)
    journey.picture(page, "indicator")
    assert faults(page) == []
    assert faults(page, PHONE) == []


def asks(journey: Journey, page: Page, made: Peers) -> str:
    name = made.strongest.institution.name_en
    page.get_by_role("link", name=re.compile(f"Ask for help.*{re.escape(name)}")).click()
    page.locator("#id_message").fill(QUESTION)
    journey.picture(page, "asking")
    page.get_by_role("button", name="Send the question").click()
    told(page, "You are told of the answer.")
    journey.picture(page, "asked")
    return page.url


def answers(journey: Journey, page: Page) -> None:
    """From home, on a telephone."""
    page.goto(f"{journey.url}/")
    task = page.get_by_role("listitem").filter(has_text="asks for your experience")
    task.get_by_role("link", name="Answer").click()
    told(page, QUESTION)
    page.locator("#id_reply").fill(ANSWER)
    journey.picture(page, "phone-answering")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator(".page-state .badge")).to_have_text("answered")
    page.goto(f"{journey.url}/indicators/REG01/")
    journey.picture(page, "phone-indicator")
    page.goto(f"{journey.url}/indicators/")
    journey.picture(page, "phone-dashboard")


def test_indicators_dashboard(journey: Journey, cast: Cast) -> None:
    made = make_peers(cast, sizes=(1_000, 400, 2_600, 900, 5_200, 300, 1_700))
    consent(made.strongest)
    with (
        journey.signed_in(cast.director_a.user) as director,
        journey.signed_in(made.strongest.approver.user, PHONE) as helper,
    ):
        looks_at_the_weak_one(journey, director)
        url = asks(journey, director, made)
        answers(journey, helper)
        director.goto(url)
        told(director, ANSWER)
        director.get_by_role("button", name="Close: this answers my question").click()
        expect(director.locator(".page-state .badge")).to_have_text("closed")
        journey.picture(director, "closed")
        director.goto(f"{journey.url}/indicators/sharing/REG01/")
        journey.picture(director, "sharing")
        director.goto(f"{journey.url}/courses/requests/")
        journey.picture(director, "courses")
