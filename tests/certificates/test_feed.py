"""Stages that another system tells."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.certificates.errors import NothingChosenError, RequestStateError, TooManyError
from apps.certificates.models import ServiceRequest
from apps.certificates.selectors.requests import acts_of
from apps.certificates.services.delivering import cancel_requests, deliver_requests
from apps.certificates.services.feeding import FedCounts, FedRequest, feed_stages
from apps.courses.errors import LinesError
from apps.institutions.scope import scope
from tests.certificates.desks import Desk
from tests.courses.worlds import undone

NATIONAL_ID = "1101700230708"
NOW = timezone.now().replace(microsecond=0)


def ago(hours: float) -> dt.datetime:
    return NOW - dt.timedelta(hours=hours)


def told(reference: str = "TR-1", **changes: Any) -> FedRequest:
    given: dict[str, Any] = {"kind": "transcript", "requested_at": ago(50), **changes}
    return FedRequest(reference=reference, **given)


def feed(desk: Desk, *stages: FedRequest) -> FedCounts:
    with scope(desk.clerk.actor) as actor:
        return feed_stages(actor=actor, stages=stages)


def kept(desk: Desk) -> ServiceRequest:
    with scope(desk.clerk.actor):
        return ServiceRequest.objects.get(reference="TR-1")


def test_told_again_nothing_changes(desk: Desk) -> None:
    assert feed(desk, told(), told("TR-2")) == FedCounts(2, 0, 0)
    assert feed(desk, told(), told("TR-2")) == FedCounts(0, 0, 2)
    assert feed(desk, told(approved_at=ago(40)), told("TR-2")) == FedCounts(0, 1, 1)
    assert feed(desk, told(delivered_at=ago(1), delivered_how="post")) == FedCounts(0, 1, 0)
    row = kept(desk)
    assert (row.state, row.approved_at, row.delivered_at, row.version) == (
        "delivered", None, ago(1), 3,
    )  # fmt: skip
    with scope(desk.clerk.actor):
        acts = [(act.action, act.from_state, act.to_state) for act in acts_of(row)]
    assert acts == [
        ("feed", "approved", "delivered"),
        ("feed", "requested", "approved"),
        ("feed", "", "requested"),
    ]


def test_the_same_reference_elsewhere_is_another_request(desk: Desk) -> None:
    feed(desk, told())
    with scope(desk.stranger.actor) as actor:
        assert feed_stages(actor=actor, stages=[told()]) == FedCounts(1, 0, 0)


def test_who_told_it_is_named_without_address(desk: Desk) -> None:
    """The history names whoever noted it by hand with the post, as everywhere; no e-mail."""
    feed(desk, told())
    row, person = kept(desk), desk.clerk.user
    assert (row.requested_name, row.requested_key) == (person.name_th, f"user:{person.pk}")
    with scope(desk.clerk.actor):
        (act,) = acts_of(row)
    assert (act.name, act.post) == (row.requested_name, row.requested_post)
    assert row.requested_post
    assert "@" not in act.name


def test_nothing_of_a_person_is_kept(desk: Desk) -> None:
    feed(desk, told())
    row = kept(desk)
    assert (row.student_code, row.name, row.facts, row.contact_email) == ("", "", {}, "")


@pytest.mark.parametrize(
    ("one", "fields"),
    [
        (told(" "), ["reference"]),
        (told("x" * 101), ["reference"]),
        (told(NATIONAL_ID), ["reference"]),
        (told("๑-๑๐๑๗-๐๐๒๓๐-๗๐-๘"), ["reference"]),
        (told(requested_at=dt.datetime(1999, 12, 31, tzinfo=dt.UTC)), ["requested_at"]),
        (told(requested_at=dt.datetime(1, 1, 1, tzinfo=dt.UTC)), ["requested_at"]),
        (told(kind="poem"), ["kind"]),
        (told(language="de"), ["language"]),
        (told(delivered_how="pigeon"), ["delivered_how"]),
        (told(requested_at=ago(-1)), ["requested_at"]),
        (told(approved_at=ago(51)), ["approved_at"]),
        (told(approved_at=ago(9), produced_at=ago(10)), ["produced_at"]),
        (told(cancelled_at=ago(60)), ["cancelled_at"]),
        (told(produced_at=ago(9), cancelled_at=ago(8)), ["cancelled_at"]),
        (told(delivered_at=ago(9), failed_at=ago(8)), ["failed_at"]),
    ],
)
def test_what_cannot_have_happened(desk: Desk, one: FedRequest, fields: list[str]) -> None:
    with pytest.raises(LinesError) as refused:
        feed(desk, told("fine"), one)
    assert [(problem.line, problem.field) for problem in refused.value.problems] == [
        (2, field) for field in fields
    ]
    with scope(desk.clerk.actor):
        assert not ServiceRequest.objects.exists()


def test_lists_that_are_not_taken(desk: Desk) -> None:
    with pytest.raises(LinesError):
        feed(desk, told(), told())
    with pytest.raises(NothingChosenError):
        feed(desk)
    with pytest.raises(TooManyError):
        feed(desk, *(told(str(place)) for place in range(2_001)))


def test_its_stages_come_from_its_system_alone(desk: Desk) -> None:
    feed(desk, told(), told("TR-2", produced_at=ago(1)))
    with scope(desk.clerk.actor) as actor:
        ready = ServiceRequest.objects.get(reference="TR-2")
        with pytest.raises(RequestStateError):
            cancel_requests(actor=actor, uuids=[kept(desk).uuid], reason="not wanted")
        with pytest.raises(RequestStateError):
            deliver_requests(actor=actor, uuids=[ready.uuid], how="desk")


HOURS = st.one_of(st.none(), st.integers(0, 60))


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    hours=st.fixed_dictionaries(
        {f"{stage}_at": HOURS for stage in ("approved", "produced", "delivered")}
        | {f"{stage}_at": HOURS for stage in ("cancelled", "failed")}
    )
)
def test_whatever_is_told_is_refused_or_fits(
    shared_desk: Desk, hours: dict[str, int | None]
) -> None:
    """The service refuses with a sentence all that the database would refuse without one."""
    times = {name: None if at is None else ago(at) for name, at in hours.items()}
    with undone():
        try:
            feed(shared_desk, told(**times))
        except LinesError:
            return
        row = kept(shared_desk)
        reached = [row.requested_at, row.approved_at, row.produced_at, row.delivered_at]
        known = [time for time in reached if time]
        assert known == sorted(known)
        assert row.state == "requested" or getattr(row, f"{row.state}_at") is not None
