"""A course at another university, from the catalogue to the credit account, in a real browser."""

import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from apps.courses.models import (
    CoursePaper,
    CreditEntry,
    CrossRegistration,
    CrossRequest,
    Recognition,
    Result,
)
from apps.documents.models import Paper
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.builders.cast import Cast
from tests.builders.courses import Exchange
from tests.courses.elmo_order import check_structure
from tests.journeys import exchange_steps as step
from tests.journeys.browsing import Journey
from tests.journeys.exchange_steps import HOST_CODES, OVERLOADED, PASTED, TYPED, Desks
from tests.journeys.papers import CODE, text_of

pytestmark = pytest.mark.journey

OVERLOAD = "คณบดีอนุมัติให้ลงทะเบียนเกินในภาคสุดท้าย"
DECLINED, CORRECTED = "ชนกับวิชาแกนวันจันทร์", "รวมคะแนนปลายภาคผิด"
FIRST = ["earned +3 3", "recognised -3 0"]
FALLEN = ["recognition reopened +3 3", "result corrected -3 0"]


@pytest.fixture
def made(cast: Cast) -> Exchange:
    """Five places in the term; the network has decided on this course once before."""
    made = build.make_exchange(cast, seats_per_term=5)
    build.recognised(made, build.acknowledged(made, build.candidate(9)))
    return made


def asked_and_answered(desks: Desks) -> str:
    step.finds_the_course(desks)
    number = step.asks_for_three(desks)
    step.sends(desks, OVERLOAD)
    step.answers(desks, DECLINED)
    step.confirms_registration(desks)
    step.enters_grades(desks, {TYPED.code: "B+", PASTED.code: "B"})
    step.announces(desks, 2, "B+")
    return number


def decided(desks: Desks) -> str:
    step.receives_both(desks)
    step.begins_to_decide(desks)
    first = step.proposes(desks, "B+")
    step.approves(desks, first)
    assert step.account(desks, "account-recognised") == (["3", "3", "0"], FIRST)
    return first


def paper_issued(desks: Desks) -> str:
    """Its code."""
    paper = step.issues_the_paper(desks, desks.journey.pictures)
    with pikepdf.open(paper) as pdf:
        assert len(pdf.pages) == 1
        assert check_structure(pdf.attachments["results.xml"].get_file().read_bytes()) == []
    written = text_of(paper)
    for words in (TYPED.name, "การโปรแกรมเบื้องต้น", step.COURSE, "B+", HOST_CODES[TYPED.code]):
        assert any(words in line for line in written.splitlines()), words
    assert PASTED.last_name not in written
    code = CODE.search(written)
    assert code is not None
    step.anybody_reads(desks, code.group(1), "Issued here, and active", "paper-is-active")
    return code.group(1)


def corrected(desks: Desks, code: str) -> None:
    step.corrects(desks, "A", CORRECTED)
    step.announces(desks, 1, "reopens a decision")
    sentence = "No longer correct: a corrected paper is not there yet"
    step.anybody_reads(desks, code, sentence, "paper-is-superseded")
    assert step.account(desks, "account-after-correction") == (
        ["0", "0", "0"],
        [*FIRST, *FALLEN],
    )
    step.sees_reopened(desks)
    step.approves(desks, step.proposes(desks, "A"))
    assert step.account(desks, "account-balanced") == (
        ["3", "3", "0"],
        [*FIRST, *FALLEN, *FIRST],
    )
    step.replaces_the_paper(desks)
    step.anybody_reads(desks, code, "Replaced by a newer paper", "paper-is-replaced")


def assert_files(workbook: Path, archive: Path) -> None:
    """All three in the workbook with what was decided; each ELMO document in order."""
    head, *rows = load_workbook(workbook).worksheets[0].iter_rows(values_only=True)
    by_code = {
        row["Student code at home"]: row for row in (dict(zip(head, r, strict=True)) for r in rows)
    }
    assert set(by_code) == {TYPED.code, PASTED.code, OVERLOADED.code}
    wanted = ("First name", "Last name", "Student code at host", "State", "Grade",
              "Version of the result", "Grade at home", "Course code at home")  # fmt: skip
    assert [by_code[TYPED.code][name] for name in wanted] == [
        TYPED.first_name, TYPED.last_name, "X690001", "recognised", "A", 2, "A", "SC111",
    ]  # fmt: skip
    assert by_code[TYPED.code]["Credits recognised"] == 3
    assert by_code[PASTED.code]["Grade"] == "B"
    assert by_code[OVERLOADED.code]["State"] == "declined"
    with zipfile.ZipFile(BytesIO(archive.read_bytes())) as documents:
        names = sorted(documents.namelist())
        assert names == [f"00500-{one.code}.xml" for one in (TYPED, PASTED, OVERLOADED)]
        assert [check_structure(documents.read(name)) for name in names] == [[], [], []]
        assert TYPED.first_name in documents.read(names[0]).decode()


