"""Canonical form, search key, order, numerals."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from apps.core.thai.numerals import to_arabic, to_thai
from apps.core.thai.sort import sort_key
from apps.core.thai.text import canonical, clean, search_key

THAI = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B), max_size=12)
MIXED = st.text(
    st.sampled_from("กขนวฤฦเแโาำะๅิีุูัํ็่้๊๋์ฺ๎ Aé-'\u200b\u00a0\ufeff\t0๑") | st.characters(), max_size=14
)
WATER = "\u0e19\u0e49\u0e33"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("\u0e19\u0e4d\u0e49\u0e32", WATER),  # nikhahit, tone, aa
        ("\u0e19\u0e49\u0e4d\u0e32", WATER),  # tone, nikhahit, aa
        ("\u0e19\u0e33\u0e49", WATER),  # tone typed last
        ("\u0e40\u0e40\u0e01\u0e49\u0e27", "\u0e41\u0e01\u0e49\u0e27"),
        ("\u0e01\u0e49\u0e49\u0e32", "\u0e01\u0e49\u0e32"),
        ("\u0e01\u0e49\u0e35", "\u0e01\u0e35\u0e49"),
        ("\u0e2a\u0e34\u0e17\u0e18\u0e4c\u0e34", "\u0e2a\u0e34\u0e17\u0e18\u0e34\u0e4c"),
        ("\u0e01\u0e45", "\u0e01\u0e32"),
        ("\u0e24\u0e45\u0e29\u0e35", "\u0e24\u0e45\u0e29\u0e35"),  # ฤๅษี keeps its own sign
        ("\ufeffสม\u200bชาย\u00a0 ใจดี\t", "สมชาย ใจดี"),
    ],
)
def test_canonical_form(typed: str, stored: str) -> None:
    assert canonical(typed) == stored


@pytest.mark.parametrize(
    "word", ["เพราะ", "เกาะ", "พันธุ์", "ก๊วยเตี๋ยว", "น้ำ", "ฤๅษี", "กฤษณ์", "เสร็จ", "ศรีสุวรรณ์", "ไฮโดรเจน"]
)
def test_right_spelling_is_left_alone(word: str) -> None:
    assert canonical(word) == word


@settings(max_examples=300)
@given(MIXED | THAI)
@example("\u0e24\u0e49\u0e45")
@example("\u0e40\u0e40\u0e40")
def test_canonical_is_a_fixed_point(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once
    assert clean(once) == once
    assert unicodedata.normalize("NFC", once) == once


@settings(max_examples=100)
@given(MIXED)
def test_no_letter_is_lost(text: str) -> None:
    def letters(value: str) -> str:
        return "".join(sign for sign in value if "ก" <= sign <= "ฮ")

    assert letters(canonical(text)) == letters(text)


def test_sara_am_stays_one_sign() -> None:
    assert canonical("ทองคำ") == "ทองคำ"
    assert "\u0e4d" not in canonical("ท\u0e4dา")


def test_search_key_overlooks_what_people_overlook() -> None:
    assert search_key("  ร.ร. สวน-กุหลาบ ๒ ") == search_key("รร สวนกุหลาบ2")
    assert search_key("O'Brien") == search_key("obrien")
    assert search_key("นํ้า") == search_key("น้ำ")
    assert search_key("แก้ว") != search_key("แกว")


def test_dictionary_order() -> None:
    words = ["กก", "กั้น", "กาล", "เกิด", "แกว", "แก้ว", "ไก่", "ขา"]
    assert sorted(["แก้ว", "ขา", "ไก่", "เกิด", "กก", "แกว", "กาล", "กั้น"], key=sort_key) == words
    assert sorted(["ม.6/10", "ม.๖/2", "ม.6/1"], key=sort_key) == ["ม.6/1", "ม.๖/2", "ม.6/10"]


@settings(max_examples=50)
@given(st.integers(min_value=0, max_value=10**30))
def test_digits_go_there_and_back(number: int) -> None:
    assert to_arabic(to_thai(str(number))) == str(number)
