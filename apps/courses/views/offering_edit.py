"""A section of a course entered and changed; a refusal keeps what was typed."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.core.errors import InvalidError, PortalError, StaleError
from apps.courses.forms.fields import read_term
from apps.courses.forms.offering import OfferingForm, initial_of
from apps.courses.models import Offering
from apps.courses.policies import STAFF
from apps.courses.selectors import catalogue as selectors
from apps.courses.services.offering import save_offering
from apps.courses.views.differences import differences
from apps.courses.views.offerings import to_offering
from apps.courses.views.posted import posted_version
from apps.institutions.access import actor_of, for_roles


@require_http_methods(["GET", "POST"])
@for_roles(*STAFF)
def offering_new(request: HttpRequest) -> HttpResponse:
    posted = request.method == "POST"
    initial = {"term": read_term(request.GET.get("term", ""))}
    form = OfferingForm(request.POST if posted else None, initial=initial)
    if posted and form.is_valid():
        try:
            with transaction.atomic():
                offering = save_offering(actor=actor_of(request), course=form.course())
        except InvalidError as error:
            form.add_error("section", str(error.message))
        else:
            messages.success(
                request, _("The course is saved, in preparation. Open it when it is complete.")
            )
            return to_offering(offering.uuid)
    context = {"form": form, "offering": None}
    return render(request, "courses/offering_form.html", context, status=422 if posted else 200)


@require_http_methods(["GET", "POST"])
@for_roles(*STAFF)
def offering_edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    actor = actor_of(request)
    offering = selectors.offering_get(uuid, actor.institution_id)
    if request.method == "GET":
        return _edit(request, offering, OfferingForm(initial=initial_of(offering)))
    form, version = OfferingForm(request.POST), posted_version(request)
    if not form.is_valid():
        return _edit(request, offering, form, status=422, version=version)
    try:
        with transaction.atomic():
            save_offering(actor=actor, course=form.course(), uuid=uuid, version=version)
    except InvalidError as error:
        form.add_error("section", str(error.message))
        return _edit(request, offering, form, status=422, version=version)
    except StaleError as error:
        return _edit(request, offering, form, status=409, refusal=error)
    messages.success(request, _("The course is saved."))
    return to_offering(uuid)


def _edit(
    request: HttpRequest,
    offering: Offering,
    form: OfferingForm,
    *,
    status: int = 200,
    version: int | None = None,
    refusal: PortalError | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "offering": offering,
        "version": offering.version if version is None else version,
        "refusal": refusal,
        "differences": differences(form, initial_of(offering)) if refusal else [],
    }
    return render(request, "courses/offering_form.html", context, status=status)
