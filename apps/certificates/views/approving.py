"""A second person approves many at once, after seeing what will stand on each paper."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.certificates.applications import Approval
from apps.certificates.content import content_digest, list_digest
from apps.certificates.errors import NothingChosenError, TooManyError
from apps.certificates.forms.acts import ApprovalForm
from apps.certificates.models import RequestBatch, ServiceRequest
from apps.certificates.selectors.batches import batch_get
from apps.certificates.selectors.own_work import own_entries
from apps.certificates.services.approving import approve_batch, approve_requests
from apps.certificates.states import Action, State, next_state
from apps.certificates.views.preview import paper_preview
from apps.certificates.views.refusals import REFUSALS, Refusal, refusal_of
from apps.certificates.views.wording import TONES, clock_of
from apps.core.errors import NotFoundError
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Actor, Role
from apps.institutions.models import Institution, Signer
from apps.institutions.selectors import closed_days, signers_for

MARK = "~"
MOST_PICKED = 80
"""What an address can hold; a page of the list has 50."""
SHOWN = 200


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(Role.REGISTRAR_APPROVER)
def approve(request: HttpRequest) -> HttpResponse:
    """`?pick=<uuid>` for each; the form sends them back with the digest of what was shown."""
    actor = actor_of(request)
    if request.method == "GET":
        return _picked(request, _uuids(request.GET.getlist("pick")))
    given = [_approval(value) for value in request.POST.getlist("pick")]
    uuids = [one.uuid for one in given]
    form = _form(request, _rows(actor, uuids))
    if not form.is_valid():
        return _picked(request, uuids, form=form)
    try:
        rows = approve_requests(
            actor=actor,
            approvals=given,
            signer=form.chosen,
            letter_date=form.cleaned_data["letter_date"],
        )
    except REFUSALS as error:
        return _picked(request, uuids, form=form, refused=refusal_of(error))
    return _done(request, rows)


def _uuids(values: Sequence[str]) -> list[UUID]:
    if len(values) > MOST_PICKED:
        raise TooManyError(MOST_PICKED)
    try:
        return [UUID(value) for value in values]
    except ValueError as error:
        raise NotFoundError from error


def _approval(value: str) -> Approval:
    uuid, _mark, seen = value.partition(MARK)
    (read,) = _uuids([uuid])
    return Approval(read, seen)


def _rows(actor: Actor, uuids: Sequence[UUID]) -> list[ServiceRequest]:
    """In the order of the picks. Raises NotFoundError for one that is not the actor's."""
    if not uuids:
        raise NothingChosenError
    found = {
        row.uuid: row
        for row in ServiceRequest.objects.filter(
            uuid__in=uuids, institution_id=actor.institution_id
        ).select_related("batch")
    }
    if len(found) != len(set(uuids)):
        raise NotFoundError
    return [found[uuid] for uuid in dict.fromkeys(uuids)]


def _signing(actor: Actor, rows: Sequence[ServiceRequest]) -> tuple[list[Signer], bool]:
    """Who may sign all of these kinds today, and whether there are several kinds."""
    today = timezone.localdate()
    kinds = sorted({row.kind for row in rows})
    able = [signers_for(actor.institution_id, kind, today) for kind in kinds]
    common = [one for one in able[0] if all(one in others for others in able)] if able else []
    return common, len(kinds) > 1


def _form(request: HttpRequest, rows: Sequence[ServiceRequest]) -> ApprovalForm:
    signers, mixed = _signing(actor_of(request), rows)
    return ApprovalForm(request.POST, signers, mixed=mixed)


def _picked(
    request: HttpRequest,
    uuids: list[UUID],
    *,
    form: ApprovalForm | None = None,
    refused: Refusal | None = None,
) -> HttpResponse:
    rows = _rows(actor_of(request), uuids)
    return _summary(request, rows, form=form, refused=refused)


def _summary(
    request: HttpRequest,
    rows: list[ServiceRequest],
    *,
    form: ApprovalForm | None,
    refused: Refusal | None,
    batch: RequestBatch | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    own = own_entries(actor, rows)
    able = [row for row in rows if row.pk not in own and next_state(row.state, Action.APPROVE)]
    able_keys = {row.pk for row in able}
    signers, mixed = _signing(actor, able)
    issuer = Institution.objects.get(pk=actor.institution_id)
    closed = closed_days(actor.institution_id)
    context: dict[str, Any] = {
        "rows": [
            {
                "row": row,
                "own": row.pk in own,
                "able": row.pk in able_keys,
                "tone": TONES[row.state],
                "clock": clock_of(row, closed),
                "preview": preview_of(row, issuer),
            }
            for row in rows[:SHOWN]
        ],
        "not_shown": max(len(rows) - SHOWN, 0),
        "total": len(rows),
        "able": len(able),
        "own": len(own),
        "batch": batch,
        # a list is approved as a whole, or not at all
        "seen": list_digest(rows) if batch else "",
        "picks": [] if batch else [f"{row.uuid}{MARK}{content_digest(row)}" for row in able],
        "may_approve": bool(able) and not (batch and own),
        "signers": signers,
        "mixed": mixed,
        "form": form or ApprovalForm(None, signers, mixed=mixed),
        "refused": refused,
    }
    status = refused.status if refused else 200 if form is None else 422
    return render(request, "certificates/approve.html", context, status=status)


def preview_of(row: ServiceRequest, issuer: Institution) -> dict[str, Any] | None:
    return paper_preview(
        row.kind,
        row.language,
        row.facts,
        purpose=row.purpose,
        number=row.letter_number,
        issuer=issuer,
    )


def _done(request: HttpRequest, rows: Sequence[ServiceRequest]) -> HttpResponse:
    text = ngettext(
        "%(count)s request is approved. Its paper is being made.",
        "%(count)s requests are approved. Their papers are being made.",
        len(rows),
    )
    messages.success(request, text % {"count": len(rows)})
    if len(rows) == 1:
        return HttpResponseRedirect(reverse("certificates:request", args=[rows[0].uuid]))
    return HttpResponseRedirect(reverse("certificates:request_list"))


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(Role.REGISTRAR_APPROVER)
def approve_all(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """All requests of a list that wait, as they were shown."""
    actor = actor_of(request)
    batch = batch_get(actor, uuid)
    here = reverse("certificates:batch", args=[uuid])
    rows = list(ServiceRequest.objects.filter(batch=batch, state=State.REQUESTED).order_by("pk"))
    if not rows and request.method == "GET":
        return HttpResponseRedirect(here)
    if request.method == "GET":
        return _summary(request, rows, form=None, refused=None, batch=batch)
    form = _form(request, rows)
    if not form.is_valid():
        return _summary(request, rows, form=form, refused=None, batch=batch)
    try:
        approved = approve_batch(
            actor=actor,
            uuid=uuid,
            seen=request.POST.get("seen", ""),
            signer=form.chosen,
            letter_date=form.cleaned_data["letter_date"],
        )
    except REFUSALS as error:
        return _summary(request, rows, form=form, refused=refusal_of(error), batch=batch)
    _done(request, approved)
    return HttpResponseRedirect(here)
