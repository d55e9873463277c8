"""Running numbers in one line: nothing is named that was not given, nothing is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.documents.papers import number_runs
from apps.documents.papers.number_runs import numbers_text
from apps.documents.papers.wording import case_text


def q(number: int) -> str:
    return f"Q2569-{number:06d}"


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([2], "Q2569-000002"),
        ([2, 3], "Q2569-000002, Q2569-000003"),
        ([2, 3, 4], "Q2569-000002 – 000004"),
        ([2, 4, 5, 6, 19], "Q2569-000002, Q2569-000004 – 000006, Q2569-000019"),
        ([2, 4, 6, 8, 10, 12], "Q2569-000002, Q2569-000004, Q2569-000006, Q2569-000008 and 2 more"),
    ],
)
def test_as_a_letter_says_it(numbers: list[int], said: str) -> None:
    assert numbers_text([q(number) for number in numbers], "en") == said


def test_the_rest_is_counted_in_thai_figures() -> None:
    assert numbers_text([q(number) for number in range(2, 22, 2)], "th").endswith("และอีก ๖ เลขที่")


@given(st.sets(st.integers(0, 40), min_size=1, max_size=25))
@settings(max_examples=80)
def test_ranges_hold_what_was_given_and_nothing_else(numbers: set[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(number_runs, "MOST_SHOWN", 100)
        text = numbers_text([q(number) for number in numbers], "en")
    told: set[int] = set()
    for piece in text.split(", "):
        first, _dash, last = piece.partition(" – ")
        begins = int(first[-6:])
        told |= set(range(begins, int(last or begins) + 1))
    assert told == numbers


@given(st.sets(st.text("ABกข-/ ", max_size=12), min_size=1, max_size=number_runs.MOST_SHOWN))
@settings(max_examples=80)
def test_what_ends_in_no_figure_stands_alone(numbers: set[str]) -> None:
    assert numbers_text(list(numbers), "en") == ", ".join(sorted(numbers))


@pytest.mark.parametrize(
    ("case", "thai"),
    [
        ("อว 6501/998", "อว ๖๕๐๑/๙๙๘"),
        ("42/2569", "๔๒/๒๕๖๙"),
        ("GRAD-2569-0042", "GRAD-2569-0042"),
        ("", ""),
    ],
)
def test_numbers_of_letters_have_thai_figures_and_codes_do_not(case: str, thai: str) -> None:
    assert case_text(case, "th") == thai
    assert case_text(case, "en") == case
