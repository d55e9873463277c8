"""A file of offerings: what it would change, and taking it, all rows or none."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from apps.core.errors import StaleError
from apps.courses.incoming.offering_columns import LARGEST_FILE, template_csv
from apps.courses.incoming.offering_file import (
    Counts,
    OfferingFileError,
    Preview,
    commit_offerings,
    preview_offerings,
)
from apps.courses.incoming.offering_resource import OfferingResource
from apps.courses.incoming.problems import ListRefusedError
from apps.courses.models import Offering
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from tests.builders.cast import Cast
from tests.builders.files import csv_bytes, xlsx_bytes

HEADINGS = [
    "รหัสวิชา", "กลุ่มเรียน", "ชื่อวิชา (ไทย)", "ชื่อวิชา (อังกฤษ)", "หน่วยกิต", "ระดับ", "ISCED", "จำนวนรับ",
    "ค่าธรรมเนียม", "วันเวลาเรียน", "ภาษาที่สอน", "วันสุดท้ายของการถอนรายวิชา", "คำอธิบายรายวิชา",
]  # fmt: skip
FULL = [
    "cs ๑๐๑", "๑", "การเขียนโปรแกรม", "Programming", "๓ (๒-๒-๕)", "ปริญญาโท", 613, "๔๐ คน",
    "1,500.50 บาท",
    "จ. 09:00-12:00", "อังกฤษ", "๓๑ ต.ค. ๒๕๖๘", "ย่อหน้าแรก\nย่อหน้าที่สอง",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def host(cast: Cast) -> Iterator[Institution]:
    with scope(cast.registrar_a.actor):
        yield cast.university_a


def sheet(*rows: list[Any], headings: list[str] = HEADINGS) -> bytes:
    return xlsx_bytes({"S": [headings, *rows]})


def row(code: str, **changes: Any) -> list[Any]:
    named = {"section": 1, "name_th": "วิชา", "credits": "3(3-0-6)", "seats": ""} | changes
    return [code, named["section"], named["name_th"], "", named["credits"], "", "", named["seats"]]


def preview(host: Institution, content: bytes, filename: str = "a.xlsx") -> Preview:
    return preview_offerings(
        host=host, academic_year=2025, term=1, content=content, filename=filename
    )


def commit(host: Institution, content: bytes, **options: Any) -> Counts:
    return commit_offerings(
        host=host, academic_year=2025, term=1, content=content, filename="a.xlsx", **options
    )


def statements(seen: CaptureQueriesContext) -> list[str]:
    words = [query["sql"].split()[0] for query in seen.captured_queries]
    return [word for word in words if word not in ("SAVEPOINT", "RELEASE", "ROLLBACK")]


def whats(shown: Preview) -> list[str]:
    return [each.what for each in shown.rows]


def test_every_field_is_read_and_stored(host: Institution) -> None:
    assert commit(host, sheet(FULL)) == Counts(1, 0, 0, 0)
    stored = Offering.objects.get()
    assert (stored.host_id, stored.academic_year, stored.term) == (host.pk, 2025, 1)
    assert (stored.code, stored.section, stored.name_th) == ("CS 101", "1", "การเขียนโปรแกรม")
    assert (stored.credits, stored.credit_value) == ("3(2-2-5)", Decimal("3.0"))
    assert (stored.level, stored.isced, stored.seats) == ("master", "0613", 40)
    assert (stored.fee, stored.language) == (Decimal("1500.50"), "en")
    assert stored.withdraw_by == dt.date(2025, 10, 31)
    assert stored.description == "ย่อหน้าแรก\nย่อหน้าที่สอง"
    assert (stored.state, stored.version) == ("draft", 1)
    assert stored.search_key == "cs101 การเขียนโปรแกรม programming"


def test_a_preview_tells_new_changed_unchanged_and_writes_nothing(host: Institution) -> None:
    commit(host, sheet(row("A1"), row("B1", seats=20)))
    content = sheet(row("A1"), row("B1", seats=30), row("C1"), row("B1", section=2))
    shown = preview(host, content)
    assert whats(shown) == ["unchanged", "changed", "new", "new"]
    assert shown.counts == Counts(2, 1, 1, 0)
    assert [each.number for each in shown.rows] == [2, 3, 4, 5]
    (change,) = shown.rows[1].changes
    assert (change.heading, change.before, change.after) == ("จำนวนรับ", "20", "30")
    assert Offering.objects.count() == 2
    assert commit(host, content, expected=shown.counts) == shown.counts
    assert Offering.objects.get(code="B1", section="1").seats == 30
    assert preview(host, content).counts == Counts(0, 0, 4, 0)


def test_a_change_keeps_the_state_and_raises_the_version(host: Institution) -> None:
    commit(host, sheet(row("A1", seats=20)))
    Offering.objects.update(state="open")
    before = Offering.objects.get()
    commit(host, sheet(row("A1", name_th="ชื่อใหม่", seats=20)))
    after = Offering.objects.get()
    assert (after.pk, after.uuid, after.state, after.version) == (
        before.pk, before.uuid, "open", 2,
    )  # fmt: skip
    assert after.search_key == "a1 ชื่อใหม่ "


def test_columns_that_the_file_lacks_are_left_as_they_are(host: Institution) -> None:
    commit(host, sheet(FULL))
    short = csv_bytes([["Course code", "Thai name", "Credits"], ["CS 101", "ชื่อใหม่", "4(3-2-7)"]])
    shown = preview(host, short, "a.csv")
    assert [change.field for change in shown.rows[0].changes] == ["name_th", "credits"]
    commit_offerings(host=host, academic_year=2025, term=1, content=short, filename="a.csv")
    stored = Offering.objects.get()
    assert (stored.name_th, stored.credit_value) == ("ชื่อใหม่", Decimal("4.0"))
    assert (stored.level, stored.seats, stored.name_en) == ("master", 40, "Programming")


def test_whose_they_are_comes_from_the_caller_alone(host: Institution, cast: Cast) -> None:
    headings = [*HEADINGS[:5], "host", "academic_year", "term", "state"]
    written = ["A1", 1, "วิชา", "", "3", cast.university_b.pk, 1999, 3, "open"]
    content = sheet(written, headings=headings)
    assert preview(host, content).ignored == ("host", "academic_year", "term", "state")
    commit(host, content)
    commit_offerings(host=host, academic_year=2025, term=2, content=content, filename="a.xlsx")
    found = Offering.objects.order_by("term").values_list(
        "host_id", "academic_year", "term", "state"
    )
    assert list(found) == [(host.pk, 2025, 1, "draft"), (host.pk, 2025, 2, "draft")]


WRONG = [
    ("รหัสวิชา", "", "code_missing"),
    ("รหัสวิชา", "1.2E+09", "code_rounded"),
    ("รหัสวิชา", "ว" * 21, "code"),
    ("กลุ่มเรียน", "<1>", "code"),
    ("ชื่อวิชา (ไทย)", "", "name_missing"),
    ("ชื่อวิชา (ไทย)", "วิช\ufffd", "text_damaged"),
    ("ชื่อวิชา (อังกฤษ)", "x" * 301, "text_too_long"),
    ("หน่วยกิต", "สาม", "credits"),
    ("หน่วยกิต", "", "credits_missing"),
    ("หน่วยกิต", 0, "credits"),
    ("หน่วยกิต", dt.date(2003, 2, 2), "credits"),
    ("ระดับ", "ประถม", "level"),
    ("ISCED", "คอม", "isced"),
    ("ISCED", "12345", "isced"),
    ("จำนวนรับ", "-5", "seats"),
    ("จำนวนรับ", 2.5, "seats"),
    ("จำนวนรับ", 10_001, "seats"),
    ("ค่าธรรมเนียม", "1.005", "fee"),
    ("ค่าธรรมเนียม", 99_999_999, "fee"),
    ("วันเวลาเรียน", "จ" * 201, "text_too_long"),
    ("ภาษาที่สอน", "เอลฟ์", "language"),
    ("วันสุดท้ายของการถอนรายวิชา", "2568", "date"),
    ("วันสุดท้ายของการถอนรายวิชา", "31/10/2558", "date_outside"),
    ("คำอธิบายรายวิชา", "ก" * 5_001, "text_too_long"),
    ("คำอธิบายรายวิชา", "=1+1", "formula"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("heading", "value", "code"), WRONG)
def test_each_cell_that_cannot_be_taken(
    host: Institution, heading: str, value: Any, code: str
) -> None:
    wrong = [value if name == heading else cell for name, cell in zip(HEADINGS, FULL, strict=True)]
    shown = preview(host, sheet(row("A1"), wrong))
    assert whats(shown) == ["new", "error"]
    (problem,) = shown.rows[1].errors
    assert (problem.line, problem.column, problem.code) == (3, heading, code)
    assert problem.told.startswith(f"Row 3, column “{heading}”")
    assert problem.sentence.endswith(".")


def test_one_bad_row_keeps_every_row_out_and_all_is_told(host: Institution) -> None:
    commit(host, sheet(row("A1", seats=1)))
    content = sheet(row("A1", seats=2), row("B1"), row("C1", credits="x", seats="y"), row("b1"))
    with pytest.raises(OfferingFileError) as caught:
        commit(host, content)
    told = [(each["line"], each["column"], each["code"]) for each in caught.value.data["problems"]]
    assert told == [
        (4, "หน่วยกิต", "credits"), (4, "จำนวนรับ", "seats"), (5, "รหัสวิชา", "repeated"),
    ]  # fmt: skip
    assert "row 3" in caught.value.data["problems"][2]["sentence"]
    assert list(Offering.objects.values_list("code", "seats", "version")) == [("A1", 1, 1)]


def test_a_term_that_changed_since_the_preview_is_looked_at_again(host: Institution) -> None:
    content = sheet(row("A1"))
    shown = preview(host, content)
    commit(host, content)
    with pytest.raises(StaleError):
        commit(host, content, expected=shown.counts)


def test_an_offering_added_meanwhile_by_someone_else_is_no_crash(
    host: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(host, sheet(row("A1", seats=1)))
    # as if the other's row came after the term was loaded
    monkeypatch.setattr(OfferingResource, "get_queryset", lambda _self: Offering.objects.none())
    with pytest.raises(StaleError):
        commit(host, sheet(row("A1", seats=2), row("B1")))
    assert list(Offering.objects.values_list("code", "seats")) == [("A1", 1)]


def test_sheets_and_formulas_are_noted(host: Institution) -> None:
    content = xlsx_bytes({"ก": [HEADINGS, row("A1")], "ข": [HEADINGS, row("B1")], "ค": [["x"]]})
    shown = preview(host, content)
    assert whats(shown) == ["new"]
    assert shown.notes == ("The sheet “ข” was not read: upload it as a file of its own.",)


def test_the_template_is_a_good_file_in_both_languages(host: Institution) -> None:
    for english in (False, True):
        shown = preview(host, template_csv(english=english), "t.csv")
        assert whats(shown) == ["new"]
        assert shown.rows[0].fields["credits"] == "3(2-2-5)"
        assert shown.rows[0].fields["withdraw_by"] == ""


def test_the_largest_file_in_a_few_queries(host: Institution) -> None:
    rows = [row(f"CS{number:04d}", seats=number % 50) for number in range(LARGEST_FILE)]
    content = csv_bytes([HEADINGS[:8], *rows])
    with CaptureQueriesContext(connection) as looked:
        assert preview(host, content, "a.csv").counts.new == LARGEST_FILE
    assert statements(looked) == ["SELECT"]
    take = {"host": host, "academic_year": 2025, "term": 1, "filename": "a.csv"}
    with CaptureQueriesContext(connection) as taken:
        commit_offerings(content=content, **take)
    assert statements(taken) == ["SELECT", "INSERT", "INSERT", "INSERT", "INSERT"]
    changed = csv_bytes([HEADINGS[:8], *([*each[:7], 99] for each in rows)])
    with CaptureQueriesContext(connection) as again:
        assert commit_offerings(content=changed, **take).changed == LARGEST_FILE
    assert statements(again) == statements(taken)
    assert Offering.objects.filter(seats=99, version=2).count() == LARGEST_FILE


def test_a_refused_file_touches_nothing(host: Institution) -> None:
    with pytest.raises(ListRefusedError):
        commit(host, b"%PDF-1.7")
    assert not Offering.objects.exists()
