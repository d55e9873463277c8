"""A certificate from the desk to its revocation, and thirty at once, in a real browser."""

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from apps.certificates.models import ServiceAct, ServiceRequest
from apps.documents.models import Paper
from apps.institutions.scope import scope
from tests.builders import certificates as build
from tests.builders.cast import Cast
from tests.journeys.browsing import PHONE, Journey
from tests.journeys.exchange_steps import row_of, told
from tests.journeys.papers import (
    checked,
    downloaded,
    keep_picture,
    make_key,
    one_byte_changed,
    signed_by,
    text_of,
)

pytestmark = pytest.mark.journey

NAME = "นางสาวปาริชาติ ศรีสุวรรณ์"
REASON = "พิมพ์หลักสูตรผิดไปจากทะเบียน"
COUNT = 30
TITLE = "ทุนการศึกษา 2569"
HEADINGS = {
    "ลำดับ": "",
    "รหัสนักศึกษา": "student_code",
    "คำนำหน้า": "title",
    "ชื่อ": "first_name",
    "นามสกุล": "last_name",
    "คณะ": "faculty",
    "หลักสูตร": "programme",
    "ระดับ": "",
    "ชั้นปี": "year_of_study",
    "ปีที่เข้าศึกษา": "admitted_year",
    "ปีการศึกษา": "academic_year",
    "ภาคการศึกษา": "term",
}


@pytest.fixture
def office(cast: Cast) -> Cast:
    """University A has a signer and a key; its approver reads on a telephone."""
    build.sign_for(cast.university_a, cast.approver_a)
    make_key(cast.university_a)
    return cast


def requests_one(journey: Journey, page: Page) -> str:
    """At the desk; nothing is sent before it was read as it will stand on the paper."""
    page.goto(f"{journey.url}/certificates/")
    journey.picture(page, "no-request-yet")
    page.get_by_role("link", name="New request").first.click()
    page.get_by_role("link", name=re.compile("Choose.*Certificate of student status")).click()
    typed = build.STATUS | {"student_code": build.code(1), "purpose": "สมัครทุนการศึกษา"}
    for name, value in typed.items():
        if name == "level":
            page.locator("#id_level").select_option(str(value))
        else:
            page.locator(f"#id_{name}").fill(str(value))
    journey.picture(page, "typed")
    page.get_by_role("button", name="Check before sending").click()
    told(page, NAME)
    journey.picture(page, "as-it-will-read")
    page.get_by_role("button", name="Ask for approval").click()
    page.wait_for_url(re.compile(r"/certificates/requests/[0-9a-f-]{36}/"))
    told(page, "An approver of your office looks at it next.")
    return page.url


def approves_one(journey: Journey, page: Page) -> None:
    page.goto(f"{journey.url}/certificates/?show=requested")
    journey.picture(page, "phone-requests")
    page.get_by_role("link", name=NAME).click()
    told(page, "Compare the paper below with your records.")
    journey.picture(page, "phone-to-approve")
    page.get_by_role("button", name="Approve and have it made").click()
    page.get_by_role("link", name="Download the paper").wait_for()  # the page loads itself anew
    journey.picture(page, "phone-made")


def delivers_one(journey: Journey, page: Page, address: str, folder: Path) -> Path:
    page.goto(address)
    told(page, "Hand the paper over or send it, then say so here.")
    journey.picture(page, "ready")
    link = page.get_by_role("link", name="Download the paper")
    paper = downloaded(page, link, folder / "certificate.pdf")
    page.get_by_role("button", name="Mark as delivered").click()
    expect(page.locator(".page-state .badge")).to_have_text("delivered")
    journey.picture(page, "delivered")
    return paper


