"""Labels never touch, and are put where they are meant."""

import re
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from apps.kpi.charts.frames import LEAST, frames
from apps.kpi.charts.labels import Label, box_of, free, inside, keep_apart, spread, thinned

WIDE, NARROW = frames((720, 290), (360, 290))
EDGE = 1e-6
CSS = (Path(settings.BASE_DIR) / "static" / "css" / "charts.css").read_text()

places = st.floats(0, 100)
labels = st.builds(
    Label,
    st.tuples(st.text("กที่นี้น้ำ 0123456789%", min_size=1, max_size=14)),
    places,
    places,
    st.sampled_from(["start", "middle", "end"]),
)


@given(st.lists(labels, max_size=12))
def test_of_two_that_touch_the_more_important_stays(given_labels: list[Label]) -> None:
    kept = keep_apart(given_labels, NARROW)
    assert kept[:1] == tuple(given_labels[:1])
    for index, label in enumerate(kept):
        assert free(label, kept[:index], NARROW)
    for label in given_labels:
        assert label in kept or not free(label, kept, NARROW)


@given(labels)
def test_a_label_is_moved_into_the_picture(label: Label) -> None:
    box = box_of(inside(label, NARROW), NARROW)
    assert min(box.left, box.top) >= -EDGE
    assert max(box.right, box.bottom) <= 100 + EDGE


@given(st.integers(1, 40), st.integers(1, 12))
def test_inner_periods_go_first_and_the_last_stays(number: int, letters: int) -> None:
    row = [Label(("8" * letters,), 100 * (at + 0.5) / number, 95) for at in range(number)]
    kept = thinned(row, NARROW)
    assert kept[-1] == row[-1]
    indexes = [row.index(label) for label in kept]
    assert len({after - before for before, after in pairwise(indexes)}) <= 1
    assert keep_apart(kept, NARROW) == kept


@given(st.lists(places, min_size=1, max_size=6), st.floats(0.5, 40))
def test_labels_at_the_right_are_spread_in_their_order(wanted: list[float], gap: float) -> None:
    found = spread(wanted, gap, 0, 100)
    least = min(gap, 100 / max(len(wanted) - 1, 1))
    ordered = sorted(zip(wanted, found, strict=True))
    for (_, before), (_, after) in pairwise(ordered):
        assert after - before >= least - EDGE
    assert all(-EDGE <= place <= 100 + EDGE for place in found)


@given(st.lists(st.integers(0, 10), unique=True, min_size=1).map(lambda ten: [n * 10 for n in ten]))
def test_what_does_not_touch_is_not_moved(wanted: list[int]) -> None:
    assert spread(wanted, 10, 0, 100) == tuple(wanted)


def test_two_at_one_place_move_apart_equally() -> None:
    assert spread([50, 50], 10, 0, 100) == (45, 55)
    assert spread([], 10, 0, 100) == ()


@given(places, places)
def test_the_place_in_classes_is_the_place_of_the_label(x: float, y: float) -> None:
    classes = Label(("1",), x, y).classes
    rules = dict(re.findall(r"\.([\w-]+) \{ (.*?); \}", CSS))
    across = down = 0.0
    for name in classes.split()[3:]:
        prop, value = rules[name].split(": ")
        assert prop == {"x": "left", "d": "margin-left", "y": "top"}[name[0]]
        if prop == "top":
            down += float(value.removesuffix("%"))
        else:
            across += float(value.removesuffix("%"))
    assert abs(across - x) <= 0.05 + EDGE
    assert abs(down - y) <= 0.5 + EDGE


def test_marks_above_and_below_take_no_room() -> None:
    assert WIDE.text_width("ที่นี้") == WIDE.text_width("ทน")
    assert WIDE.text_width("น้ำ") == WIDE.text_width("นำ") > WIDE.text_width("น")


def test_the_style_sheet_changes_shape_at_the_width_of_the_rule() -> None:
    assert f"@container (max-width: {LEAST['wide'] - 0.01:.2f}rem)" in CSS
    assert f"min-width: {LEAST['narrow']}rem" in CSS
