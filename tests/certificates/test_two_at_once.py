"""Two officers, or two workers, at the same moment."""

import pytest

from apps.certificates.errors import (
    AlreadyRequestedError,
    ContentChangedError,
    RequestStateError,
)
from apps.certificates.models import ServiceRequest
from apps.certificates.services.producing import produce_chunk
from apps.certificates.services.requesting import edit_request
from apps.documents.models import Paper
from apps.institutions.scope import scope
from apps.jobs.models import Job
from tests.builders import certificates as build
from tests.builders.cast import Cast
from tests.certificates.conftest import Rendering
from tests.certificates.desks import make_desk
from tests.courses.waiting import second_while_first_is_open

pytestmark = pytest.mark.usefixtures("committed")


def test_two_approvers_give_one_serial(cast: Cast) -> None:
    desk = make_desk(cast)
    row = build.requested(desk.clerk)
    refused = second_while_first_is_open(
        scope(desk.approver.actor),
        lambda: build.approved(desk.approver, row),
        lambda: build.approved(desk.second, row),
    )
    assert isinstance(refused, RequestStateError)
    with scope(desk.clerk.actor):
        assert (Paper.objects.count(), Job.objects.count()) == (1, 1)


def test_an_edit_while_somebody_approves(cast: Cast) -> None:
    desk = make_desk(cast)
    row = build.requested(desk.clerk)
    seen = build.approvals(row)[0].seen

    def edit() -> None:
        with scope(desk.clerk.actor) as actor:
            changed = build.application(1, purpose="another")
            edit_request(actor=actor, uuid=row.uuid, seen=seen, application=changed)

    refused = second_while_first_is_open(
        scope(desk.clerk.actor), edit, lambda: build.approved(desk.approver, row)
    )
    assert isinstance(refused, ContentChangedError)
    assert build.fresh(desk.clerk, row)[0].state == "requested"


def test_the_same_request_sent_twice(cast: Cast) -> None:
    desk = make_desk(cast)
    refused = second_while_first_is_open(
        scope(desk.clerk.actor),
        lambda: build.requested(desk.clerk),
        lambda: build.requested(desk.clerk),
    )
    assert isinstance(refused, AlreadyRequestedError)
    with scope(desk.clerk.actor):
        assert ServiceRequest.objects.count() == 1


def test_of_two_chunks_that_end_at_once_one_archives(cast: Cast, rendering: Rendering) -> None:
    desk = make_desk(cast)
    batch = build.listed(desk.clerk, 26)
    build.approved_list(desk.approver, batch)
    with scope(desk.clerk.actor):
        first, second = Job.objects.filter(kind="certificates.produce").order_by("pk")

    def produce(job: Job) -> None:
        produce_chunk(actor=desk.approver.actor, job=job.uuid, progress=lambda *_told: None)

    def produce_second() -> None:
        with scope(desk.approver.actor):
            produce(second)

    refused = second_while_first_is_open(
        scope(desk.approver.actor), lambda: produce(first), produce_second
    )
    assert refused is None
    with scope(desk.clerk.actor):
        assert Job.objects.filter(kind="certificates.archive").count() == 1
    build.do_jobs(desk.approver)
    assert {row.state for row in build.rows_of(desk.clerk, batch)} == {"produced"}
