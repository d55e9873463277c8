"""What the database refuses, whoever writes."""

from typing import Any

import pytest
from django.db import Error, IntegrityError

from apps.certificates.models import RequestBatch, ServiceAct, ServiceLevel, ServiceRequest
from apps.institutions.scope import TenantManager, scope
from tests.builders import certificates as build
from tests.certificates.conftest import Rendering
from tests.certificates.desks import Desk
from tests.faults.walls import plain_rows

KEY = "user:999"
LINKS = ("replaces", "replace_reason", "batch")
CHANGES: list[tuple[str, dict[str, Any]]] = [
    ("requested", {"state": "approved"}),
    ("requested", {"state": "produced"}),
    ("requested", {"state": "delivered"}),
    ("requested", {"approved_key": KEY}),
    ("requested", {"number": 99}),
    ("requested", {"channel": "feed"}),
    ("requested", {"kind": "graduation"}),
    ("requested", {"language": "en"}),
    ("requested", {"version": 9}),
    ("requested", {"requested_key": KEY}),
    ("requested", {"due_on": "2030-01-01"}),
    ("approved", {"facts": {"first_name": "x"}}),
    ("approved", {"purpose": "x"}),
    ("approved", {"letter_number": "x"}),
    ("approved", {"approved_content": "0" * 64}),
    ("approved", {"approved_key": KEY}),
    ("approved", {"signer_name": "x"}),
    ("approved", {"paper": None}),
    ("approved", {"paper": "00000000-0000-4000-8000-000000000001"}),
    ("approved", {"state": "produced", "produced_at": "2030-01-01T00:00Z"}),
    ("approved", {"state": "delivered"}),
    ("produced", {"state": "requested"}),
    ("produced", {"state": "cancelled", "cancelled_at": "2030-01-01T00:00Z"}),
    ("produced", {"name": "x"}),
    ("produced", {"produced_at": "2030-01-01T00:00Z"}),
    ("produced", {"approved_at": "2020-01-01T00:00Z"}),
    ("produced", {"signer_post": "x"}),
]


@pytest.fixture
def rows(desk: Desk, rendering: Rendering) -> dict[str, ServiceRequest]:
    (made,) = build.produced(desk.clerk, desk.approver, build.requested(desk.clerk, 3))
    return {
        "requested": build.requested(desk.clerk, 1),
        "approved": build.approved(desk.approver, build.requested(desk.clerk, 2))[0],
        "produced": made,
    }


def test_no_step_without_its_service(desk: Desk, rows: dict[str, ServiceRequest]) -> None:
    for state, change in CHANGES:
        with pytest.raises(IntegrityError), scope(desk.approver.actor):
            ServiceRequest.objects.filter(pk=rows[state].pk).update(**change)


def test_nobody_is_both_maker_and_approver(desk: Desk, rendering: Rendering) -> None:
    """Past the service: the reserved paper of an approved request, approved by its own maker."""
    (row,) = build.approved(desk.approver, build.requested(desk.clerk))
    back = {"state": "requested", "approved_at": None, "approved_key": ""}
    with scope(desk.approver.actor):
        ServiceRequest.objects.filter(pk=row.pk).update(**back, approved_name="", approved_post="")
    own = {"state": "approved", "approved_at": row.approved_at, "approved_content": "0" * 64}
    for key in (row.requested_key, ""):
        with pytest.raises(IntegrityError, match="second_person"), scope(desk.approver.actor):
            ServiceRequest.objects.filter(pk=row.pk).update(**own, approved_key=key)
    with pytest.raises(IntegrityError, match="second_person"), scope(desk.approver.actor):
        ServiceRequest.objects.filter(pk=row.pk).update(**own, approved_key=KEY, edited_key=KEY)


def test_a_request_begins_at_the_beginning(desk: Desk) -> None:
    row = build.requested(desk.clerk)
    values = {
        field.attname: getattr(row, field.attname)
        for field in ServiceRequest._meta.concrete_fields
        if field.name not in ("id", "uuid", "number", "created_at")
    }
    for change in ({"state": "cancelled", "cancelled_at": row.requested_at}, {"version": 2}):
        with pytest.raises(IntegrityError, match="begins"), scope(desk.clerk.actor):
            ServiceRequest.objects.create(**{**values, **change}, number=900)


def test_history_is_not_rewritten(desk: Desk) -> None:
    row = build.requested(desk.clerk)
    with pytest.raises(Error, match="permission denied"), scope(desk.clerk.actor):
        ServiceAct.objects.filter(request=row).update(name="x")
    with pytest.raises(Error, match="permission denied"), scope(desk.clerk.actor):
        ServiceAct.objects.filter(request=row).delete()


@pytest.fixture
def no_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TenantManager, "get_queryset", plain_rows)


def test_another_university_sees_no_row(desk: Desk, no_filter: None) -> None:
    build.listed(desk.clerk, 2)
    with scope(desk.approver.actor):
        ServiceLevel.objects.create(
            institution_id=desk.approver.actor.institution_id, kind="transcript",
            working_days=2, valid_from="2026-01-01",
        )  # fmt: skip
    for model in (ServiceRequest, ServiceAct, RequestBatch, ServiceLevel):
        with scope(desk.clerk.actor):
            assert model.objects.exists()
        with scope(desk.strange_approver.actor):
            assert not model.objects.exists()


def test_nothing_is_hung_onto_another_universitys_request(desk: Desk) -> None:
    batch = build.listed(desk.clerk, 1)
    row = build.rows_of(desk.clerk, batch)[0]
    theirs = build.requested(desk.stranger)
    stranger = desk.stranger.actor.institution_id
    with pytest.raises(IntegrityError), scope(desk.stranger.actor):
        ServiceAct.objects.create(
            request_id=row.pk, institution_id=stranger, action="x", to_state="x", version=1
        )
    values = {
        field.attname: getattr(theirs, field.attname)
        for field in ServiceRequest._meta.concrete_fields
        if field.name not in ("id", "uuid", "number", "created_at", *LINKS)
    }
    for foreign in ({"batch_id": batch.pk}, {"replaces_id": row.pk, "replace_reason": "x"}):
        with pytest.raises(IntegrityError, match="belongs"), scope(desk.stranger.actor):
            ServiceRequest.objects.create(**values, **foreign, number=901)
