"""What the page of a check shows: the question, the answer, the timeline, the letter."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from apps.documents.models import Paper
from apps.institutions.actor import Actor
from apps.institutions.officers import PORTAL, is_own_work, officer_of
from apps.jobs.selectors import job_status
from apps.qualifications.choices import Closing
from apps.qualifications.fields import FIELD_LABELS
from apps.qualifications.models import Answer, Attachment, Check, CheckAct, Conferral
from apps.qualifications.selectors import checks as read
from apps.qualifications.selectors.register import in_force
from apps.qualifications.states import CheckAction, CheckState, Side
from apps.qualifications.views.answering_compared import entry_lines
from apps.qualifications.views.asking_words import OUTCOME_TONES
from apps.qualifications.views.checks_asked import asked_words
from apps.qualifications.views.checks_wording import (
    ACTS,
    EXPLANATIONS,
    OUTCOME_MEANINGS,
)


def answer_shown(source: Check | Answer, check: Check, told: dict[str, str]) -> dict[str, Any]:
    """An answer as the asker reads it; `source` is the check or what waits for approval."""
    asked = asked_words(check)
    compared = {*source.agreeing, *source.differing}
    return {
        "tone": OUTCOME_TONES[source.outcome],
        "label": Closing(source.outcome).label,
        "meaning": OUTCOME_MEANINGS[source.outcome],
        "agreeing": [str(FIELD_LABELS[name]) for name in source.agreeing if name in FIELD_LABELS],
        "differing": [
            {
                "label": str(FIELD_LABELS[name]),
                "asked": asked.get(name, ""),
                "told": told.get(name, ""),
            }
            for name in source.differing
            if name in FIELD_LABELS
        ],
        "uncompared": [
            str(FIELD_LABELS[name]) for name in asked if compared and name not in compared
        ],
    }


def given_answer(check: Check) -> dict[str, Any] | None:
    """None before it is answered."""
    if check.state != CheckState.ANSWERED:
        return None
    return answer_shown(check, check, check.told) | {
        "note": check.answer_note,
        "explanation": [str(EXPLANATIONS.get(how, how)) for how in check.explanation],
    }


def proposed_answer(actor: Actor, check: Check) -> dict[str, Any] | None:
    """What waits for approval, for the holder's people alone."""
    answer = read.open_answer(check)
    if answer is None or answer.holder_id != actor.institution_id:
        return None
    own = is_own_work([(answer.made_key, answer.made_name)], officer_of(actor))
    return answer_shown(answer, check, answer.told) | {
        "note": answer.note,
        "made_name": answer.made_name,
        "made_post": answer.made_post,
        "made_at": answer.created_at,
        "own": own,
        "enriches": answer.load is not None,
        "line": answer.line,
        "lines": entry_lines(check, entry) if (entry := _entry_of(actor, answer)) else [],
    }


def _entry_of(actor: Actor, answer: Answer) -> Conferral | None:
    """The degree that the answer rests on: of the register, or waiting to be added to it."""
    if answer.line:
        return in_force(actor, answer.line)
    return answer.load.conferrals.first() if answer.load else None


def timeline_shown(check: Check, side: Side) -> tuple[list[dict[str, Any]], list[Attachment]]:
    """The acts, newest first, and every document that either side gave."""
    acts = read.timeline(check)
    documents = [one for act in acts for one in act.attachments.all()]
    return [_act(act) for act in reversed(acts)], documents


def documents_asked(acts: Sequence[dict[str, Any]]) -> CheckAct | None:
    """The latest act of a timeline (newest first) that asked for documents."""
    asked = [item["act"] for item in acts if item["act"].action == CheckAction.REQUEST_DOCUMENTS]
    return asked[0] if asked else None


def _act(act: CheckAct) -> dict[str, Any]:
    outcome = act.data.get("outcome", "")
    by_itself = act.name == PORTAL.name
    return {
        "act": act,
        "name": _("The network's portal") if by_itself else act.name,
        "post": _("follows by itself") if by_itself else act.post,
        "words": ACTS.get(act.action, act.action),
        "outcome": Closing(outcome).label if outcome in Closing.values else "",
        "message": act.action == CheckAction.MESSAGE,
        "files": list(act.attachments.all()),
        "inside": act.reader_id is None,
    }


def letter_shown(actor: Actor, check: Check, sides: Sequence[Side]) -> dict[str, Any] | None:
    """How far the letter is; None before there is an answer to tell."""
    if check.state != CheckState.ANSWERED:
        return None
    paper = Paper.objects.filter(uuid=check.paper).first() if check.paper else None
    mine = check.paper_job if check.paper_job_id else None
    ready = paper is not None and paper.sha256 is not None
    return {
        "paper": paper,
        "ready": ready,
        "job": job_status(mine.uuid) if mine else None,
        "made_elsewhere": paper is not None and not ready and mine is None,
        "may_ask": paper is None and check.by_register and Side.ASKER in sides,
    }
