"""The sheets themselves: longest names, several pages, both languages, nothing lost in the text."""

import datetime as dt
import re
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from apps.courses.exports.record import Body, CourseRecord
from apps.courses.grades import USUAL_SCALE
from apps.courses.papers.results import (
    TEMPLATE,
    Approver,
    Results,
    UsedScale,
    results_attachments,
    results_context,
    results_detail,
)
from apps.courses.selectors.records import scale_lines
from apps.documents.codes import pin_keys
from apps.documents.models import Paper
from apps.documents.papers.head import Head
from apps.documents.papers.marks import marks_of
from apps.documents.papers.wording import Bilingual
from apps.documents.rendering import Language, render_pdf
from apps.institutions.models import Institution, Kind

BANGKOK = dt.timezone(dt.timedelta(hours=7))
AT = dt.datetime(2027, 1, 5, 10, tzinfo=BANGKOK)
HOST = Body(
    "01600",
    "สถาบันเทคโนโลยีพระจอมเกล้าเจ้าคุณทหารลาดกระบัง",
    "King Mongkut's Institute of Technology Ladkrabang",
)
HOME = Body("00500", "มหาวิทยาลัยธรรมศาสตร์", "Thammasat University")
FIRST, LAST = "น้ำทิพย์อัมพรรัตน์ประภาพรรณกุล", "ศรีสุวรรณ์กุลชัยเจริญรัตนาภรณ์"
COURSE = "น้ำบาดาลและการจัดการน้ำอย่างยั่งยืน"
APPROVER = "ผู้ช่วยศาสตราจารย์ ดร.วราภรณ์ ศรีสุวรรณ์กุลชัยเจริญ"


def course(number: int) -> CourseRecord:
    return CourseRecord(
        registration=UUID(int=number),
        request_number="R-2569-000123",
        home=HOME,
        host=HOST,
        title="นางสาว",
        first_name=FIRST,
        last_name=LAST,
        first_name_en="Namthip-Ampornrat Prapapannakul",
        last_name_en="Srisuwankulchaicharoenrattanaporn",
        home_student_code="6601234567",
        host_student_code="X66019999",
        course_code=f"GEO{number:03}",
        course_name_th=f"{COURSE} {number}",
        course_name_en=f"Groundwater and Sustainable Water Management {number}",
        credits="3(2-2-5)",
        credit_value=Decimal(3),
        academic_year=2026,
        term=1,
        state="completed",
        result_version=1,
        grade="B+",
        grade_points=Decimal("3.50"),
        grade_scale="01600-2020-08-01",
        outcome="passed",
        announced_at=AT,
    )


def sheet(records: list[CourseRecord]) -> Results:
    return Results(
        records,
        [Approver(APPROVER, "ผู้อำนวยการสำนักทะเบียน", AT.date())],
        [UsedScale(dt.date(2020, 8, 1), USUAL_SCALE, "ข้อบังคับ พ.ศ. 2561")],
        {"01600-2020-08-01": scale_lines(USUAL_SCALE)},
    )


def paper(language: Language) -> Paper:
    issuer = Institution(kind=Kind.UNIVERSITY, code=HOST.code, name_th=HOST.name_th)
    return Paper(
        serial="U01600-2570-000123",
        code="7K3M9QZTR4XW",
        key_version=pin_keys()[0].version,
        language=language,
        issuer=issuer,
        created_at=AT,
    )


def head(made: Paper) -> Head:
    issuer = Bilingual(HOST.name_th, HOST.name_en)
    contact = ("โทร. 0 2329 8000", "registrar@example.ac.th")
    return Head(issuer=issuer, marks=marks_of(made), date=AT.date(), contact=contact)


@pytest.fixture
def text_of(tmp_path: Path) -> object:
    tool = shutil.which("pdftotext")
    assert tool, "poppler-utils is not installed"

    def extracted(results: Results, language: Language, *options: str) -> str:
        made = paper(language)
        file = tmp_path / "sheet.pdf"
        file.write_bytes(
            render_pdf(
                template=TEMPLATE,
                context=results_context(results, head(made), language),
                language=language,
                title="ผลการศึกษา",
                author=HOST.name_th,
                created_at=AT,
                attachments=results_attachments(results, made),
                stylesheet="course_paper.css",
            )
        )
        command = [tool, *options, str(file), "-"]
        return subprocess.run(command, capture_output=True, check=True).stdout.decode()

    return extracted


def test_thirty_courses_with_the_longest_names(text_of) -> None:  # type: ignore[no-untyped-def]
    pages = text_of(sheet([course(number) for number in range(30)]), "th", "-raw").split("\f")[:-1]
    assert len(pages) > 1
    assert all("รหัสวิชา" in page for page in pages if "GEO" in page)
    whole = " ".join("".join(pages).split())
    assert sorted(map(int, re.findall(r"GEO(\d{3})", whole))) == list(range(30))
    assert f"นางสาว{FIRST} {LAST}" in whole
    assert whole.replace(" ", "").count(COURSE) == 30
    assert APPROVER in whole
    assert "รวม 30 รายวิชา หน่วยกิตที่ลงทะเบียน 90 หน่วยกิตที่สอบผ่าน 90" in whole
    assert "U01600-2570-000123" in pages[-1]


@pytest.mark.parametrize("language", ["th", "en"])
def test_nothing_leaves_the_page(text_of, language: Language) -> None:  # type: ignore[no-untyped-def]
    odd = replace(course(1), course_code="INTERDISC-2026-LONGX", grade="INCOMPLETE")
    endless = replace(course(2), course_name_th="ก" * 300, course_name_en="")
    boxes = text_of(sheet([course(0), odd, endless]), language, "-bbox")
    width = float(re.findall(r'<page width="([\d.]+)"', boxes)[0])
    assert max(map(float, re.findall(r'xMax="([\d.]+)"', boxes))) < width - 30


def test_words_follow_the_papers_language(text_of) -> None:  # type: ignore[no-untyped-def]
    failed = replace(course(1), grade="F", grade_points=Decimal(0), outcome="failed")
    corrected = replace(course(2), result_version=3)
    results = sheet([failed, corrected])
    thai = " ".join(text_of(results, "th", "-raw").split())
    english = " ".join(text_of(results, "en", "-raw").split())
    for shown in ("ไม่ผ่าน", "ฉบับแก้ไข ครั้งที่ 3", "๕ ม.ค. ๒๕๗๐", "ระดับคะแนน", "S = ผ่าน"):
        assert shown in thai
    for shown in ("failed", "Corrected version 3", "5 Jan 2027", "Grade scale", "S = passed"):
        assert shown in english
    assert "Credits" not in thai
    assert "หน่วยกิต" not in english


def test_the_public_check_shows_the_same() -> None:
    detail = results_detail(sheet([course(7)]), paper("en"))
    assert detail.columns == ("Code", "Course", "Credits", "Grade")
    assert detail.rows == (
        ("GEO007", "Groundwater and Sustainable Water Management 7", "3(2-2-5)", "B+"),
    )
    assert ("Term", "Semester 1, academic year 2026") in detail.facts
