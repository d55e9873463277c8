"""Serial, code, PIN and the square code."""

import datetime as dt
import re

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.thai.numerals import to_thai
from apps.documents.codes import (
    ALPHABET,
    PinKey,
    grouped,
    new_code,
    pin_of,
    pin_proof,
    read_code,
    read_pin,
    serial_for,
)
from apps.documents.details import PaperDetail
from apps.documents.qr import QUIET_ZONE, qr_svg
from apps.institutions.models import Institution

CODES = st.text(ALPHABET, min_size=12, max_size=12)
KEY = PinKey(1, b"k" * 32)


def test_alphabet_cannot_be_misread() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


def test_new_codes_differ_and_can_be_read() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(read_code(code) == code for code in codes)


@given(CODES)
def test_code_survives_how_people_type(code: str) -> None:
    assert read_code(grouped(code)) == code
    assert read_code(f"  {grouped(code).lower()} ") == code
    assert read_code(to_thai(code)) == code
    assert read_code(code.replace("0", "O").replace("1", "l")) == code


@given(st.text(max_size=30))
def test_anything_else_is_no_code(typed: str) -> None:
    read = read_code(typed)
    assert read is None or re.fullmatch(f"[{ALPHABET}]{{12}}", read)


@pytest.mark.parametrize("typed", ["", "7K3M-9QZT-R4X", "7K3M-9QZT-R4XWW", "7K3M-9QZT-R4XU", "๗"])
def test_codes_refused(typed: str) -> None:
    assert read_code(typed) is None


@settings(max_examples=50)
@given(CODES)
def test_pin_is_six_digits_and_always_the_same(code: str) -> None:
    pin = pin_of(code, KEY)
    assert re.fullmatch("[0-9]{6}", pin)
    assert pin == pin_of(code, KEY)
    assert read_pin(f"{pin[:3]} {pin[3:]}") == pin
    assert pin_proof(code, pin, KEY) != pin_proof(code, "000000" if pin != "000000" else "1", KEY)
    assert pin_proof(code, pin, KEY) != pin_proof(code, pin, PinKey(2, b"j" * 32))


def test_pins_are_spread() -> None:
    assert len({pin_of(new_code(), KEY) for _ in range(300)}) > 290


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦"])
def test_pins_refused(typed: str) -> None:
    assert read_pin(typed) is None


@pytest.mark.parametrize(
    ("kind", "code", "serial"),
    [
        ("network", "NET01", "NET-2569-000007"),
        ("university", "00500", "U00500-2569-000007"),
        ("school", "1010720039", "S1010720039-2569-000007"),
    ],
)
def test_serials(kind: str, code: str, serial: str) -> None:
    issuer = Institution(kind=kind, code=code)
    assert serial_for(issuer, dt.date(2026, 1, 1), 7) == serial


@settings(max_examples=25)
@given(st.text(min_size=1, max_size=60))
def test_every_dark_module_is_drawn_and_no_other(content: str) -> None:
    drawn = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", qr_svg(content, title="x")):
        drawn |= {(int(x) + step, int(y)) for step in range(int(length))}
    matrix = segno.make(content, error="m", micro=False).matrix
    dark = {
        (x + QUIET_ZONE, y + QUIET_ZONE)
        for y, line in enumerate(matrix)
        for x, module in enumerate(line)
        if module
    }
    assert drawn == dark


def test_title_of_the_square_code_is_escaped() -> None:
    assert "<title>&lt;b&gt;</title>" in qr_svg("x", title="<b>")


def test_detail_survives_json() -> None:
    detail = PaperDetail(facts=(("a", "b"),), columns=("c", "d"), rows=(("e", "f"),))
    assert PaperDetail.from_json(detail.as_json()) == detail
    assert PaperDetail.from_json({}) == PaperDetail()


def test_detail_rows_fit_its_columns() -> None:
    with pytest.raises(ValueError, match="each column"):
        PaperDetail(columns=("a",), rows=(("b", "c"),))
