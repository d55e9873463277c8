"""Counts that the own systems send: by the service and by a file."""

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from apps.audit.models import Entry
from apps.core.errors import ForbiddenError
from apps.courses.errors import LinesError
from apps.courses.incoming.problems import ListRefusedError
from apps.institutions.actor import Actor, Role
from apps.institutions.scope import scope
from apps.kpi.errors import PeriodError
from apps.kpi.formulas import shown
from apps.kpi.incoming.count_list import CountRow, read_count_file, template_csv
from apps.kpi.incoming.period_cell import read_period
from apps.kpi.models import FedCounts, Indicator
from apps.kpi.selectors.fed import published_versions, versions_sent
from apps.kpi.services.feeding import (
    Fed,
    FedRow,
    NothingFedError,
    TooManyFedError,
    feed_counts,
    feed_rows,
)
from tests.builders.cast import Cast
from tests.builders.kpi import publish_indicators

TODAY = dt.date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def clerk(cast: Cast) -> Actor:
    publish_indicators()
    return cast.registrar_a.actor


def indicator(code: str) -> Indicator:
    return Indicator.objects.get(code=code)


def feed(actor: Actor, code: str, **rows: Mapping[str, Any]) -> Fed:
    """`p2025_T1={"good": 9, "bad": 1}`."""
    given = {period[1:].replace("_", "-"): counts for period, counts in rows.items()}
    with scope(actor):
        return feed_counts(actor=actor, indicator=indicator(code), rows=given, reference="SIS-1")


def sent(actor: Actor) -> list[tuple[str, int, bool, dict[str, int]]]:
    with scope(actor):
        rows = FedCounts.objects.order_by("bucket", "version")
        return [(row.bucket, row.version, row.is_current, row.counts) for row in rows]


@pytest.mark.django_db
class TestService:
    def test_sent_again_nothing_changes_and_versions_are_kept(self, clerk: Actor) -> None:
        first, second = {"good": 119, "bad": 1}, {"good": 118, "bad": 2}
        assert feed(clerk, "REG01", p2025_T1=first, p2024_T2={"good": 5}) == Fed(2, 0, 0)
        assert feed(clerk, "REG01", p2025_T1=first) == Fed(0, 0, 1)
        assert feed(clerk, "REG01", p2025_T1=second, p2024_T2={"good": 5, "bad": 0}) == Fed(0, 1, 1)
        assert feed(clerk, "REG01", p2025_T1=first) == Fed(0, 1, 0)
        assert sent(clerk) == [
            ("2024-T2", 1, True, {"good": 5}),
            ("2025-T1", 1, False, first),
            ("2025-T1", 2, False, second),
            ("2025-T1", 3, True, first),
        ]
        with scope(clerk):
            found = versions_sent(clerk, "REG01", "2025-T1")
            logged = Entry.objects.filter(action="indicator.feed").order_by("pk")
            data = [(one.data["period"], one.data["version"]) for one in logged]
        assert [one.figure.numerator for one in found if one.figure] == [119, 118, 119]
        assert {one.row.reference for one in found} == {"SIS-1"}
        assert data == [("2025-T1", 1), ("2024-T2", 1), ("2025-T1", 2), ("2025-T1", 3)]

    def test_all_or_none_with_every_line_told(self, clerk: Actor) -> None:
        with scope(clerk):
            one, two, three = (indicator(f"REG0{place}") for place in (1, 2, 3))
        rows = [
            FedRow(one, "2025-T1", {"good": 3, "bad": 0}),
            FedRow(one, "2025-10", {"good": 3}),
            FedRow(two, "2025-10", {"good": -1, "late": 2}),
            FedRow(three, "2025-10", {"5": 1, "6": 1}),
            FedRow(one, "2025-T1", {"good": 3}),
            FedRow(two, "2568", {"good": 3}),
            FedRow(two, "2090", {"good": 3}),
            FedRow(two, "2010-01", {"good": 3}),
            FedRow(two, "2025-11", {}),
            FedRow(two, "2025-12", {"good": 10**10}),
        ]
        with scope(clerk), pytest.raises(LinesError) as refused:
            feed_rows(actor=clerk, rows=rows)
        problems = refused.value.problems
        assert [(one.line, one.subject, one.field) for one in problems] == [
            (2, "2025-10", "period"),
            (3, "2025-10", "late"), (3, "2025-10", "good"),
            (4, "2025-10", "6"),
            (5, "2025-T1", "period"),
            (6, "2568", "period"), (7, "2090", "period"), (8, "2010-01", "period"),
            (9, "2025-11", "counts"), (10, "2025-12", "good"),
        ]  # fmt: skip
        told = {one.line: str(one.message) for one in problems}
        assert "1/2568 or 2025-T1" in told[2]
        assert "1, 2, 3, 4, 5" in told[4]
        assert "has not begun yet" in told[7]
        assert "No definition" in told[8]
        assert sent(clerk) == []

    def test_nothing_and_too_much(self, clerk: Actor) -> None:
        with scope(clerk):
            row = FedRow(indicator("REG01"), "2025-T1", {"good": 1})
            with pytest.raises(NothingFedError):
                feed_rows(actor=clerk, rows=[])
            with pytest.raises(TooManyFedError):
                feed_rows(actor=clerk, rows=[row] * 1_001)

    @pytest.mark.parametrize("role", [Role.DIRECTOR, Role.SECRETARIAT, Role.NODE_COORDINATOR])
    def test_who_may_not(self, clerk: Actor, role: Role) -> None:
        other = Actor(clerk.institution_id, role, label="x")
        with pytest.raises(ForbiddenError):
            feed(other, "REG01", p2025_T1={"good": 1})

    def test_a_system_sends_under_its_own_name(self, clerk: Actor) -> None:
        system = Actor(clerk.institution_id, Role.PARTNER_CLIENT, label="ระบบทะเบียน ก")
        feed(system, "REG01", p2025_T1={"good": 1})
        with scope(clerk):
            assert FedCounts.objects.get().sent_name == "ระบบทะเบียน ก"


