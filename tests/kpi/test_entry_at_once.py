"""Two persons at the same figure at the same moment, on two connections."""

from collections.abc import Callable

import pytest

from apps.institutions.scope import scope
from apps.kpi.models import Submission, SubmissionAct
from apps.kpi.refusals import ContentChangedError, SubmissionStateError
from apps.kpi.services.approving import approve_submission
from apps.kpi.services.entering import save_entry
from tests.builders import kpi as build
from tests.builders.cast import Person
from tests.courses.waiting import second_while_first_is_open
from tests.kpi.desks import Desk

pytestmark = pytest.mark.usefixtures("committed")


def saving(person: Person, desk: Desk, good: int, version: int) -> Callable[[], Submission]:
    def save() -> Submission:
        with scope(person.actor) as actor:
            entry = build.share(good, 100)
            return save_entry(actor=actor, cycle=desk.cycle, entry=entry, version=version)

    return save


def approving(person: Person, row: Submission, seen: str) -> Callable[[], Submission]:
    def approve() -> Submission:
        with scope(person.actor) as actor:
            return approve_submission(actor=actor, uuid=row.uuid, seen=seen)

    return approve


def acts(desk: Desk, action: str) -> int:
    with scope(desk.clerk.actor):
        return SubmissionAct.objects.filter(action=action).count()


def test_the_second_who_begins_a_figure_is_told(desk: Desk) -> None:
    refused = second_while_first_is_open(
        scope(desk.clerk.actor), saving(desk.clerk, desk, 90, 0), saving(desk.second, desk, 80, 0)
    )
    assert isinstance(refused, ContentChangedError)
    with scope(desk.clerk.actor):
        row = Submission.objects.get()
    assert (row.numerator, row.hand_names) == (90, [row.entered_name])


def test_the_second_who_saves_a_draft_is_told(desk: Desk) -> None:
    row = build.entered(desk.clerk, desk.cycle, build.share(70, 100))
    version = build.version_of(desk.clerk, desk.cycle)
    refused = second_while_first_is_open(
        scope(desk.clerk.actor),
        saving(desk.clerk, desk, 90, version),
        saving(desk.second, desk, 80, version),
    )
    assert isinstance(refused, ContentChangedError)
    assert build.fresh(desk.clerk, row).numerator == 90


def test_one_of_two_approvals_counts(desk: Desk) -> None:
    row = build.sent(desk.clerk, desk.cycle, build.share(95, 100))
    seen = build.digest(desk.approver, row)
    refused = second_while_first_is_open(
        scope(desk.approver.actor),
        approving(desk.approver, row, seen),
        approving(desk.second, row, seen),
    )
    assert isinstance(refused, SubmissionStateError)
    now = build.fresh(desk.clerk, row)
    assert (now.state, now.approved_key) == ("approved", f"user:{desk.approver.user.pk}")
    assert acts(desk, "approve") == 1
