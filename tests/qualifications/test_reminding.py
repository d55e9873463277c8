"""Who is late is reminded: once a week and pair of universities, in the name of who waits."""

import datetime as dt

import pytest

from apps.institutions.scope import scope
from apps.notices.models import Notice
from apps.qualifications.models import Check
from apps.qualifications.services.conversing import request_documents
from apps.qualifications.services.reminding import remind_holders
from tests.builders.qualifications import Graduate, asked, claim, degree, fresh

pytestmark = pytest.mark.django_db
OVERDUE = "qualification.overdue"


def reminders(world: Graduate) -> list[Notice]:
    with scope(world.holder_registrar.actor):
        return list(Notice.objects.filter(kind=OVERDUE).order_by("pk"))


@pytest.fixture
def checks(world: Graduate) -> list[Check]:
    claims = [claim(degree(number), world.holder) for number in range(1, 4)]
    return [fresh(one, world.registrar) for one in asked(world, claims)]


def test_nobody_is_reminded_before_the_day(world: Graduate, checks: list[Check]) -> None:
    due = checks[0].due_on
    assert due is not None
    assert remind_holders(due - dt.timedelta(days=1)) == 0
    assert reminders(world) == []


def test_one_reminder_stands_for_all_that_waits(world: Graduate, checks: list[Check]) -> None:
    due = checks[0].due_on
    assert due is not None
    assert remind_holders(due) == 1
    (told,) = reminders(world)
    assert (told.sender_id, told.due_on) == (world.asker.pk, due)
    assert told.path == "/qualifications/queue/?show=overdue"
    assert told.subject == checks[0].uuid


def test_a_week_has_one_reminder_and_the_next_week_another(
    world: Graduate, checks: list[Check]
) -> None:
    due = checks[0].due_on
    assert due is not None
    monday = due + dt.timedelta(days=7 - due.weekday())
    for day in range(5):
        remind_holders(monday + dt.timedelta(days=day))
    assert len(reminders(world)) == 1
    remind_holders(monday + dt.timedelta(days=7))
    assert len(reminders(world)) == 2


def test_what_waits_for_the_asker_is_nobodys_delay(world: Graduate, checks: list[Check]) -> None:
    for check in checks:
        with scope(world.holder_registrar.actor) as actor:
            request_documents(actor=actor, uuid=check.uuid, version=None, note="ขอใบแสดงผล")
    assert checks[0].due_on is not None
    assert remind_holders(checks[0].due_on + dt.timedelta(days=30)) == 0