WRITTEN = [
    ("1/2568", True, "2025-T1"), ("2/2025", True, "2025-T2"), ("2568-1", True, "2025-T1"),
    ("๑/๒๕๖๘", True, "2025-T1"), ("2025-T3", True, "2025-T3"), ("2568-t2", True, "2025-T2"),
    ("2568-01", True, "2025-01"), ("2568-01", False, "2025-01"), ("1/2568", False, "2025-01"),
    ("8/2025", False, "2025-08"), ("2568/12", False, "2025-12"), ("2568", False, "2025"),
    ("ม.ค. 2568", False, "2025-01"), ("ธันวาคม พ.ศ. ๒๕๖๘", False, "2025-12"),
    ("Aug 2025", False, "2025-08"), ("มิย 2568", True, "2025-06"),
    ("2025", False, "2025"), (2568, False, "2025"), (2568.0, False, "2025"),
    ("2568-Q4", False, "2025-Q4"), (dt.datetime(2568, 1, 1, tzinfo=dt.UTC), True, "2025-T1"),
    (dt.date(2568, 8, 1), False, "2025-08"), (dt.date(2025, 8, 1), False, "2025-08"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "by_term", "code"), WRITTEN)
def test_a_period_as_offices_write_it(cell: object, by_term: bool, code: str) -> None:
    assert read_period(cell, by_term=by_term) == code


@pytest.mark.parametrize(
    "cell", ["", None, "ภาคต้น", "ภาคต้น 2568", "ม.ค. 68", "68/1", "1/68", "2025-T", "2025-1-2", 1.5]
)
def test_a_period_that_is_none(cell: object) -> None:
    with pytest.raises(PeriodError):
        read_period(cell, by_term=True)


@given(st.text(max_size=20), st.booleans())
@settings(max_examples=60)
def test_any_text_is_read_or_refused(text: str, by_term: bool) -> None:
    try:
        code = read_period(text, by_term=by_term)
    except PeriodError:
        return
    assert code[:4].isdigit()


