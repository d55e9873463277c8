"""Exact letters or a refusal, never wrong ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.intake.delimited import detect_encoding, read_rows
from apps.intake.limits import DEFAULT, Limits
from apps.intake.refusals import Refused
from tests.builders.files import csv_bytes, por3_rows

ROWS = por3_rows(40)
TEXT = "\n".join(",".join(row) for row in ROWS)
CELLS = st.lists(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufffd\r"), max_size=8),
             min_size=2, max_size=5),
    min_size=1, max_size=6,
)  # fmt: skip


def read(data: bytes) -> list[list[str]]:
    codec = detect_encoding(data)
    return [row for _number, row in read_rows(data, codec, DEFAULT)]


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read(data)
    return caught.value.rule


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "tis-620", "utf-16"])
@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_every_encoding_and_separator_gives_the_same_rows(encoding: str, comma: str) -> None:
    assert read(csv_bytes(ROWS, encoding, comma)) == ROWS


def test_signs_that_only_windows_874_holds() -> None:
    rows = [*ROWS[:4], ["ก\u00a0ข", "“ชื่อ”", "ราคา €", *[""] * 12]]
    assert read(csv_bytes(rows, "cp874")) == rows


@settings(max_examples=60)
@given(CELLS)
def test_any_text_in_utf_8(rows: list[list[str]]) -> None:
    data = csv_bytes([["ก", "ข", "ค"], *rows])
    codec = detect_encoding(data)
    assert codec == "utf-8-sig"


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (TEXT.encode()[:-400] + b"\xff" + TEXT.encode()[-400:], "encoding_unknown"),  # broken UTF-8
        (TEXT.encode().decode("latin-1").encode(), "encoding_damaged"),
        ("ชื่อ\ufffd\ufffd,ก".encode(), "encoding_damaged"),
        ("Café,Zoë,Élodie,Müller\n".encode("latin-1") * 9, "encoding_unknown"),
        (TEXT.encode("ascii", "replace"), "encoding_damaged"),
        (b"\x81\x82\x83\x84", "encoding_unknown"),
        (b"\xff\xfe\x00", "encoding_unknown"),
        (b"a,b\0c", "encoding_unknown"),
    ],
)
def test_wrong_letters_are_refused(data: bytes, rule: str) -> None:
    assert refusal(data) == rule


def test_utf_8_once_read_as_windows_874() -> None:
    twice = TEXT.encode().decode("cp874", "ignore")
    assert refusal(twice.encode("utf-8")) == "encoding_damaged"
    assert refusal(twice.encode("cp874")) == "encoding_damaged"


def test_row_numbers_are_those_of_a_spreadsheet() -> None:
    data = 'ก,ข\n\n1,"สอง\nบรรทัด"\n3,4\n'.encode()
    assert list(read_rows(data, "utf-8", DEFAULT)) == [
        (1, ["ก", "ข"]), (2, []), (3, ["1", "สอง\nบรรทัด"]), (4, ["3", "4"]),
    ]  # fmt: skip


def test_an_open_quotation_mark_swallows_no_rows() -> None:
    data = csv_bytes(ROWS[:5], "utf-8") + 'x,"ไม่ปิด,1\n'.encode() + csv_bytes(ROWS[5:], "utf-8")
    assert refusal(data) == "csv_quotes"


def test_caps() -> None:
    small = Limits(rows=3, columns=4, cell_characters=10)
    for data, rule in (
        (b"a,b\n" * 4, "too_many_rows"),
        (b"a,b,c,d,e\n", "too_many_columns"),
        (b"a," + b"x" * 11, "cell_too_long"),
    ):
        with pytest.raises(Refused) as caught:
            list(read_rows(data, "utf-8", small))
        assert caught.value.rule == rule
