"""The table of the bench: ratios, verdicts and columns."""

import pytest

from apps.core.bench.report import Comparison, duration, table


@pytest.mark.parametrize(
    ("seconds", "limit", "verdict"),
    [(3.0, 3, "met"), (3.01, 3, "MISSED"), (0.05, 0.05, "met"), (9.0, None, "-")],
)
def test_a_ratio_up_to_the_limit_is_met(seconds: float, limit: float, verdict: str) -> None:
    one = Comparison("work", seconds, "bare", 1.0, limit)
    assert (one.ratio, one.verdict) == (seconds, verdict)


def test_the_table_has_a_line_for_each_comparison_in_equal_columns() -> None:
    lines = table([Comparison("a", 2.5, "tool", 0.5, 3), Comparison("longer", 0.012, "t", 0.01)])
    heading, first, second = lines.splitlines()
    assert first.split() == ["a", "2.50", "s", "tool", "500.0", "ms", "5.00", "<=", "3", "MISSED"]
    assert second.split() == ["longer", "12.0", "ms", "t", "10.0", "ms", "1.20", "-"]
    assert heading.index("beside") == first.index("tool") == second.index("t  ")


def test_durations_below_a_second_are_told_in_milliseconds() -> None:
    assert (duration(0.9994), duration(1.0)) == ("999.4 ms", "1.00 s")
