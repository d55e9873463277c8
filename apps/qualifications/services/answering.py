"""The holder answers: one officer enters, another approves; only then the asker sees it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from apps.core.errors import NotFoundError
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer, is_own_work, officer_of
from apps.qualifications.choices import Closing
from apps.qualifications.errors import (
    ConfirmedDifferencesError,
    DegreeMissingError,
    DegreeMovedError,
    DifferencesError,
    OwnAnswerError,
)
from apps.qualifications.fields import FIELD_LABELS
from apps.qualifications.models import (
    Answer,
    AnswerState,
    Check,
    Conferral,
    ConferralStatus,
    RegisterLoad,
)
from apps.qualifications.selectors.coverage import coverage_for
from apps.qualifications.services.accepting import accept_load, discard_load
from apps.qualifications.services.lettering import request_reply
from apps.qualifications.services.moving import lock_check, move, require_note
from apps.qualifications.services.register import DegreeFacts, bring_answer
from apps.qualifications.services.telling import tell_approvers, tell_side
from apps.qualifications.sql import lock_register
from apps.qualifications.states import CheckAction

NEEDS_DEGREE = (Closing.CONFIRMED, Closing.CONFIRMED_WITH_DIFFERENCES)
NEEDS_NOTE = (Closing.NEEDS_DOCUMENTS, Closing.UNABLE_TO_CONFIRM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An answer as entered. `line`: the degree in one's own register; `facts`: one to be added.

    told: field → value that the holder chooses to tell beside a difference
    """

    outcome: str
    line: UUID | None = None
    facts: DegreeFacts | None = None
    differing: Sequence[str] = ()
    agreeing: Sequence[str] = ()
    told: dict[str, str] = field(default_factory=dict)
    note: str = ""


@transaction.atomic
def propose_answer(
    *,
    actor: Actor,
    uuid: UUID,
    version: int | None,
    proposal: Proposal,
    named: Officer | None = None,
) -> Answer:
    """Waits for a second officer of the holder; a degree by hand waits with it for the register.

    Raises CheckStateError, CheckVersionError, DegreeMissingError, DifferencesError,
    ConfirmedDifferencesError, NoteMissingError, AlreadyThereError, ForbiddenError.
    """
    check = lock_check(uuid, CheckAction.PROPOSE, actor=actor, version=version)
    officer = officer_of(actor, named)
    _refuse_contradiction(proposal)
    load = _degree(check, proposal, actor=actor, officer=officer)
    move([check], CheckAction.PROPOSE, actor=actor, officer=officer, inside=True)
    answer = Answer.objects.create(
        check_asked=check,
        holder_id=actor.institution_id,
        check_version=check.version,
        outcome=proposal.outcome,
        differing=list(proposal.differing),
        agreeing=[name for name in proposal.agreeing if name not in proposal.differing],
        told={name: value for name, value in proposal.told.items() if name in proposal.differing},
        note=proposal.note.strip()[:1_000],
        line=proposal.line,
        load=load,
        made_name=officer.name,
        made_post=officer.post,
        made_key=officer.key,
    )
    tell_approvers(check, actor=actor)
    return answer


def _refuse_contradiction(proposal: Proposal) -> None:
    unknown = {*proposal.differing, *proposal.agreeing} - FIELD_LABELS.keys()
    if proposal.outcome not in Closing.values or unknown:
        raise NotFoundError
    if proposal.outcome == Closing.CONFIRMED and proposal.differing:
        raise ConfirmedDifferencesError
    if proposal.outcome == Closing.CONFIRMED_WITH_DIFFERENCES and not proposal.differing:
        raise DifferencesError
    if proposal.outcome in NEEDS_DEGREE and proposal.line is None and proposal.facts is None:
        raise DegreeMissingError
    if proposal.outcome in NEEDS_NOTE:
        require_note(proposal.note)


def _degree(
    check: Check, proposal: Proposal, *, actor: Actor, officer: Officer
) -> RegisterLoad | None:
    """The degree chosen must be one of the own register; one written by hand becomes a draft."""
    if proposal.line is not None:
        own = Conferral.objects.filter(holder_id=actor.institution_id, line=proposal.line)
        if not own.filter(status="in_force").exists():
            raise NotFoundError
        return None
    if proposal.facts is None or proposal.outcome not in NEEDS_DEGREE:
        return None
    return bring_answer(actor=actor, officer=officer, facts=proposal.facts, case=check.number)


