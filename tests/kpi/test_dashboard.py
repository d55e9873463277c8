"""What a row of figures says, figures pooled, groups of peers: rules without a database."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.kpi.formulas import Figure, evaluate
from apps.kpi.headlines import GOOD, WEAK, Course, falls, headline, reaches
from apps.kpi.peers import LEAST_RECORDS, GroupKind, Peer, compare
from apps.kpi.pooling import pooled

percents = st.decimals(0, 100, places=1)
rows = st.lists(st.none() | percents, max_size=9)


def said(*values: float | None, target: float | None = 95, less: bool = False) -> str:
    given_values = [None if value is None else Decimal(str(value)) for value in values]
    wanted = None if target is None else Decimal(str(target))
    with translation.override("en"):
        return headline(
            "REG02", given_values, target=wanted, kind="year", less_is_better=less
        ).sentence


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ((), "REG02: no accepted figure yet"),
        ((None, None), "REG02: no accepted figure yet"),
        ((96, None), "REG02: no figure for the latest period"),
        ((96,), "REG02: the first figure reaches the target"),
        ((94.9,), "REG02: the first figure is below the target"),
        ((94, 95), "REG02 has reached its target"),
        ((94, 95, 99), "REG02 at or above its target, 2 years running"),
        ((96, 94), "REG02 fell below its target"),
        ((96, 94, 93), "REG02 below its target, 2 years running"),
        ((93, 94, 93), "REG02 below its target, 3 years running"),
        ((80, 85, 90), "REG02 below its target, but better 2 years running"),
        ((96, None, 94), "REG02 below its target"),
        ((94, None, 94, 94), "REG02 below its target, 2 years running"),
    ],
)
def test_the_finding_against_a_target(values: tuple[float | None, ...], sentence: str) -> None:
    assert said(*values) == sentence


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ((5,), "REG02: the first figure is above the target, and less is better"),
        ((3, 2), "REG02 at or below its target, 2 years running"),
        ((3, 5), "REG02 rose above its target, and less is better"),
        ((9, 8, 7), "REG02 above its target, but better 2 years running"),
    ],
)
def test_where_less_is_better(values: tuple[float, ...], sentence: str) -> None:
    assert said(*values, target=4, less=True) == sentence


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ((80,), "REG02: the first figure is here"),
        ((80, 81), "REG02 better than in the period before"),
        ((81, 80), "REG02 weaker than in the period before"),
        ((81, 81), "REG02 as in the period before"),
    ],
)
def test_without_a_target(values: tuple[float, ...], sentence: str) -> None:
    assert said(*values, target=None) == sentence


@given(rows, percents, st.booleans())
@settings(max_examples=100, deadline=None)
def test_weak_is_exactly_what_misses_its_target(
    values: list[Decimal | None], target: Decimal, less: bool
) -> None:
    found = headline("REG02", values, target=target, kind="term", less_is_better=less)
    last = values[-1] if values else None
    if last is None:
        assert found.course in (Course.NOTHING, Course.GAP)
        assert found.reaches is None
    else:
        assert found.reaches == reaches(last, target, less_is_better=less)
        assert found.course in GOOD | WEAK


@given(rows, percents)
@settings(max_examples=100, deadline=None)
def test_a_mirrored_row_has_the_same_course(values: list[Decimal | None], target: Decimal) -> None:
    mirrored = [None if value is None else 100 - value for value in values]
    plain = headline("A", values, target=target, kind="term")
    turned = headline("A", mirrored, target=100 - target, kind="term", less_is_better=True)
    assert (plain.course, plain.run) == (turned.course, turned.run)


def test_levels_tell_the_direction() -> None:
    rising = [Decimal(each) for each in (80, 85, 90, 95, 100)]
    assert not falls(rising)
    assert falls(rising[::-1])
    assert not falls([])


counts = st.fixed_dictionaries({str(point): st.integers(0, 40) for point in range(1, 6)})


@given(st.lists(counts, min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_pooled_means_are_those_of_all_answers(histograms: list[dict[str, int]]) -> None:
    figures = [evaluate("mean_of_scale", {}, each) for each in histograms]
    together = {key: sum(each[key] for each in histograms) for key in histograms[0]}
    whole, found = evaluate("mean_of_scale", {}, together), pooled(figures)
    assert (found.numerator, found.denominator, found.n) == (
        whole.numerator,
        whole.denominator,
        whole.n,
    )
    assert (found.value is None) == (whole.value is None)
    if whole.value is not None:
        assert abs(found.value - whole.value) < Decimal("1e-12")  # type: ignore[operator]
    if whole.spread is not None:
        assert abs((found.spread or 0) - whole.spread) < Decimal("1e-12")


def test_pooled_shares() -> None:
    found = pooled([_share(8, 10), _share(90, 100), _share(0, 0)])
    assert (found.numerator, found.denominator, found.spread) == (98, 110, None)
    assert found.value == Decimal(9800) / 110


def _share(good: int, n: int) -> Figure:
    return evaluate("share", {}, {"good": good, "bad": n - good})


def _peers(*sizes: int, own: int | None = 0, regions: str = "") -> list[Peer]:
    names = regions or "n" * len(sizes)
    return [Peer(at == own, names[at], _share(size // 2, size)) for at, size in enumerate(sizes)]


def test_a_small_group_is_not_shown() -> None:
    assert compare(_peers(*[20] * 4), smallest=5).spread is None
    assert compare(_peers(*[20] * 4), smallest=5).members == ()
    assert compare(_peers(*[20] * 5), smallest=5).is_shown


def test_figures_of_few_records_are_no_peers() -> None:
    found = compare(_peers(LEAST_RECORDS - 1, *[20] * 5), smallest=5)
    assert found.is_shown
    assert found.own is None
    assert found.place is None
    assert len(found.others) == 5
    assert compare(_peers(20, *[LEAST_RECORDS - 1] * 9), smallest=5).spread is None


def test_a_region_is_not_shown_where_the_rest_would_be_guessed() -> None:
    peers = _peers(*[20] * 9, regions="nnnnnnnss")
    assert compare(peers, smallest=5, kind=GroupKind.REGION).spread is None
    peers = _peers(*[20] * 12, regions="nnnnnnnsssss")
    found = compare(peers, smallest=5, kind=GroupKind.REGION)
    assert len(found.members) == 7


def test_a_like_size_is_from_half_to_twice() -> None:
    peers = _peers(100, 50, 60, 150, 200, *[20] * 5, *[900] * 5)
    found = compare(peers, smallest=5, kind=GroupKind.SIZE)
    assert sorted(peer.figure.n for peer in found.members) == [50, 60, 100, 150, 200]


@given(st.lists(st.integers(0, 300), max_size=30), st.integers(2, 8), st.sampled_from(GroupKind))
@settings(max_examples=100, deadline=None)
def test_no_group_and_no_rest_is_smaller_than_it_may_be(
    sizes: list[int], smallest: int, kind: GroupKind
) -> None:
    found = compare(_peers(*sizes), smallest=smallest, kind=kind)
    counted = [size for size in sizes if size >= LEAST_RECORDS]
    if found.is_shown:
        assert len(found.members) >= smallest
        rest = len(counted) - len(found.members)
        assert rest == 0 or rest >= smallest
    else:
        assert found.members == ()
