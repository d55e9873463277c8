"""Row security lets only the issuer write. What the portal issues in the network's name is written
as the portal itself, after the policy has allowed it; events and audit stay in the actor's name.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from apps.audit.services import record
from apps.documents.models import Paper
from apps.events.services import emit
from apps.institutions.actor import Actor
from apps.institutions.scope import system_scope


@contextmanager
def writing_for(actor: Actor, issuer_id: int) -> Iterator[None]:
    """One transaction in which rows of `issuer_id` may be written."""
    if actor.institution_id == issuer_id:
        with transaction.atomic():
            yield
    else:
        with system_scope("a paper in the network's name"):
            yield


def locked(paper: Paper) -> Paper:
    """The row as it is now, locked until the transaction ends."""
    return Paper.objects.select_for_update().get(pk=paper.pk)


def tell(actor: Actor, paper: Paper, what: str) -> None:
    """Audit and event of one act on a paper, in the actor's name and transaction."""
    record(
        who=actor.who,
        action=f"paper.{what}",
        target="documents.paper",
        target_uuid=paper.uuid,
        owner_institution_id=paper.issuer_id,
        data={"serial": paper.serial, "kind": paper.kind, "reason": paper.reason},
    )
    emit(
        actor=actor,
        kind=f"paper.{what}",
        subject=paper.uuid,
        audience_id=paper.holder_id,
        data={"kind": paper.kind, "serial": paper.serial},
    )
