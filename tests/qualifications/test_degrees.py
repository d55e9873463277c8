"""Degrees, majors and faculties: what agrees, what differs, and what no rule can tell."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.qualifications.degree_table import STEMS, THAI_LETTERS, THAI_SUFFIXES
from apps.qualifications.degrees import (
    compare_degrees,
    degree_key,
    level_of_name,
    parse_degree,
)
from apps.qualifications.units import compare_units

FULL = [(stem.thai + THAI_SUFFIXES[n], n) for stem in STEMS for n in stem.levels]
SHORT = [(f"{stem.abbreviation}.{THAI_LETTERS[n]}.", n) for stem in STEMS for n in stem.levels]
PAIRS = list(zip(FULL, SHORT, strict=True))
NAMES = st.sampled_from([name for name, _level in (*FULL, *SHORT)])
ANY = st.one_of(
    NAMES,
    st.sampled_from(
        ["B.Sc.", "Bachelor of Science", "M.B.A.", "Ph.D.", "ปริญญาตรี", "ป.บัณฑิต", "B.Ed.",
         "นวัตกรรมศาสตรบัณฑิต", "วท.บ. (เคมี)", "Bachelor of Magic", "", "-"]
    ),
    st.text("วทบมศ. ()BScof", max_size=12),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "ids", "level", "major"),
    [
        ("วท.บ.", {"วท:2"}, 2, ""),
        ("วท. บ.", {"วท:2"}, 2, ""),
        ("วทบ", {"วท:2"}, 2, ""),
        ("วท.บ.(วิทยาการคอมพิวเตอร์)", {"วท:2"}, 2, "วิทยาการคอมพิวเตอร์"),
        ("วท.บ. วิทยาการคอมพิวเตอร์", {"วท:2"}, 2, "วิทยาการคอมพิวเตอร์"),
        ("ปริญญาวิทยาศาสตรบัณฑิต", {"วท:2"}, 2, ""),
        ("หลักสูตรวิทยาศาสตรบัณฑิต สาขาวิชาเคมี", {"วท:2"}, 2, "เคมี"),
        ("วิทยาศาสตรบัณฑิตสาขาวิชาเคมี", {"วท:2"}, 2, "เคมี"),
        ("วิทยาศาสตร์บัณฑิต", {"วท:2"}, 2, ""),
        ("ปริญญาตรี วิทยาศาสตรบัณฑิต", {"วท:2"}, 2, ""),
        ("วิทยาศาสตรมหาบัณฑิต", {"วท:4"}, 4, ""),
        ("วิทยาศาสตรดุษฎีบัณฑิต", {"วท:6"}, 6, ""),
        ("B.Sc. (Physics)", {"วท:2"}, 2, "Physics"),
        ("B.S.", {"วท:2"}, 2, ""),
        ("Bachelor of Science in Computer Science", {"วท:2"}, 2, "Computer Science"),
        ("BACHELOR OF SCIENCE PROGRAM IN PHYSICS", {"วท:2"}, 2, "PHYSICS"),
        ("LL.B.", {"น:2"}, 2, ""),
        ("M.B.A.", {"บธ:4"}, 4, ""),
        ("Ph.D.", {"ปร:6"}, 6, ""),
        ("Doctor of Medicine", {"พ:2"}, 2, ""),
        ("ศศ.บ. (ภาษาไทย) เกียรตินิยมอันดับ 1", {"ศศ:2"}, 2, "ภาษาไทย"),
        ("Bachelor of Arts with First Class Honours", {"ศศ:2", "อ:2"}, 2, ""),
        ("ป.บัณฑิต (วิชาชีพครู)", {"ป:3"}, 3, "วิชาชีพครู"),
        ("ประกาศนียบัตรบัณฑิตชั้นสูง", {"ป:5"}, 5, ""),
        ("นวัตกรรมศาสตรบัณฑิต", {"~นวัตกรรมศาสตรบัณฑิต"}, 2, ""),
        ("อนุปริญญาวิทยาศาสตร์", {"~อนุปริญญาวิทยาศาสตร์"}, 1, ""),
        ("ปริญญาโท", set(), 4, ""),
        ("", set(), None, ""),
    ],
)
def test_reading(text: str, ids: set[str], level: int | None, major: str) -> None:
    found = parse_degree(text)
    assert (found.ids, found.level, found.major) == (ids, level, major)


@pytest.mark.parametrize(
    ("claimed", "recorded", "how"),
    [
        ("วท.บ.", "วิทยาศาสตรบัณฑิต", ("abbreviation",)),
        ("วท.บ. (เคมี)", "วท.บ.", ("major_in_degree",)),
        ("ปริญญาวิทยาศาสตรบัณฑิต", "วิทยาศาสตรบัณฑิต", ("prefix",)),
        ("วิทยาศาสตร์บัณฑิต", "วิทยาศาสตรบัณฑิต", ("spelling",)),
        ("Bachelor of Science", "วิทยาศาสตรบัณฑิต", ("translation",)),
        ("B.Ed.", "ครุศาสตรบัณฑิต", ("translation",)),
        ("B.Ed.", "ศึกษาศาสตรบัณฑิต", ("translation",)),
        ("B.Sc.", "Bachelor of Science", ("abbreviation",)),
        ("ป.บัณฑิต", "ประกาศนียบัตรบัณฑิต", ("spelling",)),
        ("วิทยาศาสตรบัณฑิต", "วิทยาศาสตรบัณฑิต", ()),
    ],
)
def test_degrees_that_agree(claimed: str, recorded: str, how: tuple[str, ...]) -> None:
    found = compare_degrees(claimed, recorded)
    assert (found.agreement, found.how) == ("agree", how)


@pytest.mark.parametrize(
    ("claimed", "recorded", "expected"),
    [
        ("วท.บ.", "วท.ม.", "differ"),
        ("วท.บ.", "ศศ.บ.", "differ"),
        ("ค.บ.", "ศษ.บ.", "differ"),
        ("Bachelor of Arts", "วิทยาศาสตรบัณฑิต", "differ"),
        ("ปริญญาตรี", "วิทยาศาสตรบัณฑิต", "unclear"),
        ("ปริญญาตรี", "วิทยาศาสตรมหาบัณฑิต", "differ"),
        ("Bachelor of Innovation", "นวัตกรรมศาสตรบัณฑิต", "unclear"),
        ("นวศ.บ.", "นวัตกรรมศาสตรบัณฑิต", "unclear"),
        ("B.CompSc.", "B.Sc.", "unclear"),
        ("", "วท.บ.", "not_given"),
        ("วท.บ.", "-", "not_given"),
    ],
)
def test_degrees_that_do_not_agree(claimed: str, recorded: str, expected: str) -> None:
    assert compare_degrees(claimed, recorded).agreement == expected


def test_a_form_in_the_same_language_decides() -> None:
    recorded = ("ครุศาสตรบัณฑิต", "ค.บ.", "Bachelor of Science")
    assert compare_degrees("ค.บ.", recorded).agreement == "agree"
    assert compare_degrees("B.Ed.", recorded).agreement == "differ"
    assert compare_degrees("B.Ed.", recorded[:2]).agreement == "agree"
    assert compare_degrees("ค.บ.", ("ครุศาสตรบัณฑิต", "ศษ.บ.")).agreement == "unclear"


def test_a_major_within_the_degree_is_compared_too() -> None:
    recorded = ("วิทยาศาสตรบัณฑิต", "วท.บ.", "")
    assert compare_degrees("วท.บ. (เคมี)", recorded, major="สาขาวิชาเคมี").agreement == "agree"
    other = compare_degrees("วท.บ. (เคมี)", recorded, major="ฟิสิกส์")
    assert (other.agreement, other.how) == ("unclear", ("major_in_degree",))


@given(ANY, ANY)
@settings(max_examples=100)
def test_comparing_is_symmetric(one: str, other: str) -> None:
    assert compare_degrees(one, other).agreement == compare_degrees(other, one).agreement


@given(ANY)
@settings(max_examples=100)
def test_a_degree_agrees_with_itself(one: str) -> None:
    assert compare_degrees(one, one).agreement in ("agree", "not_given")


@given(NAMES, NAMES, st.sampled_from(["หลักสูตร", "ปริญญา", "หลักสูตรปริญญา", "วุฒิ", "ปริญญาบัตร "]))
@settings(max_examples=100)
def test_the_words_before_a_degree_do_not_count(one: str, other: str, prefix: str) -> None:
    assert parse_degree(prefix + one) == parse_degree(one)
    plain = compare_degrees(one, other).agreement
    assert compare_degrees(prefix + one, other).agreement == plain


def test_full_and_short_names_agree_with_each_other_and_with_no_other_degree() -> None:
    for place, ((full, level), (short, _level)) in enumerate(PAIRS):
        assert parse_degree(full).level == parse_degree(short).level == level
        assert compare_degrees(full, short).agreement == "agree"
        for (other, _l), (other_short, _s) in PAIRS[place + 1 :: 7]:
            assert compare_degrees(full, other).agreement == "differ"
            assert compare_degrees(short, other).agreement == "differ"
            assert compare_degrees(short, other_short).agreement == "differ"


def test_the_key_is_the_same_for_every_form_of_a_degree() -> None:
    keys = {
        degree_key("วิทยาศาสตรบัณฑิต", "", "", "เคมี"),
        degree_key("", "วท.บ.", "", "สาขาวิชาเคมี"),
        degree_key("", "", "Bachelor of Science", "เคมี"),
        degree_key("วท.บ. (เคมี)", "", "", ""),
    }
    assert len(keys) == 1
    assert degree_key("วท.ม.", "", "", "เคมี") not in keys
    assert degree_key("วท.บ.", "", "", "ฟิสิกส์") not in keys
    assert degree_key("", "", "", "เคมี") not in keys
    assert len(degree_key("ก" * 900, "", "", "ข" * 900)) <= 400


@pytest.mark.parametrize(
    ("text", "level"),
    [("ปริญญาตรี", 2), ("ป.ตรี", 2), ("ระดับปริญญาโท", 4), ("Master's degree", 4), ("เอก", 6),
     ("2", 2), ("อนุปริญญา", 1), ("ป.บัณฑิต", 3), ("ป.บัณฑิตชั้นสูง", 5), ("7", None), ("มัธยม", None)],
)  # fmt: skip
def test_names_of_levels(text: str, level: int | None) -> None:
    assert level_of_name(text) == level


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("สาขาวิชาวิทยาการคอมพิวเตอร์", "วิทยาการคอมพิวเตอร์", "agree"),
        ("สาขา วิทยาการคอมพิวเตอร์", "วิชาเอกวิทยาการคอมพิวเตอร์", "agree"),
        ("คณะวิทยาศาสตร์", "วิทยาศาสตร์", "agree"),
        ("Faculty of Science", "SCIENCE", "agree"),
        ("การจัดการ (ภาษาอังกฤษ)", "การจัดการ", "agree"),
        ("การจัดการ (ไทย)", "การจัดการ (นานาชาติ)", "differ"),
        ("เคมี", "ชีวเคมี", "differ"),
        ("Chemistry", "เคมี", "not_given"),
        ("", "เคมี", "not_given"),
    ],
)
def test_majors_and_faculties(one: str, other: str, expected: str) -> None:
    assert compare_units(one, other) == compare_units(other, one) == expected


UNITS = st.builds("".join, st.tuples(st.sampled_from("กขคม"), st.text("กขคมาี ()", max_size=7)))


@given(UNITS, UNITS, st.sampled_from(["สาขาวิชา", "สาขา", "วิชาเอก", "ภาควิชา", "คณะ"]))
@settings(max_examples=100)
def test_the_word_for_a_unit_does_not_count(one: str, other: str, word: str) -> None:
    assert compare_units(word + one, other) == compare_units(one, other)
    assert compare_units(one, other) == compare_units(other, one)
    assert compare_units(one, one) in ("agree", "not_given")
