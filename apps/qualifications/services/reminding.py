"""Reminders to holders: once a week for as long as something of an asker is due or overdue."""

import datetime as dt
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from apps.institutions.actor import Actor, Role
from apps.institutions.scope import scope, system_scope
from apps.notices.services import notify
from apps.qualifications.models import Check
from apps.qualifications.services.telling import CLERKS
from apps.qualifications.states import WITH_HOLDER

OVERDUE = "/qualifications/queue/?show=overdue"


def remind_holders(today: dt.date | None = None) -> int:
    """In the name of each university that waits; how many reminders were due. Doing it again in
    the same week reminds nobody twice."""
    today = today or timezone.localdate()
    waiting = _waiting(today)
    for asker_id, holder_id, oldest, subject, number in waiting:
        with scope(Actor(institution_id=asker_id, role=Role.REGISTRAR, label="portal")) as actor:
            notify(
                actor=actor,
                institution_id=holder_id,
                roles=CLERKS,
                kind="qualification.overdue",
                subject=subject,
                path=OVERDUE,
                once=f"qualification.overdue:{asker_id}:{today:%G-W%V}",
                due_on=oldest,
                number=number,
            )
    return len(waiting)


def _waiting(today: dt.date) -> list[tuple[int, int, dt.date, UUID, str]]:
    """Asker, holder, and of what waits between them the oldest: due day, uuid and number."""
    with system_scope("which universities wait for which"):
        due = Check.objects.filter(state__in=WITH_HOLDER, due_on__lte=today)
        oldest = (
            due.exclude(asker_id=F("shared_with_id"))
            .order_by("asker_id", "shared_with_id", "due_on", "pk")
            .distinct("asker_id", "shared_with_id")
        )
        return [
            (check.asker_id, check.holder_id, check.due_on, check.uuid, check.number)
            for check in oldest.only("asker_id", "holder_id", "due_on", "uuid", "number")
            if check.due_on is not None
        ]