def acts_of(row: CrossRegistration) -> list[str]:
    return list(row.acts.order_by("pk").values_list("action", flat=True))


def assert_rows(made: Exchange, number: str) -> CrossRegistration:
    """Of the three, in the order in which they were entered."""
    request = CrossRequest.objects.get(number=number)
    assert (request.reference, request.submitted_name) == ("อว 0601/1234", name_of(made.registrar))
    rows = list(
        CrossRegistration.objects.filter(request=request).select_related("learner").order_by("pk")
    )
    for row, one in zip(rows, (TYPED, PASTED, OVERLOADED), strict=True):
        assert row.learner.full_name == one.name
        assert (row.home_student_code, row.course_code, row.section) == (one.code, "CS101", "1")
        assert row.home_credits == Decimal(one.home_credits)
    states = [(row.state, row.host_student_code, row.payment, row.version) for row in rows]
    assert states == [
        ("recognised", "X690001", "paid", len(acts_of(rows[0]))),
        ("acknowledged", "X690002", "paid", len(acts_of(rows[1]))),
        ("declined", "", "unknown", len(acts_of(rows[2]))),
    ]
    assert (rows[2].reason, rows[2].note) == ("timetable", DECLINED)
    assert rows[2].acts.get(action="submit").note == OVERLOAD
    there = ["draft", "submit", "accept", "enrol", "announce", "acknowledge"]
    again = ["recognise", "correct", "acknowledge", "recognise"]
    assert [acts_of(row) for row in rows] == [
        [*there, *again],
        there,
        ["draft", "submit", "decline"],
    ]
    return rows[0]


def name_of(person: object) -> str:
    return str(person.user.name_th)  # type: ignore[attr-defined]


def assert_decided(made: Exchange, row: CrossRegistration) -> None:
    host, chief = name_of(made.host_registrar), name_of(made.host_approver)
    results = Result.objects.filter(registration=row).order_by("version")
    assert [(one.version, one.grade, one.reason, one.note) for one in results] == [
        (1, "B+", "", ""),
        (2, "A", "instructor_error", CORRECTED),
    ]
    assert {(one.entered_name, one.approved_name) for one in results} == {(host, chief)}
    decisions = Recognition.objects.filter(learner=row.learner).order_by("pk")
    assert [(one.state, one.target_code, one.home_grade) for one in decisions] == [
        ("reopened", "SC111", "B+"),
        ("approved", "SC111", "A"),
    ]
    assert {one.proposed_name for one in decisions} == {name_of(made.registrar)}
    assert {one.approved_name for one in decisions} == {name_of(made.approver)}
    entries = list(CreditEntry.objects.filter(learner=row.learner).order_by("pk"))
    assert [(one.kind, one.credits, one.after) for one in entries] == [
        ("earned", Decimal(3), Decimal(3)),
        ("used", Decimal(-3), Decimal(0)),
        ("released", Decimal(3), Decimal(3)),
        ("reversed", Decimal(-3), Decimal(0)),
        ("earned", Decimal(3), Decimal(3)),
        ("used", Decimal(-3), Decimal(0)),
    ]


def assert_papers(row: CrossRegistration, code: str) -> None:
    first, second = CoursePaper.objects.filter(basis__registration=row).order_by("pk")
    assert (first.outdated_at is None, second.outdated_at) == (False, None)
    old, new = (Paper.objects.get(uuid=one.paper) for one in (first, second))
    assert old.code == code.replace("-", "")
    assert (old.status, old.replaced_by, new.status) == ("superseded", new, "active")


def test_exchange(journey: Journey, made: Exchange, tmp_path: Path) -> None:
    with step.open_desks(journey, made) as desks:
        number = asked_and_answered(desks)
        first = decided(desks)
        code = paper_issued(desks)
        corrected(desks, code)
        desks.home.goto(first)
        expect(step.badge_of(desks.home)).to_have_text("reopened")
        assert_files(*step.takes_home(desks, number, tmp_path))
    with scope(made.registrar.actor):
        row = assert_rows(made, number)
        assert_decided(made, row)
    with scope(made.host_registrar.actor):
        assert_papers(row, code)
