"""The demonstration's registers and checks: what is planned, and that the services carry it out."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from apps.core.demo.ids import PROVINCE_OF_NOBODY
from apps.core.identifiers import is_national_id
from apps.core.working_days import working_days_between
from apps.courses.demo.calendar import BANGKOK
from apps.courses.demo.seeding.staff import Staff
from apps.courses.demo.universities import UNIVERSITIES
from apps.documents.models import Paper, Status
from apps.graduates.management.commands import seed_demo
from apps.institutions.demo.seeding import seed_offices
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from apps.qualifications.choices import Closing
from apps.qualifications.degrees import parse_degree
from apps.qualifications.demo.claims import SHORT_NAMES, People
from apps.qualifications.demo.days import days_before, moment_before
from apps.qualifications.demo.fates import FATES
from apps.qualifications.demo.graduates import (
    COUNT,
    STUDYING,
    UNREGISTERED,
    YEARS,
    all_graduates,
    graduate,
    graduates_of,
)
from apps.qualifications.demo.programmes import PROGRAMMES
from apps.qualifications.demo.registers import DUBIOUS, REGISTERS, PlannedRegister
from apps.qualifications.demo.seeding.asking import batch_entrants
from apps.qualifications.demo.seeding.steps import STEP
from apps.qualifications.demo.seeding.telling import tell_checks
from apps.qualifications.demo.story import STORY, PlannedBatch, PlannedQuestion, Story
from apps.qualifications.incoming.universities import Universities
from apps.qualifications.models import (
    Check,
    CheckAct,
    CheckBatch,
    Conferral,
    DubiousInstitution,
    PrivacyHold,
    RegisterCoverage,
    RegisterLoad,
)
from apps.qualifications.states import BatchState, CheckAction, CheckState, LoadState
from apps.qualifications.states import next_check_state as after
from tests.courses.worlds import undone

SEED = 7
ACTIONS = {
    "approve": CheckAction.APPROVE,
    "give_back": CheckAction.RETURN,
    "request_documents": CheckAction.REQUEST_DOCUMENTS,
    "give_documents": CheckAction.GIVE_DOCUMENTS,
    "cancel": CheckAction.CANCEL,
    "correct": CheckAction.REOPEN,
}


def last_state(fate: str) -> CheckState:
    confirmed = fate in ("instant", "reopened")
    state = CheckState.ANSWERED if confirmed else CheckState.WAITING
    for step in FATES[fate].steps:
        if step.name.endswith("_writes"):  # a message moves nothing
            continue
        action = ACTIONS.get(step.name, CheckAction.PROPOSE)
        moved = after(state, action)
        assert moved is not None, (fate, step, state)
        state = moved
    return state


def test_every_fate_is_a_way_through_the_table() -> None:
    assert {fate: last_state(fate) for fate in FATES} == {
        fate: plan.ends for fate, plan in FATES.items()
    }
    assert {step.name for plan in FATES.values() for step in plan.steps} == set(STEP)
    for plan in FATES.values():
        assert [step.after for step in plan.steps] == sorted(step.after for step in plan.steps)


def test_all_fates_occur_and_both_sides_of_the_demo_have_work() -> None:
    told = Counter(
        fate
        for batch in STORY.batches
        for fates in batch.wanted.values()
        for fate, count in fates.items()
        for _one in range(count)
    )
    told += Counter(fate for question in STORY.questions for fate in question.fates)
    assert set(told) == set(FATES)
    asked_of = {holder for batch in STORY.batches for holder in batch.wanted}
    asked_of |= {question.holder for question in STORY.questions}
    assert asked_of == set(REGISTERS) == set(UNIVERSITIES)
    first = STORY.batches[0]
    rows = sum(count for fates in first.wanted.values() for count in fates.values())
    assert (first.asker, rows + first.faulty) == ("tu", 60)


@pytest.mark.parametrize("slug", UNIVERSITIES)
def test_register_of_a_university(slug: str) -> None:
    rows = all_graduates(slug, SEED)
    assert 150 <= len(rows) <= 300
    assert Counter(row.academic_year for row in rows) == dict.fromkeys(YEARS, COUNT[slug])
    assert {row.standing for row in rows} == {"conferred", "completed", "attended"}
    assert len({row.student_code for row in rows}) == len(rows)
    assert {row.honours for row in rows} == {"", "1", "2"}
    for row in rows:
        names = [parse_degree(name) for name in (row.degree_th, row.degree_abbr, row.degree_en)]
        assert {one.level for one in names} == {row.level}
        assert frozenset.intersection(*(one.ids for one in names))
        days = [row.completed_on, row.approved_on, row.ceremony_on]
        given_days = [day for day in days if day]
        assert given_days == sorted(given_days)


def test_nobody_of_the_story_is_a_person_and_none_is_told_twice() -> None:
    people = [row for slug in UNIVERSITIES for row in all_graduates(slug, SEED)]
    people += [
        graduate(slug, number, 2019, seed=SEED)
        for slug in UNIVERSITIES
        for number in (*range(UNREGISTERED, UNREGISTERED + 40), *range(STUDYING, STUDYING + 40))
    ]
    ids = [row.person_id.canonical for row in people if row.person_id]
    assert len(ids) < len(people), "some registers lack identifiers"
    assert len(set(ids)) == len(ids)
    assert all(is_national_id(each) and each[1:3] == PROVINCE_OF_NOBODY for each in ids)


def test_the_same_seed_gives_the_same_people() -> None:
    first, second = (
        [
            (one.reference, one.university, one.claimed)
            for one in batch_entrants(STORY.batches[0], People(SEED), 1)
        ]
        for _time in range(2)
    )
    assert first == second
    assert len({row.student_code for _reference, _university, row in first}) == len(first)


@given(st.dates(), st.integers(0, 40))
@hypothesis_settings(max_examples=60, deadline=None)
def test_days_are_counted_back_in_working_days(today: Any, days: int) -> None:
    today = today.replace(year=2026 + today.year % 3, day=min(today.day, 28))
    day = days_before(today, days)
    assert working_days_between(day, today) in (days, days - 1)
    moment = moment_before(today, days, "any")
    assert moment.astimezone(BANGKOK).date() == day
    assert 9 <= moment.astimezone(BANGKOK).hour < 17


def test_lists_write_universities_in_ways_that_are_understood(db: None) -> None:
    known = Universities(Institution.objects.filter(founding=True), DUBIOUS)
    for slug, names in SHORT_NAMES.items():
        for name in names:
            assert known.resolve(name).codes == (UNIVERSITIES[slug].code,)
    assert {known.resolve(name).problem for name in DUBIOUS} == {"dubious"}
    taught = {one.faculty for programmes in PROGRAMMES.values() for one in programmes}
    assert all(taught)


def test_a_production_system_is_never_seeded(db: None, settings: Any) -> None:
    settings.DEMO = False
    for command in ("seed_checks", "seed_offices"):
        with pytest.raises(CommandError, match="never loaded into a production system"):
            call_command(command, skip_checks=True)


def test_without_accounts_the_commands_say_what_to_run(db: None, settings: Any) -> None:
    settings.DEMO = True
    for command in ("seed_checks", "seed_offices"):
        with pytest.raises(CommandError, match="Run seed_demo first"):
            call_command(command, skip_checks=True)


def make_accounts() -> None:
    """Of the universities; those of schools need the demo's schools."""
    for row in seed_demo.demo_rows("accounts"):
        codes = [held["institution"] for held in row["memberships"]]
        if Institution.objects.filter(code__in=codes).count() == len(codes):
            seed_demo.make_account(row)


