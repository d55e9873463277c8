"""A new request, and more students for one in preparation."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.core.errors import NotFoundError
from apps.courses.errors import LinesError
from apps.courses.forms.entry import StudentEntry
from apps.courses.forms.fields import current_term
from apps.courses.forms.request import Line, RequestForm, name_problems
from apps.courses.models import CrossRequest
from apps.courses.policies import STAFF
from apps.courses.selectors import requests as read
from apps.courses.services.requesting import add_to_request, draft_request
from apps.courses.views.wording import REFUSALS
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Actor


def _to(request: CrossRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("courses:request", args=[request.uuid]))


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def request_new(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    bases = read.bases_in_force(actor, timezone.localdate())
    if request.method == "GET":
        head, listing = _asked_for(request, bases)
        return _form(request, RequestForm(None, bases, head), StudentEntry(initial=listing))
    if "add" in request.POST:
        typed = {name: request.POST.get(name, "") for name in RequestForm.base_fields}
        form = RequestForm(None, bases, typed)
        return _form(request, form, StudentEntry.resized(request.POST))
    form = RequestForm(request.POST, bases, {})
    entry = StudentEntry(request.POST, request.FILES)
    if not (form.is_valid() & entry.is_valid()):
        return _form(request, form, entry, status=422)
    if not _names_known(actor, entry):
        _look_further(entry, lambda lines: _draft(actor, form, lines))
        return _form(request, form, entry, status=422)
    try:
        made = _draft(actor, form, entry.lines)
    except LinesError as error:
        entry.tell(error.problems)
    except REFUSALS as error:
        form.add_error(None, str(error.message))
    else:
        messages.success(request, _("The request is prepared. Check it, then send it."))
        return _to(made)
    return _form(request, form, entry, status=422)


def _draft(actor: Actor, form: RequestForm, lines: Sequence[Line]) -> CrossRequest:
    basis = form.basis_chosen
    year, term = form.term_chosen
    return draft_request(
        actor=actor,
        agreement=basis.agreement.uuid,
        host=basis.host,
        academic_year=year,
        term=term,
        candidates=[line.candidate for line in lines],
        reference=form.cleaned_data["reference"],
        contact=form.cleaned_data["contact"],
        note=form.cleaned_data["note"],
    )


def _names_known(actor: Actor, entry: StudentEntry) -> bool:
    """False where a line cannot go on; then the page shows which, and why."""
    codes = [line.candidate.student_code for line in entry.lines]
    entry.tell(list(name_problems(entry.lines, read.known_codes(actor, codes))))
    return not entry.to_correct


def _look_further(entry: StudentEntry, draft: Callable[[Sequence[Line]], CrossRequest]) -> None:
    """Some lines cannot go on already; tell in the same answer what the others would meet."""
    lines = [line for line in entry.lines if not line.problems]
    if not lines:
        return
    with transaction.atomic():
        try:
            draft(lines)
        except LinesError as error:
            entry.tell(error.problems)
        except REFUSALS as error:
            entry.listing.add_error(None, str(error.message))
        finally:
            transaction.set_rollback(True)


def _asked_for(
    request: HttpRequest, bases: list[read.Basis]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Begin with the section that the catalogue sent the person here for."""
    head: dict[str, Any] = {"term": current_term()}
    if len(bases) == 1:
        head["basis"] = bases[0].key
    try:
        offering = read.offering_asked_for(UUID(request.GET.get("offering", "")))
    except ValueError:
        offering = None
    if offering is None:
        return head, {}
    fitting = [basis.key for basis in bases if basis.host.pk == offering.host_id]
    head = {"term": (offering.academic_year, offering.term), "basis": next(iter(fitting), "")}
    return head, {"course_code": offering.code, "section": offering.section}


def _form(
    request: HttpRequest, form: RequestForm, entry: StudentEntry, status: int = 200
) -> HttpResponse:
    context = {"form": form, "entry": entry, "bases": len(form.fields["basis"].choices) - 1}  # type: ignore[attr-defined]
    return render(request, "courses/request_new.html", context, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def request_add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """More students for a request in preparation."""
    actor = actor_of(request)
    asked = read.request_get(actor, uuid)
    if asked.submitted_at is not None:
        raise NotFoundError
    if request.method == "GET":
        code, section = read.common_course(asked)
        begun = {"course_code": code, "section": section}
        return _more(request, asked, StudentEntry(initial=begun))
    if "add" in request.POST:
        return _more(request, asked, StudentEntry.resized(request.POST))
    entry = StudentEntry(request.POST, request.FILES)
    if not entry.is_valid():
        return _more(request, asked, entry, status=422)
    if not _names_known(actor, entry):
        _look_further(entry, lambda lines: _add(actor, uuid, lines))
        return _more(request, asked, entry, status=422)
    try:
        _add(actor, uuid, entry.lines)
    except LinesError as error:
        entry.tell(error.problems)
        return _more(request, asked, entry, status=422)
    return _to(asked)


def _add(actor: Actor, uuid: UUID, lines: Sequence[Line]) -> CrossRequest:
    candidates = [line.candidate for line in lines]
    return add_to_request(actor=actor, uuid=uuid, candidates=candidates)


def _more(
    request: HttpRequest, asked: CrossRequest, entry: StudentEntry, status: int = 200
) -> HttpResponse:
    context = {"asked": asked, "entry": entry}
    return render(request, "courses/request_add.html", context, status=status)
