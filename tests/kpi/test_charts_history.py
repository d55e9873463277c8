"""A value over periods: gaps stay gaps, ends are named, nothing touches."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.kpi.charts import Chart, PeriodValue, history
from tests.kpi.chart_builders import caption, faults, percents, points, values

periods = st.lists(
    st.builds(
        PeriodValue,
        label=st.sampled_from(["1/2568", "ก.ย. 2568", "ปีงบประมาณ 2568"]),
        value=st.none() | percents,
        n=st.none() | st.integers(0, 90_000),
        network=st.none() | percents,
    ),
    min_size=1,
    max_size=36,
)


def terms(*numbers: float | None) -> list[PeriodValue]:
    return [
        PeriodValue(label=f"T{index}", value=value, n=10)
        for index, value in enumerate(values(*numbers))
    ]


def words(chart: Chart, tone: str) -> list[str]:
    return [" ".join(one.lines) for one in chart.layouts[0].labels if one.tone == tone]


@given(periods, st.none() | percents)
@settings(max_examples=60)
def test_every_history_lies_in_its_picture(rows: list[PeriodValue], target: Decimal | None) -> None:
    chart = history(rows, caption(), target=target)
    assert list(faults(chart)) == []
    there = [row.value for row in rows if row.value is not None]
    for layout in chart.layouts:
        dots = points(layout, "own_dot")
        assert len(dots) == len(there)
        assert dots == sorted(dots)
        heights = [height for _, height in dots]
        assert [there[i] for i in sorted(range(len(there)), key=heights.__getitem__)] == sorted(
            there, reverse=True
        )


def test_a_gap_is_not_bridged() -> None:
    lines = [
        mark.points
        for mark in history(terms(90, 91, None, 92, None, 93, 94, 95), caption()).layouts[0].marks
        if mark.ink == "own_line"
    ]
    assert [len(line) for line in lines] == [2, 3]


def test_first_lowest_and_last_are_labelled_where_they_are() -> None:
    with translation.override("en"):
        chart = history(terms(90, 95, 81.45, 94, 93), caption(), target=Decimal(96))
    assert words(chart, "own") == ["Yours 93.0\u00a0%", "81.5\u00a0%", "90.0\u00a0%"]
    assert words(chart, "target") == ["Target 96.0\u00a0%"]
    assert words(chart, "network") == []


def test_a_history_that_broke_off_is_labelled_at_its_last_dot() -> None:
    with translation.override("en"):
        chart = history(terms(90, 95, 92, None, None), caption())
    assert words(chart, "own") == ["92.0\u00a0%", "90.0\u00a0%"]


def test_no_value_at_all_is_said_in_the_table() -> None:
    with translation.override("en"):
        chart = history(terms(None, None), caption(), target=Decimal(95))
    assert chart.table is not None
    assert chart.table.rows == (
        ("T0", "No data", "10", "95.0\u00a0%"),
        ("T1", "No data", "10", "95.0\u00a0%"),
    )
    assert points(chart.layouts[0], "own_line", "own_dot") == []


def test_the_median_has_its_column_and_its_line() -> None:
    rows = [
        PeriodValue(label="A", value=Decimal(90), network=Decimal(91)),
        PeriodValue(label="B", value=Decimal(92), network=Decimal(93)),
    ]
    with translation.override("en"):
        chart = history(rows, caption(), own="CMU")
    assert chart.table is not None
    assert chart.table.columns == ("Period", "Value", "Based on (n)", "Network median")
    assert chart.table.rows[1] == ("B", "92.0\u00a0%", "–", "93.0\u00a0%")
    assert words(chart, "network") == ["Network median 93.0\u00a0%"]
    assert "CMU 92.0\u00a0%" in words(chart, "own")


def test_a_history_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one period"):
        history([], caption())
