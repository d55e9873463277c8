"""An institution's rules are dated rows: the one in force on the day counts, none is changed."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from apps.core.errors import ForbiddenError
from apps.courses import rules
from apps.courses.errors import NoPolicyError, NoScaleError
from apps.courses.grades import USUAL_SCALE
from apps.courses.models import GradeScale, Recognition, RecognitionPolicy, Result
from apps.courses.services import ruling
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.courses.worlds import World

pytestmark = pytest.mark.usefixtures("taken_back")

GRADES = USUAL_SCALE.as_json()["grades"]
LATER = dt.date(2026, 6, 1)


def set_policy(world: World, **more: Any) -> RecognitionPolicy:
    values: dict[str, Any] = {
        "valid_from": LATER,
        "study": "undergraduate",
        "content_share": Decimal("0.6"),
        "grade_points": Decimal("1.00"),
        "ungraded_passes": False,
        "load_cap": None,
        "programme_share": None,
        **more,
    }
    actor = world.approver("home")
    with scope(actor):
        return ruling.set_recognition_policy(actor=actor, **values)


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (dt.date(2020, 1, 1), "0.750"),
        (LATER - dt.timedelta(days=1), "0.750"),
        (LATER, "0.600"),
        (dt.date(2040, 1, 1), "0.600"),
    ],
)
def test_the_row_of_the_day(world: World, day: dt.date, share: str) -> None:
    set_policy(world)
    with scope(world.clerk("host")):  # rules are published to the network
        row = rules.policy_in_force(world.made.home.pk, "undergraduate", day)
    assert row.content_share == Decimal(share)


def test_before_the_first_row_and_for_other_studies_there_is_none(world: World) -> None:
    home = world.made.home.pk
    with scope(world.clerk("home")):
        with pytest.raises(NoPolicyError):
            rules.policy_in_force(home, "undergraduate", dt.date(2019, 12, 31))
        with pytest.raises(NoPolicyError):
            rules.policy_in_force(home, "graduate", LATER)
        with pytest.raises(NoScaleError):
            rules.scale_in_force(home, dt.date(2019, 12, 31))


def test_a_second_row_of_the_same_day_is_refused(world: World) -> None:
    set_policy(world)
    with pytest.raises(ruling.RuleError):
        set_policy(world, content_share=Decimal("0.9"))


@pytest.mark.parametrize("who", ["registrar_a", "director_a", "registrar_b"])
def test_rules_are_set_by_an_approver_of_the_own_institution(world: World, who: str) -> None:
    actor = getattr(world.made.cast, who).actor
    with scope(actor), pytest.raises(ForbiddenError):
        ruling.set_grade_scale(actor=actor, valid_from=LATER, grades=GRADES)
    with scope(world.approver("host")) as host:
        row = ruling.set_grade_scale(actor=host, valid_from=LATER, grades=GRADES)
    assert row.institution_id == world.made.host.pk


def test_a_scale_that_is_none_is_not_kept(world: World) -> None:
    actor = world.approver("home")
    with scope(actor):
        before = GradeScale.objects.count()
        with pytest.raises(ruling.RuleError):
            ruling.set_grade_scale(actor=actor, valid_from=LATER, grades=[*GRADES, GRADES[0]])
        assert GradeScale.objects.count() == before


def test_a_decision_keeps_the_row_that_it_used(world: World) -> None:
    made = world.made
    build.recognised(made, build.acknowledged(made))
    set_policy(world, valid_from=dt.date(2026, 1, 1), content_share=Decimal("0.9"))
    with scope(world.clerk("home")):
        kept = Recognition.objects.select_related("policy").get()
    assert kept.policy.content_share == Decimal("0.75")
    asked = {one["code"]: one["asked"] for one in kept.criteria}
    assert asked["content"] == "75 %"


def test_a_result_keeps_the_scale_of_its_day(world: World) -> None:
    made = world.made
    first = build.announced(made, build.enrolled(made), "B")[0]
    stricter = [{**one, "points": "2.75"} if one["grade"] == "B" else one for one in GRADES]
    actor = world.approver("host")
    with scope(actor):
        ruling.set_grade_scale(actor=actor, valid_from=dt.date(2026, 1, 1), grades=stricter)
    second = build.announced(made, build.enrolled(made, build.candidate(2)), "B")[0]
    with scope(world.clerk("home")):
        points = {one.registration_id: one.points for one in Result.objects.select_related("scale")}
    assert points == {first.pk: Decimal("3.00"), second.pk: Decimal("2.75")}


def test_terms_are_set_anew(world: World) -> None:
    actor = world.approver("host")
    with scope(actor):
        for month in (8, 9):
            ruling.set_term(
                actor=actor,
                academic_year=2026,
                term=1,
                starts_on=dt.date(2026, month, 1),
                ends_on=dt.date(2026, 12, 15),
            )
    with scope(world.clerk("home")):
        found = rules.term_dates(world.made.host.pk, 2026, 1)
        assert found is not None
        assert found.starts_on == dt.date(2026, 9, 1)
        assert rules.term_dates(world.made.host.pk, 2026, 2) is None
