"""Entering a figure: a draft from what is known, its evidence, and sending it to the approver."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.core.errors import NotFoundError
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer, officer_of
from apps.kpi.choices import Source
from apps.kpi.content import content_of, digest_of
from apps.kpi.formulas import evaluate
from apps.kpi.free_text import reason_given, without_ids
from apps.kpi.models import Cycle, Expectation, Submission, SubmissionVersion
from apps.kpi.notices import WAITING, tell_about
from apps.kpi.policies import can_enter, demand
from apps.kpi.refusals import (
    ContentChangedError,
    CycleClosedError,
    FindingsError,
    NotExpectedError,
    SubmissionStateError,
)
from apps.kpi.selectors.cycles import current_submissions, is_open_for
from apps.kpi.selectors.findings import findings_of
from apps.kpi.services.attachments import copy_evidence, evidence_of
from apps.kpi.services.moving import lock_submission, move, write_act
from apps.kpi.services.taking_over import refuse_other_numbers
from apps.kpi.states import COUNTED, EDITABLE, Action, State

FIGURE = ("basis", "counts", "numerator", "denominator", "value", "n", "spread")
ENTRY = (*FIGURE, "narrative", "overrides")
HANDS = (
    *("hands", "hand_names", "approved_at", "approved_key", "approved_name", "approved_post"),
    "approved_content",
)
"""What `note_hand` changes."""
MOST_NARRATIVE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a person or a system enters. counts: outcome of the formula → number.

    overrides: key of a finding → why the figure is right all the same
    """

    counts: Mapping[str, int]
    basis: Source = Source.DECLARED
    narrative: str = ""
    overrides: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def save_entry(
    *,
    actor: Actor,
    cycle: Cycle,
    entry: Entry,
    version: int | None = None,
    named: Officer | None = None,
) -> Submission:
    """The draft, made where there is none. `version`: as the person saw it, 0 where there was none
    yet, None for whoever does not look first.

    Raises NotExpectedError, CycleClosedError, SubmissionStateError, ContentChangedError, BasisError
    where a source that is taken over says otherwise, and what `evaluate` raises.
    """
    demand(can_enter(actor))
    refuse_closed(actor, cycle)
    by = officer_of(actor, named)
    submission = current_submissions(actor, [cycle]).get(cycle.pk)
    if submission is None:
        refuse_other_numbers(actor, cycle, entry.basis, entry.counts, None)
        submission = Submission(
            cycle=cycle,
            institution_id=actor.institution_id,
            network_id=cycle.network_id,
            entered_key=by.key,
            entered_name=by.name,
            entered_post=by.post,
        )
        _fill(submission, entry, by)
        _insert(submission)
        write_act(submission, Action.EDIT, "", actor=actor, officer=by)
        return submission
    submission = lock_submission(submission.uuid, Action.EDIT, actor=actor, version=version)
    refuse_other_numbers(actor, cycle, entry.basis, entry.counts, submission)
    _fill(submission, entry, by)
    fields = (*ENTRY, *HANDS)
    move(submission, Action.EDIT, actor=actor, officer=by, fields=fields)
    return submission


def refuse_closed(actor: Actor, cycle: Cycle) -> None:
    """Raises NotExpectedError and CycleClosedError."""
    expected = Expectation.objects.filter(cycle=cycle, institution_id=actor.institution_id).first()
    if expected is None or expected.excused:
        raise NotExpectedError
    if not is_open_for(cycle, actor.institution_id):
        raise CycleClosedError


