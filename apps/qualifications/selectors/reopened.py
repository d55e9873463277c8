"""An answer that was taken back: who reads the check must not go on relying on it."""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.documents.models import Paper, Status
from apps.documents.selectors import papers_of
from apps.institutions.actor import Actor
from apps.qualifications.models import Check, CheckAct
from apps.qualifications.states import OPEN, CheckAction


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The act that opened the check again, and the letters of this side that told the answer."""

    act: CheckAct
    letters: list[str]


def taken_back(actor: Actor, check: Check) -> TakenBack | None:
    """None for a check that is answered, ended, or was never answered."""
    if check.state not in OPEN:
        return None
    act = check.acts.filter(action=CheckAction.REOPEN).order_by("-pk").first()
    if act is None:
        return None
    return TakenBack(act, [paper.serial for paper in _told_by(actor, check, act)])


def _told_by(actor: Actor, check: Check, act: CheckAct) -> Iterator[Paper]:
    """Its own letters, and of its list the summary that fell with this act."""
    own = papers_of(actor=actor, source_uuid=check.uuid)
    yield from (paper for paper in own if paper.status == Status.SUPERSEDED)
    if check.batch is not None and actor.institution_id == check.asker_id:
        for paper in papers_of(actor=actor, source_uuid=check.batch.uuid):
            if _fell_with(paper, act):
                yield paper


def _fell_with(paper: Paper, act: CheckAct) -> bool:
    if paper.status != Status.SUPERSEDED or not paper.issued_at or not paper.ended_at:
        return False
    return paper.issued_at < act.created_at <= paper.ended_at and act.note.startswith(paper.reason)