_LATEST = YEARS[-1]
_ONE_OF_EACH = {fate: 1 for fate in FATES if fate not in ("waiting", "instant")}
SHORT = Story(
    {
        "tu": PlannedRegister("csv", YEARS, (_LATEST,), 5, withdrawn=1),
        "kku": PlannedRegister("xlsx", YEARS, YEARS[1:], 7, withdrawn=1, pending=1, waiting=True),
    },
    (
        PlannedBatch("tu", "ผู้เข้าศึกษา", "บศ. 1", 13,
                     {"kku": {"instant": 4, "waiting": 4, **_ONE_OF_EACH}}, faulty=5),
        PlannedBatch("tu", "เพิ่มเติม", "บศ. 2", 0, {"kku": {"instant": 1}}, state="in_review"),
    ),
    (
        PlannedQuestion("kku", "tu", "บว. 1", 9, ("instant", "waiting", "message")),
        PlannedQuestion("tu", "tu", "กฟ 1", 8, ("differences",), basis="authorised",
                        requester="บริษัท ก้าวหน้าตัวอย่าง จำกัด"),
    ),
    letters=1,
)  # fmt: skip


@pytest.fixture(scope="module")
def told(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Staff]:
    """The story is told once for all tests here, and taken back."""
    with (
        override_settings(PAPERS_ROOT=tmp_path_factory.mktemp("papers")),
        django_db_blocker.unblock(),
        undone(),
    ):
        make_accounts()
        seed_offices()
        assert tell_checks(seed=SEED, story=SHORT)
        yield Staff()


