"""The proof and the remedy: sums that do not agree with the records are found and repaired."""

import io
import json
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from pytest_django.plugin import DjangoDbBlocker

from apps.institutions.scope import scope
from apps.kpi.choices import Measure
from apps.kpi.models import Observation, SurveyResponse, Tally
from apps.kpi.services.recomputing import Disagreement, recompute
from tests.courses.worlds import undone
from tests.kpi import counting
from tests.kpi.counted_world import Counted, make_counted


@pytest.fixture(scope="module")
def whole(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Counted]:
    with django_db_blocker.unblock(), undone():
        made = make_counted()
        for points in (5, 5, 4, 2):
            counting.answered(made.clerk, points)
        counting.checked(made.approver, made.items[0], "good")
        counting.count()
        yield made


@pytest.fixture
def world(whole: Counted) -> Iterator[Counted]:
    with undone():
        yield whole


def answers(world: Counted) -> dict[tuple[str, str], int]:
    return counting.tallies(world.clerk, Measure.SURVEY)


TRUE = {("2026-08", "5"): 2, ("2026-08", "4"): 1, ("2026-08", "2"): 1}


def command(*more: str) -> dict[str, object]:
    out = io.StringIO()
    call_command("recompute_indicators", *more, stdout=out)
    told: dict[str, object] = json.loads(out.getvalue())
    return told


def test_untouched_sums_agree(world: Counted) -> None:
    assert answers(world) == TRUE
    assert recompute(world.made.home.pk) == []
    assert command("--institution", world.made.home.code) == {
        "institutions": 1,
        "disagreements": {},
    }


def test_a_sum_changed_by_hand_is_found_and_repaired(world: Counted) -> None:
    with scope(world.clerk.actor):
        assert Tally.objects.filter(measure=Measure.SURVEY, outcome="5").update(count=7) == 1
    wrong = Disagreement("survey.overall", "derived", "2026-08", "5", 7, 2, 2)
    assert recompute(world.made.home.pk) == [wrong]
    assert recompute(world.made.home.pk, repair=True) == [wrong]
    assert recompute(world.made.home.pk) == []
    assert answers(world) == TRUE


def test_an_observation_changed_by_hand_is_found_although_the_sum_is_right(world: Counted) -> None:
    with scope(world.clerk.actor):
        Observation.objects.filter(measure=Measure.SURVEY, outcome="2").update(outcome="3")
    found = {(one.outcome, one.kept, one.observed, one.recomputed)
             for one in recompute(world.made.home.pk, repair=True)}  # fmt: skip
    assert found == {("2", 1, 0, 1), ("3", 0, 1, 0)}
    assert recompute(world.made.home.pk) == []


def test_a_record_that_nobody_told_of_is_found(world: Counted) -> None:
    with scope(world.clerk.actor):
        Observation.objects.filter(measure=Measure.REGISTER).delete()
        Tally.objects.filter(measure=Measure.REGISTER).delete()
    with pytest.raises(CommandError, match="1 institutions differ"):
        command()
    assert command("--repair")["disagreements"] == {
        world.made.home.code: [
            {
                "measure": "register", "source": "derived", "bucket": "2025", "outcome": "good",
                "kept": 0, "observed": 0, "recomputed": 1,
            }
        ]
    }  # fmt: skip
    assert command()["disagreements"] == {}


def test_after_a_repair_the_increments_go_on(world: Counted) -> None:
    recompute(world.made.home.pk, repair=True)
    counting.answered(world.clerk, 1)
    counting.checked(world.approver, world.items[0], "bad")
    counting.count()
    assert answers(world) == {**TRUE, ("2026-08", "1"): 1}
    assert counting.tallies(world.clerk, Measure.REGISTER) == {("2025", "bad"): 1}
    assert recompute(world.made.home.pk) == []


def test_one_institution_is_repaired_without_the_others(world: Counted) -> None:
    with scope(world.clerk.actor):
        Tally.objects.all().delete()
    assert recompute(world.made.host.pk, repair=True) == []
    assert answers(world) == {}
    assert len(recompute(world.made.home.pk)) == len(TRUE) + 1


def test_an_unknown_code_is_refused(world: Counted) -> None:
    with pytest.raises(CommandError, match="No university"):
        command("--institution", "99999")


def test_what_is_compared_is_what_was_answered(world: Counted) -> None:
    with scope(world.clerk.actor):
        assert SurveyResponse.objects.count() == sum(TRUE.values())
