"""A figure with its evidence: entered, sent back, corrected, approved, accepted. By keyboard."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from apps.institutions.models import Node
from apps.institutions.scope import scope
from apps.kpi.models import Cycle, Submission, SubmissionAct
from tests.builders import kpi as build
from tests.builders.cast import Cast
from tests.documents.signing_builders import small_file
from tests.journeys.axe import faults
from tests.journeys.browsing import PHONE, Journey
from tests.journeys.exchange_steps import badge_of, row_of, told
from tests.journeys.keyboard import choose, follow, press, reach, skip_to_content, write

pytestmark = pytest.mark.journey

NARRATIVE = "นับครบทุกคณะ รวมภาคพิเศษ"
REASON = "ปีนี้นับรวมรายวิชาของคณะที่ตั้งใหม่"
NOTE = "นับรวมรายวิชาที่ยกเลิกแล้ว โปรดนับใหม่"
SLIP, LOW, RIGHT, RECORDS = "8500", "850", "960", "1000"
"""More than there were; far below last term's 98.5 percent; as the registry's books have it."""


@pytest.fixture
def cycle(cast: Cast) -> Cycle:
    """REG01 was accepted for the term before, and is expected for the next one."""
    build.publish_indicators()
    cast.university_a.node = Node.objects.create(code="centre", name_th="ภาคกลาง")
    cast.university_a.save(update_fields=["node"])
    before = build.open_cycle_for(cast, period="2023-T2")
    people = (cast.registrar_a, cast.approver_a, cast.secretary)
    build.accepted(*people, before, build.share(985, 1_000))
    return build.open_cycle_for(cast)


@contextmanager
def in_thai(journey: Journey, page: Page) -> Iterator[None]:
    """The same page; the focus is at its beginning afterwards."""
    page.locator("button[name=language][value=th]").click()
    page.locator("html[lang=th]").wait_for(state="attached")
    page.wait_for_load_state()
    yield
    journey.in_english(page)
    page.wait_for_load_state()


def looked_at(journey: Journey, page: Page, name: str) -> None:
    """In Thai: without a serious fault, and kept as a picture."""
    with in_thai(journey, page):
        assert (name, faults(page)) == (name, [])
        journey.picture(page, name)


def part(page: Page, tab: str, words: str) -> None:
    """By the side navigation and the tabs of the indicators."""
    follow(page, page.locator("#navigation").get_by_role("link", name="Indicators"))
    tabs = page.get_by_role("navigation", name="Indicators", exact=True)
    follow(page, tabs.get_by_role("link", name=tab, exact=True))
    told(page, words)


def sends(page: Page) -> None:
    follow(page, page.get_by_role("button", name="Save and send to the approver"))


# ----- the registrar -----------------------------------------------------------------------------


def enters(journey: Journey, page: Page) -> None:
    """A slip of the pen is refused at its field, to which the summary leads."""
    part(page, "Indicator figures", "to be entered")
    looked_at(journey, page, "work-list")
    skip_to_content(page)
    follow(page, page.get_by_role("link", name=re.compile("Enter the figure")))
    told(page, "What is counted")
    looked_at(journey, page, "entry-empty")
    skip_to_content(page)
    write(page, page.locator("#id_numerator"), SLIP)
    write(page, page.locator("#id_denominator"), RECORDS)
    write(page, page.locator("#id_narrative"), NARRATIVE)
    sends(page)
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    press(page, summary.get_by_role("link", name=re.compile("A part cannot be larger")))
    field = page.locator(".field-wrong", has=page.locator("#id_numerator"))
    expect(field).to_contain_text("A part cannot be larger than its whole")
    expect(page.locator("#id_numerator")).to_be_focused()
    assert faults(page) == []
    journey.picture(page, "larger-than-the-whole")
    page.keyboard.press("Control+A")
    page.keyboard.type(LOW)
    sends(page)


def explains(journey: Journey, page: Page) -> None:
    """What is unusual is found at its place: a reason for the one, a file for the other."""
    told(page, "Saved, but not sent yet")
    looked_at(journey, page, "entry-with-findings")
    assert faults(page, PHONE) == []
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    press(page, summary.get_by_role("link", name=re.compile("from 98.50 to 85.00")))
    box = page.locator("#id_reason_change")
    expect(box).to_be_focused()
    expect(page.locator(".notice", has=box)).to_contain_text("from 98.50 to 85.00")
    page.keyboard.type(REASON)
    file = page.locator("#id_file_E1")
    reach(page, file)
    expect(page.locator(".panel", has=file)).to_contain_text("Evidence is missing for")
    file.set_input_files(
        {"name": "สรุปผลการเรียน.pdf", "mimeType": "application/pdf", "buffer": small_file()}
    )
    journey.picture(page, "reason-and-evidence")
    sends(page)
    told(page, "The figure was sent to the approver of your university.")
    expect(badge_of(page)).to_have_text("waiting for the own approver")
    journey.picture(page, "sent")


def corrects(journey: Journey, page: Page) -> None:
    """The pin stands at the number; the rest is as it was."""
    part(page, "Indicator figures", "Sent back (1)")
    journey.picture(page, "work-list-returned")
    skip_to_content(page)
    follow(page, page.get_by_role("link", name=re.compile("Correct it")))
    pin = page.locator(".notice:has(+ .field #id_numerator)")
    expect(pin).to_contain_text("Sent back: Numerator. The numbers do not fit together")
    expect(pin).to_contain_text(NOTE)
    expect(pin).to_contain_text("not changed yet")
    looked_at(journey, page, "entry-returned")
    skip_to_content(page)
    write(page, page.locator("#id_numerator"), RIGHT)
    sends(page)
    told(page, "The figure was sent to the approver of your university.")


def sees_it_accepted(journey: Journey, page: Page) -> None:
    part(page, "Indicator figures", "Done (2)")
    expect(row_of(page, "96.00 %")).to_contain_text("accepted")
    journey.picture(page, "work-list-accepted")
    part(page, "Dashboard", "From 98.5 % in 2/2023 to 96.0 % in 1/2024")
    assert faults(page) == []
    journey.picture(page, "dashboard")


# ----- who decides -------------------------------------------------------------------------------


def opens_the_waiting_one(page: Page) -> None:
    part(page, "Indicator figures", "Waiting for your approval (1)")
    skip_to_content(page)
    follow(page, page.get_by_role("link", name=re.compile("Look and approve")))


def sends_back(journey: Journey, page: Page) -> None:
    opens_the_waiting_one(page)
    for words in ("85.00 %", NARRATIVE, REASON, "สรุปผลการเรียน.pdf"):
        told(page, words)
    looked_at(journey, page, "to-approve")
    skip_to_content(page)
    press(page, page.locator("summary", has_text="Send values back"))
    press(page, page.get_by_label("Numerator", exact=True), "Space")
    choose(page, page.locator("#id_return_reason_0"), "arithmetic")
    write(page, page.locator("#id_return_note_0"), NOTE)
    assert faults(page) == []
    journey.picture(page, "sending-back")
    follow(page, page.get_by_role("button", name="Send the ticked values back"))
    told(page, "The marked values were sent back.")
    expect(badge_of(page)).to_have_text("sent back")
    journey.picture(page, "sent-back")


def approves(journey: Journey, page: Page) -> None:
    """After a look at what changed."""
    opens_the_waiting_one(page)
    told(page, "changed since")
    expect(row_of(page, "Numerator").filter(has_text="850")).to_contain_text(RIGHT)
    journey.picture(page, "what-changed")
    skip_to_content(page)
    follow(page, page.get_by_role("button", name="Approve and send to the network"))
    told(page, "The figure is approved and was sent to the network.")


def accepts(journey: Journey, page: Page) -> None:
    """The board, the cycle and the definition lie on the way."""
    part(page, "Board", "1 figure waits to be accepted")
    looked_at(journey, page, "board")
    part(page, "Definitions", "4 indicators")
    looked_at(journey, page, "definitions")
    skip_to_content(page)
    follow(page, page.get_by_role("link", name="REG01", exact=True))
    told(page, "Announced results not corrected for a counted reason")
    looked_at(journey, page, "definition")
    part(page, "Review", "1 figure waits")
    assert faults(page) == []
    skip_to_content(page)
    follow(page, page.get_by_role("link", name=re.compile("^REG01")))
    told(page, "96.00 %")
    looked_at(journey, page, "review")
    skip_to_content(page)
    follow(page, page.get_by_role("link", name="See the cycle"))
    told(page, "Expected and received")
    looked_at(journey, page, "cycle")
    skip_to_content(page)
    follow(page, row_of(page, "waiting for the network").get_by_role("link").first)
    told(page, "96.00 %")
    follow(page, page.get_by_role("button", name="Accept the figure"))
    told(page, "is accepted and counts from now on.")
    journey.picture(page, "accepted")


def follows(journey: Journey, page: Page) -> None:
    """The coordinator sees what came in from the own node, and the definitions."""
    part(page, "Board", "Which figures of the universities of your node")
    expect(page.locator("table.squares")).to_contain_text("On time")
    looked_at(journey, page, "board-of-a-node")
    assert faults(page, PHONE) == []
    part(page, "Definitions", "4 indicators")
    assert faults(page) == []


def test_indicators_entry(journey: Journey, cast: Cast, cycle: Cycle) -> None:
    with (
        journey.signed_in(cast.registrar_a.user) as clerk,
        journey.signed_in(cast.approver_a.user) as approver,
        journey.signed_in(cast.secretary.user) as secretary,
    ):
        enters(journey, clerk)
        explains(journey, clerk)
        sends_back(journey, approver)
        corrects(journey, clerk)
        approves(journey, approver)
        accepts(journey, secretary)
        sees_it_accepted(journey, clerk)
    with journey.signed_in(cast.coordinator.user) as coordinator:
        follows(journey, coordinator)
    assert_stored(cast, cycle)


def assert_stored(cast: Cast, cycle: Cycle) -> None:
    with scope(cast.registrar_a.actor):
        row = Submission.objects.get(cycle=cycle)
        acts = SubmissionAct.objects.filter(submission=row).exclude(action="edit").order_by("pk")
        done = list(acts.values_list("action", flat=True))
        back = row.returns.get()
    assert (row.state, row.numerator, row.denominator) == ("accepted", 960, 1_000)
    assert (back.field, back.reason, back.note) == ("numerator", "arithmetic", NOTE)
    assert row.overrides == {}
    assert done == [
        "submit", "return", "submit", "approve", "accept",
    ]  # fmt: skip
