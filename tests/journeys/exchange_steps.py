"""What each officer of the two universities does in the browser, page by page."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Locator, Page, expect

from tests.builders.courses import TERM, YEAR, Exchange
from tests.journeys.browsing import PHONE, Journey
from tests.journeys.papers import downloaded

COURSE, COURSE_NAME = "CS101", "Introduction to Programming"
TARGET = {
    "code": "SC111",
    "name_th": "การเขียนโปรแกรมคอมพิวเตอร์",
    "name_en": "Computer Programming",
    "content_share": "80",
}
ANY_UUID = "[0-9a-f-]{36}"


@dataclass(frozen=True)
class Student:
    """As the home's registrar knows the person; `home_credits` are taken at home in the term."""

    code: str
    title: str
    first_name: str
    last_name: str
    home_credits: str

    @property
    def name(self) -> str:
        return f"{self.title}{self.first_name} {self.last_name}"


TYPED = Student("6601000001", "นางสาว", "กานดา", "ใจงาม", "9")
PASTED = Student("6601000002", "นาย", "ธนวัฒน์", "ศรีสุข", "6")
OVERLOADED = Student("6601000003", "นางสาว", "พิมพ์ชนก", "ตั้งตระกูล", "14")
HOST_CODES = {TYPED.code: "X690001", PASTED.code: "X690002"}


@dataclass(frozen=True)
class Desks:
    """Everybody's browser, open all the time; the host's approver has a telephone."""

    journey: Journey
    home: Page
    home_approver: Page
    host: Page
    host_approver: Page

    def picture(self, page: Page, name: str) -> None:
        self.journey.picture(page, name)


@contextmanager
def open_desks(journey: Journey, made: Exchange) -> Iterator[Desks]:
    with ExitStack() as stack:
        sit = stack.enter_context
        yield Desks(
            journey,
            home=sit(journey.signed_in(made.registrar.user)),
            home_approver=sit(journey.signed_in(made.approver.user)),
            host=sit(journey.signed_in(made.host_registrar.user)),
            host_approver=sit(journey.signed_in(made.host_approver.user, PHONE)),
        )


def section_of(page: Page, menu: str, tab: str = "") -> None:
    """By the side navigation, then by the parts of courses and the tabs of the part."""
    page.locator("#navigation").get_by_role("link", name="Courses", exact=True).click()
    parts = page.get_by_role("navigation", name="Courses", exact=True)
    parts.get_by_role("link", name=menu).click()
    if tab:
        page.get_by_role("navigation", name=menu).get_by_role("link", name=tab).click()
        tabs = page.get_by_role("navigation", name=menu)
        expect(tabs.get_by_role("link", name=tab)).to_have_attribute("aria-current", "page")


class AtDesks(Protocol):
    """Whoever sits there."""

    @property
    def journey(self) -> Journey: ...


def from_home(desks: AtDesks, page: Page, task: str, act: str) -> None:
    """By the line of the home page that says what waits for this person."""
    page.goto(f"{desks.journey.url}/")
    page.get_by_role("listitem").filter(has_text=task).get_by_role("link", name=act).click()


def told(page: Page, words: str) -> None:
    expect(page.locator("main")).to_contain_text(words)


def row_of(page: Page, words: str) -> Locator:
    return page.get_by_role("row").filter(has_text=words)


def badge_of(page: Page) -> Locator:
    """The state in the head of the page."""
    return page.locator(".page-state .badge")


# ----- the home asks -----------------------------------------------------------------------------


def finds_the_course(desks: Desks) -> None:
    page = desks.home
    section_of(page, "Agreements and courses")
    page.get_by_role("link", name="Courses of partners").first.click()
    page.locator("#q").fill("program")
    page.locator("#term").select_option(f"{YEAR}-{TERM}")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=f"{COURSE} {COURSE_NAME}").wait_for()
    desks.picture(page, "catalogue")
    page.get_by_role("link", name=f"{COURSE} {COURSE_NAME}").click()
    precedent = page.locator("#precedents").get_by_role("row").nth(1)
    expect(precedent).to_contain_text("SC111")
    desks.picture(page, "course-with-precedents")
    page.get_by_role("link", name="Request for students").click()


