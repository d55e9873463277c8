"""What is checked before a figure is submitted."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.kpi.findings import MESSAGES, Finding
from apps.kpi.formulas import Figure, evaluate, share_counts
from apps.kpi.plausibility import (
    Rules,
    check_counts,
    check_derived,
    check_entered,
    check_evidence,
    check_figure,
    check_share,
    modified_z,
)

LABELS = {"numerator": "Results not corrected", "denominator": "Announced results"}


def share(good: int, n: int) -> Figure:
    return evaluate("share", {}, share_counts(good, n))


def codes(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(one.code, one.field) for one in findings]


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (95, 100, []),
        (100, 100, []),
        (0, 0, []),
        (999_999_999, 999_999_999, []),
        (101, 100, [("numerator_larger", "numerator")]),
        (1, 0, [("numerator_larger", "numerator")]),
        (-1, 100, [("not_whole", "numerator")]),
        (95, -100, [("not_whole", "denominator")]),
        (95.0, 100, [("not_whole", "numerator")]),
        (None, 100, [("not_whole", "numerator")]),
        (True, 100, [("not_whole", "numerator")]),
        ("95", "100", [("not_whole", "numerator"), ("not_whole", "denominator")]),
        (5, 1_000_000_000, [("too_large", "denominator")]),
    ],
)
def test_numbers_as_they_are_entered(
    numerator: object, denominator: object, expected: list[tuple[str, str]]
) -> None:
    found = check_share(numerator, denominator, LABELS)
    assert codes(found) == expected
    assert all(one.stops and not one.needs_override for one in found)


def test_each_answer_of_a_histogram() -> None:
    found = check_counts({"5": 3, "4": -1, "3": 2.5, "2": 10**12}, {"4": "Answer 4"})
    assert codes(found) == [("not_whole", "4"), ("not_whole", "3"), ("too_large", "2")]
    with translation.override("en"):
        assert found[0].sentence == "“Answer 4” must be a whole number, 0 or more. Correct it."
        assert "999,999,999" in found[2].sentence


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        ((95, 100), (95, 100), []),
        ((85, 100), (95, 100), []),  # exactly the limit of 10 points
        ((84, 100), (95, 100), [("change", "value")]),
        ((190, 200), (70, 100), [("change", "value"), ("denominator_change", "denominator")]),
        ((143, 150), (95, 100), []),  # half as many more is still usual
        ((144, 151), (95, 100), [("denominator_change", "denominator")]),
        ((47, 49), (95, 100), [("denominator_change", "denominator")]),
        ((48, 50), (95, 100), []),
        ((95, 100), (0, 0), []),
        ((0, 0), (95, 100), [("no_data", "denominator"), ("denominator_change", "denominator")]),
        ((0, 0), (0, 0), [("no_data", "denominator")]),
    ],
)
def test_against_the_last_period(
    now: tuple[int, int], before: tuple[int, int], expected: list[tuple[str, str]]
) -> None:
    found = check_figure(share(*now), Rules(), [share(1, 2), share(*before)])
    assert codes(found) == expected
    assert [one.needs_override for one in found] == [code != "no_data" for code, _ in expected]
    assert not any(one.stops for one in found)


def test_bounds_of_the_definition() -> None:
    rules = Rules(lowest=Decimal(50), highest=Decimal(99))
    assert codes(check_figure(share(49, 100), rules, [])) == [("outside_bounds", "value")]
    assert codes(check_figure(share(100, 100), rules, [])) == [("outside_bounds", "value")]
    assert check_figure(share(50, 100), rules, []) == []
    assert check_figure(share(99, 100), rules, []) == []


def test_a_definition_may_leave_the_past_alone() -> None:
    rules = Rules(change_limit=None, records_limit=None)
    assert check_figure(share(1, 1000), rules, [share(95, 100)]) == []


def test_far_from_what_was_usual() -> None:
    past = [share(9500 + 10 * (n % 4), 10_000) for n in range(12)]
    assert check_figure(share(9520, 10_000), Rules(), past) == []
    found = check_figure(share(9400, 10_000), Rules(), past)
    assert codes(found) == [("unusual", "value")]
    assert check_figure(share(9400, 10_000), Rules(), past[1:]) == [], "eleven values say nothing"
    gap = [*past[1:], share(0, 0)]
    assert codes(check_figure(share(9400, 10_000), Rules(), gap)) == [], "a gap is no value"
    with translation.override("en"):
        assert "the median of 12 earlier periods is 95.15" in found[0].sentence


@pytest.mark.parametrize(
    ("values", "value", "expected"),
    [
        # median 6.5, distances 0.5 to 5.5 twice each: MAD 3
        (range(1, 13), "6.5", "0"),
        (range(1, 13), "12.5", "1.349"),
        (range(1, 13), "0.5", "-1.349"),
        # MAD 0, mean distance 24/12 = 2: (5 - 0)/(1.253314·2)
        ([0] * 11 + [24], "5", "1.994711620535637"),
    ],
)
def test_modified_z(values: range | list[int], value: str, expected: str) -> None:
    found = modified_z(Decimal(value), [Decimal(one) for one in values])
    assert found is not None
    assert float(found) == pytest.approx(float(expected))


def test_modified_z_says_nothing_without_spread_or_values() -> None:
    assert modified_z(Decimal(5), [Decimal(1)] * 40) is None
    assert modified_z(Decimal(5), [Decimal(n) for n in range(11)]) is None


@settings(max_examples=50)
@given(
    st.lists(st.integers(min_value=0, max_value=100), min_size=12, max_size=30),
    st.integers(min_value=0, max_value=100),
    st.integers(min_value=-500, max_value=500),
)
def test_modified_z_moves_with_its_values(values: list[int], value: int, by: int) -> None:
    before = modified_z(Decimal(value), [Decimal(one) for one in values])
    after = modified_z(Decimal(value + by), [Decimal(one + by) for one in values])
    mirrored = modified_z(Decimal(-value), [Decimal(-one) for one in values])
    assert after == before
    assert mirrored == (None if before is None else -before)


def test_evidence_for_each_criterion_that_asks_for_it() -> None:
    required = {"E1": "Minutes of the council", "E2": "List of corrections"}
    assert check_evidence(required, ["E2", "E1", "E9"]) == []
    found = check_evidence(required, ["E2"])
    assert codes(found) == [("evidence_missing", "evidence:E1")]
    assert found[0].key == "evidence_missing:E1"
    assert found[0].needs_override
    assert len({one.key for one in check_evidence(required, [])}) == 2
    with translation.override("en"):
        assert "“Minutes of the council”" in found[0].sentence


def test_against_what_the_portal_saw() -> None:
    assert check_derived(share(95, 100), None) == []
    assert check_derived(share(95, 100), share(0, 0)) == []
    assert check_derived(share(0, 0), share(95, 100)) == []
    assert check_derived(share(95, 100), share(95, 100)) == []
    assert check_derived(share(95, 100), share(19, 20)) == []
    same = check_derived(share(95, 100), share(93, 100))
    assert codes(same) == [("differs_from_derived", "value")]
    assert same[0].needs_override
    part = check_derived(share(4000, 4210), share(110, 120))
    assert codes(part) == [("derived_in_part", "value")]
    assert not part[0].needs_override
    more = check_derived(share(95, 100), share(93, 120))
    assert codes(more) == [("derived_in_part", "value")], "the portal may see more, too"
    with translation.override("en"):
        assert "91.67 from the 120 records" in part[0].sentence
        assert "from 4,210" in part[0].sentence


def test_every_message_can_be_said() -> None:
    past = [share(9500 + n % 4, 10_000) for n in range(12)]
    found = [
        *check_entered({}),
        *check_share(-1, 10**12, LABELS),
        *check_share(2, 1, LABELS),
        *check_figure(share(0, 0), Rules(), past),
        *check_figure(share(1, 10), Rules(lowest=Decimal(50)), past),
        *check_evidence({"E1": "Minutes"}, []),
        *check_derived(share(1, 2), share(2, 2)),
        *check_derived(share(1, 2), share(1, 1)),
    ]
    assert {one.code for one in found} == set(MESSAGES)
    for language in ("en", "th"):
        with translation.override(language):
            assert all(one.sentence and "%(" not in one.sentence for one in found)
