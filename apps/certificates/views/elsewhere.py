"""Papers that another system makes: their stages, and telling one of them by hand."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.certificates.forms.service import STAGES, StageForm
from apps.certificates.kinds import Channel
from apps.certificates.models import ServiceRequest
from apps.certificates.policies import STAFF
from apps.certificates.selectors.requests import Filters, request_page
from apps.certificates.services.feeding import ORDER, FedRequest, feed_stages
from apps.certificates.states import State
from apps.certificates.views.wording import TONES, clock_of
from apps.core.errors import InvalidError
from apps.courses.errors import LinesError
from apps.courses.views.posted import query_of
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Actor
from apps.institutions.selectors import closed_days

FOLLOWING = {
    State.REQUESTED: "approved_at",
    State.APPROVED: "produced_at",
    State.PRODUCED: "delivered_at",
    State.FAILED: "produced_at",
}
FIELD_OF = {"delivered_how": "how", "requested_at": "requested_on"}
"""Field of the service → field of the form; every other time is the day of the stage told."""


@require_http_methods(["GET", "POST"])
@for_roles(*STAFF)
def elsewhere(request: HttpRequest) -> HttpResponse:
    """`?reference=` begins the form with a known paper and its next stage."""
    actor = actor_of(request)
    if request.method == "POST":
        form = StageForm(request.POST)
        if form.is_valid() and _told(request, actor, form):
            return HttpResponseRedirect(reverse("certificates:elsewhere"))
        return _page(request, actor, form)
    return _page(request, actor, StageForm(initial=_initial(actor, request)))


def next_stage(row: ServiceRequest) -> str:
    """Address of the form that notes what comes next of this paper; "" where nothing does."""
    if row.channel != Channel.FEED or row.state not in FOLLOWING:
        return ""
    return reverse("certificates:elsewhere") + query_of(reference=row.reference) + "#note"


def _known(actor: Actor, reference: str) -> ServiceRequest | None:
    return ServiceRequest.objects.filter(
        institution_id=actor.institution_id, channel=Channel.FEED, reference=reference.strip()
    ).first()


def _initial(actor: Actor, request: HttpRequest) -> dict[str, Any]:
    today = {"on": timezone.localdate()}
    row = _known(actor, request.GET.get("reference", "")[:100])
    if row is None:
        return today
    return today | {
        "reference": row.reference,
        "kind": row.kind,
        "language": row.language,
        "stage": FOLLOWING.get(State(row.state), ""),
    }


def _told(request: HttpRequest, actor: Actor, form: StageForm) -> bool:
    """False where the stage cannot be taken; the form then says why."""
    given = form.cleaned_data
    row = _known(actor, given["reference"])
    if row is None and given["stage"] != "requested_at" and not given["requested_on"]:
        form.add_error(
            "requested_on",
            _("This reference is new. Write the day on which the paper was asked for as well."),
        )
        return False
    try:
        counts = feed_stages(actor=actor, stages=[_stage(given, row)])
    except LinesError as error:
        for problem in error.problems:
            form.add_error(_field_of(problem.field), str(problem.message))
        return False
    except InvalidError as error:
        form.add_error(None, str(error.message))
        return False
    if counts.unchanged:
        messages.info(request, _("This stage was told already; nothing changed."))
    else:
        messages.success(request, _("The stage is noted, and the clock with it."))
    return True


def _field_of(name: str) -> str:
    known = name in ("reference", "kind", "language")
    return name if known else FIELD_OF.get(name, "on")


def _stage(given: dict[str, Any], row: ServiceRequest | None) -> FedRequest:
    """All that is known of the paper with the stage that is told now."""
    names = (*ORDER, "cancelled_at", "failed_at")
    times: dict[str, dt.datetime | None] = {
        name: getattr(row, name) if row else None for name in names
    }
    if row is None and given["requested_on"]:
        times["requested_at"] = _moment(given["requested_on"], None, {})
    stage = given["stage"]
    times[stage] = _moment(given["on"], given["at"], {**times, stage: None})
    if stage in ("produced_at", "delivered_at"):
        times["failed_at"] = None  # it was made after all
    how = given["how"] if stage == "delivered_at" else row.delivered_how if row else ""
    requested_at = times.pop("requested_at") or times[stage] or timezone.now()
    return FedRequest(
        reference=given["reference"],
        kind=given["kind"],
        language=given["language"],
        requested_at=requested_at,
        delivered_how=how,
        **times,
    )


def _moment(
    day: dt.date, time: dt.time | None, others: dict[str, dt.datetime | None]
) -> dt.datetime:
    """Without a time the beginning of the day, yet not before what is known of that day."""
    zone = timezone.get_current_timezone()
    if time is not None:
        return dt.datetime.combine(day, time, zone)
    begun = dt.datetime.combine(day, dt.time(), zone)
    same_day = [one for one in others.values() if one and timezone.localdate(one) == day]
    return max([begun, *same_day])


def _page(request: HttpRequest, actor: Actor, form: StageForm) -> HttpResponse:
    page = request_page(actor, Filters(channel=Channel.FEED), request.GET.get("after", ""))
    closed = closed_days(actor.institution_id)
    context = {
        "form": form,
        "stages": STAGES,
        "rows": [
            {
                "row": row,
                "tone": TONES[row.state],
                "clock": clock_of(row, closed),
                "next": next_stage(row),
            }
            for row in page.rows
        ],
        "older": query_of(after=page.next),
        "newer": query_of(after=page.previous),
    }
    status = 422 if form.is_bound else 200
    return render(request, "certificates/elsewhere.html", context, status=status)