def test_the_story_is_told_once_by_both_sides_and_in_its_own_time(told: Staff) -> None:
    with scope(told.registrar("tu")) as actor:
        batch = CheckBatch.objects.get(asker_id=actor.institution_id, state=BatchState.SENT)
        assert (batch.rows, batch.kept_out) == (8 + len(_ONE_OF_EACH) + 5, 5)
        rules = set(batch.findings.values_list("rule", flat=True))
        assert rules >= {"university_dubious", "university_ambiguous", "university_unknown"}
        assert rules >= {"claim_empty", "id_check_digit"}
        planned = Counter(last_state(fate) for fate in SHORT.batches[0].wanted["kku"])
        planned += Counter({CheckState.ANSWERED: 3, CheckState.WAITING: 3})
        assert Counter(batch.checks.values_list("state", flat=True)) == planned
        outcomes = batch.checks.exclude(outcome="").values_list("outcome", flat=True)
        assert set(outcomes) == set(Closing.values)
        assert batch.checks.filter(by_register=True).count() == 4, "instant ones alone"
        assert_dated_in_order(CheckAct.objects.filter(check_asked__batch=batch))
        letters = Paper.objects.filter(kind="qualification_reply", status=Status.ACTIVE)
        assert letters.count() == 1
        draft = CheckBatch.objects.get(state=BatchState.IN_REVIEW)
        assert draft.checks.get().state == CheckState.DRAFT
    with scope(told.registrar("kku")) as actor:
        held = Check.objects.filter(shared_with_id=actor.institution_id)
        late = held.filter(state=CheckState.WAITING, due_on__lt=timezone.localdate())
        assert late.count() >= 4
        assert PrivacyHold.objects.get(holder_id=actor.institution_id).lifted_at is None
    before = everything(told)
    assert not tell_checks(seed=SEED, story=SHORT)
    assert everything(told) == before


def test_registers_are_filled_corrected_and_partly_complete(told: Staff) -> None:
    with scope(told.approver("kku")) as actor:
        mine = {"holder_id": actor.institution_id}
        loads = RegisterLoad.objects.filter(**mine)
        assert Counter(loads.values_list("kind", "state")) == {
            ("file", LoadState.ACCEPTED): 5,
            ("file", LoadState.IN_REVIEW): 1,
            ("form", LoadState.ACCEPTED): 3,  # one of them reopened an answer
            ("form", LoadState.IN_REVIEW): 1,
            ("withdrawal", LoadState.ACCEPTED): 1,
            ("answer", LoadState.ACCEPTED): 1,
        }
        states = set(Conferral.objects.filter(**mine).values_list("status", flat=True))
        assert states == {"draft", "in_force", "superseded", "withdrawn"}
        waiting = loads.get(kind="file", state=LoadState.IN_REVIEW)
        assert waiting.kept_out >= 8
        assert min(waiting.added, waiting.changed, waiting.unchanged) >= 1
        classes = set(waiting.findings.values_list("cls", flat=True))
        assert classes == {"syntax", "validity", "quality", "whole"}
        covered = RegisterCoverage.objects.filter(**mine)
        assert set(covered.filter(academic_year=YEARS[0]).values_list("complete")) == {(False,)}
        assert set(covered.filter(academic_year=_LATEST).values_list("complete")) == {(True,)}
        count = sum(row.standing == "conferred" for row in graduates_of("kku", 2023, SEED))
        assert sum(row.conferrals for row in covered.filter(academic_year=2023)) == count
        assert DubiousInstitution.objects.filter(name__in=DUBIOUS).count() == len(DUBIOUS)


def everything(staff: Staff) -> dict[str, int]:
    found = {}
    for slug in SHORT.registers:
        with scope(staff.registrar(slug)):
            for model in (RegisterLoad, Conferral, Check, CheckAct, CheckBatch, Paper):
                found[f"{slug} {model.__name__}"] = model.objects.count()
    return found


def assert_dated_in_order(acts: Any) -> None:
    rows = list(acts.order_by("check_asked", "id").values_list("check_asked", "created_at"))
    assert rows == sorted(rows)
    assert max(moment for _check, moment in rows) < timezone.now()
    assert len({moment.date() for _check, moment in rows}) >= 5
