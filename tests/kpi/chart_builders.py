"""Charts from made-up figures, and what is asked of every picture."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from hypothesis import strategies as st

from apps.kpi.charts import Caption, Chart
from apps.kpi.charts.chart import Layout
from apps.kpi.charts.labels import box_of

EDGE = 1e-6
percents = st.decimals(0, 100, places=1)


def caption(n: int | None = 318) -> Caption:
    return Caption(
        title="REG02 below its target", sentence="It fell.", as_of=dt.date(2026, 8, 14), n=n
    )


def values(*numbers: float | None) -> list[Decimal | None]:
    return [None if number is None else Decimal(str(number)) for number in numbers]


def points(layout: Layout, *inks: str) -> list[tuple[float, float]]:
    return [point for mark in layout.marks if mark.ink in inks for point in mark.points]


def faults(chart: Chart) -> Iterator[str]:
    """Points and labels outside of their picture, and labels that touch each other."""
    for layout in chart.layouts:
        frame = layout.frame
        for mark in layout.marks:
            if not all(-EDGE <= part <= 100 + EDGE for point in mark.points for part in point):
                yield f"{frame.name}: {mark.ink} leaves the picture"
        boxes = [(label.lines, box_of(label, frame)) for label in layout.labels]
        for index, (words, box) in enumerate(boxes):
            if min(box.left, box.top) < -EDGE or max(box.right, box.bottom) > 100 + EDGE:
                yield f"{frame.name}: {words} leaves the picture"
            for others, other in boxes[:index]:
                if box.touches(other):
                    yield f"{frame.name}: {words} touches {others}"
