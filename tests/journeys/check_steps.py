"""What the officers of both universities do in the browser about one degree."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from apps.core.thai.dates import buddhist_year, thai_date
from apps.qualifications.incoming.shapes import DegreeRow
from tests.builders.qualifications import Graduate
from tests.journeys.browsing import PHONE, Journey
from tests.journeys.exchange_steps import from_home, told
from tests.journeys.papers import downloaded

RELOADS = 120
LOOK = 500  # milliseconds between two of them
MAKING = 60_000  # milliseconds that a letter of many pages may take


@dataclass(frozen=True)
class Desks:
    """Everybody's browser; the two of the holder have telephones."""

    journey: Journey
    asker: Page
    holder: Page
    approver: Page


@contextmanager
def open_desks(journey: Journey, world: Graduate) -> Iterator[Desks]:
    with ExitStack() as stack:
        sit = stack.enter_context
        yield Desks(
            journey,
            asker=sit(journey.signed_in(world.registrar.user)),
            holder=sit(journey.signed_in(world.holder_registrar.user, PHONE)),
            approver=sit(journey.signed_in(world.holder_approver.user, PHONE)),
        )


def answer_badge(page: Page) -> Locator:
    return page.locator("section.panel:has(#answer) .panel-head .badge")


def asks(journey: Journey, page: Page, world: Graduate, row: DegreeRow, gpax: str = "") -> str:
    """Copies the applicant's paper into the form; the address of the question."""
    assert row.born_on
    assert row.person_id
    assert row.academic_year
    page.goto(f"{journey.url}/qualifications/asked/")
    page.get_by_role("link", name="Ask about a degree").first.click()
    for name, value in {
        "holder": world.holder.name_en,
        "person_id": row.person_id.canonical,
        "born": thai_date(row.born_on, "numeric"),
        "title": row.title,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "degree": "วท.บ.",
        "major": row.major,
        "academic_year": str(buddhist_year(row.academic_year)),
        "gpax": gpax or str(row.gpax),
        "student_code": row.student_code,
        "case": "บศ.69/0123",
    }.items():
        page.locator(f"#id_{name}").fill(value)
    page.locator("#id_purpose").select_option("graduate_admission")
    page.locator("#id_basis").select_option("public_task")
    journey.picture(page, "question-typed")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.wait_for_url(re.compile(r"/qualifications/checks/[0-9a-f-]{36}/"))
    expect(page.locator("main")).not_to_contain_text(row.person_id.canonical)
    return page.url


def sees_it_confirmed_at_once(journey: Journey, page: Page, world: Graduate) -> None:
    told(page, "Confirmed at once by the university's register.")
    expect(answer_badge(page)).to_have_text("confirmed")
    told(page, f"the register of {world.holder.name_en}, at once")
    journey.picture(page, "answered-at-once")


def takes_the_networks_letter(journey: Journey, page: Page, path: Path) -> Path:
    """In Thai; the page loads itself anew when the letter is there."""
    page.get_by_role("button", name="Make it in Thai").click()
    link = page.get_by_role("link", name="Download the letter")
    link.wait_for(timeout=MAKING)
    journey.picture(page, "letter-ready")
    return downloaded(page, link, path)


# ----- the holder --------------------------------------------------------------------------------


def opens_the_oldest(desks: Desks, row: DegreeRow) -> Page:
    """From what the home page says waits for an answer."""
    page = desks.holder
    page.goto(f"{desks.journey.url}/")
    from_home(desks, page, "1 to be answered", "Answer the oldest first")
    desks.journey.picture(page, "phone-queue")
    page.get_by_role("link", name=row.last_name).click()
    told(page, "Compare the question with your register")
    return page


def requests_documents(desks: Desks, row: DegreeRow, note: str) -> None:
    page = opens_the_oldest(desks, row)
    desks.journey.picture(page, "phone-question")
    page.get_by_text("Ask for documents", exact=True).click()
    page.locator("#id_request_documents_note").fill(note)
    desks.journey.picture(page, "phone-asking-for-documents")
    page.get_by_role("button", name="Ask for the documents").click()
    told(page, "the clock stands still until they come")


def gives_documents(desks: Desks, row: DegreeRow, document: Path, note: str) -> None:
    page = desks.asker
    page.goto(f"{desks.journey.url}/")
    desks.journey.picture(page, "home-documents-asked")
    from_home(desks, page, "Documents are asked of you", "Give them")
    page.get_by_role("link", name=row.last_name).click()
    told(page, note)
    page.locator("#id_give_documents_documents").set_input_files(document)
    desks.journey.picture(page, "giving-documents")
    page.get_by_role("button", name="Give the documents").click()
    told(page, document.name)
    told(page, "The other university looks for the degree and answers.")


def writes_the_degree(desks: Desks, row: DegreeRow, folder: Path) -> None:
    """It does not stand in the register; the papers have another GPAX, which is told."""
    page = opens_the_oldest(desks, row)
    transcript = page.get_by_role("link", name="transcript.pdf").first
    assert downloaded(page, transcript, folder / "given.pdf").read_bytes().startswith(b"%PDF-")
    page.get_by_role("link", name="Enter the answer").click()
    told(page, "Nothing in your register comes near")
    desks.journey.picture(page, "phone-nothing-near")
    page.get_by_role("link", name="Write the degree").click()
    for name, value in {
        "degree_th": row.degree_th,
        "degree_abbr": row.degree_abbr,
        "approved_on": "27/6/2565",
        "gpax": str(row.gpax),
    }.items():
        page.locator(f"#id_{name}").fill(value)
    page.locator("#id_same_person").check()
    page.get_by_role("button", name="Compare and enter the answer").click()
    told(page, "Before it is entered: this differs")
    page.locator("input[name=tell][value=gpax]").check()
    desks.journey.picture(page, "phone-differences")
    page.get_by_role("button", name="Enter the answer with these differences").click()
    told(page, "It waits for an approver of your university.")
    desks.journey.picture(page, "phone-entered")


def approves(desks: Desks, row: DegreeRow) -> None:
    page = desks.approver
    page.goto(f"{desks.journey.url}/")
    from_home(desks, page, "Answers about degrees", "Look at them and approve")
    page.get_by_role("link", name=row.last_name).click()
    told(page, "With the approval the degree is added to your register")
    desks.journey.picture(page, "phone-to-approve")
    page.get_by_role("button", name="Approve and send the answer").click()
    expect(answer_badge(page)).to_have_text("confirmed, with differences")
    desks.journey.picture(page, "phone-approved")


# ----- the asker again ---------------------------------------------------------------------------


def takes_the_holders_letter(desks: Desks, address: str, path: Path) -> Path:
    page = desks.asker
    page.goto(address)
    expect(answer_badge(page)).to_have_text("confirmed, with differences")
    link = page.get_by_role("link", name="Download the letter")
    for _look in range(RELOADS):
        if link.is_visible():
            break
        page.wait_for_timeout(LOOK)
        page.reload()
    desks.journey.picture(page, "answered-by-a-person")
    return downloaded(page, link, path)
