"""A degree asked about: answered at once, by people after documents, and for a term's entrants."""

import csv
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from apps.core.thai.dates import buddhist_year, thai_date
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from apps.qualifications.incoming.shapes import DegreeRow
from apps.qualifications.models import Check, CheckAct, Conferral
from tests.builders import qualifications as build
from tests.builders.cast import Cast
from tests.builders.files import xlsx_bytes
from tests.builders.qualifications import Graduate
from tests.documents.signing_builders import small_file
from tests.journeys import check_steps as step
from tests.journeys.browsing import Journey
from tests.journeys.exchange_steps import row_of, told
from tests.journeys.papers import (
    checked,
    downloaded,
    keep_picture,
    make_key,
    signed_by,
    text_of,
)

pytestmark = pytest.mark.journey

NEEDED = "ขอสำเนาใบแสดงผลการเรียนฉบับสมบูรณ์"
WRONG_GPAX = "3.52"
KNOWN, UNKNOWN, ELSEWHERE, NOWHERE = 200, 230, 60, 10
"""Entrants whose degree the register has, has not, is another university's, and nobody's."""
ENTRANTS = KNOWN + UNKNOWN + ELSEWHERE + NOWHERE
HEADINGS = (
    "เลขประจำตัวประชาชน", "เลขที่สมัคร", "คำนำหน้า", "ชื่อ", "นามสกุล", "วันเกิด", "อีเมล", "ปริญญา",
    "สาขาวิชา", "มหาวิทยาลัย", "ปีที่สำเร็จการศึกษา", "เกรดเฉลี่ย", "รหัสนักศึกษาเดิม",
)  # fmt: skip


@pytest.fixture
def world(cast: Cast) -> Graduate:
    """The network and the university that holds the degrees sign their papers."""
    made = build.make_graduate_world(cast)
    make_key(cast.network)
    make_key(made.holder)
    return made


def assert_letter(letter: Path, row: DegreeRow, *words: str) -> None:
    """Name and degree on one line each, no identifier in the clear."""
    assert row.person_id
    written = text_of(letter)
    for part in (f"{row.title}{row.first_name} {row.last_name}", *words):
        assert any(part in line for line in written.splitlines()), part
    assert row.person_id.canonical not in written
    keep_picture(letter)


def test_instant_answer(journey: Journey, cast: Cast, world: Graduate) -> None:
    row = build.degree()
    build.registered(world, [row], complete=True)
    with journey.signed_in(world.registrar.user) as page:
        step.asks(journey, page, world, row)
        step.sees_it_confirmed_at_once(journey, page, world)
        letter = step.takes_the_networks_letter(journey, page, journey.pictures / "letter.pdf")
    assert_letter(letter, row, f"จาก{world.holder.name_th}", "หลักสูตรวท.บ.")
    genuine = ("Genuine, and active", signed_by(cast.network))
    checked(journey, letter, *genuine, picture="letter-is-genuine")
    with scope(world.registrar.actor):
        assert Check.objects.get().by_register


def test_answer_by_a_person(journey: Journey, world: Graduate, tmp_path: Path) -> None:
    row = build.degree(5)
    transcript = tmp_path / "transcript.pdf"
    transcript.write_bytes(small_file())
    with step.open_desks(journey, world) as desks:
        address = step.asks(journey, desks.asker, world, row, gpax=WRONG_GPAX)
        told(desks.asker, f"was sent to {world.holder.name_en}, which is to answer by")
        step.requests_documents(desks, row, NEEDED)
        step.gives_documents(desks, row, transcript, NEEDED)
        step.writes_the_degree(desks, row, tmp_path)
        desks.asker.goto(address)
        told(desks.asker, "The other university looks for the degree and answers.")
        step.approves(desks, row)
        path = journey.pictures / "letter.pdf"
        letter = step.takes_the_holders_letter(desks, address, path)
        told(desks.asker, f"asked “{WRONG_GPAX}”, the register has “{row.gpax}”")
        step.asks(journey, desks.asker, world, row)
        step.sees_it_confirmed_at_once(journey, desks.asker, world)
    assert_letter(letter, row, world.holder.name_th, "หลักสูตรวท.บ.")
    genuine = ("Genuine, and active", signed_by(world.holder))
    checked(journey, letter, *genuine, picture="letter-is-genuine")
    assert_stored(world, row)


def assert_stored(world: Graduate, row: DegreeRow) -> None:
    with scope(world.registrar.actor):
        first, second = Check.objects.order_by("pk")
        acts = list(CheckAct.objects.filter(check_asked=first).order_by("pk"))
    assert (first.outcome, first.differing) == ("confirmed_with_differences", ["gpax"])
    assert first.told == {"gpax": str(row.gpax)}
    assert first.answered_name == world.holder_approver.user.name_th
    assert (second.outcome, second.by_register) == ("confirmed", True)
    seen = [(act.action, act.name) for act in acts]
    asker, clerk = world.registrar.user.name_th, world.holder_registrar.user.name_th
    assert seen == [
        ("send", asker),
        ("request_documents", clerk),
        ("give_documents", asker),
        ("approve", world.holder_approver.user.name_th),
    ]
    with scope(world.holder_registrar.actor):
        entry = Conferral.objects.get()
    assert (entry.status, entry.gpax, entry.degree_th) == ("in_force", row.gpax, row.degree_th)


# ----- a term's entrants -------------------------------------------------------------------------


