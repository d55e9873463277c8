"""Changing a request before its paper is made, and asking for a paper in place of a wrong one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.certificates.conferrals import facts_of_conferral
from apps.certificates.content import content_digest
from apps.certificates.errors import NotIssuedError
from apps.certificates.forms.application import ApplicationForm, EditForm, ReplaceForm
from apps.certificates.kinds import Channel, Kind
from apps.certificates.models import ServiceRequest
from apps.certificates.policies import STAFF
from apps.certificates.selectors.requests import paper_of, replacement_of, request_get
from apps.certificates.services.moving import refuse_wrong_state
from apps.certificates.services.requesting import edit_request, replace_request
from apps.certificates.states import MADE, Action, State
from apps.certificates.views.entry import entry
from apps.certificates.views.facts_words import facts_shown, initial_of
from apps.core.errors import NotFoundError
from apps.documents.models import Status
from apps.institutions.access import actor_of, for_roles


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _mine(request, uuid)
    refuse_wrong_state(row, Action.EDIT)
    initial = initial_of(row) | {"seen": content_digest(row)}
    form = EditForm(**_given(request, row), initial=initial)
    about = _about(row, form.held) | {
        "mode": "edit",
        "send_word": _("Save the change"),
        "approval_ends": row.state == State.APPROVED,
    }
    return entry(request, form, about, lambda given: _edit(request, row, given))


def _mine(request: HttpRequest, uuid: UUID) -> ServiceRequest:
    """What other systems feed has no content that could be changed here."""
    row = request_get(actor_of(request), uuid)
    if row.channel == Channel.FEED:
        raise NotFoundError
    return row


def _given(request: HttpRequest, row: ServiceRequest) -> dict[str, Any]:
    actor = actor_of(request)
    return {
        "data": request.POST if request.method == "POST" else None,
        "actor": actor,
        "kind": row.kind,
        "language": row.language,
        "held": facts_of_conferral(row.conferral, actor=actor) if row.conferral else {},
        "conferral": row.conferral,
    }


def _about(row: ServiceRequest, held: Mapping[str, object]) -> dict[str, Any]:
    return {
        "kind": Kind(row.kind),
        "held": facts_shown(row.kind, held),
        "row": row,
        "parent": row.code,
        "parent_url": reverse("certificates:request", args=[row.uuid]),
    }


def _edit(request: HttpRequest, row: ServiceRequest, form: ApplicationForm) -> ServiceRequest:
    changed = edit_request(
        actor=actor_of(request),
        uuid=row.uuid,
        seen=form.cleaned_data["seen"],
        application=form.application,
    )
    messages.success(request, _("The change is saved. Somebody else approves the request."))
    return changed


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def replace(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _mine(request, uuid)
    paper = paper_of(row)
    in_force = row.state in MADE and paper is not None and paper.status == Status.ACTIVE
    if not in_force or replacement_of(row) is not None:
        raise NotIssuedError
    form = ReplaceForm(**_given(request, row), initial=initial_of(row))
    about = _about(row, form.held) | {
        "mode": "replace",
        "send_word": _("Ask for approval"),
    }
    return entry(request, form, about, lambda given: _replace(request, row, given))


def _replace(request: HttpRequest, row: ServiceRequest, form: ApplicationForm) -> ServiceRequest:
    made = replace_request(
        actor=actor_of(request),
        uuid=row.uuid,
        application=form.application,
        reason=form.cleaned_data["reason"],
    )
    text = _("%(number)s waits for approval. Its paper will replace that of %(former)s.")
    messages.success(request, text % {"number": made.code, "former": row.code})
    return made
