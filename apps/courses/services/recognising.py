"""The home decides what a course taken elsewhere counts for; a second person approves."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from apps.core.errors import NotFoundError
from apps.courses.choices import NoTransferReason
from apps.courses.errors import (
    CheckChangedError,
    ContentShareError,
    CourseStateError,
    NoCreditError,
    OverrideNeededError,
    OwnWorkError,
    SourcesError,
    VersionError,
)
from apps.courses.grades import Outcome
from apps.courses.models import CrossRegistration, Recognition, RecognitionSource
from apps.courses.policies import can_approve, demand
from apps.courses.recognising import (
    Criterion,
    PolicyTerms,
    SourceCourse,
    TargetCourse,
    check_recognition,
    needs_override,
    outcome_of,
)
from apps.courses.rules import grades_of, policy_in_force, study_of, terms_of
from apps.courses.services import crediting
from apps.courses.services.propagating import fall, tell_recognition
from apps.courses.services.registrations import (
    Pick,
    lock_decisions,
    lock_registrations,
    move,
    require_note,
    require_reason,
)
from apps.courses.states import Action, RecognitionState
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer, is_own_work, officer_of

ACTIONS = {
    "recognised": Action.RECOGNISE,
    "partly_recognised": Action.RECOGNISE_PARTLY,
    "not_recognised": Action.NOT_RECOGNISE,
}


@dataclass(frozen=True, slots=True)
class Target:
    """The course of the home that the courses there stand for; `home_grade` as recorded here."""

    code: str
    name_th: str
    credits: Decimal
    level: str
    name_en: str = ""
    home_grade: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Either a target with the judged share of its content (0 to 1), or a reason of refusal."""

    sources: Sequence[Pick]
    target: Target | None = None
    content_share: Decimal | None = None
    no_transfer: str = ""
    override_reason: str = ""
    note: str = ""


@transaction.atomic
def propose_recognition(
    *, actor: Actor, proposal: Proposal, officer: Officer | None = None
) -> Recognition:
    """Raises OverrideNeededError with the criteria where the policy is not met and no reason given,
    SourcesError, NoCreditError, NoPolicyError, ReasonNeededError, VersionError."""
    by = officer_of(actor, officer)
    sources = CrossRegistration.objects.filter(uuid__in=[pick.uuid for pick in proposal.sources])
    lock_decisions(sources.values_list("learner_id", flat=True))
    rows = lock_registrations(proposal.sources, Action.RECOGNISE, actor=actor)
    _refuse(proposal, rows)
    target, learner = proposal.target, rows[0].learner
    level = target.level if target else learner.level
    policy = policy_in_force(actor.institution_id, study_of(level), timezone.localdate())
    criteria = criteria_for(rows, proposal, terms_of(policy))
    overridden = needs_override(criteria)
    if overridden and len(proposal.override_reason.strip()) < 5:
        raise OverrideNeededError(data={"criteria": [asdict(one) for one in criteria]})
    recognition = Recognition(
        home_id=actor.institution_id,
        learner=learner,
        no_transfer="" if target else proposal.no_transfer,
        content_share=proposal.content_share if target else None,
        outcome=outcome_of(sources_of(rows), _target_course(target)),
        policy=policy,
        criteria=[asdict(one) for one in criteria],
        override_reason=require_note(proposal.override_reason) if overridden else "",
        overridden=overridden,
        note=proposal.note.strip()[:300],
        proposed_key=by.key,
        proposed_name=by.name,
        proposed_post=by.post,
    )
    if target is not None:
        _set_target(recognition, target)
    recognition.save()
    _keep_sources(recognition, rows)
    _tell(recognition, rows, actor)
    return recognition


def _refuse(proposal: Proposal, rows: Sequence[Any]) -> None:
    if len({row.learner_id for row in rows}) > 1:
        raise SourcesError
    if proposal.target is None:
        require_reason(proposal.no_transfer, NoTransferReason)
        return
    if proposal.content_share is None:
        raise ContentShareError
    if any(row.result.outcome != Outcome.PASSED for row in rows):
        raise NoCreditError


