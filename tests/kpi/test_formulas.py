"""Figures from histograms of outcomes."""

from collections.abc import Mapping
from decimal import Decimal
from statistics import stdev
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.errors import PortalError
from apps.kpi.errors import (
    CountsError,
    ParameterError,
    UnknownFormulaError,
    UnknownOutcomeError,
    UnknownParameterError,
)
from apps.kpi.formulas import (
    FORMULAS,
    Figure,
    evaluate,
    formula_of,
    mean_points,
    share_counts,
    shown,
)

ANSWERS = {"5": 169, "4": 90, "3": 45, "2": 8, "1": 6}
COUNTS = st.integers(min_value=0, max_value=100_000)


def test_answers_of_a_known_survey() -> None:
    mean = evaluate("mean_of_scale", {}, ANSWERS)
    assert (mean.numerator, mean.denominator, mean.n) == (1362, 1590, 318)
    assert shown(mean_points(mean)) == "4.28"
    assert shown(mean.value) == "85.66"
    assert mean.value == Decimal(136200) / 1590, "not from the rounded mean: 4.28 would give 85.60"
    high = evaluate("top_boxes", {}, ANSWERS)
    assert (high.numerator, high.denominator, high.n) == (259, 318, 318)
    assert shown(high.value) == "81.45"
    assert high.spread is None


def test_only_decided_ones_count_in_a_share() -> None:
    figure = evaluate("share", {}, {"good": 19, "bad": 1, "open": 500})
    assert figure == Figure(numerator=19, denominator=20, value=Decimal(95), n=20)
    assert figure.is_share
    assert not evaluate("mean_of_scale", {}, {"5": 1}).is_share


@pytest.mark.parametrize("formula", ["share", "mean_of_scale", "top_boxes"])
def test_nothing_counted_is_no_data(formula: str) -> None:
    figure = evaluate(formula, {}, {})
    assert figure == Figure(0, 0, None, 0, None)
    assert evaluate("share", {}, {"open": 7}).value is None
    assert mean_points(figure) is None
    with translation.override("en"):
        assert shown(figure.value) == "No data"
    with translation.override("th"):
        assert shown(figure.value) == "ไม่มีข้อมูล"


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("81.445", 2, "81.45"),
        ("81.4449999", 2, "81.44"),
        ("0", 2, "0.00"),
        ("100", 1, "100.0"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("-0.001", 2, "0.00"),
    ],
)
def test_rounding_is_half_up_and_only_at_the_edge(value: str, places: int, text: str) -> None:
    assert shown(Decimal(value), places) == text


def test_lowest_answer_that_counts_as_high() -> None:
    assert evaluate("top_boxes", {"from": 5}, ANSWERS).numerator == 169
    assert evaluate("top_boxes", {"from": 1}, ANSWERS).value == 100


@pytest.mark.parametrize(
    ("formula", "parameters", "counts", "error"),
    [
        ("median", {}, {}, UnknownFormulaError),
        ("__import__('os')", {}, {}, UnknownFormulaError),
        ("share", {}, {"good": 1, "5": 1}, UnknownOutcomeError),
        ("mean_of_scale", {}, {"6": 1}, UnknownOutcomeError),
        ("mean_of_scale", {}, {"0": 1}, UnknownOutcomeError),
        ("share", {"from": 4}, {}, UnknownParameterError),
        ("top_boxes", {"from": 0}, {}, ParameterError),
        ("top_boxes", {"from": 6}, {}, ParameterError),
        ("top_boxes", {"from": "4"}, {}, ParameterError),
        ("top_boxes", {"from": True}, {}, ParameterError),
        ("share", {}, {"good": -1}, CountsError),
        ("share", {}, {"good": 1.0}, CountsError),
        ("share", {}, {"good": True}, CountsError),
        ("share", {}, {"open": -1}, CountsError),
    ],
)
def test_what_is_refused(
    formula: str,
    parameters: Mapping[str, object],
    counts: Mapping[str, Any],
    error: type[PortalError],
) -> None:
    with pytest.raises(error) as refused:
        evaluate(formula, parameters, counts)
    assert str(refused.value.message)


def test_a_share_that_was_typed() -> None:
    assert share_counts(19, 20) == {"good": 19, "bad": 1}
    assert evaluate("share", {}, share_counts(0, 0)).value is None
    for numerator, denominator in ((21, 20), (-1, 20), (0, -1)):
        with pytest.raises(CountsError):
            share_counts(numerator, denominator)


def test_each_formula_is_found_by_its_code() -> None:
    for code, formula in FORMULAS.items():
        assert formula_of(code) is formula
        assert formula.code == code
    assert {code: one.kind for code, one in FORMULAS.items()} == {
        "share": "share",
        "mean_of_scale": "mean",
        "top_boxes": "share",
    }


@settings(max_examples=80)
@given(st.sampled_from(sorted(FORMULAS)), st.data(), st.integers(min_value=2, max_value=50))
def test_value_keeps_when_everything_is_multiplied(
    formula: str, data: st.DataObject, times: int
) -> None:
    counts = {outcome: data.draw(COUNTS) for outcome in FORMULAS[formula].outcomes}
    once = evaluate(formula, {}, counts)
    more = evaluate(formula, {}, {outcome: times * n for outcome, n in counts.items()})
    assert more.value == once.value
    assert (more.n, more.numerator) == (times * once.n, times * once.numerator)
    assert once.value is None or 0 <= once.value <= 100
    assert (once.value is None) is (once.denominator == 0)


@settings(max_examples=60)
@given(st.lists(st.integers(min_value=1, max_value=5), min_size=2, max_size=60))
def test_mean_and_spread_are_those_of_the_single_answers(answers: list[int]) -> None:
    figure = evaluate("mean_of_scale", {}, {str(one): answers.count(one) for one in range(1, 6)})
    assert figure.value is not None
    assert figure.spread is not None
    assert float(figure.value) == pytest.approx(sum(answers) / len(answers) * 20)
    assert float(figure.spread) == pytest.approx(stdev(answers) * 20)


@settings(max_examples=60)
@given(COUNTS, COUNTS)
def test_one_good_one_more_never_lowers_a_share(good: int, bad: int) -> None:
    before = evaluate("share", {}, {"good": good, "bad": bad}).value
    after = evaluate("share", {}, {"good": good + 1, "bad": bad}).value
    assert after is not None
    assert before is None or after >= before
