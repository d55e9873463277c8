"""What tests of notices share: telling, and who was told."""

import datetime as dt
from collections.abc import Sequence
from uuid import uuid4

from apps.institutions.actor import Actor, Role
from apps.institutions.models import Institution
from apps.institutions.scope import scope, system_scope
from apps.notices.models import Mail, Notice
from apps.notices.selectors import inbox
from apps.notices.services import notify
from tests.builders.cast import Person

WAITING, PAPER = "test.waiting", "test.paper"
PATH = "/help/"
DUE = dt.date(2026, 6, 22)


def tell(
    sender: Person,
    to: Institution,
    *,
    roles: Sequence[Role] = (Role.REGISTRAR,),
    kind: str = WAITING,
    once: str = "",
    path: str = PATH,
    due_on: dt.date | None = None,
    number: str = "",
) -> None:
    """In a transaction of its own."""
    with scope(sender.actor) as actor:
        notify(
            actor=actor,
            institution_id=to.pk,
            roles=roles,
            kind=kind,
            subject=uuid4(),
            path=path,
            once=once,
            due_on=due_on,
            number=number,
        )


def inbox_of(actor: Actor) -> list[Notice]:
    with scope(actor):
        return inbox(actor).rows


def all_mails() -> list[Mail]:
    with system_scope("the test looks at the mails"):
        return list(Mail.objects.order_by("pk"))
