"""Credit accounts of the own students, and what each studies at home."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from apps.core.keyset import BY_NUMBER, page_after
from apps.courses.choices import Level
from apps.courses.forms.learner import StudiesForm
from apps.courses.policies import STAFF
from apps.courses.selectors import ledger
from apps.courses.selectors.recognitions import has_decisions
from apps.courses.services.learners import describe_learner
from apps.courses.states import CreditKind
from apps.courses.views.reasons import officer_shown
from apps.courses.views.wording import TONES
from apps.institutions.access import actor_of, for_roles

LONGEST_SEARCH = 100
KIND_TONES = {
    CreditKind.EARNED: "done",
    CreditKind.USED: "progress",
    CreditKind.RELEASED: "need",
    CreditKind.REVERSED: "refused",
}


@require_GET
@never_cache
@for_roles(*STAFF)
def learner_list(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    rows = ledger.learner_list(actor_of(request), words)
    page = page_after(rows, request.GET.get("after", ""), keys=BY_NUMBER)
    query = request.GET.copy()
    context = {"rows": page.rows, "words": words, "older": "", "newer": ""}
    for name, cursor in (("older", page.next), ("newer", page.previous)):
        if cursor:
            query["after"] = cursor
            context[name] = "?" + query.urlencode()
    return render(request, "courses/learner_list.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The account: every entry with the balance after it, courses, papers; and the programme."""
    learner = ledger.learner_get(actor_of(request), uuid)
    form = StudiesForm(request.POST if request.method == "POST" else None, learner)
    if form.is_valid():
        describe_learner(actor=actor_of(request), uuid=uuid, studies=form.studies)
        messages.success(request, _("Saved what the student studies."))
        return HttpResponseRedirect(reverse("courses:learner", args=[uuid]))
    entries = ledger.entries_of(learner)
    context = {
        "learner": learner,
        "form": form,
        "level": Level(learner.level).label,
        "account": ledger.account_of(entries),
        "entries": [
            (entry, KIND_TONES[CreditKind(entry.kind)], officer_shown(entry.name, entry.post))
            for entry in entries
        ],
        "courses": [(row, TONES[row.state]) for row in ledger.courses_of(learner)],
        "papers": ledger.papers_of_learner(learner),
        "has_decisions": has_decisions(learner),
    }
    status = 422 if form.is_bound else 200
    return render(request, "courses/learner.html", context, status=status)
