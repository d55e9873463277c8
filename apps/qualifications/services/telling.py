"""Who is told by notice that something waits for them. No person is named in a notice."""

from collections import Counter
from collections.abc import Iterable, Sequence

from apps.institutions.actor import Actor, Role
from apps.notices.services import notify
from apps.qualifications.models import Check

CLERKS = (Role.REGISTRAR, Role.REGISTRAR_APPROVER)
APPROVERS = (Role.REGISTRAR_APPROVER,)


def check_path(check: Check) -> str:
    return f"/qualifications/checks/{check.uuid}/"


def tell_holders(checks: Sequence[Check], *, actor: Actor) -> None:
    """New questions: each holder is told once, however many there are; one alone by its number."""
    asked = Counter(check.holder_id for check in checks)
    for check in {check.holder_id: check for check in checks}.values():
        notify(
            actor=actor,
            institution_id=check.holder_id,
            roles=CLERKS,
            kind="qualification.asked",
            subject=check.uuid,
            path="/qualifications/queue/",
            number=check.number if asked[check.holder_id] == 1 else "",
        )


def tell_side(
    checks: Iterable[Check], institution_id: int | None, kind: str, *, actor: Actor
) -> None:
    """`kind` without prefix: documents_asked, documents_given, message, answered, reopened."""
    if institution_id is None:
        return
    for check in checks:
        notify(
            actor=actor,
            institution_id=institution_id,
            roles=CLERKS,
            kind=f"qualification.{kind}",
            subject=check.uuid,
            path=check_path(check),
            number=check.number,
        )


def tell_approvers(check: Check, *, actor: Actor) -> None:
    """An answer waits for the second person of the holder."""
    notify(
        actor=actor,
        institution_id=check.holder_id,
        roles=APPROVERS,
        kind="qualification.proposed",
        subject=check.uuid,
        path=check_path(check),
        number=check.number,
    )