def asks_for_three(desks: Desks) -> str:
    """One typed, two pasted; the number of the request."""
    page = desks.home
    expect(page.locator("#id_course_code")).to_have_value(COURSE)
    page.get_by_text("… or type them in").click()
    for name, value in {
        "student_code": TYPED.code,
        "title": TYPED.title,
        "first_name": TYPED.first_name,
        "last_name": TYPED.last_name,
        "home_credits": TYPED.home_credits,
        "needed_by": "31/3/2570",
    }.items():
        page.locator(f"#id_s-0-{name}").fill(value)
    page.locator("#id_reference").fill("อว 0601/1234")
    desks.picture(page, "request-with-one-typed")
    page.get_by_role("button", name="Prepare the request").click()
    told(page, "The request is prepared.")
    page.get_by_role("link", name="Add students").click()
    page.locator("#id_pasted").fill(pasted_list())
    desks.picture(page, "two-pasted")
    page.get_by_role("button", name="Add to the request").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Request")
    return (heading.text_content() or "").removeprefix("Request").strip()


def pasted_list() -> str:
    heads = ["รหัสนักศึกษา", "คำนำหน้า", "ชื่อ", "นามสกุล", "รหัสวิชา", "กลุ่มเรียน", "หน่วยกิตที่ต้นสังกัด"]
    lines = [
        [one.code, one.title, one.first_name, one.last_name, COURSE, "1", one.home_credits]
        for one in (PASTED, OVERLOADED)
    ]
    return "\n".join("\t".join(cells) for cells in [heads, *lines])


def sends(desks: Desks, reason: str) -> None:
    """One place of the agreement is taken already, and one student studies too much."""
    page = desks.home
    told(page, "4 of 5 places are left in this term; you ask for 3.")
    told(page, "1 student would be above the credits that your rules allow.")
    expect(row_of(page, OVERLOADED.code)).to_contain_text("17 in the term, 15 allowed")
    desks.picture(page, "load-and-places")
    page.locator("#overload").fill(reason)
    page.get_by_role("button", name="Send 3 lines to the host").click()
    expect(badge_of(page)).to_have_text("sent")
    for one in (TYPED, PASTED, OVERLOADED):
        expect(row_of(page, one.code)).to_contain_text("waiting for the host")
    desks.picture(page, "sent")


# ----- the host answers, registers, grades -------------------------------------------------------


def answers(desks: Desks, note: str) -> None:
    """Two are accepted, the third declined."""
    page = desks.host
    from_home(desks, page, "3 wait for your answer", "Accept or decline")
    told(page, "อว 0601/1234")
    desks.picture(page, "to-answer")
    page.get_by_role("checkbox", name=OVERLOADED.code).uncheck()
    page.get_by_role("button", name="Accept the chosen students").click()
    told(page, "2 students accepted.")
    page.get_by_role("checkbox", name=OVERLOADED.code).check()
    page.get_by_text("Decline the chosen students").click()
    page.get_by_label("Reason", exact=True).select_option("timetable")
    page.get_by_label("Note").fill(note)
    desks.picture(page, "declining")
    page.get_by_role("button", name="Decline", exact=True).click()
    told(page, "1 student declined.")
    told(page, "Nothing waits for an answer")


def confirms_registration(desks: Desks) -> None:
    page = desks.host
    from_home(desks, page, "2 not yet confirmed as registered", "Confirm registrations")
    for code, here in HOST_CODES.items():
        page.get_by_label(f"Student code here: {code}").fill(here)
        page.get_by_label(f"Payment: {code}").select_option("paid")
        page.get_by_role("checkbox", name=code).check()
    desks.picture(page, "student-codes")
    page.get_by_role("button", name="Confirm the chosen registrations").click()
    told(page, "2 students are registered.")


