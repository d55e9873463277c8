"""The distribution of a class: reading, checking, what may be shown."""

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.errors import InvalidError
from apps.courses.distribution import (
    SMALLEST,
    DistributionError,
    by_scale,
    check_distribution,
    parse_distribution,
    shown_distribution,
)
from apps.courses.grades import USUAL_SCALE

COUNTS = st.dictionaries(
    st.sampled_from([known.grade for known in USUAL_SCALE.grades]),
    st.integers(min_value=0, max_value=9999),
    max_size=13,
)
CLASS = {"A": 10, "B+": 5, "F": 2}


@pytest.mark.parametrize(
    "text",
    [
        "A 10, B+ 5, F 2",
        "A 10\nB+ 5\nF 2\n",
        "A\t10\r\nB+\t5\r\nF\t2\r\n",
        "A: 10; B+: 5; F: 2;",
        "A=10,B + = 5,,F =2",
        "A ๑๐, B＋ ๕, F ๒",
        " A  10 ，Ｂ ＋ 5\n\nF 02",
    ],
)
def test_reading(text: str) -> None:
    assert list(parse_distribution(text).items()) == list(CLASS.items())


def test_nothing_is_an_empty_distribution() -> None:
    assert parse_distribution(" \n , ") == {}


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("A 10, B+", "distribution_entry", "B+"),
        ("A10", "distribution_entry", "A10"),
        ("10 A", "distribution_entry", "10 A"),
        ("A -5", "distribution_entry", "A -5"),
        ("A 1.5", "distribution_entry", "A 1.5"),
        ("A 10 B 5", "distribution_entry", "A 10 B 5"),
        ("A 10, a 5", "distribution_repeated", "a"),
        ("B+ 5\nB ＋ 0", "distribution_repeated", "B+"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, code: str, named: str) -> None:
    with pytest.raises(DistributionError) as caught:
        parse_distribution(text)
    assert isinstance(caught.value, InvalidError)
    assert caught.value.problem.code == code
    with override("en"):
        assert f"“{named}”" in str(caught.value.message)


def test_long_numbers_are_not_repeated_in_a_refusal() -> None:
    for text in ("3100600445635", "3100600445635 5, 3100600445635 5"):
        with pytest.raises(DistributionError) as caught:
            parse_distribution(text)
        problem = caught.value.problem
        assert "31006004" not in str(caught.value.message) + problem.pointer + str(problem.params)


@settings(max_examples=60)
@given(COUNTS, st.sampled_from([", ", "\n", ";"]), st.sampled_from([" ", "\t", ": ", "="]))
def test_what_is_written_reads_back(counts: dict[str, int], between: str, within: str) -> None:
    text = between.join(f"{grade}{within}{count}" for grade, count in counts.items())
    assert parse_distribution(text) == counts
    assert check_distribution(counts, USUAL_SCALE) == []
    assert by_scale(parse_distribution(text.lower()), USUAL_SCALE) == counts


@settings(max_examples=60)
@given(st.text(st.sampled_from("AB+-12 ,:=\n๓ผ"), max_size=14) | st.text(max_size=10))
def test_what_was_read_once_reads_the_same_again(text: str) -> None:
    try:
        found = parse_distribution(text)
    except DistributionError:  # refused: nothing was read, and no other error comes out
        found = {}
    assert (
        parse_distribution(", ".join(f"{sign} {count}" for sign, count in found.items())) == found
    )


@pytest.mark.parametrize(
    ("counts", "problems"),
    [
        (CLASS, []),
        ({"A": 1, "P": 3}, [("distribution_unknown", "/P")]),
        ({"B+": 1, "b +": 3}, [("distribution_repeated", "/b +")]),
        ({"A": -1, "B": True, "C": "3", "D": 2.0}, [
            ("distribution_count", "/A"), ("distribution_count", "/B"),
            ("distribution_count", "/C"), ("distribution_count", "/D"),
        ]),
        ({"N/A~": 0}, [("distribution_unknown", "/N~1A~0")]),
    ],
)  # fmt: skip
def test_against_the_scale(counts: dict[str, object], problems: list[tuple[str, str]]) -> None:
    found = check_distribution(counts, USUAL_SCALE)
    assert [(problem.code, problem.pointer) for problem in found] == problems


def test_order_and_signs_of_the_scale() -> None:
    found = by_scale({"f": 2, "au": 0, "b +": 5, "A": 10}, USUAL_SCALE)
    assert list(found.items()) == [("A", 10), ("B+", 5), ("F", 2), ("AU", 0)]


def test_small_classes_are_not_shown() -> None:
    assert SMALLEST == 10
    assert shown_distribution({"A": 7, "F": 2}) is None
    assert shown_distribution({"A": 8, "F": 2}) == {"A": 8, "F": 2}
    assert shown_distribution({}) is None


@settings(max_examples=60)
@given(COUNTS)
def test_shown_whole_or_not_at_all(counts: dict[str, int]) -> None:
    shown = shown_distribution(counts)
    assert (shown is None) is (sum(counts.values()) < 10)
    assert shown in (None, counts)
