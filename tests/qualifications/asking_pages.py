"""What tests of the asking university's pages share: addresses, filled forms, lists of entrants."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.core.thai.dates import buddhist_year, thai_date
from apps.institutions.scope import scope
from apps.qualifications.incoming.shapes import DegreeRow
from apps.qualifications.models import Check, CheckBatch
from tests.builders import qualifications as build
from tests.builders.cast import Person
from tests.builders.qualifications import Graduate

ASKED, NEW, BATCHES = (
    "/qualifications/asked/",
    "/qualifications/checks/new/",
    "/qualifications/batches/",
)
PDF = b"%PDF-1.7 a transcript"
MOST_QUERIES = 20
HEADINGS = (
    "เลขที่สมัคร", "เลขประจำตัวประชาชน", "คำนำหน้า", "ชื่อ", "นามสกุล", "วันเกิด", "มหาวิทยาลัย", "ปริญญา",
    "สาขาวิชา", "รหัสนักศึกษาเดิม", "ปีที่สำเร็จการศึกษา", "เกรดเฉลี่ย",
)  # fmt: skip


def question(**given: Any) -> dict[str, Any]:
    """Who asks, and why."""
    return {
        "officer": "ผู้ทดสอบ ถามวุฒิ",
        "purpose": "graduate_admission",
        "basis": "public_task",
        "case": "บศ.69/0123",
    } | given


def filled(world: Graduate, row: DegreeRow, **given: Any) -> dict[str, Any]:
    """The form about this graduate, as somebody copies it from the paper."""
    assert row.born_on
    assert row.person_id
    assert row.academic_year
    return (
        question()
        | {
            "holder": world.holder.name_th,
            "person_id": row.person_id.canonical,
            "title": row.title,
            "first_name": row.first_name,
            "last_name": row.last_name,
            "born": thai_date(row.born_on, "numeric"),
            "degree": "วท.บ.",
            "major": row.major,
            "level": "bachelor",
            "academic_year": str(buddhist_year(row.academic_year)),
            "completed": "27/6/2565",
            "gpax": "3.25",
            "student_code": row.student_code,
        }
        | given
    )


def pdf(name: str = "transcript.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def entrants_file(world: Graduate, rows: Sequence[DegreeRow], *more: Sequence[str]) -> bytes:
    """A list as a graduate school exports it; `more`: whole rows as they are written."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerows(_cells(world, place, row) for place, row in enumerate(rows, 1))
    writer.writerows(more)
    return out.getvalue().encode("utf-8-sig")


def _cells(world: Graduate, place: int, row: DegreeRow) -> list[str]:
    assert row.born_on
    assert row.person_id
    assert row.academic_year
    return [
        f"A{place:04d}",
        row.person_id.canonical,
        row.title,
        row.first_name,
        row.last_name,
        thai_date(row.born_on, "numeric"),
        world.holder.name_th,
        "วท.บ.",
        row.major,
        row.student_code,
        str(buddhist_year(row.academic_year)),
        "3.25",
    ]


def handed_in(browser: Client, content: bytes, **given: Any) -> str:
    """The address of the list's page."""
    data = question(name="ผู้เข้าศึกษาปริญญาโท รอบ 1", term="2026-1") | given
    data["file"] = SimpleUploadedFile("entrants.csv", content, "text/csv")
    answer = browser.post(f"{BATCHES}new/", data)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def read(world: Graduate, browser: Client, content: bytes) -> str:
    """Handed in and read by the worker: in review, or unreadable."""
    address = handed_in(browser, content)
    assert build.do_jobs(world.registrar) == ["done"]
    return address


def sent(world: Graduate, browser: Client, content: bytes) -> str:
    address = read(world, browser, content)
    assert browser.post(f"{address}send/").status_code == 302
    assert build.do_jobs(world.registrar) == ["done"]
    return address


def checks_of(person: Person) -> list[Check]:
    with scope(person.actor):
        return list(Check.objects.select_related("holder").order_by("pk"))


def batch_of(person: Person) -> CheckBatch:
    """The latest."""
    with scope(person.actor):
        found = CheckBatch.objects.order_by("-pk").first()
    assert found
    return found
