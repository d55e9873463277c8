"""Lists of results as hosts paste and upload them."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from apps.courses.grades import USUAL_SCALE
from apps.courses.incoming.problems import ListRefusedError
from apps.courses.incoming.result_list import ResultRow, read_result_file, read_result_text
from tests.builders.files import csv_bytes, national_id, xlsx_bytes

HEADINGS = ["ที่", "รหัสนักศึกษา", "ชื่อ-สกุล", "รหัสวิชา", "กลุ่ม", "เกรด"]
ROWS = [
    ["1", "6501234", "นายสมชาย ใจดี", "CS101", "1", "B+"],
    ["2", "6501235", "น.ส.กัญญา ณ อยุธยา", "CS101", "1", "W"],
]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def short(row: ResultRow) -> tuple[str, str, str, str]:
    return row.student_code, row.course_code, row.section, row.grade


def codes(row: ResultRow) -> list[str]:
    return [problem.code for problem in row.problems]


EXPECTED = [("6501234", "CS101", "1", "B+"), ("6501235", "CS101", "1", "W")]


def test_a_workbook_with_titles_above() -> None:
    data = xlsx_bytes({"ผล": [["ผลการศึกษา"], ["ภาค 1/2568"], [], HEADINGS, *ROWS]})
    rows = read_result_file(data, "ผล.xlsx", scale=USUAL_SCALE)
    assert [short(row) for row in rows] == EXPECTED
    assert [row.line for row in rows] == [5, 6]
    assert not any(row.problems for row in rows)
    assert "name" not in rows.headings


@pytest.mark.parametrize("encoding", ["cp874", "utf-8-sig"])
def test_a_text_file(encoding: str) -> None:
    data = csv_bytes([HEADINGS, *ROWS], encoding)
    assert [short(row) for row in read_result_file(data, "a.csv")] == EXPECTED


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("\t".join(row) for row in [HEADINGS, *ROWS]),
        "\n".join("\t".join(row) for row in ROWS),
        "6501234 CS101 1 B+\n6501235 CS101 1 W",
        "6501234,CS101,1,b +\n6501235,CS101,1,w",
        "Student ID\tCourse code\tSec\tGrade\n๖๕๐๑๒๓๔\tcs101\t๑\tＢ＋\n6501235\tCS101\t1\tW",
    ],
)
def test_pasted(text: str) -> None:
    rows = read_result_text(text, scale=USUAL_SCALE)
    assert [short(row) for row in rows] == EXPECTED
    assert not any(row.problems for row in rows)


def test_one_course_for_all() -> None:
    text = "6501234\tA\n6501235\tB"
    rows = read_result_text(text, scale=USUAL_SCALE, one_course=True)
    assert [short(row) for row in rows] == [("6501234", "", "", "A"), ("6501235", "", "", "B")]
    assert [codes(row) for row in read_result_text(text)] == [["course_code_missing"]] * 2


def test_problems_are_told_and_their_rows_kept() -> None:
    text = (
        "รหัสนักศึกษา\tรหัสวิชา\tเกรด\n\tCS101\tA\n6501234\tCS101\t\n6501235\tCS101\tA+\n"
        "6501236\tCS101\tA\n6501236\tcs 101\tB"
    )
    rows = read_result_text(text, scale=USUAL_SCALE)
    assert [codes(row) for row in rows] == [
        ["student_code_missing"], ["grade_missing"], ["grade_unknown"], [], ["repeated"],
    ]  # fmt: skip
    assert all(row.is_blocked for row in rows if row.problems)
    assert "B+" in rows[2].problems[0].sentence
    assert rows[2].problems[0].told.startswith("Row 4, column “เกรด”, “A+”: ")


def test_without_a_scale_only_the_shape_of_a_grade_is_looked_at() -> None:
    rows = read_result_text("6501234\tCS101\tผ่าน\n6501235\tCS101\tได้เกรดเอเกรดเดียว")
    assert [row.grade for row in rows] == ["ผ่าน", ""]
    assert [codes(row) for row in rows] == [[], ["grade"]]


def test_national_ids_are_not_codes() -> None:
    text = "\n".join(f"{national_id(n)}\tCS101\tA" for n in range(3))
    rows = read_result_text(text)
    assert [codes(row) for row in rows] == [["national_id_as_code"]] * 3
    assert national_id(0) not in repr(rows)


def test_a_list_without_grades_is_refused() -> None:
    with pytest.raises(ListRefusedError) as caught:
        read_result_text("รหัสนักศึกษา\tรหัสวิชา\n6501234\tCS101")
    assert caught.value.rule == "headings_missing"
    assert "“เกรด”" in str(caught.value.message)
