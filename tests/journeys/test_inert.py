"""Bait typed into forms and sent by systems: pages and papers show it, and nobody takes it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from apps.documents.models import Paper
from apps.documents.services import paper_pin
from apps.documents.storage import read_paper
from apps.institutions.scope import scope
from apps.qualifications.models import Check
from tests.builders import courses
from tests.builders import qualifications as checks
from tests.builders.cast import Cast, Person
from tests.builders.courses import Exchange
from tests.builders.qualifications import Graduate
from tests.journeys import inert_world as world_of
from tests.journeys.browsing import Journey
from tests.journeys.canary import Canary, running_canary
from tests.journeys.inert_world import Baited
from tests.journeys.test_inert_papers import addresses_in, text_of
from tests.live import Portal

pytestmark = pytest.mark.journey

KINDS = {
    "graduate_verification",
    "course_results",
    "credit_statement",
    "recognition_decision",
    "qualification_reply",
    "student_status",
    "graduation",
}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LEFT_OUT = re.compile(
    r"\.(csv|xlsx|zip|pdf|xml|json)$|/export|/documents/|/letter|logout"
    r"|/new/|/agreements/|/catalogue/|/offerings/|/rules/|/coverage/|/figures/|/levels/|/promise/"
)
"""Files, and pages that show nothing of what was typed here."""
LINKS = "[...document.querySelectorAll('main a[href], nav a[href]')].map(one => one.href)"
STARTS = ("/", "/notices/", "/certificates/", "/courses/hosting/classes/")
TAKEN = """url => [...document.querySelectorAll('*')].filter(one => [...one.attributes].some(
  at => at.value.includes(url) && !['value', 'title', 'aria-label'].includes(at.name)
)).map(one => one.outerHTML)"""
"""Elements with the canary's address anywhere but in a value to be read."""


@pytest.fixture
def canary() -> Iterator[Canary]:
    with running_canary() as running:
        yield running


@pytest.fixture
def made(cast: Cast) -> Exchange:
    return courses.make_exchange(cast)


@pytest.fixture
def world(made: Exchange) -> Graduate:
    return Graduate(
        made.cast, made.home, made.host, made.registrar, made.approver,
        made.host_registrar, made.host_approver,
    )  # fmt: skip


