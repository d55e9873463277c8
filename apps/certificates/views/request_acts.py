"""The acts of the page of one request: from a filled form to the service."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.certificates.applications import Approval
from apps.certificates.forms.acts import ApprovalForm, DeliverForm, ReasonForm, RevokeForm
from apps.certificates.kinds import Channel
from apps.certificates.models import ServiceRequest
from apps.certificates.policies import can_approve_requests
from apps.certificates.selectors.standing import has_ended
from apps.certificates.services.approving import approve_requests
from apps.certificates.services.delivering import cancel_requests, deliver_requests
from apps.certificates.services.ending import revoke_certificate
from apps.certificates.states import MADE, Action, next_state
from apps.documents.models import Paper, Status
from apps.institutions.actor import Actor
from apps.institutions.selectors import signers_for

DONE: Mapping[str, str | Promise] = {
    "approve": _("The request is approved. Its paper is being made."),
    "deliver": _("The paper is marked as delivered."),
    "cancel": _("The request is cancelled."),
    "revoke": _("The paper is revoked. Whoever checks it is told so from now on."),
}


def form_of(act: str, actor: Actor, row: ServiceRequest, data: Any = None) -> forms.Form:
    """Raises KeyError for what is no act of the page."""
    auto_id = f"id_{act}_%s"
    if act == "approve":
        signers = signers_for(actor.institution_id, row.kind, timezone.localdate())
        return ApprovalForm(data, signers, auto_id=auto_id)
    plain = {"deliver": DeliverForm, "cancel": ReasonForm, "revoke": RevokeForm}
    return plain[act](data, auto_id=auto_id)


def possible_acts(
    actor: Actor, row: ServiceRequest, paper: Paper | None, *, own: bool
) -> list[str]:
    """What this person may do now, in the order of the page."""
    if row.channel == Channel.FEED:
        return []
    approver = can_approve_requests(actor)
    ended = paper is None or paper.status == Status.REVOKED
    found = {
        "approve": approver and not own and next_state(row.state, Action.APPROVE),
        "deliver": next_state(row.state, Action.DELIVER) and not has_ended(paper),
        "cancel": next_state(row.state, Action.CANCEL),
        "revoke": approver and row.state in MADE and not ended,
    }
    return [act for act, possible in found.items() if possible]


def carry_out(actor: Actor, row: ServiceRequest, act: str, form: Any, seen: str) -> None:
    ACTING[act](actor, row, form, seen)


def _approve(actor: Actor, row: ServiceRequest, form: ApprovalForm, seen: str) -> None:
    approve_requests(
        actor=actor,
        approvals=[Approval(row.uuid, seen)],
        signer=form.chosen,
        letter_date=form.cleaned_data["letter_date"],
    )


def _deliver(actor: Actor, row: ServiceRequest, form: DeliverForm, seen: str) -> None:
    deliver_requests(actor=actor, uuids=[row.uuid], how=form.cleaned_data["how"])


def _cancel(actor: Actor, row: ServiceRequest, form: ReasonForm, seen: str) -> None:
    cancel_requests(actor=actor, uuids=[row.uuid], reason=form.cleaned_data["reason"])


def _revoke(actor: Actor, row: ServiceRequest, form: RevokeForm, seen: str) -> None:
    revoke_certificate(actor=actor, uuid=row.uuid, reason=form.cleaned_data["reason"])


ACTING: Mapping[str, Callable[[Actor, ServiceRequest, Any, str], None]] = {
    "approve": _approve,
    "deliver": _deliver,
    "cancel": _cancel,
    "revoke": _revoke,
}
