"""Requests and lists as the pages and the API of one institution read them."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from apps.certificates.models import ServiceAct, ServiceRequest
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

    stuck: approved, and the job that should make it was given up
    text: a student code, the beginning of a name's part, or a number as 2569-000017
    """

    state: str = ""
    kind: str = ""
    channel: str = ""
    overdue: bool = False
    stuck: bool = False
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
    if wanted.overdue:
        rows = rows.filter(state__in=OPEN, due_on__lt=timezone.localdate())
    if wanted.stuck:
        rows = rows.filter(state=State.APPROVED, job__state=JobState.FAILED)
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
    """What waits at one institution, for its home page."""

    waiting: int
    overdue: int
    ready: int
    failed: int
    stuck: int
    nearest_due: dt.date | None


def home_counts(actor: Actor) -> HomeCounts:
    """One query over what is not delivered yet."""
    open_rows = Q(state__in=OPEN)
    rows = ServiceRequest.objects.filter(
        institution_id=actor.institution_id, state__in=[*OPEN, State.PRODUCED]
    ).exclude(channel="feed")
    found = rows.aggregate(
        waiting=Count("pk", filter=Q(state=State.REQUESTED)),
        overdue=Count("pk", filter=open_rows & Q(due_on__lt=timezone.localdate())),
        ready=Count("pk", filter=Q(state=State.PRODUCED)),
        failed=Count("pk", filter=Q(state=State.FAILED)),
        stuck=Count("pk", filter=Q(state=State.APPROVED, job__state=JobState.FAILED)),
    )
    nearest = rows.filter(open_rows).order_by("due_on").values_list("due_on", flat=True).first()
    return HomeCounts(**found, nearest_due=nearest)
