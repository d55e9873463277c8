"""The office and its signers: what papers made from now on say of the institution."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.core.errors import InvalidError, NotFoundError
from apps.documents.kinds import kind_label
from apps.institutions import selectors, services
from apps.institutions.access import actor_of, for_roles
from apps.institutions.models import ClosedDay, Institution, Signer
from apps.institutions.policies import READING, SETTING, can_set_office
from registrar_net.office.forms import (
    ClosedDayForm,
    LastDayForm,
    OfficeForm,
    SignerForm,
    initial_of_office,
)

GET_OR_POST = ["GET", "POST"]


def _own(request: HttpRequest) -> Institution:
    membership = request.membership  # type: ignore[attr-defined]
    institution: Institution = membership.institution
    return institution


def _posted(request: HttpRequest) -> QueryDict | None:
    """Also what is posted empty is a form to be checked."""
    return request.POST if request.method == "POST" else None


@require_GET
@for_roles(*READING)
def office(request: HttpRequest) -> HttpResponse:
    own, today = _own(request), timezone.localdate()
    signers = [_shown(signer) for signer in selectors.signers_of(own.pk)]
    ended = [each for each in signers if _has_ended(each["row"])]
    context = {
        "office": selectors.office_of(own),
        "signers": [each for each in signers if each not in ended],
        "former_signers": ended,
        "closed_days": selectors.closed_day_rows(own.pk, since=today.replace(month=1, day=1)),
        "may_set": can_set_office(actor_of(request)),
    }
    return render(request, "office/office.html", context)


def _has_ended(signer: Signer) -> bool:
    return signer.valid_until is not None and signer.valid_until < timezone.localdate()


def _shown(signer: Signer) -> dict[str, Any]:
    return {"row": signer, "kinds": [kind_label(kind) for kind in signer.kinds]}


@require_http_methods(GET_OR_POST)
@for_roles(*SETTING)
def office_edit(request: HttpRequest) -> HttpResponse:
    form = OfficeForm(
        _posted(request), initial=initial_of_office(selectors.office_of(_own(request)))
    )
    return _set(request, form, services.set_office, "office/edit.html", _("The office is saved."))


@require_http_methods(GET_OR_POST)
@for_roles(*SETTING)
def signer_new(request: HttpRequest) -> HttpResponse:
    form = SignerForm(_posted(request), initial={"valid_from": timezone.localdate()})
    return _set(
        request, form, services.add_signer, "office/signer_new.html", _("The signer is added.")
    )


@require_http_methods(GET_OR_POST)
@for_roles(*SETTING)
def signer_end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    signer = selectors.signer_get(actor_of(request).institution_id, uuid)

    def end(**given: Any) -> object:
        return services.end_signer(uuid=uuid, **given)

    form, done = LastDayForm(_posted(request)), _("The signer's last day is set.")
    return _set(request, form, end, "office/signer_end.html", done, signer=signer)


@require_http_methods(GET_OR_POST)
@for_roles(*SETTING)
def closed_day_new(request: HttpRequest) -> HttpResponse:
    form, done = ClosedDayForm(_posted(request)), _("The closed day is added.")
    return _set(request, form, services.add_closed_day, "office/closed_day_new.html", done)


@require_POST
@for_roles(*SETTING)
def closed_day_remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    if not ClosedDay.objects.filter(institution=_own(request), uuid=uuid).exists():
        raise NotFoundError
    if request.POST.get("confirmed") != "yes":
        messages.error(request, _("Nothing was removed: tick the box that names the day."))
        return _to_office()
    services.remove_closed_day(actor=actor_of(request), uuid=uuid)
    messages.success(request, _("The closed day is removed."))
    return _to_office()


def _to_office() -> HttpResponse:
    return HttpResponseRedirect(reverse("office:office"))


def _set(
    request: HttpRequest,
    form: forms.Form,
    save: Callable[..., object],
    template: str,
    done: str,
    **context: Any,
) -> HttpResponse:
    """The form, or its problems with 422, or back to the office once it is saved."""
    posted = request.method == "POST"
    if posted and form.is_valid():
        try:
            with transaction.atomic():
                save(actor=actor_of(request), **form.cleaned_data)
        except InvalidError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, done)
            return _to_office()
    return render(request, template, {"form": form, **context}, status=422 if posted else 200)
