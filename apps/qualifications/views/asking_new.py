"""One question: about one degree of one person, or a letter that came on paper."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.core.reader import date_text
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Actor
from apps.institutions.models import Institution
from apps.qualifications.claims import DegreeClaim
from apps.qualifications.forms.claim import AskedClaimForm, ClaimForm
from apps.qualifications.forms.question import LetterForm, QuestionForm
from apps.qualifications.models import Check
from apps.qualifications.policies import STAFF
from apps.qualifications.selectors.universities import universities_to_ask
from apps.qualifications.services.asking import Question, ask
from apps.qualifications.services.conversing import GivenFile, attach_to_question
from apps.qualifications.views.refusals import REFUSALS


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def check_new(request: HttpRequest) -> HttpResponse:
    """`?paper=1`: a letter to the own university, keyed in by its registry."""
    on_paper = request.GET.get("paper") == "1"
    actor = actor_of(request)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = _question_form(request, data, on_paper=on_paper)
    claim = (
        ClaimForm(data, files)
        if on_paper
        else AskedClaimForm(data, files, own=actor.institution_id)
    )
    if data is None or not (form.is_valid() & claim.is_valid()):
        return _page(request, form, claim, on_paper=on_paper, status=200 if data is None else 422)
    try:
        check = _ask(actor, form.question, _claim(actor, claim), claim.cleaned_data["documents"])
    except REFUSALS as error:
        form.add_error(None, str(error.message))
        return _page(request, form, claim, on_paper=on_paper, status=int(error.status))
    messages.success(request, _told(check))
    return HttpResponseRedirect(reverse("qualifications:check", args=[check.uuid]))


def _question_form(request: HttpRequest, data: Any, *, on_paper: bool) -> QuestionForm:
    if on_paper:
        return LetterForm(data)
    return QuestionForm(data, initial={"officer": getattr(request.user, "name_th", "")})


def _claim(actor: Actor, form: ClaimForm) -> DegreeClaim:
    holder = form.cleaned_data.get("holder")
    return form.claim_at(holder or Institution.objects.get(pk=actor.institution_id))


@transaction.atomic
def _ask(actor: Actor, question: Question, claim: DegreeClaim, files: list[GivenFile]) -> Check:
    """The question goes with its documents or not at all."""
    (check,) = ask(actor=actor, question=question, claims=[claim])
    attach_to_question(actor=actor, check=check, files=files)
    return check


def _told(check: Check) -> str:
    if check.by_register:
        return _("Confirmed at once by the university's register. The answer stands below.")
    if check.asker_id == check.holder_id:
        return _("The letter stands in your own queue as %(number)s.") % {"number": check.number}
    return _("%(number)s was sent to %(holder)s, which is to answer by %(due)s.") % {
        "number": check.number,
        "holder": check.holder.name,
        "due": date_text(check.due_on) if check.due_on else "–",
    }


def _page(
    request: HttpRequest, form: QuestionForm, claim: ClaimForm, *, on_paper: bool, status: int
) -> HttpResponse:
    context = {
        "form": form,
        "claim": claim,
        "on_paper": on_paper,
        "universities": [] if on_paper else universities_to_ask(actor_of(request)),
        "files_lost": status != 200 and bool(request.FILES),
    }
    return render(request, "qualifications/check_new.html", context, status=status)
