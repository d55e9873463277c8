"""Pages of the school: its rosters, from the upload to the certificate."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.core.errors import InvalidError, NotFoundError, StaleError
from apps.graduates import selectors
from apps.graduates.exports import findings_csv, template_csv
from apps.graduates.forms import UploadForm
from apps.graduates.models import Roster
from apps.graduates.policies import SCHOOL_ROLES, can_certify_roster, can_upload_roster, is_own_work
from apps.graduates.review import review_of
from apps.graduates.services.certifying import certify_roster
from apps.graduates.services.discarding import discard_roster
from apps.graduates.services.reviewing import confirm_findings, keep_row
from apps.graduates.services.uploading import upload_roster
from apps.graduates.states import RosterState
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Role
from apps.jobs.selectors import job_status

TONES: Mapping[str, str] = {
    RosterState.RECEIVED: "progress",
    RosterState.CHECKING: "progress",
    RosterState.IN_REVIEW: "need",
    RosterState.CERTIFIED: "done",
    RosterState.SUPERSEDED: "neutral",
    RosterState.UNREADABLE: "refused",
    RosterState.DISCARDED: "neutral",
}


def _to(roster: Roster | UUID, query: str = "") -> HttpResponse:
    uuid = roster if isinstance(roster, UUID) else roster.uuid
    return HttpResponseRedirect(reverse("graduates:roster", args=[uuid]) + query)


@require_GET
@for_roles(*SCHOOL_ROLES)
def roster_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(selectors.roster_list(), selectors.PAGE).get_page(request.GET.get("page"))
    for roster in page:
        roster.tone = TONES[roster.state]  # type: ignore[attr-defined]
    context = {"page": page, "may_upload": can_upload_roster(actor_of(request))}
    return render(request, "graduates/roster_list.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(Role.SCHOOL_UPLOADER)
def upload(request: HttpRequest) -> HttpResponse:
    posted = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    if posted and form.is_valid():
        try:
            roster = upload_roster(
                actor=actor_of(request),
                content=form.content,
                filename=form.cleaned_data["file"].name,
                academic_year=int(form.cleaned_data["academic_year"]),
                kind=form.cleaned_data["kind"],
            )
        except InvalidError as error:
            form.add_error("file", str(error.message))
        else:
            return _to(roster)
    status = 422 if form.is_bound else 200
    return render(request, "graduates/roster_upload.html", {"form": form}, status=status)


@require_GET
@for_roles(*SCHOOL_ROLES)
def template(request: HttpRequest) -> HttpResponse:
    return template_csv()


@require_GET
@for_roles(*SCHOOL_ROLES)
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    roster = selectors.roster_get(uuid)
    actor = actor_of(request)
    context: dict[str, Any] = {
        "roster": roster,
        "tone": TONES[roster.state],
        "may_certify": can_certify_roster(actor, roster) and not is_own_work(actor, roster),
        "own_work": is_own_work(actor, roster),
    }
    if roster.state in {RosterState.RECEIVED, RosterState.CHECKING}:
        context["job"] = job_status(roster.job.uuid) if roster.job else None
        return render(request, "graduates/roster_waiting.html", context)
    context["review"] = review_of(
        roster, rule=request.GET.get("rule", ""), after=request.GET.get("after", "")
    )
    return render(request, "graduates/roster.html", context)


@require_GET
@for_roles(*SCHOOL_ROLES)
def findings_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return findings_csv(selectors.roster_get(uuid))


@require_POST
@for_roles(*SCHOOL_ROLES)
def confirm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    rule = request.POST.get("rule", "")
    try:
        count = confirm_findings(
            actor=actor_of(request), uuid=uuid, rule=rule, reason=request.POST.get("reason", "")
        )
    except InvalidError as error:
        messages.error(request, str(error.message))
        return _to(uuid, f"?rule={rule}" if rule.replace("_", "").isalnum() else "")
    messages.success(
        request,
        ngettext("%(count)s finding confirmed.", "%(count)s findings confirmed.", count)
        % {"count": count},
    )
    return _to(uuid)


@require_POST
@for_roles(*SCHOOL_ROLES)
def keep(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = request.POST.get("row", "")
    if not (row.isascii() and row.isdigit() and len(row) < 8):
        raise NotFoundError
    keep_row(actor=actor_of(request), uuid=uuid, row=int(row))
    messages.success(request, _("Row %(row)s counts from now on.") % {"row": row})
    return _to(uuid, "?rule=duplicate_person")


@require_POST
@for_roles(Role.SCHOOL_CERTIFIER)
def certify(request: HttpRequest, uuid: UUID) -> HttpResponse:
    try:
        certify_roster(
            actor=actor_of(request), uuid=uuid, content_hash=request.POST.get("content", "")
        )
    except (InvalidError, StaleError) as error:
        messages.error(request, str(error.message))
        return _to(uuid)
    messages.success(request, _("The roster is certified and in force."))
    return _to(uuid)


@require_POST
@for_roles(*SCHOOL_ROLES)
def discard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    if request.POST.get("confirmed") != "yes":
        messages.error(request, _("Nothing was discarded: tick the box that names the roster."))
        return _to(uuid)
    discard_roster(actor=actor_of(request), uuid=uuid)
    messages.success(request, _("The roster was discarded and its persons deleted."))
    return HttpResponseRedirect(reverse("graduates:roster_list"))