@transaction.atomic
def submit_entry(
    *, actor: Actor, uuid: UUID, version: int | None, named: Officer | None = None
) -> Submission:
    """To the own approver, as it stands. Raises FindingsError where something stops it or waits
    for a reason, and keeps the version so that a resubmission can be compared.
    """
    demand(can_enter(actor))
    submission = lock_submission(uuid, Action.SUBMIT, actor=actor, version=version)
    refuse_foreign(actor, submission)
    refuse_closed(actor, submission.cycle)
    by = officer_of(actor, named)
    findings = findings_of(actor, submission)
    waiting = [
        each
        for each in findings
        if each.stops or (each.needs_override and each.key not in submission.overrides)
    ]
    if waiting:
        raise FindingsError(waiting)
    submission.sent_at = timezone.now()
    note_hand(submission, by)
    fields = ("sent_at", *HANDS)
    move(submission, Action.SUBMIT, actor=actor, officer=by, fields=fields)
    content = content_of(submission, evidence_of(submission))
    SubmissionVersion.objects.create(
        submission=submission,
        institution_id=submission.institution_id,
        network_id=submission.network_id,
        version=submission.version,
        content=content,
        digest=digest_of(content),
        name=by.name,
        post=by.post,
    )
    tell_about(WAITING, submission, actor=actor)
    return submission


@transaction.atomic
def take_back(*, actor: Actor, uuid: UUID, version: int | None) -> Submission:
    """Back into the draft, while the own approver has not decided."""
    demand(can_enter(actor))
    submission = lock_submission(uuid, Action.TAKE_BACK, actor=actor, version=version)
    refuse_foreign(actor, submission)
    move(submission, Action.TAKE_BACK, actor=actor, officer=officer_of(actor))
    return submission


@transaction.atomic
def reopen(*, actor: Actor, uuid: UUID, reason: str) -> Submission:
    """A new revision begins as a draft with the same content; the accepted one counts until the
    new one is accepted, and stays readable for good.
    """
    demand(can_enter(actor))
    reason = reason_given(reason)
    before = lock_submission(uuid, Action.REOPEN, actor=actor)
    refuse_foreign(actor, before)
    if before.state not in COUNTED:
        raise SubmissionStateError(before.state, State(before.state).label)
    refuse_closed(actor, before.cycle)
    by = officer_of(actor)
    before.is_current = False
    before.save(update_fields=["is_current"])
    again = Submission.objects.create(
        cycle=before.cycle,
        institution_id=before.institution_id,
        network_id=before.network_id,
        revision=before.revision + 1,
        entered_key=by.key,
        entered_name=by.name,
        entered_post=by.post,
        first_sent_at=before.first_sent_at,
        reopened_reason=reason,
        **{name: getattr(before, name) for name in ENTRY},
    )
    copy_evidence(before, again)
    write_act(again, Action.REOPEN, before.state, actor=actor, officer=by, note=reason)
    return again


def refuse_foreign(actor: Actor, submission: Submission) -> None:
    """The network reads submissions; only their own institution changes them."""
    if submission.institution_id != actor.institution_id:
        raise NotFoundError


def is_editable(submission: Submission) -> bool:
    return submission.state in EDITABLE and submission.is_current


def _fill(submission: Submission, entry: Entry, by: Officer) -> None:
    definition = submission.cycle.definition
    figure = evaluate(definition.formula, definition.parameters, entry.counts)
    submission.basis, submission.counts = entry.basis, dict(entry.counts)
    submission.numerator, submission.denominator = figure.numerator, figure.denominator
    submission.value, submission.n, submission.spread = figure.value, figure.n, figure.spread
    submission.narrative = without_ids(entry.narrative)[:MOST_NARRATIVE]
    submission.overrides = {
        key: without_ids(reason)[:500] for key, reason in entry.overrides.items() if reason.strip()
    }
    note_hand(submission, by)


def _insert(submission: Submission) -> None:
    """Two may begin the same figure at once; the later one is told."""
    try:
        with transaction.atomic():
            submission.save()
    except IntegrityError as error:
        raise ContentChangedError from error


def note_hand(submission: Submission, by: Officer) -> None:
    """Whoever changes a revision may not approve it; what was approved before counts no more.

    Changes the fields of `HANDS`; the caller saves them.
    """
    if by.key not in submission.hands:
        submission.hands = [*submission.hands, by.key]
        submission.hand_names = [*submission.hand_names, by.name]
    submission.approved_at, submission.approved_content = None, ""
    submission.approved_key = submission.approved_name = submission.approved_post = ""
