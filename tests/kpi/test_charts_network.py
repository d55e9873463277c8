"""Strip and funnel: own dot emphasised, others without name or order, nothing touches."""

from decimal import Decimal
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.kpi.charts import Chart, FunnelDot, distribution_strip, funnel
from apps.kpi.charts.clipping import clipped
from apps.kpi.charts.labels import box_of
from apps.kpi.charts.swarm import levels
from apps.kpi.distribution import summarise
from apps.kpi.formulas import Figure
from apps.kpi.limits import FunnelPoint, Position, curve_sizes, funnel_curve, limits_at, position
from tests.kpi.chart_builders import caption, faults, percents, points

groups = st.lists(percents, min_size=5, max_size=60)


def strip(others: list[Decimal], own: Decimal | None, target: Decimal | None = None) -> Chart:
    spread = summarise([*others, own])
    assert spread is not None
    return distribution_strip(others, spread, caption(), own=own, target=target)


@given(groups, st.none() | percents, st.none() | percents)
@settings(max_examples=60)
def test_every_strip_lies_in_its_picture(
    others: list[Decimal], own: Decimal | None, target: Decimal | None
) -> None:
    chart = strip(others, own, target)
    assert list(faults(chart)) == []
    for layout in chart.layouts:
        dots = points(layout, "other")
        assert len(dots) == len(others)
        assert dots == sorted(dots, key=lambda dot: dot[0])
        assert len(points(layout, "own")) == (own is not None)


@given(st.permutations([Decimal(n) for n in (80, 80, 80, 91, 92, 92, 97)]))
def test_the_order_in_which_values_come_tells_nothing(others: list[Decimal]) -> None:
    assert strip(others, Decimal(91)) == strip(sorted(others), Decimal(91))


@given(st.lists(st.floats(0, 100), max_size=60), st.floats(0.1, 20))
def test_dots_of_a_level_do_not_touch(places: list[float], apart: float) -> None:
    found = levels(places, apart)
    for level in set(found):
        row = sorted(at for at, its in zip(places, found, strict=True) if its == level)
        assert all(after - before >= apart for before, after in pairwise(row))


def test_dots_that_do_not_collide_stay_on_the_line() -> None:
    assert levels([1, 2, 3], 1) == (0, 0, 0)
    assert levels([5, 5, 5, 5], 1) == (0, 1, -1, 2)


def test_the_strip_s_table_names_no_other() -> None:
    with translation.override("en"):
        chart = strip([Decimal(n) for n in (80, 85, 90, 95)], Decimal(100), Decimal(95))
    assert chart.table is not None
    assert chart.table.rows == (
        ("Yours", "100.0\u00a0%"),
        ("Lowest value", "80.0\u00a0%"),
        ("Lower quartile", "85.0\u00a0%"),
        ("Median", "90.0\u00a0%"),
        ("Upper quartile", "95.0\u00a0%"),
        ("Highest value", "100.0\u00a0%"),
        ("Target", "95.0\u00a0%"),
        ("Institutions", "5"),
    )


def test_without_an_own_value_the_table_has_no_row_for_it() -> None:
    chart = strip([Decimal(n) for n in (80, 85, 90, 95, 99)], None)
    assert chart.table is not None
    with translation.override("en"):
        assert "Yours" not in [row[0] for row in chart.table.rows]
    assert len(chart.table.rows) == 6


@given(groups, percents, percents)
@settings(max_examples=60)
def test_the_line_to_the_own_dot_crosses_no_words(
    others: list[Decimal], own: Decimal, target: Decimal
) -> None:
    for layout in strip(others, own, target).layouts:
        (line,) = (mark for mark in layout.marks if mark.ink == "leader")
        (x, top), (_x, bottom) = line.points
        for label in layout.labels:
            box = box_of(label, layout.frame)
            crossed = box.left < x < box.right and top < label.y < bottom
            assert not crossed or label.tone == "own", label.lines


def dots_of(counts: list[tuple[int, int]]) -> tuple[list[FunnelDot], list[FunnelPoint], Decimal]:
    """`counts`: n and how many of it are good, for each institution."""
    n, good = sum(one[0] for one in counts), sum(one[1] for one in counts)
    centre = Figure(good, n, Decimal(100 * good) / n, n, None)
    dots = []
    for size, well in counts:
        value, limits = Decimal(100 * well) / size, limits_at(centre, size)
        assert limits is not None
        dots.append(FunnelDot(size, value, position(value, limits)))
    sizes = [size for size, _ in counts]
    curve = funnel_curve(centre, curve_sizes(min(sizes), max(sizes) + 1, 20))
    return dots, curve, Decimal(100 * good) / n


