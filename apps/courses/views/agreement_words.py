"""How an agreement stands, in words, and what is to be done next."""

from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.courses.models import AgreementAct
from apps.courses.policies import STAFF, can_sign_agreement
from apps.courses.selectors.agreements import AgreementRow
from apps.courses.states import AgreementState
from apps.institutions.actor import Actor

GROUP_TITLES: dict[str, str | Promise] = {
    "signing": _("Waiting for signatures"),
    "draft": _("Being negotiated"),
    "in_force": _("In force"),
    "ended": _("Ended"),
}
ACT_LABELS: dict[str, str | Promise] = {
    "draft": _("drafted it"),
    "change": _("changed it"),
    "attach": _("attached the paper"),
    "offer": _("opened it for signature"),
    "sign": _("signed"),
    "enforce": _("put it in force by the last signature"),
    "renegotiate": _("took it back to negotiation"),
    "terminate": _("terminated it"),
    "drop": _("dropped it"),
}
TONES = {
    AgreementState.DRAFT: "progress",
    AgreementState.SIGNING: "progress",
    AgreementState.IN_FORCE: "done",
    AgreementState.TERMINATED: "neutral",
    AgreementState.DROPPED: "neutral",
}


def standing(row: AgreementRow, actor: Actor) -> tuple[str, str | Promise]:
    """Tone and word: as the actor's side and today's date have it."""
    agreement, today = row.agreement, timezone.localdate()
    state = AgreementState(agreement.state)
    if state == AgreementState.SIGNING and row.lacks(actor.institution_id):
        return "need", _("our signature is missing")
    if state == AgreementState.IN_FORCE and agreement.ends_on < today:
        return "neutral", _("expired")
    if state == AgreementState.IN_FORCE and agreement.starts_on > today:
        return "progress", _("signed, begins later")
    return TONES[state], state.label


def shown_row(row: AgreementRow, actor: Actor) -> dict[str, Any]:
    tone, word = standing(row, actor)
    return {
        "agreement": row.agreement,
        "partners": row.partners(actor.institution_id),
        "parties": len(row.parties),
        "missing": row.missing if row.agreement.state == AgreementState.SIGNING else [],
        "tone": tone,
        "word": word,
    }


def next_step(row: AgreementRow, actor: Actor) -> str:
    """The one thing to do next, by name; the page knows its words and its form."""
    agreement, mine = row.agreement, actor.institution_id
    works, signs = actor.role in STAFF, can_sign_agreement(actor)
    if agreement.state == AgreementState.DRAFT:
        if not works:
            return "wait_draft"
        return "offer" if agreement.document else "attach"
    if agreement.state == AgreementState.SIGNING:
        if not row.lacks(mine):
            return "wait_others"
        return "sign" if signs else "wait_signatory"
    if agreement.state == AgreementState.IN_FORCE and agreement.ends_on >= timezone.localdate():
        return "catalogue"
    return "ended"


def shown_acts(acts: list[AgreementAct]) -> list[dict[str, Any]]:
    return [{"act": act, "label": ACT_LABELS.get(act.action, act.action)} for act in acts]
