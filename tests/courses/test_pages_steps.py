"""What happened to a request, folded: nothing is lost and each line's own order stands."""

import datetime as dt
import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.courses.selectors.steps import Fold, LineAct, fold
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.builders.cast import Cast
from tests.courses.pages import REQUESTS, browser_of, words

BEGINNING = dt.datetime(2026, 6, 1, 9, 0, tzinfo=dt.UTC)


def act(line: int, action: str, second: int = 0, name: str = "ก") -> LineAct:
    return LineAct(line, action, 1, name, "นายทะเบียน", BEGINNING + dt.timedelta(seconds=second))


def told(folds: list[Fold]) -> list[tuple[str, int]]:
    return [(each.first.action, each.lines) for each in folds]


acts = st.lists(
    st.tuples(
        st.integers(1, 4), st.sampled_from(["accept", "correct", "acknowledge"]), st.integers(0, 40)
    ),
    max_size=30,
).map(lambda drawn: [act(*one) for one in sorted(drawn, key=lambda one: one[2])])


@settings(max_examples=100)
@given(acts)
def test_every_act_stands_in_one_fold(read: list[LineAct]) -> None:
    found = fold(read)
    counted: Counter[str] = Counter()
    for each in found:
        counted[each.first.action] += each.lines
    assert counted == Counter(one.action for one in read)
    assert all(a.first.at <= b.first.at for a, b in pairwise(found))


@settings(max_examples=100)
@given(acts, st.integers(1, 4))
def test_the_folds_hold_the_order_of_each_line(read: list[LineAct], line: int) -> None:
    """What happened to one line is met in this order among the folds."""
    remaining = iter(fold(read))
    for mine in (one for one in read if one.registration == line):
        assert any(each.first.action == mine.action for each in remaining)


def test_acts_on_many_lines_are_one_step() -> None:
    read = [act(line, "accept", line) for line in (1, 2, 3)]
    assert told(fold(read)) == [("accept", 3)]


def test_another_person_or_minute_is_another_step() -> None:
    read = [act(1, "accept"), act(2, "accept", name="ข"), act(3, "accept", 61)]
    assert told(fold(read)) == [("accept", 1)] * 3


def test_a_second_receipt_within_the_minute_stands_after_the_correction() -> None:
    read = [
        act(1, "acknowledge"), act(2, "acknowledge"), act(1, "recognise"), act(1, "correct"),
        act(1, "acknowledge"), act(1, "recognise"),
    ]  # fmt: skip
    assert told(fold(read)) == [
        ("acknowledge", 2), ("recognise", 1), ("correct", 1), ("acknowledge", 1), ("recognise", 1),
    ]  # fmt: skip


def test_corrections_approved_together_are_one_step_for_each_act() -> None:
    read = [act(1, "correct"), act(9, "reopen"), act(2, "correct"), act(8, "reopen")]
    assert told(fold(read)) == [("correct", 2), ("reopen", 2)]


@pytest.mark.django_db
def test_the_page_tells_the_story_newest_first(cast: Cast) -> None:
    made = build.make_exchange(cast)
    rows = build.acknowledged(made, build.candidate(1), build.candidate(2))
    build.recognised(made, rows[:1])
    corrected = build.announced(made, build.fresh(made, rows[:1]), "C+", reason="appeal")
    build.received(made, corrected)
    page = words(browser_of(made.registrar).get(f"{REQUESTS}{rows[0].request.uuid}/"))
    table = page.partition("What happened")[2]
    order = [
        ("Receipt of the result confirmed", 1), ("Result corrected", 1), ("Recognised", 1),
        ("Receipt of the result confirmed", 2), ("Result announced", 2),
        ("Registration confirmed", 2), ("Accepted", 2), ("Sent to the host", 2), ("Entered", 2),
    ]  # fmt: skip
    named = "|".join(sorted({act for act, _lines in order}, key=len, reverse=True))
    assert [(a, int(n)) for a, n in re.findall(f"({named}) (\\d+) ", table)] == order
    with scope(made.registrar.actor):
        assert rows[0].request.registrations.count() == 2
