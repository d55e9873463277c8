"""Requests that come as a list, and through another system."""

from dataclasses import replace

import pytest

from apps.certificates.errors import (
    ContentChangedError,
    OwnWorkError,
)
from apps.certificates.models import ServiceRequest
from apps.certificates.selectors.requests import (
    Filters,
    home_counts,
    paper_of,
    request_page,
)
from apps.certificates.services.approving import approve_batch, approve_requests
from apps.certificates.services.requesting import (
    request_paper,
    request_papers,
)
from apps.core.errors import ForbiddenError
from apps.courses.errors import LinesError
from apps.documents.models import Paper
from apps.institutions.actor import Role
from apps.institutions.officers import OfficerMissingError, named_officer
from apps.institutions.scope import scope
from tests.builders import certificates as build
from tests.certificates.conftest import Rendering
from tests.certificates.desks import Desk


def ledger(desk: Desk, row: ServiceRequest) -> Paper:
    with scope(desk.clerk.actor):
        found = paper_of(row)
    assert found is not None
    return found


class TestLists:
    def test_all_or_none_with_every_problem(self, desk: Desk) -> None:
        taken = build.requested(desk.clerk, 9)
        given = [
            build.application(1),
            build.application(2, first_name=""),
            build.application(1),
            build.application(9),
        ]
        with pytest.raises(LinesError) as refused, scope(desk.clerk.actor) as actor:
            request_papers(actor=actor, kind="student_status", language="th", applications=given)
        problems = [(problem.line, problem.field) for problem in refused.value.problems]
        assert problems == [(2, "first_name"), (3, "student_code"), (4, "student_code")]
        assert taken.code in str(refused.value.problems[2].message)
        with scope(desk.clerk.actor):
            assert ServiceRequest.objects.count() == 1

    def test_a_list_is_approved_as_it_was_shown(self, desk: Desk) -> None:
        batch = build.listed(desk.clerk, 3)
        with scope(desk.approver.actor) as actor, pytest.raises(ContentChangedError):
            approve_batch(actor=actor, uuid=batch.uuid, seen="0" * 64)
        rows = build.approved_list(desk.approver, batch)
        serials = [ledger(desk, row).serial for row in rows]
        numbers = [int(serial[-6:]) for serial in serials]
        assert numbers == list(range(numbers[0], numbers[0] + 3))

    def test_filters_and_counts(self, desk: Desk, rendering: Rendering) -> None:
        late, ready, other = (build.requested(desk.clerk, place) for place in (1, 2, 3))
        build.produced(desk.clerk, desk.approver, ready)
        with scope(desk.clerk.actor) as actor:
            overdue = Filters(overdue=True)
            assert request_page(actor, overdue).rows == []
            assert request_page(actor, Filters(state="produced")).rows == [ready]
            assert request_page(actor, Filters(text=build.code(3))).rows == [other]
            assert request_page(actor, Filters(text=late.code)).rows == [late]
            assert len(request_page(actor, Filters(text="ปาริชาติ")).rows) == 3
            counts = home_counts(actor)
        assert (counts.waiting, counts.ready, counts.overdue, counts.failed) == (2, 1, 0, 0)
        assert (counts.first_due, counts.waiting_due) == (late.due_on, late.due_on)


def test_a_client_names_its_officer_and_approves_nothing(desk: Desk) -> None:
    system = replace(desk.clerk.actor, role=Role.PARTNER_CLIENT, user_id=None, client_id=1)
    with scope(system) as actor:
        with pytest.raises(OfficerMissingError):
            request_paper(
                actor=actor, kind="student_status", language="th",
                application=build.application(1),
            )  # fmt: skip
        row = request_paper(
            actor=actor,
            kind="student_status",
            language="th",
            application=build.application(1),
            channel="api",
            officer=named_officer(desk.approver.user.name_th, "นายทะเบียน"),
        )
        with pytest.raises(ForbiddenError):
            approve_requests(actor=actor, approvals=build.approvals(row))
    with pytest.raises(OwnWorkError):
        build.approved(desk.approver, row)
