"""A new request: the kind, the person (out of the register, or typed), the rest of the form."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from apps.certificates.conferrals import facts_of_conferral
from apps.certificates.forms.application import ApplicationForm
from apps.certificates.kinds import MADE_HERE, Kind
from apps.certificates.models import ServiceRequest
from apps.certificates.policies import STAFF
from apps.certificates.selectors.clock import levels_in_force
from apps.certificates.services.requesting import request_paper
from apps.certificates.views.entry import entry
from apps.certificates.views.facts_words import facts_shown
from apps.core.errors import NotFoundError
from apps.core.reader import date_text
from apps.institutions.access import actor_of, for_roles
from apps.qualifications.choices import Standing
from apps.qualifications.degree_words import major_beside
from apps.qualifications.models import Conferral
from apps.qualifications.selectors.register import register_rows

FOUND = 30


@require_GET
@for_roles(*STAFF)
def choose_kind(request: HttpRequest) -> HttpResponse:
    days = levels_in_force(actor_of(request).institution_id, timezone.localdate())
    context = {"kinds": [{"kind": kind, "days": days[kind]} for kind in MADE_HERE]}
    return render(request, "certificates/request_new.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def request_new(request: HttpRequest, kind: str) -> HttpResponse:
    """`?conferral=<uuid>` names the degree in the register; `?typed=1` does without it."""
    if kind not in MADE_HERE:
        raise NotFoundError
    conferral = _conferral(request)
    if kind == Kind.GRADUATION and conferral is None and "typed" not in request.GET:
        return _find(request)
    if kind != Kind.GRADUATION and conferral is not None:
        raise NotFoundError
    actor = actor_of(request)
    held = facts_of_conferral(conferral, actor=actor) if conferral else {}
    form = ApplicationForm(
        request.POST if request.method == "POST" else None,
        actor=actor,
        kind=kind,
        held=held,
        conferral=conferral,
    )
    return entry(request, form, _about(kind, held), lambda given: _ask(request, given))


def _conferral(request: HttpRequest) -> UUID | None:
    given = request.GET.get("conferral", "")
    try:
        return UUID(given) if given else None
    except ValueError as error:
        raise NotFoundError from error


def _about(kind: str, held: dict[str, object]) -> dict[str, Any]:
    return {
        "mode": "new",
        "kind": Kind(kind),
        "held": facts_shown(kind, held),
        "parent_url": reverse("certificates:request_new"),
        "parent": _("New request"),
        "send_word": _("Ask for approval"),
    }


def _ask(request: HttpRequest, form: ApplicationForm) -> ServiceRequest:
    row = request_paper(
        actor=actor_of(request),
        kind=form.kind,
        language=form.chosen_language,
        application=form.application,
    )
    text = _("%(number)s waits for approval. The paper is due on %(day)s.")
    messages.success(request, text % {"number": row.code, "day": date_text(row.due_on)})
    return row


def _found(row: Conferral) -> dict[str, Any]:
    degree = row.degree_th or row.degree_abbr or row.degree_en
    return {
        "row": row,
        "degree": degree,
        "major": major_beside(degree, row.major),
        "conferred": row.standing == Standing.CONFERRED and row.approved_on is not None,
    }


def _find(request: HttpRequest) -> HttpResponse:
    """The graduate in the own register, by student code or the beginning of the name."""
    words = request.GET.get("words", "")[:100].strip()
    rows: list[Conferral] = []
    if words:
        rows = list(register_rows(actor_of(request), words).order_by("-pk")[: FOUND + 1])
    context = {
        "kind": Kind.GRADUATION,
        "words": words,
        "rows": [_found(row) for row in rows[:FOUND]],
        "more": len(rows) > FOUND,
    }
    return render(request, "certificates/request_find.html", context)
