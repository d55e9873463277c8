"""Lists of entrants: persons, the degrees they claim, and who is to be asked."""

import datetime as dt

import pytest

from apps.intake.errors import Unreadable
from apps.qualifications.incoming.entrant_layout import entrants_template
from tests.builders.files import national_id
from tests.qualifications.incoming.reads import (
    ENTRANT_HEAD,
    broken,
    entrant_cells,
    read_entrant,
    read_list,
)

UNIVERSITY, DEGREE = "มหาวิทยาลัย", "ปริญญา"


def test_the_template() -> None:
    reading, results = read_list([ENTRANT_HEAD, entrant_cells(0), entrant_cells(1)])
    assert (reading.whole, reading.dropped) == ([], [])
    assert [(result.kept, result.findings) for result in results] == [(True, ()), (True, ())]
    row = results[1].person
    assert row is not None
    assert row.person_id is not None
    assert row.person_id.canonical == national_id(1)
    assert (row.reference, row.student_code, row.claim) == ("A0001", "6301012345", 1)
    assert (row.university_code, row.candidates) == ("00500", ("00500",))
    assert (row.degree, row.major, row.level) == ("วท.บ. (เคมี)", "เคมี", 2)
    assert (row.graduated_on, row.graduated_year) == (None, 2024)
    assert entrants_template().decode("utf-8-sig").strip().split(",") == ENTRANT_HEAD


@pytest.mark.parametrize(
    ("heading", "cell", "rule", "kept"),
    [
        (UNIVERSITY, "", "university_missing", False),
        (UNIVERSITY, "มหาวิทยาลัยที่ไม่มี", "university_unknown", False),
        (UNIVERSITY, "มหาวิทยาลัยเทคโนโลยีพระจอมเกล้า", "university_ambiguous", False),
        (UNIVERSITY, "มหาวิทยาลัยราชภัฏพระนคร", "university_ambiguous", False),
        (UNIVERSITY, "มหาวิทยาลัยโลกเสรี", "university_dubious", False),
        (DEGREE, "", "claim_empty", False),
        ("เลขประจำตัวประชาชน", "", "id_missing", True),
        ("วันเกิด", "", "birth_missing", True),
        ("ปีที่สำเร็จการศึกษา", "นานแล้ว", "graduated_unreadable", False),
        ("ปีที่สำเร็จการศึกษา", "2570", "graduated_in_future", True),
        ("ปีที่สำเร็จการศึกษา", "2/6/2568", "graduated_in_future", True),
        ("เกรดเฉลี่ย", "9", "gpax_out_of_range", False),
        ("ชื่อ", "", "name_missing", False),
    ],
)
def test_rule(heading: str, cell: str, rule: str, kept: bool) -> None:
    result = read_entrant({heading: cell})
    assert broken(result) == [(heading, rule)]
    assert result.kept is kept
    assert "%(" not in result.findings[0].message


def test_a_name_cut_short_tells_whom_it_may_mean() -> None:
    result = read_entrant({UNIVERSITY: "มหาวิทยาลัยเทคโนโลยีพระจอมเกล้า"})
    assert result.person is not None
    assert result.person.candidates == ("01400", "01500")
    assert "ธนบุรี" in result.findings[0].message


def test_several_rows_of_one_person() -> None:
    second = {UNIVERSITY: "มช.", DEGREE: "วท.ม.", "ปีที่สำเร็จการศึกษา": "30/5/2567"}
    results = read_list([ENTRANT_HEAD, entrant_cells(0), entrant_cells(0, second)])[1]
    assert [result.kept for result in results] == [True, True]
    assert [result.person.university_code for result in results if result.person] == [
        "00500", "00400",
    ]  # fmt: skip
    assert results[1].person is not None
    assert results[1].person.graduated_on == dt.date(2024, 5, 30)
    again = read_list(
        [ENTRANT_HEAD, entrant_cells(0), entrant_cells(0, {DEGREE: "วิทยาศาสตรบัณฑิต (เคมี)"})]
    )[1]
    assert broken(again[1]) == [(DEGREE, "duplicate_claim")]
    assert (again[1].kept, again[1].is_choice) == (False, True)