def sources_of(rows: Sequence[CrossRegistration]) -> list[SourceCourse]:
    """With the meaning that each grade had on the host's scale of its day."""
    return [
        SourceCourse(
            code=row.course_code,
            credits=row.credit_value,
            level=row.level,
            grade=grades_of(row.result.scale).find(row.result.grade) if row.result else None,
        )
        for row in rows
    ]


def _target_course(target: Target | None) -> TargetCourse | None:
    return TargetCourse(target.code, target.credits, target.level) if target else None


def criteria_for(
    rows: Sequence[CrossRegistration], proposal: Proposal, terms: PolicyTerms
) -> list[Criterion]:
    """What the home's rules say of the proposal; nothing is written."""
    return _criteria(rows, _target_course(proposal.target), proposal.content_share, terms)


def _refuse_changed(recognition: Recognition, rows: Sequence[CrossRegistration]) -> None:
    """Between proposal and approval other decisions may have used up the programme's share.

    The rules are those of the proposal's day; what was met then must be met still.
    """
    if recognition.no_transfer:
        return
    target = TargetCourse(
        recognition.target_code, recognition.target_credits, recognition.target_level
    )
    terms = terms_of(recognition.policy)
    now = _criteria(rows, target, recognition.content_share, terms)
    unmet_then = {each["code"] for each in recognition.criteria if each["met"] is False}
    if any(one.met is False and one.code not in unmet_then for one in now):
        raise CheckChangedError(data={"criteria": [asdict(one) for one in now]})


def _criteria(
    rows: Sequence[CrossRegistration],
    target: TargetCourse | None,
    content_share: Decimal | None,
    terms: PolicyTerms,
) -> list[Criterion]:
    learner = rows[0].learner
    before = Recognition.objects.filter(learner=learner, state=RecognitionState.APPROVED).aggregate(
        sum=Sum("target_credits")
    )["sum"]
    return check_recognition(
        sources_of(rows),
        target,
        content_share,
        terms=terms,
        recognised_before=before or Decimal(0),
        programme_credits=learner.programme_credits,
    )


def _set_target(recognition: Recognition, target: Target) -> None:
    recognition.target_code = target.code.strip()[:20]
    recognition.target_name_th = target.name_th.strip()[:300]
    recognition.target_name_en = target.name_en.strip()[:300]
    recognition.target_level, recognition.target_credits = target.level, target.credits
    recognition.home_grade = target.home_grade.strip()[:10]


def _keep_sources(recognition: Recognition, rows: Sequence[CrossRegistration]) -> None:
    shares = allot(recognition.target_credits, [row.credit_value for row in rows])
    if recognition.target_code and min(shares) <= 0:
        raise NoCreditError
    try:
        with transaction.atomic():
            RecognitionSource.objects.bulk_create(
                RecognitionSource(
                    recognition=recognition,
                    home_id=recognition.home_id,
                    registration=row,
                    result=row.result,
                    credits_used=share,
                )
                for row, share in zip(rows, shares, strict=True)
            )
    except IntegrityError as error:
        raise SourcesError from error


def allot(granted: Decimal, earned: Sequence[Decimal]) -> list[Decimal]:
    """What each course contributes, in proportion and in tenths; never more than it has."""
    total = sum(earned, Decimal(0))
    granted = min(granted, total)
    if not granted:
        return [Decimal(0) for _each in earned]
    shares = [(granted * each / total).quantize(Decimal("0.1")) for each in earned]
    rest = granted - sum(shares, Decimal(0))
    for place, each in enumerate(earned):
        moved = max(min(rest, each - shares[place]), -shares[place])
        shares[place] += moved
        rest -= moved
    return shares