def revokes_one(journey: Journey, page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_text("Revoke the paper", exact=True).click()
    form = page.locator("details.confirm[open] form")
    form.locator("textarea[name=reason]").fill(REASON)
    journey.picture(page, "phone-revoking")
    form.get_by_role("button", name=re.compile("^Revoke")).click()
    told(page, f"Everybody who checks it reads: {REASON}")
    journey.picture(page, "phone-revoked")


def assert_paper(paper: Path) -> None:
    written = text_of(paper)
    for words in (NAME, build.code(1), "ปริญญาตรี", "รองศาสตราจารย์ ดร.วรรณา ทดสอบ"):
        assert any(words in line for line in written.splitlines()), words
    keep_picture(paper)


def assert_refused(journey: Journey, paper: Path) -> None:
    """One bit of it was turned: whatever was hit, it is neither genuine nor signed."""
    with journey.at() as page:
        page.goto(f"{journey.url}/verify/")
        journey.in_english(page)
        page.locator("#id_file").set_input_files(paper)
        page.get_by_role("button", name="Check the file").click()
        page.get_by_role("heading", name="Check of a file").wait_for()
        expect(page.locator(".notice-refused")).to_be_visible()
        told(page, "it does not fit the file")
        expect(page.locator("main")).not_to_contain_text("Genuine")
        journey.picture(page, "one-byte-changed")


def test_certificate(journey: Journey, office: Cast, tmp_path: Path) -> None:
    signature = signed_by(office.university_a)
    with (
        journey.signed_in(office.registrar_a.user) as clerk,
        journey.signed_in(office.approver_a.user, PHONE) as approver,
    ):
        address = requests_one(journey, clerk)
        approves_one(journey, approver)
        paper = delivers_one(journey, clerk, address, journey.pictures)
        assert_paper(paper)
        checked(journey, paper, "Genuine, and active", signature, picture="genuine")
        assert_refused(journey, one_byte_changed(paper, tmp_path / "changed.pdf"))
        revokes_one(journey, approver, address)
    revoked = ("Genuine, but revoked", "Revoked on", REASON, signature)
    checked(journey, paper, *revoked, picture="revoked")
    assert_stored(office)


def assert_stored(office: Cast) -> None:
    with scope(office.registrar_a.actor):
        row = ServiceRequest.objects.get()
        assert row.paper is not None
        paper = Paper.objects.get(uuid=row.paper)
        acts = ServiceAct.objects.filter(request=row).order_by("pk")
        names = list(acts.values_list("action", "name"))
    clerk, chief = office.registrar_a.user.name_th, office.approver_a.user.name_th
    assert (row.state, paper.status, paper.reason) == ("delivered", "revoked", REASON)
    assert [row.requested_name, row.approved_name, row.delivered_name] == [clerk, chief, clerk]
    assert [action for action, _name in names] == [
        "request", "approve", "produce", "deliver", "revoke",
    ]  # fmt: skip
    assert (names[0][1], names[1][1], names[-1][1]) == (clerk, chief, chief)


# ----- thirty at once ----------------------------------------------------------------------------


def student(place: int) -> str:
    return f"นักศึกษา{'กขคฆงจฉชซญ'[place % 10]}{'กขค'[place // 10 % 3]}"


def listed(folder: Path) -> Path:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for place in range(COUNT):
        facts = build.STATUS | {"student_code": build.code(place), "first_name": student(place)}
        given = {"ลำดับ": place + 1, "ระดับ": "ปริญญาตรี"}
        writer.writerow([given.get(head) or facts[field] for head, field in HEADINGS.items()])
    path = folder / "รายชื่อ.csv"
    path.write_bytes(out.getvalue().encode("utf-8-sig"))
    return path


def hands_in(journey: Journey, page: Page, path: Path) -> str:
    page.goto(f"{journey.url}/certificates/batches/")
    page.get_by_role("link", name="Hand in a list").first.click()
    page.get_by_label("Certificate of student status").check()
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_file").set_input_files(path)
    page.get_by_role("button", name="Read and check").click()
    told(page, "Every row can be taken.")
    journey.picture(page, "list-was-read")
    page.get_by_role("button", name=f"Ask for {COUNT} papers").click()
    page.wait_for_url(re.compile(r"/certificates/batches/[0-9a-f-]{36}/"))
    told(page, "An approver of your office looks at the list next.")
    return page.url


def approves_all(journey: Journey, page: Page, address: str) -> None:
    """And sees how far they are until the archive is there."""
    page.goto(address)
    page.get_by_role("link", name="Look at all and approve").click()
    told(page, student(0))
    journey.picture(page, "list-to-approve")
    page.get_by_role("button", name=f"Approve {COUNT} requests").click()
    page.goto(address)
    journey.picture(page, "list-being-made")
    page.get_by_role("heading", name="The archive").wait_for()
    told(page, f"{COUNT} papers and a table of all requests")


def assert_archive(office: Cast, archive: Path, folder: Path) -> Path:
    """Thirty papers, each of another student, with serials in a row; one of them, for checking."""
    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        names = sorted(name for name in opened.namelist() if name.endswith(".pdf"))
        assert len(names) == COUNT
        opened.extractall(folder)
        table = next(name for name in opened.namelist() if name.endswith(".csv"))
        rows = list(csv.reader(opened.read(table).decode("utf-8-sig").splitlines()))
    assert len(rows) == COUNT + 1
    for place, name in enumerate(names):
        assert student(place) in text_of(folder / name)
    with scope(office.registrar_a.actor):
        serials = list(Paper.objects.order_by("serial").values_list("serial", flat=True))
    numbers = [int(serial[-6:]) for serial in serials]
    assert numbers == list(range(numbers[0], numbers[0] + COUNT))
    return folder / names[-1]


def test_thirty_certificates(journey: Journey, office: Cast, tmp_path: Path) -> None:
    with journey.signed_in(office.registrar_a.user) as clerk:
        address = hands_in(journey, clerk, listed(tmp_path))
        with journey.signed_in(office.approver_a.user) as approver:
            approves_all(journey, approver, address)
        clerk.reload()
        journey.picture(clerk, "list-made")
        link = clerk.get_by_role("link", name="Download the archive").first
        archive = downloaded(clerk, link, tmp_path / "archive.zip")
        paper = assert_archive(office, archive, tmp_path)
        clerk.get_by_role("button", name="Mark all as delivered").click()
        expect(row_of(clerk, student(0))).to_contain_text("delivered")
    genuine = ("Genuine, and active", signed_by(office.university_a))
    checked(journey, paper, *genuine, picture="one-of-thirty-is-genuine")
