"""The own approver decides, then the network: approve, accept, or send values back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from apps.institutions.actor import Actor
from apps.institutions.officers import PORTAL, is_own_work, officer_of
from apps.kpi.choices import ReturnReason, Stage
from apps.kpi.content import content_of, digest_of
from apps.kpi.free_text import without_ids
from apps.kpi.models import Cycle, Return, Submission
from apps.kpi.notices import ACCEPTED, RECEIVED, RETURNED, tell_about
from apps.kpi.pinning import pinnable_fields
from apps.kpi.policies import can_approve, can_run_network, demand
from apps.kpi.refusals import (
    ContentChangedError,
    NothingPinnedError,
    OwnAcceptanceError,
    OwnFigureError,
)
from apps.kpi.services.attachments import evidence_of
from apps.kpi.services.entering import refuse_closed, refuse_foreign
from apps.kpi.services.moving import lock_submission, move
from apps.kpi.states import Action

LONGEST_FIELD, SHORTEST_NOTE = 40, 5


@dataclass(frozen=True, slots=True)
class Pin:
    """One value that is sent back: which, why, and what is to be done."""

    field: str
    reason: str
    note: str


@transaction.atomic
def approve_submission(*, actor: Actor, uuid: UUID, seen: str) -> Submission:
    """A second person, for what was seen (`seen`: digest of the content). To the network.

    Raises OwnFigureError for whoever entered or changed it, ContentChangedError, CycleClosedError.
    """
    demand(can_approve(actor))
    submission = lock_submission(uuid, Action.APPROVE, actor=actor)
    refuse_foreign(actor, submission)
    refuse_closed(actor, submission.cycle)
    by = officer_of(actor)
    if is_own_work(hands_of(submission), by):
        raise OwnFigureError
    if digest_of(content_of(submission, evidence_of(submission))) != seen:
        raise ContentChangedError
    submission.approved_at, submission.approved_content = timezone.now(), seen
    submission.approved_key, submission.approved_name = by.key, by.name
    submission.approved_post = by.post
    submission.first_sent_at = submission.first_sent_at or submission.approved_at
    fields = (
        *("approved_at", "approved_content", "approved_key", "approved_name", "approved_post"),
        "first_sent_at",
    )
    move(submission, Action.APPROVE, actor=actor, officer=by, fields=fields)
    tell_about(RECEIVED, submission, actor=actor)
    return submission


@transaction.atomic
def accept_submission(*, actor: Actor, uuid: UUID, version: int) -> Submission:
    """The network takes the figure: from now on it counts.

    Raises OwnAcceptanceError for whoever entered, changed or approved it: somebody may work for a
    university and for the network.
    """
    demand(can_run_network(actor))
    submission = lock_submission(uuid, Action.ACCEPT, actor=actor, version=version)
    by = officer_of(actor)
    approval = (submission.approved_key, submission.approved_name)
    if is_own_work({approval, *hands_of(submission)}, by):
        raise OwnAcceptanceError
    submission.accepted_at = timezone.now()
    submission.accepted_name, submission.accepted_post = by.name, by.post
    fields = ("accepted_at", "accepted_name", "accepted_post")
    move(submission, Action.ACCEPT, actor=actor, officer=by, fields=fields)
    _lock_after_lock(submission, actor=actor)
    tell_about(ACCEPTED, submission, actor=actor)
    return submission


def _lock_after_lock(submission: Submission, *, actor: Actor) -> None:
    """What comes by an exception after its cycle was locked is locked at once, as the others are.

    The cycle's row is held, so that a lock at the same moment comes before or after this one.
    """
    cycle = Cycle.objects.select_for_update(no_key=True).get(pk=submission.cycle_id)
    if cycle.locked_at is not None:
        move(submission, Action.LOCK, actor=actor, officer=PORTAL)


@transaction.atomic
def return_submission(*, actor: Actor, uuid: UUID, version: int, pins: Sequence[Pin]) -> Submission:
    """Send values back, by the own approver or by the network. Raises NothingPinnedError, also for
    a value that the figure does not have.
    """
    at_network = can_run_network(actor)
    demand(at_network or can_approve(actor))
    action = Action.NETWORK_RETURN if at_network else Action.RETURN
    submission = lock_submission(uuid, action, actor=actor, version=version)
    if not at_network:
        refuse_foreign(actor, submission)
    _refuse_empty(pins)
    _refuse_unknown(submission, pins)
    by = officer_of(actor)
    Return.objects.bulk_create(
        Return(
            submission=submission,
            author_id=actor.institution_id,
            institution_id=submission.institution_id,
            network_id=submission.network_id,
            stage=Stage.NETWORK if at_network else Stage.OWN,
            field=pin.field,
            reason=pin.reason,
            note=without_ids(pin.note)[:1000],
            version=submission.version,
            name=by.name,
            post=by.post,
        )
        for pin in pins
    )
    note = "; ".join(without_ids(pin.note) for pin in pins)
    move(submission, action, actor=actor, officer=by, note=note)
    tell_about(RETURNED, submission, actor=actor)
    return submission


def _refuse_empty(pins: Sequence[Pin]) -> None:
    if not pins or any(
        not 0 < len(pin.field) <= LONGEST_FIELD
        or pin.reason not in ReturnReason.values
        or len(pin.note.strip()) < SHORTEST_NOTE
        for pin in pins
    ):
        raise NothingPinnedError


def _refuse_unknown(submission: Submission, pins: Sequence[Pin]) -> None:
    definition = submission.cycle.definition
    criteria = definition.criteria.values_list("code", flat=True)
    known = pinnable_fields(definition.formula, criteria, submission.overrides)
    if any(pin.field not in known for pin in pins):
        raise NothingPinnedError


def hands_of(submission: Submission) -> set[tuple[str, str]]:
    """Whoever began this revision, changed it or sent it."""
    done = zip(submission.hands, submission.hand_names, strict=True)
    return {(submission.entered_key, submission.entered_name), *done}