def digest(recognition: Recognition) -> str:
    """Binds an approval to what the approver saw."""
    seen = (
        recognition.uuid.hex,
        str(recognition.state),
        recognition.target_code,
        f"{recognition.target_credits:.1f}",
        recognition.no_transfer,
        recognition.home_grade,
        recognition.override_reason,
        recognition.proposed_key,
    )
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]


@transaction.atomic
def approve_recognition(
    *, actor: Actor, uuid: UUID, seen: str, officer: Officer | None = None
) -> Recognition:
    """The decision stands: states of the courses change, their credits are used.

    Raises OwnWorkError, VersionError, CourseStateError, CreditTakenError.
    """
    demand(can_approve(actor))
    by = officer_of(actor, officer)
    recognition, rows = _lock(uuid, Action.RECOGNISE, actor, RecognitionState.PROPOSED)
    if digest(recognition) != seen:
        raise VersionError(rows[0].version)
    if is_own_work([(recognition.proposed_key, recognition.proposed_name)], by):
        raise OwnWorkError
    _refuse_changed(recognition, rows)
    recognition.state = RecognitionState.APPROVED
    recognition.approved_key, recognition.approved_name = by.key, by.name
    recognition.approved_post, recognition.approved_at = by.post, timezone.now()
    recognition.save()
    if not recognition.no_transfer:
        used = dict(
            RecognitionSource.objects.filter(recognition=recognition).values_list(
                "registration_id", "credits_used"
            )
        )
        for row in rows:
            crediting.use(row, recognition, used[row.pk], by)
    move(
        rows,
        ACTIONS[recognition.outcome],
        actor=actor,
        officer=by,
        reason=recognition.no_transfer,
        note=recognition.note,
    )
    _tell(recognition, rows, actor)
    return recognition


def _lock(
    uuid: UUID, action: Action, actor: Actor, state: RecognitionState
) -> tuple[Recognition, list[CrossRegistration]]:
    """First the registrations, as everybody locks them, then the decision on them."""
    found = Recognition.objects.filter(uuid=uuid).first()
    if found is None:
        raise NotFoundError
    if found.state != state:
        raise CourseStateError(found.state, RecognitionState(found.state).label)
    lock_decisions([found.learner_id])
    picks = [
        Pick(source.registration.uuid, source.registration.version)
        for source in RecognitionSource.objects.filter(recognition=found)
        .select_related("registration")
        .order_by("pk")
    ]
    rows = lock_registrations(picks, action, actor=actor)
    recognition = Recognition.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if recognition.state != state:
        raise CourseStateError(recognition.state, RecognitionState(recognition.state).label)
    return recognition, rows


@transaction.atomic
def return_recognition(
    *, actor: Actor, uuid: UUID, note: str, officer: Officer | None = None
) -> Recognition:
    """The approver sends a proposal back with a note; its courses can be proposed anew."""
    demand(can_approve(actor))
    by = officer_of(actor, officer)
    note = require_note(note)
    recognition, _rows = _lock(uuid, Action.RECOGNISE, actor, RecognitionState.PROPOSED)
    fall(recognition, actor=actor, officer=by, note=note)
    return recognition


@transaction.atomic
def reopen_recognition(
    *, actor: Actor, uuid: UUID, note: str, officer: Officer | None = None
) -> Recognition:
    """The home takes its own decision back; its credits are free again."""
    demand(can_approve(actor))
    by = officer_of(actor, officer)
    note = require_note(note)
    recognition, _rows = _lock(uuid, Action.REOPEN, actor, RecognitionState.APPROVED)
    fall(recognition, actor=actor, officer=by, note=note)
    return recognition


def _tell(recognition: Recognition, rows: Sequence[CrossRegistration], actor: Actor) -> None:
    data = {"outcome": recognition.outcome, "overridden": recognition.overridden}
    tell_recognition(recognition, [row.uuid for row in rows], actor=actor, data=data)
