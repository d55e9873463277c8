"""The demonstration's exchanges: what is planned, and that the services carry it out."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from apps.core.demo.ids import PROVINCE_OF_NOBODY
from apps.core.identifiers import is_national_id
from apps.courses.credits import parse_credits
from apps.courses.demo.agreements import AGREEMENTS, CONSORTIUM
from apps.courses.demo.calendar import STEPS, TERM, TERMS, moment_of
from apps.courses.demo.catalogue import offerings
from apps.courses.demo.rules import SCALES
from apps.courses.demo.seeding import clients, telling
from apps.courses.demo.seeding.staff import Staff
from apps.courses.demo.story import FATES, STORY, Plan
from apps.courses.demo.students import student
from apps.courses.demo.universities import UNIVERSITIES
from apps.courses.models import (
    CoursePaper,
    CreditEntry,
    CrossRegistration,
    Recognition,
    RegistrationAct,
    Result,
)
from apps.courses.states import Action, State, next_state
from apps.graduates.management.commands import seed_demo
from apps.institutions.models import Institution
from apps.institutions.scope import scope

SEED = 7
ACTIONS = {
    "submit": Action.SUBMIT, "accept": Action.ACCEPT, "decline": Action.DECLINE,
    "change": Action.CHANGE, "accept_again": Action.ACCEPT, "cancel": Action.CANCEL,
    "enrol": Action.ENROL, "detail": Action.DETAIL, "withdraw": Action.WITHDRAW,
    "announce": Action.ANNOUNCE, "announce_correction": Action.CORRECT,
    "acknowledge": Action.ACKNOWLEDGE, "acknowledge_again": Action.ACKNOWLEDGE,
    "decide": Action.RECOGNISE, "decide_again": Action.RECOGNISE, "reopen": Action.REOPEN,
}  # fmt: skip
DECISIONS = {"partly": Action.RECOGNISE_PARTLY, "not": Action.NOT_RECOGNISE}


def last_state(fate: str) -> State:
    state = State.DRAFT
    for step in FATES[fate]:
        action = DECISIONS.get(fate, ACTIONS[step]) if step == "decide" else ACTIONS.get(step)
        if action is None:  # entered, proposed, returned: nothing moves yet
            continue
        after = next_state(state, action)
        assert after is not None, (fate, step, state)
        state = after
    return state


def test_every_fate_is_a_way_through_the_table_and_all_states_are_reached() -> None:
    told = Counter[str]()
    for plan in STORY:
        told.update(last_state(fate) for fate in plan.lines)
    assert set(told) == set(State)
    assert min(told.values()) >= 4, "several students in every state"
    assert 300 <= told.total() <= 500
    assert set(FATES) == {fate for plan in STORY for fate in plan.lines}


def test_steps_of_a_request_follow_each_other() -> None:
    for place, plan in enumerate(STORY):
        when = TERM[plan.academic_year, plan.term]
        moments = [moment_of(step, when, block=plan.block, plan=place, seed=SEED) for step in STEPS]
        assert moments == sorted(moments)
        assert all(moment.weekday() < 5 and 9 <= moment.hour < 17 for moment in moments)


@pytest.mark.parametrize("slug", UNIVERSITIES)
def test_catalogue_of_a_university(slug: str) -> None:
    current = offerings(slug, TERM[2026, 1], SEED)
    assert 40 <= len(current) <= 60
    assert {each.state for each in current} == {"draft", "open", "closed"}
    for term in TERMS:
        courses = [each.course for each in offerings(slug, term, SEED)]
        assert len({(course.code, course.section) for course in courses}) == len(courses)
        assert all(parse_credits(course.credits) for course in courses)
        assert all(course.code == course.code.upper() for course in courses)


def test_students_are_nobody_and_differ() -> None:
    people = [student(slug, n, graduate=False, seed=SEED) for slug in UNIVERSITIES
              for n in range(101, 161)]  # fmt: skip
    ids = [each.national_id for each in people if each.national_id]
    assert len(set(ids)) == len(ids)
    assert all(is_national_id(each) and each[1:3] == PROVINCE_OF_NOBODY for each in ids)
    assert len({each.code for each in people}) == len(people)
    assert all(each.first_name_en.isascii() and each.last_name_en.isascii() for each in people)
    assert student("tu", 105, graduate=False, seed=SEED) == people[4]


def test_scales_know_every_grade_of_the_story() -> None:
    for scales in SCALES.values():
        assert all(scales[-1].scale.find(grade) for grade in ("A", "B", "C", "D", "F", "W", "I"))


@pytest.fixture
def accounts(db: None) -> None:
    for row in seed_demo.demo_rows("accounts"):
        codes = [held["institution"] for held in row["memberships"]]
        if Institution.objects.filter(code__in=codes).count() == len(codes):
            seed_demo.make_account(row)


ONE_OF_EACH = Plan(
    "tu",
    "kku",
    2025,
    2,
    {fate: 2 for fate in sorted(FATES, reverse=True) if "joint" not in fate},
    papers={"paper": ("corrected",)},
)
JOINED = Plan("kku", "tu", 2025, 2, {"joint": 2, "joint_proposed": 2, "recognised": 1}, small=True)


def tell() -> bool:
    return telling.tell_story(
        seed=SEED,
        plans=[ONE_OF_EACH, JOINED],
        agreements=[each for each in AGREEMENTS if each.key == CONSORTIUM],
    )


def test_the_story_is_told_once_by_both_sides_and_in_its_own_time(accounts: None) -> None:
    assert tell()
    staff = Staff()
    with scope(staff.registrar("tu")):
        sent = CrossRegistration.objects.filter(home=staff.university("tu"))
        states = Counter(sent.values_list("state", flat=True))
        assert states == Counter(map(last_state, ONE_OF_EACH.lines))
        acts = RegistrationAct.objects.filter(registration__in=sent).order_by("registration", "id")
        assert_dated_in_order(list(acts.values_list("registration", "created_at")))
        assert Recognition.objects.filter(overridden=True, state="approved").count() == 2
        balances = CreditEntry.objects.values_list("after", flat=True)
        assert balances.exists()
        assert min(balances) == 0
        assert CoursePaper.objects.get().outdated_at is not None, "its result was corrected"
        waiting = Result.objects.filter(home=staff.university("tu"), announced_at=None)
        assert not waiting.exists()
    with scope(staff.approver("kku")):
        waiting = Result.objects.filter(host=staff.university("kku"), announced_at=None)
        assert Counter(waiting.values_list("version", flat=True)) == {1: 2, 2: 2}
        joined = Recognition.objects.get(state="approved", target_credits__gt=3)
        assert joined.sources.count() == 2
        assert not Result.objects.filter(
            home=staff.university("kku"), distribution__isnull=False
        ).exists(), "a class of seven is not shown"
        assert Result.objects.filter(
            host=staff.university("kku"), distribution__isnull=False
        ).exists()
    assert not tell()
    with scope(staff.registrar("tu")):
        assert sent.count() == len(ONE_OF_EACH.lines)


def assert_dated_in_order(acts: list[tuple[int, Any]]) -> None:
    assert acts == sorted(acts)
    assert max(moment for _row, moment in acts) < timezone.now()
    assert len({moment.date() for _row, moment in acts}) > 10


def test_clients_of_both_sides_are_kept_in_one_file(
    accounts: None, settings: Any, tmp_path: Path
) -> None:
    settings.DEMO_CLIENT_FILE = tmp_path / "demo-client.json"
    settings.DEMO_CLIENT_FILE.write_text(json.dumps({"client_id": "old", "client_secret": "x"}))
    clients.make_demo_clients()
    first = json.loads(settings.DEMO_CLIENT_FILE.read_text())
    clients.make_demo_clients()
    assert json.loads(settings.DEMO_CLIENT_FILE.read_text()) == first
    assert first["client_id"] == "old"
    assert set(first["courses"]) == {"home", "host"}
    assert settings.DEMO_CLIENT_FILE.stat().st_mode & 0o077 == 0


def test_a_production_system_is_never_seeded(db: None, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="never loaded into a production system"):
        call_command("seed_courses", skip_checks=True)


def test_without_accounts_the_command_says_what_to_run(db: None, settings: Any) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match="Run seed_demo first"):
        call_command("seed_courses", skip_checks=True)