def opens_the_class(desks: Desks) -> Page:
    page = desks.host
    section_of(page, "Students coming in", "Classes and grades")
    page.locator("#term").select_option(f"{YEAR}-{TERM}")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name=f"{COURSE} {COURSE_NAME}").click()
    return page


def enters_grades(desks: Desks, grades: dict[str, str]) -> None:
    page = opens_the_class(desks)
    for code, grade in grades.items():
        page.get_by_label(f"Grade: {code}").select_option(grade)
    page.locator("#id_completed_on").fill("20/12/2569")
    desks.picture(page, "grade-sheet")
    page.get_by_role("button", name="Save the grades").click()
    told(page, f"{len(grades)} grades saved.")


def announces(desks: Desks, count: int, shown: str) -> None:
    """On the telephone; `shown` stands on the page before the approver presses the button."""
    page = desks.host_approver
    page.goto(f"{desks.journey.url}/")
    desks.picture(page, "phone-home")
    from_home(desks, page, f"{count} wait", "Look at them and approve")
    told(page, shown)
    desks.picture(page, "phone-results")
    for box in page.locator("input[name=approve]").all():
        box.check()
    page.get_by_role("button", name="Approve and announce").click()
    told(page, "results announced." if count > 1 else "1 result announced.")
    desks.picture(page, "phone-announced")


def corrects(desks: Desks, grade: str, note: str) -> None:
    page = opens_the_class(desks)
    row_of(page, TYPED.code).get_by_role("link", name="Correct").click()
    told(page, "Its decision on this course reopens")
    page.locator("#id_grade").select_option(grade)
    page.locator("#id_reason").select_option("instructor_error")
    page.locator("#id_note").fill(note)
    desks.picture(page, "correcting")
    page.get_by_role("button", name="Save the correction").click()
    told(page, "The correction is saved and waits for a second person.")


def issues_the_paper(desks: Desks, folder: Path) -> Path:
    """The results of the student in Thai, as downloaded."""
    page = opens_the_class(desks)
    row_of(page, TYPED.code).get_by_role("link", name=TYPED.last_name).click()
    page.get_by_role("button", name="Result paper in Thai").click()
    download = page.get_by_role("link", name="Download the paper (PDF)")
    download.wait_for()
    told(page, "Issued, and active")
    desks.picture(page, "paper-ready")
    return downloaded(page, download, folder / "results.pdf")


def replaces_the_paper(desks: Desks) -> None:
    page = opens_the_class(desks)
    row_of(page, TYPED.code).get_by_role("link", name=TYPED.last_name).click()
    page.get_by_role("link", name="Result of courses at another university").click()
    told(page, "No longer correct")
    page.get_by_role("button", name="Make the paper anew").click()
    page.get_by_text("Issued, and active").wait_for()


# ----- the home receives and decides -------------------------------------------------------------


def receives_both(desks: Desks) -> None:
    page = desks.home
    from_home(desks, page, "2 announced by the host", "Confirm receipt")
    for one in (TYPED, PASTED):
        row_of(page, one.code).get_by_role("checkbox").check()
    desks.picture(page, "results-to-receive")
    page.get_by_role("button", name="Confirm receipt of the chosen results").click()
    told(page, "Receipt of 2 results confirmed.")


def panel_of(page: Page, student: Student) -> Locator:
    return page.locator("section.panel").filter(has_text=student.code)


def begins_to_decide(desks: Desks) -> None:
    page = desks.home
    section_of(page, "Students going out", "Recognition")
    desks.picture(page, "to-decide")
    panel_of(page, TYPED).get_by_role("link", name="Decide").click()


