"""What a corrected result brings with it, in the same transaction.

The host corrects; what stood on the result belongs to the home. Its rows are changed in the home's
scope, as the portal, so that no moment exists in which a decision stands on a result that fell.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from apps.audit.services import record
from apps.courses.models import CrossRegistration, Recognition, RecognitionSource, Result
from apps.courses.services import crediting
from apps.courses.services.outdating import outdate_papers
from apps.courses.services.registrations import lock_rows, move
from apps.courses.states import DECIDED, Action, RecognitionState
from apps.events.services import emit
from apps.institutions.actor import Actor, Role
from apps.institutions.officers import PORTAL, Officer
from apps.institutions.scope import scope


def follow_correction(*, actor: Actor, row: CrossRegistration, before: str, result: Result) -> None:
    """`row` is corrected already; `before` is the state that it had."""
    outdate_papers(actor=actor, row=row)
    home = Actor(institution_id=row.home_id, role=Role.REGISTRAR, label="portal")
    with scope(home):
        sources = RecognitionSource.objects.filter(registration=row, live=True)
        for source in sources.select_related("recognition"):
            fall(
                source.recognition,
                actor=home,
                officer=PORTAL,
                note=row.course_code,
                corrected=row,
                reason=result.reason,
            )
        crediting.reverse(row, result, PORTAL)
        outdate_papers(actor=home, row=row)
    emit(
        actor=actor,
        kind="result.corrected",
        subject=row.uuid,
        audience_id=row.home_id,
        data={"version": result.version, "reason": result.reason, "decided": before in DECIDED},
    )


def fall(
    recognition: Recognition,
    *,
    actor: Actor,
    officer: Officer,
    note: str,
    corrected: CrossRegistration | None = None,
    reason: str = "",
) -> None:
    """An approved recognition reopens, a proposed one is returned; its credits are free again.

    Courses of the same decision other than `corrected` go back to "result received".
    """
    approved = recognition.state == RecognitionState.APPROVED
    sources = RecognitionSource.objects.filter(recognition=recognition, live=True)
    uuids = list(sources.values_list("registration__uuid", flat=True))
    recognition.state = RecognitionState.REOPENED if approved else RecognitionState.RETURNED
    recognition.ended_at, recognition.ended_note = timezone.now(), note[:300]
    recognition.ended_reason = reason
    recognition.save(update_fields=["state", "ended_at", "ended_reason", "ended_note"])
    sources.update(live=False)
    if approved:
        rows = lock_rows(uuids)
        for each in rows:
            crediting.release(each, recognition, officer)
            outdate_papers(actor=actor, row=each, why="corrected" if corrected else "reopened")
        others = [each for each in rows if corrected is None or each.pk != corrected.pk]
        if others:
            move(
                others, Action.REOPEN, actor=actor, officer=officer, reason=reason, note=note[:300]
            )
    tell_recognition(recognition, uuids, actor=actor, data={"note": note[:300], "reason": reason})


def tell_recognition(
    recognition: Recognition, courses: Sequence[UUID], *, actor: Actor, data: dict[str, Any]
) -> None:
    """Audit entry with `data`, and event, of the state that it has now."""
    what = f"recognition.{recognition.state}"
    record(
        who=actor.who,
        action=what,
        target="recognition",
        target_uuid=recognition.uuid,
        owner_institution_id=recognition.home_id,
        data=data,
    )
    emit(
        actor=actor,
        kind=what,
        subject=recognition.uuid,
        data={"sources": [str(uuid) for uuid in courses]},
    )