GROUPS = [
    ["ที่", "เลขประจำตัวประชาชน", "ชื่อ-สกุล", "ปริญญาตรี", "", "", "ปริญญาโท", "", ""],
    ["", "", "", "มหาวิทยาลัย", "วุฒิ", "ปีที่จบ", "มหาวิทยาลัย", "วุฒิ", "ปีที่จบ"],
]
FLAT = [
    ["ที่", "เลขประจำตัวประชาชน", "ชื่อ-สกุล", "มหาวิทยาลัย (ป.ตรี)", "วุฒิ ป.ตรี", "ป.ตรี ปีที่จบ",
     "ป.โท จาก", "วุฒิปริญญาโท", "ปีที่จบ ป.โท"],
]  # fmt: skip


@pytest.mark.parametrize("headings", [GROUPS, FLAT])
def test_columns_for_each_level(headings: list[list[str]]) -> None:
    rows = [
        [
            "1",
            national_id(1),
            "น.ส.น้ำฝน ใจดี",
            "จุฬาฯ",
            "วท.บ.",
            "2560",
            "ม.เชียงใหม่",
            "วท.ม.",
            "2563",
        ],
        ["2", national_id(2), "นายธนกฤต แก้วมณี", "KU", "วท.บ.", "2560", "", "", ""],
        ["3", national_id(3), "นายสมชาย ดีใจ", "ที่อื่น", "วท.บ.", "2560", "มธ.", "วท.ม.", "2563"],
        ["4", "", "นายวิชัย ตั้งใจ", "", "", "", "", "", ""],
    ]
    reading, results = read_list([*headings, *rows])
    found = [
        (one.row - len(headings), one.person.claim, one.person.university_code, one.person.level)
        for one in results
        if one.person
    ]
    assert found == [
        (1, 1, "00100", 2), (1, 2, "00400", 4), (2, 1, "00200", 2), (3, 1, "", 2),
        (3, 2, "00500", 4), (4, 1, "", 2),
    ]  # fmt: skip
    assert [one.kept for one in results] == [True, True, True, False, True, False]
    assert broken(results[3]) == [(reading.columns["university:2"], "university_unknown")]
    assert results[4].findings == ()
    counts = reading.counts
    assert (counts.rows, counts.kept, counts.kept_out) == (6, 4, 2)


def test_what_is_wrong_with_the_person_keeps_every_claim_out_and_is_told_once() -> None:
    row = ["1", "123", "น.ส.น้ำฝน ใจดี", "จุฬาฯ", "วท.บ.", "2560", "ม.เชียงใหม่", "วท.ม.", "2563"]
    results = read_list([*GROUPS, row])[1]
    assert [result.kept for result in results] == [False, False]
    assert [broken(result) for result in results] == [[("เลขประจำตัวประชาชน", "id_length")], []]


def test_the_new_student_code_is_no_claim() -> None:
    rows = [
        ["รหัสนักศึกษา", "ชื่อ", "นามสกุล", "จบจาก", "วุฒิการศึกษา"],
        ["6801012345", "น้ำฝน", "ใจดี", "มธ.", "ศศ.บ."],
    ]
    reading, results = read_list(rows)
    row = results[0].person
    assert row is not None
    assert (row.reference, row.student_code, row.university_code) == ("6801012345", "", "00500")
    assert {one.rule for one in reading.whole} == {"id_not_in_file", "birth_not_in_file"}


def test_a_list_without_universities_is_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        read_list([["เลขที่สมัคร", "ชื่อ", "นามสกุล"], ["A1", "น้ำฝน", "ใจดี"]])
    assert (caught.value.rule, "มหาวิทยาลัย" in caught.value.message) == ("headings_missing", True)
