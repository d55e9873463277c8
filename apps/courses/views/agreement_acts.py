"""One agreement and everything that can be done to it; a refusal keeps what was typed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from apps.core.errors import InvalidError, PortalError, StaleError, WrongStateError
from apps.courses.forms.agreement import DocumentForm, ReasonForm, SignForm
from apps.courses.models import Agreement
from apps.courses.policies import READERS, SIGNING, STAFF, can_sign_agreement
from apps.courses.selectors import agreements as selectors
from apps.courses.services import agreeing
from apps.courses.states import AgreementState
from apps.courses.views.agreement_words import next_step, shown_acts, standing
from apps.courses.views.agreements import to_agreement
from apps.courses.views.posted import posted_version
from apps.institutions.access import actor_of, for_roles

REASONED = ("renegotiate", "terminate", "drop")


@require_GET
@for_roles(*READERS)
def agreement(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return page(request, uuid)


def page(
    request: HttpRequest,
    uuid: UUID,
    *,
    status: int = 200,
    refusal: PortalError | None = None,
    act: str = "",
    form: Any = None,
) -> HttpResponse:
    """`form`: what was typed for the act that was refused."""
    found, actor = selectors.agreement_get(uuid), actor_of(request)
    row = selectors.agreement_row(found)
    tone, word = standing(row, actor)
    forms = {
        "attach": DocumentForm(),
        "sign": SignForm(),
        **{each: ReasonForm(auto_id=f"id_{each}_%s") for each in REASONED},
    }
    forms |= {act: form} if form is not None else {}
    context = {
        "agreement": found,
        "row": row,
        "partners": row.partners(actor.institution_id),
        "tone": tone,
        "word": word,
        "next": next_step(row, actor),
        "acts": shown_acts(selectors.acts_of(found)),
        "forms": forms,
        "refused": act,
        "refusal": refusal,
        "may_work": actor.role in STAFF,
        "may_sign": can_sign_agreement(actor),
        "missing": row.missing,
        "running": found.state == AgreementState.IN_FORCE,
        "open": found.state in (AgreementState.DRAFT, AgreementState.SIGNING),
    }
    return render(request, "courses/agreement.html", context, status=status)


def _settled(
    request: HttpRequest,
    uuid: UUID,
    *,
    act: str,
    form: Any,
    service: Callable[[], Agreement],
    done: str | Promise,
) -> HttpResponse:
    """Carry the act out, or show the page again with what is wrong and what was typed."""
    if form is not None and not form.is_valid():
        return page(request, uuid, status=422, act=act, form=form)
    try:
        with transaction.atomic():
            service()
    except InvalidError as error:
        if form is None:
            return page(request, uuid, status=422, refusal=error)
        form.add_error(None, str(error.message))
        return page(request, uuid, status=422, act=act, form=form)
    except (StaleError, WrongStateError) as error:
        return page(request, uuid, status=409, refusal=error, act=act, form=form)
    messages.success(request, str(done))
    return to_agreement(uuid)


@require_POST
@for_roles(*STAFF)
def agreement_document(request: HttpRequest, uuid: UUID) -> HttpResponse:
    form = DocumentForm(request.POST, request.FILES)

    def service() -> Agreement:
        return agreeing.attach_document(
            actor=actor_of(request),
            uuid=uuid,
            version=posted_version(request),
            content=form.content,
            filename=form.cleaned_data["file"].name,
        )

    done = _("The paper is attached; the agreement is a new version.")
    return _settled(request, uuid, act="attach", form=form, service=service, done=done)


@require_POST
@for_roles(*STAFF)
def agreement_offer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    def service() -> Agreement:
        return agreeing.offer_agreement(
            actor=actor_of(request), uuid=uuid, version=posted_version(request)
        )

    done = _("The agreement is open for signature. Each side records its own.")
    return _settled(request, uuid, act="", form=None, service=service, done=done)


@require_POST
@for_roles(*SIGNING)
def agreement_sign(request: HttpRequest, uuid: UUID) -> HttpResponse:
    form = SignForm(request.POST)

    def service() -> Agreement:
        return agreeing.sign_agreement(
            actor=actor_of(request),
            uuid=uuid,
            version=posted_version(request),
            name=form.cleaned_data["name"],
            post=form.cleaned_data["post"],
            signed_on=form.cleaned_data["signed_on"],
        )

    done = _("The signature of your university is recorded.")
    return _settled(request, uuid, act="sign", form=form, service=service, done=done)


@require_POST
@for_roles(*STAFF)
def agreement_renegotiate(request: HttpRequest, uuid: UUID) -> HttpResponse:
    done = _("The agreement is being negotiated again; earlier signatures no longer count.")
    return _reasoned(request, uuid, "renegotiate", agreeing.renegotiate_agreement, done)


@require_POST
@for_roles(*SIGNING)
def agreement_terminate(request: HttpRequest, uuid: UUID) -> HttpResponse:
    done = _("The agreement is terminated. Registrations under way can be finished.")
    return _reasoned(request, uuid, "terminate", agreeing.terminate_agreement, done)


@require_POST
@for_roles(*STAFF)
def agreement_drop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    done = _("The agreement was dropped; its history stays.")
    return _reasoned(request, uuid, "drop", agreeing.drop_agreement, done)


def _reasoned(
    request: HttpRequest,
    uuid: UUID,
    act: str,
    act_on: Callable[..., Agreement],
    done: str | Promise,
) -> HttpResponse:
    form = ReasonForm(request.POST, auto_id=f"id_{act}_%s")

    def service() -> Agreement:
        return act_on(
            actor=actor_of(request),
            uuid=uuid,
            version=posted_version(request),
            note=form.cleaned_data["note"],
        )

    return _settled(request, uuid, act=act, form=form, service=service, done=done)