def cells_of(place: int, row: DegreeRow, university: str) -> list[object]:
    """As an office's workbook: numbers as numbers, identifiers in several spellings."""
    assert row.person_id
    assert row.born_on
    assert row.academic_year
    number = row.person_id.canonical
    dashed = f"{number[0]}-{number[1:5]}-{number[5:10]}-{number[10:12]}-{number[12]}"
    return [
        (number, dashed, float(number))[place % 3],
        f"A{place:04d}",
        row.title,
        row.first_name,
        row.last_name,
        thai_date(row.born_on, "numeric"),
        f"a{place}@example.com",
        "วท.บ.",
        row.major,
        university,
        buddhist_year(row.academic_year),
        float(row.gpax or 0),
        row.student_code,
    ]


def entrants(world: Graduate, elsewhere: Institution, folder: Path) -> Path:
    rows = [build.degree(number) for number in range(1, ENTRANTS + 1)]
    here = KNOWN + UNKNOWN
    names = [world.holder.name_th] * here
    names += [elsewhere.name_th] * ELSEWHERE + ["สถาบันที่ไม่มีจริง"] * NOWHERE
    lines = [
        cells_of(place, row, name)
        for place, (row, name) in enumerate(zip(rows, names, strict=True), 1)
    ]
    title = ["รายชื่อผู้เข้าศึกษาระดับบัณฑิตศึกษา ภาคการศึกษาที่ 1/2569"]
    path = folder / "ผู้เข้าศึกษา 1-2569.xlsx"
    path.write_bytes(xlsx_bytes({"Sheet1": [title, [], list(HEADINGS), *lines]}))
    return path


def hands_in(journey: Journey, page: Page, path: Path) -> None:
    page.goto(f"{journey.url}/qualifications/batches/")
    page.get_by_role("link", name="Hand in a list").first.click()
    page.locator("#id_name").fill("ผู้เข้าศึกษาปริญญาโท รอบ 1")
    page.locator("#id_term").select_option("2026-1")
    page.locator("#id_file").set_input_files(path)
    page.locator("#id_case").fill("บศ.69/1")
    page.locator("#id_purpose").select_option("graduate_admission")
    page.locator("#id_basis").select_option("public_task")
    journey.picture(page, "list-typed")
    page.get_by_role("button", name="Hand in and check").click()
    page.wait_for_url(re.compile(r"/batches/[0-9a-f-]{36}/"))
    journey.picture(page, "list-is-read")


def reviews_and_sends(journey: Journey, page: Page, world: Graduate, other: Institution) -> None:
    page.get_by_role("heading", name="Findings").wait_for()  # the page loads itself anew
    told(page, f"{ENTRANTS} degrees in the file")
    told(page, f"{ENTRANTS - NOWHERE} to be asked about")
    told(page, f"{NOWHERE} kept out")
    expect(row_of(page, world.holder.name_en).first).to_contain_text(str(KNOWN + UNKNOWN))
    expect(row_of(page, other.name_en).first).to_contain_text(str(ELSEWHERE))
    journey.picture(page, "list-reviewed")
    page.get_by_role("button", name=f"Ask about {ENTRANTS - NOWHERE} degrees").click()
    page.get_by_role("heading", name="Summary letter").wait_for()


def counts_on(page: Page, university: str) -> list[str]:
    """asked, confirmed, answered otherwise, waiting, documents to give, overdue"""
    row = page.locator("table").first.get_by_role("row").filter(has_text=university)
    return [cell.strip() for cell in row.locator("td").all_inner_texts()]


def numbers_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def assert_export(rows: Sequence[dict[str, str]], elsewhere: Institution) -> None:
    assert len(rows) == ENTRANTS - NOWHERE
    assert [row["Own reference"] for row in rows[:2]] == ["A0001", "A0002"]
    answers = [row["Answer"] for row in rows]
    assert answers.count("confirmed") == KNOWN
    assert answers.count("") == UNKNOWN + ELSEWHERE
    there = [row for row in rows if row["Code of the university"] == elsewhere.code]
    assert len(there) == ELSEWHERE
    text = "".join(value for row in rows for value in row.values())
    assert build.national_id(1) not in text


def test_list_of_500(journey: Journey, cast: Cast, world: Graduate, tmp_path: Path) -> None:
    elsewhere = Institution.objects.exclude(pk__in=[world.asker.pk, world.holder.pk]).get(
        code="00100"
    )
    build.registered(world, [build.degree(number) for number in range(1, KNOWN + 1)])
    path = entrants(world, elsewhere, tmp_path)
    with journey.signed_in(world.registrar.user) as page:
        hands_in(journey, page, path)
        reviews_and_sends(journey, page, world, elsewhere)
        told(page, f"{KNOWN} of {ENTRANTS - NOWHERE} answered: {KNOWN} confirmed, 0 answered")
        at_holder = [str(n) for n in (KNOWN + UNKNOWN, KNOWN, 0, UNKNOWN, 0, 0)]
        assert counts_on(page, world.holder.name_en) == at_holder
        there = [str(n) for n in (ELSEWHERE, 0, 0, ELSEWHERE, 0, 0)]
        assert counts_on(page, elsewhere.name_en) == there
        journey.picture(page, "board")
        table = page.get_by_role("link", name="CSV", exact=True)
        assert_export(numbers_of(downloaded(page, table, tmp_path / "board.csv")), elsewhere)
        letter = journey.pictures / "summary.pdf"
        step.takes_the_networks_letter(journey, page, letter)
        told(page, f"tells {KNOWN} of the {KNOWN} answers that are there now")
    written = text_of(letter)
    names = [build.degree(number) for number in (1, KNOWN // 2, KNOWN)]
    for row in names:
        assert any(f"{row.first_name} {row.last_name}" in line for line in written.splitlines())
    assert written.count(world.holder.name_th) == KNOWN
    assert build.national_id(1) not in written
    keep_picture(letter)
    genuine = ("Genuine, and active", signed_by(cast.network))
    checked(journey, letter, *genuine, picture="summary-is-genuine")
