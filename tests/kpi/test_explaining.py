"""Why three figures of one period differ."""

from itertools import product

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.kpi.explaining import MESSAGES, Difference, explain
from apps.kpi.formulas import Figure, evaluate, share_counts


def share(good: int, n: int) -> Figure:
    return evaluate("share", {}, share_counts(good, n))


def told(found: list[Difference]) -> list[tuple[str, str, str]]:
    return [(one.code, one.first, one.second) for one in found]


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    n = draw(st.integers(min_value=0, max_value=50))
    return share(draw(st.integers(min_value=0, max_value=n)), n)


@pytest.mark.parametrize(
    ("derived", "declared", "expected"),
    [
        ((95, 100), (95, 100), []),
        ((0, 0), (0, 0), []),
        ((110, 120), (4000, 4210), ["coverage"]),
        ((95, 100), (93, 100), ["other_outcomes"]),
        ((0, 0), (93, 100), ["nothing_seen"]),
        ((95, 100), (0, 0), ["nothing_given"]),
        ((95, 130), (95, 120), ["more_seen"]),
        ((100, 120), (4200, 4210), ["coverage", "too_few_bad"]),
        ((110, 120), (100, 4210), ["coverage", "too_few_good"]),
        ((110, 120), (4200, 4210), ["coverage"]),
    ],
)
def test_the_portal_and_what_was_entered(
    derived: tuple[int, int], declared: tuple[int, int], expected: list[str]
) -> None:
    found = explain(share(*derived), None, share(*declared))
    assert told(found) == [(code, "derived", "declared") for code in expected]
    contradictions = [code for code in expected if code not in ("coverage", "nothing_seen")]
    assert [one.code for one in found if one.is_contradiction] == contradictions


def test_three_figures_are_compared_two_by_two() -> None:
    found = explain(share(110, 120), share(4000, 4210), share(3990, 4200))
    assert told(found) == [
        ("coverage", "derived", "fed"),
        ("coverage", "derived", "declared"),
        ("other_scope", "fed", "declared"),
    ]
    found = explain(None, share(4000, 4210), share(3990, 4210))
    assert told(found) == [("other_outcomes", "fed", "declared")]


def test_one_figure_alone_differs_from_nothing() -> None:
    one = share(1, 2)
    assert explain(None, None, None) == []
    assert explain(one, None, None) == explain(None, one, None) == explain(None, None, one) == []


def test_a_mean_of_a_part_contradicts_nothing() -> None:
    seen = evaluate("mean_of_scale", {}, {"1": 10})
    given_answers = evaluate("mean_of_scale", {}, {"5": 100})
    assert told(explain(seen, None, given_answers)) == [("coverage", "derived", "declared")]


def test_sentences_say_the_numbers() -> None:
    with translation.override("en"):
        assert explain(share(110, 120), None, share(4000, 4210))[0].sentence == (
            "The portal saw 120 of the 4,210 records (2.9 percent) in what the institution "
            "entered; the other 4,090 did not pass through the portal."
        )
        assert explain(None, share(95, 100), share(93, 100))[0].sentence == (
            "The number of records is the same (100), but not their outcomes: the numerator is 95 "
            "in what the institution's system sent and 93 in what the institution entered. Check "
            "the records that were counted differently."
        )


def test_every_message_can_be_said() -> None:
    some = [share(*one) for one in ((0, 0), (1, 2), (2, 2), (3, 9), (9, 9), (0, 9))]
    found = [
        one
        for derived, fed, declared in product(some, repeat=3)
        for one in explain(derived, fed, declared)
    ]
    assert {one.code for one in found} == set(MESSAGES)
    for language in ("en", "th"):
        with translation.override(language):
            assert all("%(" not in one.sentence for one in found)


@settings(max_examples=60)
@given(figures(), figures())
def test_nothing_is_said_of_equal_figures_and_something_of_others(
    one: Figure, other: Figure
) -> None:
    same = (one.numerator, one.n) == (other.numerator, other.n)
    assert (explain(one, None, other) == []) is same
    assert (explain(None, one, other) == []) is same


@settings(max_examples=60)
@given(st.lists(st.booleans(), max_size=40), st.data())
def test_a_true_part_is_never_called_a_contradiction(
    records: list[bool], data: st.DataObject
) -> None:
    seen = records[: data.draw(st.integers(min_value=0, max_value=len(records)))]
    found = explain(share(sum(seen), len(seen)), None, share(sum(records), len(records)))
    assert not any(one.is_contradiction for one in found)
