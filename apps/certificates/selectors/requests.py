"""Requests and lists as the pages and the API of one institution read them."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from apps.certificates.kinds import Channel
from apps.certificates.models import ServiceAct, ServiceRequest
from apps.certificates.selectors.standing import paper_ended
from apps.certificates.states import OPEN, State
from apps.core.errors import NotFoundError
from apps.core.keyset import Slice, page_after
from apps.documents.models import Paper
from apps.institutions.actor import Actor
from apps.jobs.models import State as JobState

_NUMBER = re.compile(r"2[0-9]{3}-[0-9]{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty values leave it wide.

    here: made by the portal, whatever way the request came
    stuck: approved, and the job that should make it was given up
    ended: whether the paper was replaced or revoked; None for either
    text: a student code, the beginning of a name's part, or a number as 2569-000017
    """

    state: str = ""
    kind: str = ""
    channel: str = ""
    here: bool = False
    overdue: bool = False
    stuck: bool = False
    ended: bool | None = None
    batch: UUID | None = None
    text: str = ""


def request_list(actor: Actor, wanted: Filters) -> QuerySet[ServiceRequest]:
    """Without order: `request_page` gives it."""
    rows = ServiceRequest.objects.filter(institution_id=actor.institution_id)
    given: dict[str, Any] = {
        "state": wanted.state,
        "kind": wanted.kind,
        "channel": wanted.channel,
        "batch__uuid": wanted.batch,
    }
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    if wanted.here:
        rows = rows.exclude(channel=Channel.FEED)
    if wanted.overdue:
        rows = rows.filter(state__in=OPEN, due_on__lt=timezone.localdate())
    if wanted.stuck:
        rows = rows.filter(state=State.APPROVED, job__state=JobState.FAILED)
    if wanted.ended is not None:
        rows = rows.filter(paper_ended()) if wanted.ended else rows.exclude(paper_ended())
    if wanted.text.strip():
        rows = rows.filter(_matching(wanted.text.strip()))
    return rows.select_related("batch")


def _matching(text: str) -> Q:
    year, _sign, number = text.partition("-")
    if _NUMBER.fullmatch(text):
        return Q(year=int(year) - 543, number=int(number)) | Q(student_code=text)
    return Q(student_code=text.upper()) | Q(name__icontains=text)


def request_page(actor: Actor, wanted: Filters, cursor: str = "") -> Slice[ServiceRequest]:
    """Newest first, 50 to a page, by keyset."""
    return page_after(request_list(actor, wanted), cursor)


def counted_up_to(rows: QuerySet[ServiceRequest], most: int) -> int | None:
    """How many there are; None where more than `most`, so that no page waits for a long count."""
    number = rows.order_by()[: most + 1].count()
    return number if number <= most else None


def request_get(actor: Actor, uuid: UUID) -> ServiceRequest:
    """Raises NotFoundError, also for another institution's."""
    found = (
        ServiceRequest.objects.select_related("batch", "replaces", "job", "institution")
        .filter(uuid=uuid, institution_id=actor.institution_id)
        .first()
    )
    if found is None:
        raise NotFoundError
    return found


def acts_of(request: ServiceRequest) -> list[ServiceAct]:
    """Everything that was done, the newest first."""
    return list(ServiceAct.objects.filter(request=request).order_by("-id"))


def paper_of(request: ServiceRequest) -> Paper | None:
    """In the ledger; None before the first approval and for fed requests."""
    if request.paper is None:
        return None
    return (
        Paper.objects.select_related("issuer", "holder", "replaced_by")
        .filter(uuid=request.paper)
        .first()
    )


def papers_by_uuid(requests: list[ServiceRequest]) -> dict[UUID, Paper]:
    """Papers of a page of requests in one query, for their serials and whether they count."""
    uuids = [row.paper for row in requests if row.paper is not None]
    return {paper.uuid: paper for paper in Paper.objects.filter(uuid__in=uuids)}


def replacement_of(request: ServiceRequest) -> ServiceRequest | None:
    """The request whose paper takes, or will take, the place of this one's."""
    return request.replacements.exclude(state=State.CANCELLED).first()


@dataclass(frozen=True, slots=True)
class HomeCounts:
    """What waits at one institution: each number is that of the list that `Filters` give for it.

    waiting, ready: to be approved and to be delivered here; what another system makes is not
    overdue, failed: whoever makes the paper; stuck: made here
    first_due, waiting_due: earliest due day of all that is open, of what waits for approval here
    *_since: when the oldest of these was entered, made, set aside, approved
    """

    waiting: int
    overdue: int
    ready: int
    failed: int
    stuck: int
    first_due: dt.date | None
    waiting_due: dt.date | None
    waiting_since: dt.datetime | None
    ready_since: dt.datetime | None
    failed_since: dt.datetime | None
    stuck_since: dt.datetime | None


def home_counts(actor: Actor) -> HomeCounts:
    """One query over what is not delivered yet."""
    is_open, here = Q(state__in=OPEN), ~Q(channel=Channel.FEED)
    waiting = Q(state=State.REQUESTED) & here
    failed = Q(state=State.FAILED)
    stuck = Q(state=State.APPROVED, job__state=JobState.FAILED)
    rows = ServiceRequest.objects.filter(
        institution_id=actor.institution_id, state__in=[*OPEN, State.PRODUCED]
    ).annotate(ended=paper_ended())
    ready = Q(state=State.PRODUCED, ended=False) & here
    found = rows.aggregate(
        waiting=Count("pk", filter=waiting),
        overdue=Count("pk", filter=is_open & Q(due_on__lt=timezone.localdate())),
        ready=Count("pk", filter=ready),
        failed=Count("pk", filter=failed),
        stuck=Count("pk", filter=stuck),
        first_due=Min("due_on", filter=is_open),
        waiting_due=Min("due_on", filter=waiting),
        waiting_since=Min("requested_at", filter=waiting),
        ready_since=Min("produced_at", filter=ready),
        failed_since=Min("failed_at", filter=failed),
        stuck_since=Min("approved_at", filter=stuck),
    )
    return HomeCounts(**found)
