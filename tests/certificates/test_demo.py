"""The demonstration's requests for papers: what is planned, and that the services carry it out."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from apps.certificates.demo.feed import fed_requests
from apps.certificates.demo.levels import LEVELS
from apps.certificates.demo.seeding.telling import RegisterMissingError, tell_papers
from apps.certificates.demo.story import APPROVED, ENDS, STORY, PlannedList, Story
from apps.certificates.demo.students import student_facts
from apps.certificates.facts import read_facts
from apps.certificates.kinds import Channel, Kind
from apps.certificates.models import RequestBatch, ServiceAct, ServiceLevel, ServiceRequest
from apps.certificates.selectors.batches import batch_progress
from apps.certificates.states import State
from apps.courses.demo.seeding.staff import Staff
from apps.courses.demo.universities import UNIVERSITIES
from apps.documents.models import Paper, Status
from apps.documents.services import bulk
from apps.graduates.management.commands import seed_demo
from apps.institutions.demo.seeding import seed_offices
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from apps.qualifications.demo.graduates import YEARS
from apps.qualifications.demo.registers import PlannedRegister
from apps.qualifications.demo.seeding.telling import tell_checks
from apps.qualifications.demo.story import Story as ChecksStory
from tests.certificates.conftest import quick
from tests.courses.worlds import undone

SEED = 7
LIST = PlannedList("บัณฑิตที่ขอรับพร้อมกัน", 8, 7, 28, 5)
SHORT = Story({slug: STORY.rounds[slug] for slug in ("tu", "kku")}, {"tu": LIST}, {"tu": 30})


def test_every_fate_occurs_and_reaches_every_state() -> None:
    items = [item for rounds in STORY.rounds.values() for one in rounds for item in one.items]
    assert {item.fate for item in items} == set(ENDS)
    assert set(ENDS.values()) == set(State)
    assert {item.language for item in items} == {"th", "en"}
    assert set(STORY.rounds) == set(UNIVERSITIES)
    for rounds in STORY.rounds.values():
        assert [one.requested for one in rounds] == sorted(
            (one.requested for one in rounds), reverse=True
        )
        assert all(one.requested >= one.approved >= one.handed_over for one in rounds)
    assert STORY.lists["tu"].count == 40


def test_students_are_of_their_kind_of_paper() -> None:
    for slug in UNIVERSITIES:
        for number in range(1, 13):
            given = student_facts(slug, number, academic_year=2026, term=1, seed=SEED)
            for language in ("th", "en"):
                facts, problems = read_facts(Kind.STUDENT_STATUS, given, language=language)
                assert problems == []
                admitted = int(facts["admitted_year"])
                assert admitted <= 2026
                assert str(facts["student_code"])[:2] == str(admitted + 543)[2:]


def test_fed_stages_lie_behind_and_tell_of_every_outcome() -> None:
    now = timezone.now()
    fed = fed_requests("tu", 60, now=now, seed=SEED)
    assert fed == fed_requests("tu", 60, now=now, seed=SEED)
    assert len({one.reference for one in fed}) == len(fed)
    assert any(one.cancelled_at for one in fed)
    assert any(one.produced_at and not one.delivered_at for one in fed)
    times = [
        time
        for one in fed
        for time in (one.requested_at, one.approved_at, one.produced_at, one.delivered_at)
        if time is not None
    ]
    assert max(times) <= now


def make_accounts() -> None:
    """Of the universities; those of schools need the demo's schools."""
    for row in seed_demo.demo_rows("accounts"):
        codes = [held["institution"] for held in row["memberships"]]
        if Institution.objects.filter(code__in=codes).count() == len(codes):
            seed_demo.make_account(row)


def seed_registers() -> None:
    whole = PlannedRegister("api", YEARS[-2:], YEARS[-2:], 5, corrected=0)
    planned = ChecksStory(dict.fromkeys(SHORT.rounds, whole), letters=0)
    assert tell_checks(seed=SEED, story=planned)


def test_registers_come_first(db: None) -> None:
    make_accounts()
    with pytest.raises(RegisterMissingError):
        tell_papers(seed=SEED, story=SHORT)


def test_a_production_system_is_never_seeded(db: None, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="never loaded into a production system"):
        call_command("seed_papers", skip_checks=True)


def test_the_command_says_what_to_run_first(db: None, settings: Any) -> None:
    make_accounts()
    settings.DEMO = True
    with pytest.raises(CommandError, match="Run seed_checks first"):
        call_command("seed_papers", skip_checks=True)
    seed_registers()
    with pytest.raises(CommandError, match="Run seed_offices first"):
        call_command("seed_papers", skip_checks=True)