def table(*rows: tuple[object, ...]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


SHARES = ("ตัวชี้วัด", "งวด", "ตัวตั้ง", "ตัวหาร")
POINTS = ("Indicator", "Period", *(f"Answers {point}" for point in "54321"))


@pytest.mark.django_db
class TestFile:
    @pytest.fixture(autouse=True)
    def _published(self, clerk: Actor) -> None:
        self.clerk = clerk

    def read(self, content: bytes, name: str = "counts.csv") -> list[CountRow]:
        with scope(self.clerk):
            known = {each[0].indicator.code: each for each in published_versions().values()}
            return list(read_count_file(content, name, known, TODAY))

    def told(self, *rows: tuple[object, ...], headings: tuple[str, ...] = SHARES) -> list[str]:
        found = self.read(table(headings, *rows))
        assert all(row.is_blocked for row in found)
        return [problem.told for row in found for problem in row.problems]

    def test_shares_and_answers_in_one_file(self) -> None:
        headings = (*SHARES, *(f"ผู้ตอบ {point} คะแนน" for point in "54321"))
        found = self.read(
            table(
                headings,
                ("reg01", "1/2568", "4,190", "๔,๒๑๐"),
                ("REG02", "2568-10", 0, 0),
                ("REG03", "2568", "", "", 169, 90, 45, 8, 6),
            )
        )
        assert [row.problems for row in found] == [(), (), ()]
        assert [(row.code, row.period and row.period.code, row.counts) for row in found] == [
            ("REG01", "2025-T1", {"good": 4190, "bad": 20}),
            ("REG02", "2025-10", {"good": 0, "bad": 0}),
            ("REG03", "2025", {"5": 169, "4": 90, "3": 45, "2": 8, "1": 6}),
        ]
        values = [row.figure.value for row in found if row.figure]
        assert [shown(value) for value in values] == ["99.52", "No data", "85.66"]

    def test_a_workbook_as_offices_save_it(self) -> None:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(["รายงานตัวชี้วัดของสำนักทะเบียน"])
        sheet.append(["ลำดับ", *SHARES])
        sheet.append([1, "REG01", dt.date(2025, 2, 1), 99, 100])
        sheet.append([2, "REG02", "ไตรมาส 1", 99, 100])
        sheet.append(["", "รวม", "", 198, 200])
        out = io.BytesIO()
        book.save(out)
        first, second = self.read(out.getvalue(), "counts.xlsx")
        assert (first.period and first.period.code, first.line) == ("2025-T2", 3)
        assert "by month or by year" in second.problems[0].sentence

    def test_each_problem_names_row_column_and_remedy(self) -> None:
        assert self.told(("REG99", "1/2568", 1, 1)) == [
            "Row 2, column “ตัวชี้วัด”, “REG99”: There is no such indicator. Write one of: REG01, "
            "REG02, REG03, REG04."
        ]
        assert "has not begun yet" in self.told(("REG01", "1/2575", 1, 1))[0]
        assert "larger than the denominator" in self.told(("REG01", "1/2568", 5, 4))[0]
        assert "“ตัวตั้ง”, “ห้า”" in self.told(("REG01", "1/2568", "ห้า", 4))[0]
        assert "must be a whole number" in self.told(("REG01", "1/2568", "3.5", 4))[0]
        assert "must be a whole number" in self.told(("REG01", "1/2568", "-3", 4))[0]
        assert "number is missing" in self.told(("REG01", "1/2568", "", 4))[0]
        assert "five columns" in self.told(("REG03", "2568", 5, 4))[0]
        (wrong,) = self.told(("REG03", "2568", 1, "x", 1, 1, 1), headings=POINTS)
        assert "“Answers 4”, “x”" in wrong

    def test_a_period_that_stands_twice(self) -> None:
        rows = self.read(table(SHARES, ("REG01", "1/2568", 1, 2), ("REG01", "2025-T1", 1, 2)))
        assert [row.is_blocked for row in rows] == [False, True]
        assert "row 2 already" in rows[1].problems[0].sentence

    def test_a_national_id_in_a_wrong_cell_is_masked(self) -> None:
        (told, *_rest) = self.told(("1101700230708", "1/2568", 1, 2))
        assert "1101700230708" not in told

    def test_a_file_without_the_headings_is_refused(self) -> None:
        with pytest.raises(ListRefusedError) as refused:
            self.read(table(("a", "b"), (1, 2)))
        assert "ตัวชี้วัด" in str(refused.value.message)

    def test_the_template_has_every_column(self) -> None:
        row = ("REG03", "2568", "", "", 1, 2, 3, 4, 5)
        content = template_csv() + table(row).removeprefix(b"\xef\xbb\xbf")
        (found,) = self.read(content)
        assert found.counts == {"5": 1, "4": 2, "3": 3, "2": 4, "1": 5}
