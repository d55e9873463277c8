"""The way of one form: filled in, shown for checking, sent. Nothing typed is lost on the way."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from apps.certificates.errors import FactsError
from apps.certificates.forms.application import ApplicationForm
from apps.certificates.models import ServiceRequest
from apps.certificates.views.preview import paper_preview
from apps.certificates.views.refusals import REFUSALS, Refusal, refusal_of
from apps.institutions.access import actor_of
from apps.institutions.models import Institution

About = dict[str, Any]
"""Words of the page: title, lead, what is kept of the register, the word of the last button."""


def entry(
    request: HttpRequest,
    form: ApplicationForm,
    about: About,
    submit: Callable[[ApplicationForm], ServiceRequest],
) -> HttpResponse:
    """`step` of the form: nothing (filled in), `change` (back to it), `send` (checked)."""
    step = request.POST.get("step", "")
    if not form.is_bound or step == "change":
        return _form(request, form, about, status=200)
    if not form.is_valid():
        return _form(request, form, about, status=422)
    if step != "send":
        return _check(request, form, about)
    try:
        row = submit(form)
    except FactsError as error:
        form.add_error(None, str(error.message))
        return _form(request, form, about, status=422)
    except REFUSALS as error:
        return _check(request, form, about, refused=refusal_of(error))
    return HttpResponseRedirect(reverse("certificates:request", args=[row.uuid]))


def _form(
    request: HttpRequest, form: ApplicationForm, about: About, *, status: int
) -> HttpResponse:
    context = about | {"form": form}
    return render(request, "certificates/request_form.html", context, status=status)


def _check(
    request: HttpRequest, form: ApplicationForm, about: About, refused: Refusal | None = None
) -> HttpResponse:
    application = form.application
    context = about | {
        "form": form,
        "application": application,
        "reason": form.cleaned_data.get("reason", ""),
        "preview": paper_preview(
            form.kind,
            form.chosen_language,
            form.facts,
            purpose=application.purpose,
            number=application.letter_number,
            issuer=Institution.objects.get(pk=actor_of(request).institution_id),
        ),
        "refused": refused,
    }
    status = refused.status if refused else 200
    return render(request, "certificates/request_check.html", context, status=status)
