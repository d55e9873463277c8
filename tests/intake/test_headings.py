"""The row of headings among everything that stands above it."""

from apps.intake.headings import find_heading_row, is_repeated_heading, normal_heading

KNOWN = {normal_heading(h): h for h in ("ที่", "ชื่อ", "นามสกุล", "เพศ", "ปพ.1 ชุดที่", "ปพ.1 เลขที่")}
HEADINGS = ["ที่", "ชื่อ", "นามสกุล", "เพศ"]


def test_titles_above_are_passed_over() -> None:
    rows = [(1, ["รายชื่อผู้สำเร็จการศึกษา"]), (2, ["ชื่อ โรงเรียนตัวอย่าง"]), (4, HEADINGS), (5, ["1", "ก"])]
    found = find_heading_row(rows, KNOWN)
    assert found is not None
    assert (found.position, found.row, found.headings) == (2, 4, tuple(HEADINGS))


def test_spelling_of_headings() -> None:
    assert normal_heading(" ชื่อ -\nสกุล ") == normal_heading("ชื่อ–สกุล")
    assert normal_heading("ปพ.๑ ชุดที่") == normal_heading("ปพ. 1  ชุดที่")
    assert normal_heading("GPAX") == normal_heading("gpax")


def test_headings_in_two_merged_rows() -> None:
    rows = [(1, [*HEADINGS, "ปพ.1", ""]), (2, ["", "", "", "", "ชุดที่", "เลขที่"]), (3, ["1"])]
    found = find_heading_row(rows, KNOWN)
    assert found is not None
    assert found.row == 2
    assert found.headings == (*HEADINGS, "ปพ.1 ชุดที่", "ปพ.1 เลขที่")


def test_group_above_is_carried_over_its_columns() -> None:
    rows = [(1, ["ข้อมูลนักเรียน", "", "ผู้ปกครอง", ""]), (2, HEADINGS)]
    found = find_heading_row(rows, KNOWN)
    assert found is not None
    assert found.groups == ("ข้อมูลนักเรียน", "ข้อมูลนักเรียน", "ผู้ปกครอง", "ผู้ปกครอง")


def test_too_few_or_too_far_down() -> None:
    assert find_heading_row([(1, ["ที่", "ชื่อ"])], KNOWN) is None
    assert find_heading_row([*((n, ["x"]) for n in range(15)), (16, HEADINGS)], KNOWN) is None


def test_repeated_headings() -> None:
    assert is_repeated_heading(["ที่", "ชื่อ", None, "เพศ"], HEADINGS)
    assert not is_repeated_heading(["1", "ชื่อ", "ใจดี", "ช"], HEADINGS)
