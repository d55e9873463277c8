"""Credit accounts of the own students."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.courses.choices import Level
from apps.courses.policies import STAFF
from apps.courses.selectors import ledger
from apps.courses.selectors.keyset import BY_NUMBER, page_after
from apps.courses.states import CreditKind
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


@require_GET
@never_cache
@for_roles(*STAFF)
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The account: every entry with the balance after it, courses, papers."""
    learner = ledger.learner_get(actor_of(request), uuid)
    entries = ledger.entries_of(learner)
    context = {
        "learner": learner,
        "level": Level(learner.level).label,
        "account": ledger.account_of(entries),
        "entries": [(entry, KIND_TONES[CreditKind(entry.kind)]) for entry in entries],
        "courses": [(row, TONES[row.state]) for row in ledger.courses_of(learner)],
        "papers": ledger.papers_of_learner(learner),
    }
    return render(request, "courses/learner.html", context)
