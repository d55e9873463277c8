"""Moving a submission from state to state: lock, table, change, history, audit, event."""

from collections.abc import Sequence
from uuid import UUID

from apps.audit.services import record
from apps.core.errors import NotFoundError
from apps.events.services import emit
from apps.institutions.actor import Actor
from apps.institutions.officers import PORTAL, Officer, officer_of
from apps.kpi.models import Submission, SubmissionAct
from apps.kpi.refusals import ContentChangedError, SubmissionStateError
from apps.kpi.states import Action, State, next_state


def lock_submission(
    uuid: UUID, action: Action, *, actor: Actor, version: int | None = None
) -> Submission:
    """The row as it is now. Raises NotFoundError, SubmissionStateError, and ContentChangedError
    where the person saw another `version`.
    """
    submission = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("cycle__definition", "cycle__indicator", "institution")
        .filter(uuid=uuid)
        .first()
    )
    if submission is None:
        raise NotFoundError
    if next_state(submission.state, action) is None or not submission.is_current:
        raise SubmissionStateError(submission.state, State(submission.state).label)
    if version is not None and version != submission.version:
        raise ContentChangedError
    return submission


def move(
    submission: Submission,
    action: Action,
    *,
    actor: Actor,
    officer: Officer | None = None,
    fields: Sequence[str] = (),
    note: str = "",
) -> None:
    """Into the state after `action`, saved with `fields`; history, audit and event with it.

    `officer`: as `write_act` takes it.
    """
    after = next_state(submission.state, action)
    if after is None:
        raise SubmissionStateError(submission.state, State(submission.state).label)
    before, submission.state = submission.state, after
    submission.version += 1
    submission.save(update_fields=["state", "version", *fields])
    write_act(submission, action, before, actor=actor, officer=officer, note=note)


def write_act(
    submission: Submission,
    action: Action,
    before: str,
    *,
    actor: Actor,
    officer: Officer | None = None,
    note: str = "",
) -> None:
    """Timeline, audit entry and event.

    `officer`: who answers for it; without one the signed-in person, else the portal itself.
    """
    by = officer or (officer_of(actor) if actor.user_id else PORTAL)
    SubmissionAct.objects.create(
        submission=submission,
        author_id=actor.institution_id,
        institution_id=submission.institution_id,
        network_id=submission.network_id,
        action=action,
        from_state=before,
        to_state=submission.state,
        version=submission.version,
        name=by.name,
        post=by.post,
        note=note[:1000],
    )
    record(
        who=actor.who,
        action=f"submission.{action}",
        target="indicator_submission",
        target_uuid=submission.uuid,
        owner_institution_id=submission.institution_id,
        data={"state": submission.state, "version": submission.version, "officer": by.name},
    )
    emit(
        actor=actor,
        kind=f"submission.{action}",
        subject=submission.uuid,
        audience_id=submission.institution_id
        if actor.institution_id == submission.network_id
        else submission.network_id,
        data={"state": submission.state},
    )