institutions = st.integers(2, 3_000).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


@given(st.lists(institutions, min_size=2, max_size=25))
@settings(max_examples=50, deadline=None)
def test_every_funnel_lies_in_its_picture(counts: list[tuple[int, int]]) -> None:
    (own, *others), curve, centre = dots_of(counts)
    chart = funnel(others, curve, caption(), centre=centre, counted="Results", own=own)
    assert list(faults(chart)) == []
    beyond = (Position.FAR_BELOW, Position.FAR_ABOVE)
    for layout in chart.layouts:
        far = sum(dot.position in beyond for dot in others)
        assert len(points(layout, "beyond")) == far
        assert len(points(layout, "other")) == len(others) - far
        shapes = [mark.shape for mark in layout.marks if mark.ink in ("own", "own_beyond")]
        assert shapes == ["diamond" if own.position in beyond else "dot"]


def test_those_beyond_differ_by_shape_and_are_counted_in_the_table() -> None:
    counts = [(100, 95)] * 8 + [(20_000, 19_000), (1_000, 600)]
    dots, curve, centre = dots_of(counts)
    with translation.override("en"):
        chart = funnel(dots[1:], curve, caption(), centre=centre, counted="Results", own=dots[0])
    assert chart.table is not None
    assert chart.table.rows[0] == ("Yours", "95.0\u00a0%", "100")
    assert chart.table.rows[-1][1] == "2 of 10 institutions"
    signs = {mark.ink: mark.shape for mark in chart.layouts[0].marks if mark.points}
    assert (signs["own"], signs["beyond"]) == ("dot", "diamond")
    named = [label.lines for label in chart.layouts[0].labels if label.tone in ("own", "note")]
    assert named == [("Yours 95.0\u00a0%",), ("beyond the limits",)]


def test_a_funnel_without_limits_is_refused() -> None:
    with pytest.raises(ValueError, match="a funnel needs dots"):
        funnel([FunnelDot(5, Decimal(90))], [], caption(), centre=Decimal(90), counted="Results")


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(-300, 300)), min_size=2, max_size=20))
def test_a_clipped_line_stays_within(line: list[tuple[float, float]]) -> None:
    for piece in clipped(line, 10, 90):
        assert len(piece) > 1
        assert all(10 <= y <= 90 for _, y in piece)


def test_a_clipped_line_ends_where_it_crosses_the_edge() -> None:
    assert clipped([(0, 0), (10, 20), (20, 100)], 10, 90) == [((5, 10), (10, 20), (18.75, 90))]
    assert clipped([(0, 0), (10, 5)], 10, 90) == []
    assert clipped([(0, 50), (1, 0), (2, 0), (3, 50)], 10, 90) == [
        ((0, 50), (0.8, 10)),
        ((2.2, 10), (3, 50)),
    ]


def test_quarters_that_differ_never_read_alike() -> None:
    others = [Decimal(text) for text in ("99.15", "99.16", "99.17", "99.18", "99.21", "99.24")]
    with translation.override("en"):
        chart = strip(others, Decimal("99.19"))
    words = " ".join(line for label in chart.layouts[0].labels for line in label.lines)
    assert "99.2–99.2" not in words
    assert "Median 99.18\u00a0%" in words
    assert "Yours 99.19\u00a0%" in words
    assert chart.table is not None
    assert ("Median", "99.18\u00a0%") in chart.table.rows


def test_words_at_the_right_edge_of_a_funnel_stand_off_its_lines() -> None:
    """Near the largest size all limits meet: the own value goes above or below them."""
    sizes = (166_826, 900, 22_000, 47_000, 120_000, 190_000, 250_000)
    (own, *others), curve, centre = dots_of([(n, round(n * 0.992)) for n in sizes])
    chart = funnel(others, curve, caption(), centre=centre, counted="Results", own=own)
    for layout in chart.layouts:
        (label,) = [one for one in layout.labels if one.tone == "own"]
        box = box_of(label, layout.frame)
        assert not [at for at in points(layout, "other") if box.holds(*at)]
        (line,) = [mark.points[0][1] for mark in layout.marks if mark.ink == "centre"]
        assert not box.top <= line <= box.bottom
