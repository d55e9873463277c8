"""Whether the paper of a request still counts: the ledger of papers knows, the request does not."""

from django.db.models import Exists, OuterRef, QuerySet

from apps.certificates.models import RequestBatch, ServiceRequest
from apps.certificates.states import State
from apps.documents.models import Paper, Status

ENDED = (Status.SUPERSEDED, Status.REVOKED)


def paper_ended() -> Exists:
    """Of a query of requests: those whose paper was replaced or revoked."""
    return Exists(Paper.objects.filter(uuid=OuterRef("paper"), status__in=ENDED))


def has_ended(paper: Paper | None) -> bool:
    return paper is not None and paper.status in ENDED


def deliverable(batch: RequestBatch) -> QuerySet[ServiceRequest]:
    """Of a list: what is ready, and whose paper counts, in order of the numbers."""
    rows = ServiceRequest.objects.filter(batch=batch, state=State.PRODUCED)
    return rows.exclude(paper_ended()).order_by("pk")
