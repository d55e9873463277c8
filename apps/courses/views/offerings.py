"""What the own university offers in a term: the list, opening and closing."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from apps.core.errors import InvalidError, NotFoundError
from apps.courses.forms.fields import read_term, term_choices, term_word
from apps.courses.policies import READERS, STAFF
from apps.courses.selectors import catalogue as selectors
from apps.courses.services.offering import set_offerings_state
from apps.courses.states import OfferingState
from apps.courses.views.posted import posted_uuids, query_of
from apps.institutions.access import actor_of, for_roles

TONES = {
    OfferingState.DRAFT: "need",
    OfferingState.OPEN: "done",
    OfferingState.CLOSED: "neutral",
}


def to_offering(uuid: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("courses:offering", args=[uuid]))


def to_list(academic_year: int, term: int, **more: str) -> HttpResponse:
    address = reverse("courses:offering_list")
    return HttpResponseRedirect(address + query_of(term=f"{academic_year}-{term}", **more))


@require_GET
@for_roles(*READERS)
def offering_list(request: HttpRequest) -> HttpResponse:
    academic_year, term = read_term(request.GET.get("term", ""))
    state, text = request.GET.get("state", ""), request.GET.get("q", "")[:200].strip()
    state = state if state in OfferingState.values else ""
    page = selectors.offering_page(
        academic_year=academic_year,
        term=term,
        state=state,
        text=text,
        after=request.GET.get("after", ""),
    )
    registered = selectors.registered_numbers(page.rows)
    here = {"term": f"{academic_year}-{term}", "state": state, "q": text}
    context = {
        "rows": [
            {
                "offering": one,
                "tone": TONES[OfferingState(one.state)],
                "registered": registered.get(one.pk, 0),
            }
            for one in page.rows
        ],
        "chosen": here,
        "filtered": bool(state or text),
        "term_word": term_word(academic_year, term),
        "terms": term_choices(),
        "states": OfferingState.choices,
        "may_work": actor_of(request).role in STAFF,
        "first_url": query_of(**here) if request.GET.get("after") else "",
        "next_url": query_of(**here, after=page.after) if page.after else "",
    }
    return render(request, "courses/offering_list.html", context)


@require_POST
@for_roles(*STAFF)
def offering_state(request: HttpRequest) -> HttpResponse:
    """Open or close the sections ticked in the list, or the one of a page."""
    uuids, state = posted_uuids(request, "offering"), request.POST.get("state", "")
    if state not in (OfferingState.OPEN, OfferingState.CLOSED):
        raise NotFoundError
    try:
        with transaction.atomic():
            number = set_offerings_state(
                actor=actor_of(request), uuids=uuids, state=OfferingState(state)
            )
    except InvalidError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _told(number, state))
    if request.POST.get("back") == "offering" and len(uuids) == 1:
        return to_offering(uuids[0])
    text, shown = request.POST.get("q", "")[:200], request.POST.get("shown", "")
    return to_list(*read_term(request.POST.get("term", "")), q=text, state=shown)


def _told(number: int, state: str) -> str:
    if state == OfferingState.OPEN:
        words = ngettext(
            "%(count)s section is open: partners see it in the catalogue.",
            "%(count)s sections are open: partners see them in the catalogue.",
            number,
        )
    else:
        words = ngettext(
            "%(count)s section is closed; registrations stay as they are.",
            "%(count)s sections are closed; registrations stay as they are.",
            number,
        )
    return words % {"count": number}
