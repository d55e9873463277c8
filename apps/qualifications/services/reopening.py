"""An answer falls with the register entry that it stood on, or because the holder saw an error."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from apps.core.working_days import add_working_days
from apps.documents.services import outdate_papers
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer, officer_of
from apps.institutions.selectors import closed_days
from apps.qualifications.models import Check
from apps.qualifications.selectors.promises import working_days_of
from apps.qualifications.services.moving import lock_check, move, require_note
from apps.qualifications.services.telling import tell_side
from apps.qualifications.states import CheckAction, CheckState


@transaction.atomic
def reopen_check(*, actor: Actor, uuid: UUID, version: int | None, note: str) -> Check:
    """The holder takes its answer back; the asker is told why at once."""
    check = lock_check(uuid, CheckAction.REOPEN, actor=actor, version=version)
    _reopen([check], actor=actor, officer=officer_of(actor), note=require_note(note))
    return check


def reopen_answers(*, actor: Actor, lines: Sequence[UUID], officer: Officer, note: str) -> None:
    """Every check that was answered from these degrees waits for a person of the holder again."""
    checks = list(
        Check.objects.select_for_update(of=("self",))
        .filter(shared_with_id=actor.institution_id, line__in=lines, state=CheckState.ANSWERED)
        .order_by("pk")
    )
    if checks:
        _reopen(checks, actor=actor, officer=officer, note=note)


def _reopen(checks: list[Check], *, actor: Actor, officer: Officer, note: str) -> None:
    papers = [paper for check in checks for paper in (check.paper, check.summary) if paper]
    today = timezone.localdate()
    days = working_days_of([actor.institution_id], today)[actor.institution_id]
    due = add_working_days(today, days, closed_days(actor.institution_id))
    for check in checks:
        check.due_on, check.by_register, check.line = due, False, None
        check.paper = check.summary = None
        check.paper_job = None
        check.outcome, check.answered_at, check.as_of = "", None, None
        check.agreeing, check.differing, check.explanation = [], [], []
        check.told, check.answer_note = {}, ""
    move(
        checks,
        CheckAction.REOPEN,
        actor=actor,
        officer=officer,
        note=note,
        fields=[
            "due_on", "by_register", "line", "paper", "summary", "paper_job", "outcome",
            "answered_at", "as_of", "agreeing", "differing", "explanation", "told", "answer_note",
        ],
    )  # fmt: skip
    outdate_papers(actor=actor, papers=papers, reason=note)
    for check in checks:
        if check.asker_id != actor.institution_id:
            tell_side([check], check.asker_id, "reopened", actor=actor)