def proposes(desks: Desks, grade: str) -> str:
    """One course for one, checked against the rules before it is sent; the decision's address."""
    page = desks.home
    told(page, f"{COURSE} {COURSE_NAME} · 3(2-2-5) · {grade}")
    for name in ("name_th", "name_en", "code"):
        page.locator(f"#id_target_{name}").fill(TARGET[name])
    page.locator("#id_content_share").fill(TARGET["content_share"])
    expect(page.locator("#id_target_credits")).to_have_value(re.compile(r"^3(\.0)?$"))
    expect(page.locator("#id_home_grade")).to_have_value(grade)
    page.get_by_role("button", name="Check against your rules").click()
    expect(page.locator("#check")).to_contain_text("A condition is not known yet.")
    expect(page.locator("#check")).to_contain_text("The content agrees to 80 %")
    told(page, "SC111 Programming · 3 credits")
    desks.picture(page, f"proposal-checked-{grade.replace('+', '-plus')}")
    page.get_by_role("button", name="Send to the approver").click()
    told(page, "The proposal is sent.")
    return page.url


def approves(desks: Desks, address: str) -> None:
    page = desks.home_approver
    from_home(desks, page, "Recognitions", "Look at them and approve")
    page.get_by_role("link", name=TYPED.last_name).click()
    expect(page).to_have_url(address)
    told(page, "The content agrees to 80 %")
    desks.picture(page, "to-approve")
    page.get_by_role("button", name="Approve the decision").click()
    expect(badge_of(page)).to_have_text("approved")


def sees_reopened(desks: Desks) -> None:
    page = desks.home
    page.goto(f"{desks.journey.url}/")
    desks.picture(page, "home-after-correction")
    from_home(desks, page, "A host corrected results", "Decide anew")
    panel = panel_of(page, TYPED)
    expect(panel).to_contain_text("grade A (corrected)")
    desks.picture(page, "reopened")
    panel.get_by_role("link", name="Confirm the result").click()
    expect(badge_of(page)).to_have_text("result announced")
    told(page, "mistake of the instructor")
    desks.picture(page, "corrected-result")
    page.get_by_role("button", name="Confirm receipt of the result").click()
    expect(badge_of(page)).to_have_text("result received")
    page.get_by_role("link", name="Decide what it counts for").click()


def account(desks: Desks, name: str) -> tuple[list[str], list[str]]:
    """The student's credit account as it is read: totals, and `kind credits balance` of each."""
    page = desks.home
    section_of(page, "Students going out", "Credit accounts")
    page.get_by_role("link", name=TYPED.last_name).click()
    told(page, "credits earned elsewhere")
    desks.picture(page, name)
    totals = page.locator(".tally strong").all_inner_texts()
    rows = page.locator("table").first.locator("tbody tr").all()
    entries = [
        " ".join(
            [
                row.locator(".badge").inner_text().strip(),
                *(cell.strip() for cell in row.locator("td.num").all_inner_texts()),
            ]
        )
        for row in rows
    ]
    return totals, entries


def takes_home(desks: Desks, number: str, folder: Path) -> tuple[Path, Path]:
    """The request as a workbook and as ELMO."""
    page = desks.home
    section_of(page, "Students going out", "Requests")
    page.get_by_role("link", name=number).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)
    desks.picture(page, "request-at-the-end")
    excel = page.get_by_role("link", name="Excel", exact=True)
    elmo = page.get_by_role("link", name="ELMO XML")
    return (
        downloaded(page, excel, folder / "request.xlsx"),
        downloaded(page, elmo, folder / "request.zip"),
    )


# ----- anybody -----------------------------------------------------------------------------------


def anybody_reads(desks: Desks, code: str, sentence: str, name: str) -> None:
    """What the public page says of the paper; the student's name is not on it."""
    with desks.journey.at() as page:
        page.goto(f"{desks.journey.url}/verify/{code}")
        desks.journey.in_english(page)
        page.get_by_text(sentence).wait_for()
        expect(page.locator("main")).not_to_contain_text(TYPED.first_name)
        desks.picture(page, name)
