"""The service clock, its levels, and the figures of a period."""

import datetime as dt

import pytest
from django.utils import timezone

from apps.certificates.errors import LevelError
from apps.certificates.models import ServiceLevel, ServiceRequest
from apps.certificates.selectors.clock import (
    USUAL_DAYS,
    days_used,
    levels_in_force,
    service_days,
    term_for,
)
from apps.certificates.selectors.figures import service_figures
from apps.certificates.selectors.requests import Filters, home_counts, request_page
from apps.certificates.services.feeding import FedRequest, feed_stages
from apps.certificates.services.levelling import set_service_level
from apps.core.errors import ForbiddenError
from apps.institutions.models import ClosedDay
from apps.institutions.scope import scope
from tests.builders import certificates as build
from tests.certificates.desks import Desk

KIND = "student_status"
MONDAY = dt.date(2026, 11, 16)


def at(day: int, hour: int = 9) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, tzinfo=timezone.get_default_timezone())


def test_the_level_of_the_day_counts(desk: Desk) -> None:
    today = timezone.localdate()
    later = today + dt.timedelta(days=30)
    with scope(desk.approver.actor) as actor:
        assert service_days(actor.institution_id, KIND, today) == USUAL_DAYS
        set_service_level(actor=actor, kind=KIND, working_days=5, valid_from=today)
        set_service_level(actor=actor, kind=KIND, working_days=2, valid_from=later)
        set_service_level(actor=actor, kind=KIND, working_days=1, valid_from=later)
        days = [service_days(actor.institution_id, KIND, day) for day in (today, later)]
        assert days == [5, 1]
        assert levels_in_force(actor.institution_id, later)[KIND] == 1
        assert levels_in_force(actor.institution_id, later)["transcript"] == USUAL_DAYS
        assert ServiceLevel.objects.count() == 2
    row = build.requested(desk.clerk)
    with scope(desk.clerk.actor) as actor:
        assert (row.service_days, row.due_on) == (
            5,
            term_for(row.institution_id, KIND, today).due_on,
        )
        with pytest.raises(ForbiddenError):
            set_service_level(actor=actor, kind=KIND, working_days=1, valid_from=later)


@pytest.mark.parametrize(
    ("kind", "days", "ahead"), [(KIND, 0, 0), (KIND, 251, 0), (KIND, 3, -1), ("letter", 3, 0)]
)
def test_levels_that_cannot_be_promised(desk: Desk, kind: str, days: int, ahead: int) -> None:
    day = timezone.localdate() + dt.timedelta(days=ahead)
    with pytest.raises(LevelError), scope(desk.approver.actor) as actor:
        set_service_level(actor=actor, kind=kind, working_days=days, valid_from=day)


def test_weekends_holidays_and_closed_days_do_not_count(desk: Desk) -> None:
    institution = desk.clerk.actor.institution_id
    with scope(desk.approver.actor):
        assert term_for(institution, KIND, MONDAY).due_on == dt.date(2026, 11, 19)
        assert term_for(institution, KIND, dt.date(2026, 11, 19)).due_on == dt.date(2026, 11, 24)
        # 7 December is the day off for the 5th, a Saturday
        assert term_for(institution, KIND, dt.date(2026, 12, 3)).due_on == dt.date(2026, 12, 9)
        ClosedDay.objects.create(institution_id=institution, on=dt.date(2026, 11, 18), name="x")
        assert term_for(institution, KIND, MONDAY).due_on == dt.date(2026, 11, 20)


def test_days_used_stop_when_the_paper_is_ready(desk: Desk) -> None:
    row = ServiceRequest(
        institution_id=desk.clerk.actor.institution_id, requested_at=at(16), state="requested"
    )
    with scope(desk.clerk.actor):
        assert days_used(row, today=dt.date(2026, 11, 16)) == 0
        assert days_used(row, today=dt.date(2026, 11, 23)) == 5
        row.produced_at = at(18)
        row.delivered_at = at(27)
        assert days_used(row, today=dt.date(2026, 12, 31)) == 2


def test_overdue_is_what_is_not_ready_after_its_day(desk: Desk) -> None:
    row = build.requested(desk.clerk)
    assert not row.is_overdue
    row.due_on = timezone.localdate() - dt.timedelta(days=1)
    for state in ("requested", "approved", "failed"):
        row.state = state
        assert row.is_overdue
    for state in ("produced", "delivered", "cancelled"):
        row.state = state
        assert not row.is_overdue


def fed(reference: str, asked: int, **stages: dt.datetime | None) -> FedRequest:
    return FedRequest(
        reference=reference,
        kind="transcript",
        requested_at=at(asked),
        **stages,  # type: ignore[arg-type]
    )


def test_figures_of_a_period(desk: Desk) -> None:
    """Due on the 19th: one in time, one late, one cancelled, one open; one due outside."""
    with scope(desk.clerk.actor) as actor:
        feed_stages(
            actor=actor,
            stages=[
                fed("in time", 16, approved_at=at(16, 11), produced_at=at(19, 23)),
                fed("late", 16, produced_at=at(20, 1), delivered_at=at(20, 3)),
                fed("cancelled", 16, cancelled_at=at(17)),
                fed("open", 16),
                fed("outside", 10, produced_at=at(11)),
            ],
        )
        day = dt.date(2026, 11, 19)
        (figures,) = service_figures(actor, day, day, today=dt.date(2026, 11, 21))
        assert (figures.kind, figures.source) == ("transcript", "fed")
        assert (figures.due, figures.in_time, figures.late) == (3, 1, 1)
        assert (figures.open_late, figures.cancelled) == (1, 1)
        assert (figures.approval_hours, figures.production_hours) == (2.0, 84.0)
        assert figures.delivery_hours == 2.0
        assert service_figures(actor, day, day, today=day)[0].open_late == 0
        found = request_page(actor, Filters(overdue=True)).rows
        assert [row.reference for row in found] == ["open"]
        counts = home_counts(actor)
        assert counts.overdue == 1, "as the list of what is overdue, and as the figures"
        assert counts.waiting == 0, "nobody here approves what another system makes"
    with scope(desk.stranger.actor) as actor:
        assert service_figures(actor, day, day) == []