def locked_answer(check: Check) -> Answer:
    """What waits for approval, locked. Raises NotFoundError."""
    answer = (
        Answer.objects.select_for_update(of=("self",))
        .select_related("load")
        .filter(check_asked=check, state=AnswerState.PROPOSED)
        .first()
    )
    if answer is None:
        raise NotFoundError
    return answer


def _of_another(check: Check, officer: Officer) -> Answer:
    answer = locked_answer(check)
    if is_own_work([(answer.made_key, answer.made_name)], officer):
        raise OwnAnswerError
    return answer


def close_answer(answer: Answer, state: AnswerState, *, actor: Actor, officer: Officer) -> None:
    """It does not go out; a degree that it would have added goes with it."""
    _decided(answer, state, officer)
    if answer.load is not None:
        discard_load(actor=actor, uuid=answer.load.uuid, of_answer=True)


def _decided(answer: Answer, state: AnswerState, officer: Officer) -> None:
    answer.state, answer.decided_at = state, timezone.now()
    answer.decided_name, answer.decided_post = officer.name, officer.post
    answer.decided_key = officer.key
    answer.save()


def _refuse_moved(answer: Answer, line: UUID) -> None:
    """The degree must still be as it was compared; it stays so until the transaction ends."""
    lock_register(answer.holder_id)
    stands = Conferral.objects.filter(
        holder_id=answer.holder_id,
        line=line,
        status=ConferralStatus.IN_FORCE,
        load__accepted_at__lte=answer.created_at,
    )
    if not stands.exists():
        raise DegreeMovedError


@transaction.atomic
def approve_answer(*, actor: Actor, uuid: UUID, version: int | None) -> Check:
    """The answer counts: the asker is told, the register enriched, the reply letter made.

    Raises OwnAnswerError for who entered it, CheckStateError, CheckVersionError, DegreeMovedError,
    AlreadyThereError (the register came to hold the degree that it adds), ForbiddenError.
    """
    check = lock_check(uuid, CheckAction.APPROVE, actor=actor, version=version)
    officer = officer_of(actor)
    answer = _of_another(check, officer)
    line = answer.line
    if line is not None:
        _refuse_moved(answer, line)
    if answer.load is not None:
        accepted = accept_load(
            actor=actor, uuid=answer.load.uuid, content_hash=None, of_answer=True
        )
        line = accepted.first_line
    _decided(answer, AnswerState.APPROVED, officer)
    check.answered_at = check.as_of = timezone.now()
    check.outcome, check.line, check.by_register = answer.outcome, line, False
    check.agreeing, check.differing, check.told = answer.agreeing, answer.differing, answer.told
    check.explanation, check.answer_note = [], answer.note
    check.coverage = coverage_for([check])[check.uuid]
    check.answered_name, check.answered_post = officer.name, officer.post
    move(
        [check],
        CheckAction.APPROVE,
        actor=actor,
        officer=officer,
        note=answer.note,
        data={"outcome": answer.outcome, "entered_by": answer.made_name},
        fields=[
            "answered_at", "as_of", "outcome", "line", "by_register", "agreeing", "differing",
            "told", "explanation", "answer_note", "coverage", "answered_name", "answered_post",
        ],
    )  # fmt: skip
    request_reply(actor=actor, check=check)
    if check.asker_id != actor.institution_id:
        tell_side([check], check.asker_id, "answered", actor=actor)
    return check


@transaction.atomic
def return_answer(*, actor: Actor, uuid: UUID, version: int | None, note: str) -> Check:
    """Back to the holder's queue with a word on what is missing. Raises as `approve_answer`."""
    check = lock_check(uuid, CheckAction.RETURN, actor=actor, version=version)
    officer = officer_of(actor)
    answer = _of_another(check, officer)
    answer.return_note = require_note(note, most=500)
    close_answer(answer, AnswerState.RETURNED, actor=actor, officer=officer)
    move(
        [check],
        CheckAction.RETURN,
        actor=actor,
        officer=officer,
        note=answer.return_note,
        inside=True,
    )
    return check
