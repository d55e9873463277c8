"""What institutions sent to the network: the queue, and one figure with all that speaks for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from apps.core.errors import NotFoundError
from apps.institutions.actor import Actor
from apps.kpi.choices import Source, Stage
from apps.kpi.content import Content
from apps.kpi.models import (
    Cycle,
    Evidence,
    Extension,
    FrozenFigure,
    Return,
    Submission,
    SubmissionAct,
    SubmissionVersion,
)
from apps.kpi.selectors.definitions import accepted_rows, newest_revisions
from apps.kpi.selectors.told import too_few
from apps.kpi.states import Action, State

AT_NETWORK = (State.APPROVED, State.ACCEPTED, State.LOCKED)
MOST_PAST = 12
OPEN_TO_NETWORK = (Action.APPROVE, Action.NETWORK_RETURN, Action.ACCEPT, Action.LOCK)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One figure as the network sees it.

    approval: the last one of the own approver; an edit voids it, and it stays in the history
    at_network: False while it is back with its institution; then `content` is what was last sent
    content: as `content.content_of` has it, of the version that the own approver released
    before: what the network sent back, where something was sent since; `returned`: what it pinned
    """

    submission: Submission
    approval: SubmissionAct
    at_network: bool
    content: Content
    before: Content | None
    returned: list[Return]


def waiting_rows(actor: Actor) -> QuerySet[Submission]:
    """Figures that wait for the network; those that came first stand first."""
    return (
        Submission.objects.select_related("cycle__indicator", "cycle__definition", "institution")
        .filter(network_id=actor.institution_id, state=State.APPROVED, is_current=True)
        .order_by("cycle__due_on", "approved_at", "pk")
    )


def waiting_count(actor: Actor) -> int:
    return waiting_rows(actor).count()


def review_get(actor: Actor, uuid: UUID) -> Submission:
    """A figure that was sent to the network at least once. Raises NotFoundError."""
    found = (
        Submission.objects.select_related("cycle__definition", "cycle__indicator", "institution")
        .filter(_was_released(), uuid=uuid, network_id=actor.institution_id)
        .first()
    )
    if found is None:
        raise NotFoundError
    return found


def _was_released() -> Exists:
    """Its own approver sent it to the network at least once, whatever was done since."""
    return Exists(SubmissionAct.objects.filter(submission=OuterRef("pk"), action=Action.APPROVE))


def reviewed(submission: Submission) -> Reviewed:
    """What was released, and how it differs from what the network sent back before."""
    versions = list(submission.versions.order_by("version"))
    approval = submission.acts.filter(action=Action.APPROVE).order_by("-pk")[0]
    released = _sent_until(versions, approval.version)
    returned = _last_returned(submission)
    before = _sent_until(versions, returned[0].version) if returned else None
    if released is None or before is None or before.version >= released.version:
        before = None
    return Reviewed(
        submission,
        approval,
        submission.state in AT_NETWORK,
        released.content if released else {},
        before.content if before else None,
        returned,
    )


def _last_returned(submission: Submission) -> list[Return]:
    """The values that the network sent back the last time."""
    rows = list(submission.returns.filter(stage=Stage.NETWORK).order_by("-version", "pk"))
    return [row for row in rows if row.version == rows[0].version]


def _sent_until(versions: Sequence[SubmissionVersion], version: int) -> SubmissionVersion | None:
    return next((each for each in reversed(versions) if each.version <= version), None)


def evidence_released(submission: Submission, content: Content) -> list[Evidence]:
    """The files that the released version names, in the order in which they were attached."""
    named = {(code, sha) for code, files in content.get("evidence", {}).items() for _, sha in files}
    return [
        each
        for each in submission.evidence.order_by("pk")
        if (each.criterion, bytes(each.sha256).hex()) in named
    ]


def acts_told(submission: Submission) -> list[SubmissionAct]:
    """What the network may read of the history: what was sent to it and what it did itself."""
    return list(submission.acts.filter(action__in=OPEN_TO_NETWORK).order_by("-pk"))


def frozen_figures(submission: Submission) -> list[FrozenFigure]:
    """What was kept at the lock of the cycle: seen by the portal, and fed; never few answers."""
    definition = submission.cycle.definition
    rows = FrozenFigure.objects.filter(
        cycle_id=submission.cycle_id, institution_id=submission.institution_id
    )
    return [
        row
        for row in rows.order_by("source")
        if row.source == Source.FED or not too_few(definition, row.counts)
    ]


def accepted_before(submission: Submission) -> list[Submission]:
    """The institution's accepted figures of the same indicator before this cycle, oldest first."""
    cycle = submission.cycle
    rows = accepted_rows(submission.institution_id, cycle.indicator_id)
    before = rows.filter(cycle__starts_on__lt=cycle.starts_on)[: 2 * MOST_PAST]
    return list(reversed(newest_revisions(before)[:MOST_PAST]))


def reviewed_rows(cycle: Cycle) -> dict[int, UUID]:
    """Institution's id → its newest figure in this cycle that the network may open."""
    rows = Submission.objects.filter(_was_released(), cycle=cycle).order_by("revision")
    return dict(rows.values_list("institution_id", "uuid"))


def exceptions_of(cycle: Cycle) -> list[Extension]:
    """The newest first."""
    return list(Extension.objects.select_related("institution").filter(cycle=cycle).order_by("-pk"))
