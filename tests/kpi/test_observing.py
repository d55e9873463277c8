"""A record counts once: in the bucket and with the outcome that it has now."""

import datetime as dt
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.institutions.scope import scope
from apps.kpi.choices import Measure, Source
from apps.kpi.counted import EVENTS, Counted, measure_of
from apps.kpi.models import Observation, Tally
from apps.kpi.services.observing import lock_tallies, observe
from tests.builders.cast import Cast, Person, make_cast
from tests.courses.worlds import undone
from tests.kpi.counting import tallies

pytestmark = pytest.mark.django_db
FIRST, SECOND = uuid.UUID(int=1), uuid.UUID(int=2)
DAY = dt.date(2026, 8, 31)


def look(person: Person, *counted: Counted, gone: tuple[uuid.UUID, ...] = ()) -> int:
    with scope(person.actor) as actor:
        lock_tallies(actor.institution_id)
        return observe(
            institution_id=actor.institution_id,
            measure=Measure.PAPERS,
            subjects=[*gone, *(one.subject for one in counted)],
            counted=counted,
        )


def papers(person: Person) -> dict[tuple[str, str], int]:
    return tallies(person, Measure.PAPERS)


def test_told_again_it_counts_once(cast: Cast) -> None:
    one = Counted(FIRST, "2026-08", "in_time")
    assert [look(cast.registrar_a, one), look(cast.registrar_a, one)] == [1, 0]
    assert papers(cast.registrar_a) == {("2026-08", "in_time"): 1}


def test_it_moves_with_its_outcome_and_its_bucket(cast: Cast) -> None:
    clerk = cast.registrar_a
    other = Counted(SECOND, "2026-08", "open", settles_on=DAY)
    look(clerk, Counted(FIRST, "2026-08", "open", settles_on=DAY), other)
    assert papers(clerk) == {("2026-08", "open"): 2}
    look(clerk, Counted(FIRST, "2026-09", "late"))
    assert papers(clerk) == {("2026-08", "open"): 1, ("2026-09", "late"): 1}


def test_another_last_day_is_kept_although_no_sum_changes(cast: Cast) -> None:
    clerk = cast.registrar_a
    look(clerk, Counted(FIRST, "2026-08", "open", settles_on=DAY))
    look(clerk, Counted(FIRST, "2026-08", "open", settles_on=dt.date(2026, 8, 30)))
    assert papers(clerk) == {("2026-08", "open"): 1}
    with scope(clerk.actor):
        assert Observation.objects.get().settles_on == dt.date(2026, 8, 30)


def test_what_counts_no_more_is_taken_away(cast: Cast) -> None:
    clerk = cast.registrar_a
    look(clerk, Counted(FIRST, "2026-08", "late"), Counted(SECOND, "2026-08", "late"))
    assert look(clerk, Counted(SECOND, "2026-08", "late"), gone=(FIRST,)) == 1
    assert papers(clerk) == {("2026-08", "late"): 1}
    assert look(clerk, gone=(FIRST, SECOND)) == 1
    with scope(clerk.actor):
        assert not Observation.objects.exists()
        assert Tally.objects.get().count == 0


def test_sources_are_never_mixed(cast: Cast) -> None:
    clerk = cast.registrar_a
    look(clerk, Counted(FIRST, "2026-08", "late"))
    look(clerk, Counted(SECOND, "2026-08", "late", Source.FED))
    assert papers(clerk) == {("2026-08", "late"): 1}
    assert tallies(clerk, Measure.PAPERS, Source.FED) == {("2026-08", "late"): 1}


def test_institutions_are_never_mixed(cast: Cast) -> None:
    look(cast.registrar_a, Counted(FIRST, "2026-08", "late"))
    look(cast.registrar_b, Counted(FIRST, "2026-08", "in_time"))
    assert papers(cast.registrar_a) == {("2026-08", "late"): 1}
    assert papers(cast.registrar_b) == {("2026-08", "in_time"): 1}


SUBJECTS = [uuid.UUID(int=place) for place in range(1, 5)]
STATE = st.fixed_dictionaries(
    {
        one: st.none()
        | st.tuples(st.sampled_from(["2026-08", "2026-09"]), st.sampled_from("12345"))
        for one in SUBJECTS
    }
)


@given(states=st.lists(st.tuples(STATE, st.sets(st.sampled_from(SUBJECTS))), max_size=5))
@settings(max_examples=30, deadline=None)
def test_the_sums_are_those_of_what_was_looked_at_last(
    states: list[tuple[dict[uuid.UUID, tuple[str, str] | None], set[uuid.UUID]]],
) -> None:
    with undone():
        clerk, now = make_cast().registrar_a, dict[uuid.UUID, tuple[str, str]]()
        for state, looked_at in states:
            counted = [Counted(one, *cell) for one in looked_at if (cell := state[one])]
            look(clerk, *counted, gone=tuple(looked_at))
            now = {one: cell for one, cell in now.items() if one not in looked_at}
            now |= {one.subject: (one.bucket, one.outcome) for one in counted}
        cells = list(now.values())
        assert papers(clerk) == {cell: cells.count(cell) for cell in cells}


@pytest.mark.parametrize(
    ("kind", "measure"),
    [
        ("cross_registration.announce", Measure.RESULTS),
        ("cross_registration.correct", Measure.RESULTS),
        ("cross_registration.announced", None),
        ("service_request.request", Measure.PAPERS),
        ("service_request.cancel", Measure.PAPERS),
        ("service_request", None),
        ("survey.answered", Measure.SURVEY),
        ("audit_item.checked", Measure.REGISTER),
        ("result.corrected", None),
        ("", None),
    ],
)
def test_which_measure_counts_an_event(kind: str, measure: Measure | None) -> None:
    assert measure_of(kind) == measure


def test_every_measure_is_told_of() -> None:
    assert set(EVENTS.values()) == set(Measure)
