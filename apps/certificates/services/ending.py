"""A paper that should not count any more: the request stays as it is and is shown as revoked."""

from uuid import UUID

from django.db import transaction
from django.db.models import F

from apps.certificates.errors import NotIssuedError
from apps.certificates.models import ServiceRequest
from apps.certificates.policies import can_approve_requests, demand
from apps.certificates.services.moving import lock_requests, require_reason, tell, write_acts
from apps.certificates.states import MADE
from apps.documents.models import Paper, Status
from apps.documents.services import revoke_paper
from apps.institutions.actor import Actor
from apps.institutions.officers import officer_of

REVOKE = "revoke"


@transaction.atomic
def revoke_certificate(*, actor: Actor, uuid: UUID, reason: str) -> Paper:
    """`reason` is made public: it must not name a person.

    Raises ReasonNeededError, NotIssuedError where no paper is in force.
    """
    demand(can_approve_requests(actor))
    by = officer_of(actor)
    reason = require_reason(reason)
    (row,) = lock_requests([uuid], None, actor=actor)
    paper = Paper.objects.filter(uuid=row.paper).first()
    if row.state not in MADE or paper is None or paper.status == Status.REVOKED:
        raise NotIssuedError
    ended = revoke_paper(actor=actor, paper=paper, reason=reason)
    ServiceRequest.objects.filter(pk=row.pk).update(version=F("version") + 1)
    row.version += 1
    write_acts([row], REVOKE, [row.state], actor=actor, officer=by, note=reason)
    tell([row], REVOKE, actor=actor, officer=by)
    return ended
