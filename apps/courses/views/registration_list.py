"""All registrations of the home, with acts on many at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from apps.core.errors import NotFoundError
from apps.core.keyset import page_after
from apps.courses.choices import ChangeReason
from apps.courses.forms.filters import ListFilter
from apps.courses.forms.picks import pick_value, read_picks
from apps.courses.policies import STAFF
from apps.courses.selectors import registrations as read
from apps.courses.selectors.by_name import by_name_in_requests
from apps.courses.selectors.requests import partners_of
from apps.courses.services.acknowledging import acknowledge_results
from apps.courses.services.leaving import cancel_registrations
from apps.courses.states import Side, State
from apps.courses.views.files import term_downloads
from apps.courses.views.reasons import why_ended
from apps.courses.views.wording import REFUSALS, TONES, Refusal, refusal_of
from apps.institutions.access import actor_of, for_roles

CANCELLABLE = (State.DRAFT, State.SUBMITTED, State.ACCEPTED)


@require_GET
@never_cache
@for_roles(*STAFF)
def registration_list(request: HttpRequest) -> HttpResponse:
    return _list(request)


def _list(request: HttpRequest, refused: Refusal | None = None) -> HttpResponse:
    actor = actor_of(request)
    wanted = ListFilter(request.GET, partners_of(actor))
    rows = read.registration_list(
        actor,
        Side.HOME,
        read.Filters(
            state=wanted.chosen_state,
            academic_year=wanted.academic_year,
            term=wanted.number,
            partner=wanted.partner_id,
        ),
    )
    page = page_after(rows, request.GET.get("after", ""))
    picked = {pick.uuid for pick in read_picks(request.POST.getlist("pick"))}
    receivable = sum(row.state == State.COMPLETED for row in page.rows)
    cancellable = sum(row.state in CANCELLABLE for row in page.rows)
    context = {
        "rows": [
            {
                "row": row,
                "tone": TONES[row.state],
                "pick": pick_value(row.uuid, row.version),
                "picked": row.uuid in picked,
                "why": why_ended(row),
            }
            for row in by_name_in_requests(page.rows)
        ],
        "filter": wanted,
        "downloads": term_downloads(
            *wanted.term_or_current, Side.HOME, partner=wanted.partner_code
        ),
        "here": wanted.address(after=request.GET.get("after", "")),
        "older": wanted.address(after=page.next) if page.next else "",
        "newer": wanted.address(after=page.previous) if page.previous else "",
        "receivable": receivable,
        "cancellable": cancellable,
        "of_one_kind": bool(receivable) != bool(cancellable),
        "reasons": ChangeReason.choices,
        "refused": refused,
        "typed": request.POST,
    }
    status = refused.status if refused else 200
    return render(request, "courses/registration_list.html", context, status=status)


@require_POST
@for_roles(*STAFF)
def registration_bulk(request: HttpRequest) -> HttpResponse:
    """Confirm the receipt of results, or cancel, for all lines that were ticked."""
    act = {"acknowledge": _receive, "cancel": _cancel}.get(request.POST.get("act", ""))
    if act is None:
        raise NotFoundError
    try:
        text = act(request)
    except REFUSALS as error:
        return _list(request, refusal_of(error))
    messages.success(request, text)
    query = request.META.get("QUERY_STRING", "")
    address = reverse("courses:registration_list")
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def _receive(request: HttpRequest) -> str:
    picks = read_picks(request.POST.getlist("pick"))
    count = len(acknowledge_results(actor=actor_of(request), picks=picks))
    return ngettext(
        "Receipt of %(count)s result confirmed. Decide next what it counts for.",
        "Receipt of %(count)s results confirmed. Decide next what they count for.",
        count,
    ) % {"count": count}


def _cancel(request: HttpRequest) -> str:
    rows = cancel_registrations(
        actor=actor_of(request),
        picks=read_picks(request.POST.getlist("pick")),
        reason=request.POST.get("reason", ""),
        note=request.POST.get("note", ""),
    )
    count = len(rows)
    return ngettext(
        "%(count)s registration cancelled.", "%(count)s registrations cancelled.", count
    ) % {"count": count}