@pytest.fixture(scope="module")
def told(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Staff]:
    """The story is told once for all tests here, and taken back; papers are not laid out."""
    root = tmp_path_factory.mktemp("told")
    with (
        override_settings(PAPERS_ROOT=root),
        pytest.MonkeyPatch.context() as patch,
        django_db_blocker.unblock(),
        undone(),
    ):
        patch.setattr(bulk, "render_many", quick)
        make_accounts()
        seed_offices()
        seed_registers()
        assert tell_papers(seed=SEED, story=SHORT)
        yield Staff()


def test_the_story_is_told_once_and_in_its_own_time(told: Staff) -> None:
    for slug in SHORT.rounds:
        with scope(told.registrar(slug)) as actor:
            mine = ServiceRequest.objects.filter(institution_id=actor.institution_id)
            single = mine.filter(channel=Channel.DESK, replaces=None)
            items = [item for one in SHORT.rounds[slug] for item in one.items]
            planned = Counter(str(ENDS[item.fate]) for item in items)
            assert Counter(single.values_list("state", flat=True)) == planned
            assert set(planned) == set(State)
            papers = Paper.objects.filter(uuid__in=single.values("paper"))
            states = Counter(papers.values_list("status", flat=True))
            fates = Counter(item.fate for item in items)
            assert states[Status.REVOKED] == fates["revoked"] == 1
            assert states[Status.SUPERSEDED] == fates["replaced"] == 1
            approved = sum(fates[fate] for fate in APPROVED)
            assert papers.count() == approved
            replacement = mine.get(replaces__isnull=False)
            assert replacement.state == State.PRODUCED
            assert_some_late(mine)
            assert_dated_in_order(slug, mine)
    before = everything(told)
    assert not tell_papers(seed=SEED, story=SHORT)
    assert everything(told) == before


def assert_some_late(mine: Any) -> None:
    made = mine.filter(produced_at__isnull=False).exclude(channel=Channel.FEED)
    late = [row for row in made if timezone.localdate(row.produced_at) > row.due_on]
    assert 0 < len(late) < made.count()
    assert any(row.is_overdue for row in mine)


def assert_dated_in_order(slug: str, mine: Any) -> None:
    acts = ServiceAct.objects.filter(request__in=mine.exclude(channel=Channel.FEED))
    rows = list(acts.order_by("request", "id").values_list("request", "created_at"))
    assert rows == sorted(rows)
    assert max(moment for _request, moment in rows) < timezone.now()
    numbered = list(mine.order_by("number").values_list("requested_at", flat=True))
    desk = list(
        mine.filter(replaces=None)
        .exclude(channel=Channel.FEED)
        .order_by("number")
        .values_list("requested_at", flat=True)
    )
    assert desk == sorted(desk), slug
    assert len(numbered) == len(mine)


def everything(staff: Staff) -> dict[str, int]:
    found = {}
    for slug in SHORT.rounds:
        with scope(staff.registrar(slug)):
            for model in (ServiceRequest, ServiceAct, ServiceLevel, RequestBatch, Paper):
                found[f"{slug} {model.__name__}"] = model.objects.count()
    return found


def test_the_list_has_its_archive_and_the_feed_no_persons(told: Staff) -> None:
    with scope(told.registrar("tu")) as actor:
        batch = RequestBatch.objects.get(institution_id=actor.institution_id)
        progress = batch_progress(batch)
        assert progress.states == {State.PRODUCED: 23, State.DELIVERED: 5}
        assert batch.archive_papers == 28
        serials = Paper.objects.filter(uuid__in=batch.requests.values("paper")).order_by("serial")
        numbers = [int(paper.serial.rpartition("-")[2]) for paper in serials]
        assert numbers == list(range(numbers[0], numbers[0] + 28))
        fed = ServiceRequest.objects.filter(channel=Channel.FEED)
        assert fed.count() == 30
        assert not fed.exclude(name="", student_code="").exists()
        levels = dict(ServiceLevel.objects.values_list("kind", "working_days"))
        assert levels == dict(LEVELS["tu"])
        letters = ServiceRequest.objects.exclude(channel=Channel.FEED).filter(replaces=None)
        numbers_given = set(letters.values_list("letter_number", flat=True))
        assert len(numbers_given) == letters.count()
        assert all(number.startswith("อว 67.01/") for number in numbers_given)