def asks_in_the_browser(journey: Journey, world: Graduate, bait: Baited) -> str:
    """Every field of the form is bait, the name of the file too; the check's uuid."""
    fields = ("first_name", "last_name", "first_name_en", "last_name_en", "former_name", "degree",
              "major", "faculty", "case", "officer")  # fmt: skip
    with journey.signed_in(world.registrar.user) as page:
        page.goto(f"{journey.url}/qualifications/checks/new/")
        page.locator("#id_holder").fill(world.holder.code)
        typed = bait.texts(*fields)
        for name, value in typed.items():
            page.locator(f"#id_{name}").fill(value)
        page.locator("#id_born").fill("12/4/2542")
        name = f"{bait.text()[:80]}.pdf".replace("/", "∕")
        file = {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%test"}
        page.locator("#id_documents").set_input_files(file)  # type: ignore[arg-type]
        page.get_by_role("button", name="Ask", exact=True).click()
        page.wait_for_url(re.compile(rf"/checks/{UUID.pattern}/"))
        main = re.sub(r"\s+", "", page.locator("main").inner_text())
        for value in (typed["first_name"], typed["major"], typed["case"]):
            assert re.sub(r"\s+", "", value).replace("\u202e", "") in main
        journey.picture(page, "question-of-bait")
        return page.url.rstrip("/").rpartition("/")[2]


def talks_in_the_browser(journey: Journey, person: Person, uuid: str, bait: Baited) -> None:
    with journey.signed_in(person.user) as page:
        page.goto(f"{journey.url}/qualifications/checks/{uuid}/")
        page.get_by_text("Write to ").first.click()
        note = bait.text("note")
        page.locator("#id_message_note").fill(note)
        page.get_by_role("button", name="Send the message").click()
        expect(page.get_by_role("cell", name=note)).to_be_visible()


def opens_everything(
    journey: Journey, page: Page, canary: Canary, starts: list[str], seen: set[str]
) -> None:
    """Follows the links of each page, of pages that are alike the first; `seen` at one's side."""
    waiting = [f"{journey.url}{path}" for path in starts]
    while waiting:
        page.goto(waiting.pop(0))
        assert page.evaluate(TAKEN, canary.url) == []
        for link in page.evaluate(LINKS):
            address = str(link).partition("#")[0]
            alike = UUID.sub("*", address.partition("?")[0])
            within = address.startswith(f"{journey.url}/") and not LEFT_OUT.search(alike)
            if within and alike not in seen:
                seen.add(alike)
                waiting.append(address)


def content_of(paper: Paper) -> bytes:
    assert paper.sha256 is not None
    return read_paper(paper.uuid, paper.path, sha256=bytes(paper.sha256))


def assert_papers(canary: Canary, papers: list[Paper], folder: Path) -> None:
    assert {paper.kind for paper in papers} == KINDS
    for paper in papers:
        pdf = content_of(paper)
        (folder / f"{paper.kind}-{paper.serial}.pdf").write_bytes(pdf)
        assert [one for one in addresses_in(pdf) if canary.url in one] == []
        assert canary.url in text_of(pdf), paper.kind


def opens_papers(journey: Journey, canary: Canary, papers: list[Paper]) -> None:
    """At the public check, with the PIN of each."""
    with journey.at() as page:
        for paper in papers:
            page.goto(f"{journey.url}/verify/{paper.code}")
            page.locator("#id_pin").fill(paper_pin(paper))
            page.locator("main form button[type=submit]").first.click()
            page.locator("main dl.facts").nth(1).wait_for()
            assert page.evaluate(TAKEN, canary.url) == []


def assert_opened(journey: Journey, seen_by: dict[str, set[str]]) -> None:
    """Pages of every domain that people and systems write into; the list is kept."""
    opened = {address.removeprefix(journey.url) for seen in seen_by.values() for address in seen}
    (journey.pictures / "opened.txt").write_text("\n".join(sorted(opened)))
    assert {
        "/certificates/requests/*/",
        "/courses/learners/*/",
        "/courses/papers/*/",
        "/courses/recognitions/*/",
        "/courses/registrations/*/",
        "/courses/requests/*/",
        "/graduates/verifications/*/",
        "/notices/",
        "/qualifications/asked/",
        "/qualifications/history/",
        "/qualifications/register/lines/*/",
        "/qualifications/register/loads/*/",
    } <= opened | set(STARTS)


def test_the_search_finds_bait_that_was_taken(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content("<p title='http://a/i'>http://a/i</p><a href='http://a/j'>x</a>")
    assert page.evaluate(TAKEN, "http://a/") == ['<a href="http://a/j">x</a>']


def test_nobody_takes_the_bait(
    journey: Journey,
    portal: Portal,
    canary: Canary,
    cast: Cast,
    made: Exchange,
    world: Graduate,
) -> None:
    bait = Baited(canary.baits())
    typed = asks_in_the_browser(journey, world, bait)
    sent = world_of.ask_by_api(portal, world, bait)
    for person in (world.registrar, world.holder_registrar):
        talks_in_the_browser(journey, person, typed, bait)
    third = str(checks.asked(world, [checks.claim(checks.degree(), world.holder)])[0].uuid)
    world_of.exchange(made, bait)
    world_of.verify(cast, bait)
    world_of.certify(cast, bait)
    world_of.answer_checks(world, [sent, typed], bait)
    everybody = (made.registrar, made.host_registrar)
    world_of.wait_for_workers(*everybody)
    papers = {paper.pk: paper for one in everybody for paper in world_of.papers_of(one)}
    assert_papers(canary, list(papers.values()), journey.pictures)
    seen_by: dict[str, set[str]] = {made.home.code: set(), made.host.code: set()}
    starts = [*STARTS, *(f"/qualifications/checks/{uuid}/" for uuid in (sent, typed, third))]
    for person in (*everybody, made.approver):
        with journey.signed_in(person.user) as page:
            seen = seen_by[person.membership.institution.code]
            opens_everything(journey, page, canary, starts, seen)
    opens_papers(journey, canary, list(papers.values()))
    assert_opened(journey, seen_by)
    assert canary.asked == []
    with scope(world.registrar.actor):
        assert Check.objects.count() == 3
