"""The end of a paper: replaced, outdated or revoked; it stays readable, with the reason."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.errors import ForbiddenError, InvalidError, WrongStateError
from apps.documents.models import Paper, Status
from apps.documents.policies import can_issue, can_revoke, can_supersede
from apps.documents.services.writing import locked, tell, writing_for
from apps.documents.states import after
from apps.institutions.actor import Actor
from apps.institutions.scope import system_scope


@transaction.atomic
def supersede_paper(*, actor: Actor, paper: Paper, replacement: Paper, reason: str) -> Paper:
    """`replacement` must be active, of the same kind, issuer and holder. `reason` is made public.

    Raises ForbiddenError, InvalidError without a reason, WrongStateError.
    """
    if not can_supersede(actor, paper=paper, replacement=replacement):
        raise ForbiddenError
    with writing_for(actor, paper.issuer_id):
        if locked(replacement).status != Status.ACTIVE:
            raise WrongStateError
        ended = _end(paper, "supersede", reason, replaced_by=replacement)
    tell(actor, ended, "superseded")
    return ended


@transaction.atomic
def outdate_paper(*, actor: Actor, paper: Paper, reason: str) -> Paper:
    """What the paper tells was corrected: it is superseded at once, before a newer one is made.

    By the issuer alone. `reason` is made public. Raises ForbiddenError, WrongStateError.
    """
    if actor.institution_id != paper.issuer_id:
        raise ForbiddenError
    with writing_for(actor, paper.issuer_id):
        ended = _end(paper, "supersede", reason, replaced_by=None)
    tell(actor, ended, "superseded")
    return ended


@transaction.atomic
def outdate_papers(*, actor: Actor, papers: Sequence[UUID], reason: str) -> None:
    """What these papers tell is no longer so: those of the actor's institution, and those that the
    portal made in the network's name from its data, are superseded; ended ones stay as they are.

    The caller answers for the papers being about the actor's own data. `reason` is made public.
    """
    with system_scope("papers that tell what is no longer so"):
        found = list(
            Paper.objects.select_for_update(of=("self",))
            .select_related("issuer")
            .filter(uuid__in=papers, status=Status.ACTIVE)
            .order_by("pk")
        )
        for paper in found:
            if not can_issue(actor, issuer=paper.issuer, kind=paper.kind):
                raise ForbiddenError
        ended = [_end(paper, "supersede", reason, replaced_by=None) for paper in found]
    for paper in ended:
        tell(actor, paper, "superseded")


@transaction.atomic
def name_replacement(*, actor: Actor, paper: Paper, replacement: Paper) -> Paper:
    """The newer paper of an outdated one. Raises ForbiddenError, WrongStateError."""
    if not can_supersede(actor, paper=paper, replacement=replacement):
        raise ForbiddenError
    with writing_for(actor, paper.issuer_id):
        current = locked(paper)
        if current.status != Status.SUPERSEDED or locked(replacement).status != Status.ACTIVE:
            raise WrongStateError
        current.replaced_by = replacement
        current.save(update_fields=["replaced_by"])
    return current


@transaction.atomic
def revoke_paper(*, actor: Actor, paper: Paper, reason: str) -> Paper:
    """By an approver of the issuer. `reason` is made public: it must not name a person.

    Raises ForbiddenError, InvalidError without a reason, WrongStateError.
    """
    if not can_revoke(actor, paper=paper):
        raise ForbiddenError
    with writing_for(actor, paper.issuer_id):
        ended = _end(paper, "revoke", reason, replaced_by=None)
    tell(actor, ended, "revoked")
    return ended


def _end(paper: Paper, action: str, reason: str, *, replaced_by: Paper | None) -> Paper:
    if not reason.strip():
        raise InvalidError(_("Say why: the reason is shown to everyone who checks the paper."))
    current = locked(paper)
    current.status = after(current.status, action)
    current.replaced_by = replaced_by
    current.reason = reason.strip()
    current.ended_at = timezone.now()
    current.save(update_fields=["status", "replaced_by", "reason", "ended_at"])
    return current
