"""Row security lets only the issuer write. What the portal issues in the network's name is written
as the portal itself, after the policy has allowed it; events and audit stay in the actor's name.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction

from apps.audit.services import Look, record_looks
from apps.documents.models import Paper
from apps.events.services import Happening, emit_many
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
    tell_all(actor, [paper], what)


def tell_all(actor: Actor, papers: Sequence[Paper], what: str) -> None:
    """The same act on many papers: an audit entry and an event for each."""
    record_looks(
        who=actor.who,
        action=f"paper.{what}",
        target="documents.paper",
        purpose="",
        case="",
        looks=[
            Look(
                paper.issuer_id,
                paper.uuid,
                {"serial": paper.serial, "kind": paper.kind, "reason": paper.reason},
            )
            for paper in papers
        ],
    )
    emit_many(
        actor=actor,
        kind=f"paper.{what}",
        happenings=[
            Happening(paper.uuid, paper.holder_id, {"kind": paper.kind, "serial": paper.serial})
            for paper in papers
        ],
    )
