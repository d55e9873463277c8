"""The page of one load, which is another one in each of its states, and what is done with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.core.errors import WrongStateError
from apps.core.spreadsheets import csv_response
from apps.institutions.access import actor_of, for_roles
from apps.institutions.officers import is_own_work, officer_of
from apps.intake.errors import Unreadable
from apps.jobs.selectors import job_status
from apps.qualifications.incoming.rules import REGISTER_RULES
from apps.qualifications.models import Conferral, LoadKind, RegisterLoad
from apps.qualifications.policies import STAFF, can_approve, demand
from apps.qualifications.review import (
    finding_remedy,
    finding_sentence,
    folded_findings,
    note_sentences,
)
from apps.qualifications.selectors import answering
from apps.qualifications.selectors import register as read
from apps.qualifications.selectors.coverage import no_longer_complete
from apps.qualifications.services.accepting import accept_load, discard_load
from apps.qualifications.states import LoadState
from apps.qualifications.views.loads import TONES
from apps.qualifications.views.loads_single import single_change
from apps.qualifications.views.only_post import only_post
from apps.qualifications.views.refusals import REFUSALS, Refusal, refusal_of
from apps.qualifications.views.register_words import degree_shown, differences

CHANGES = ("changed", "added", "unchanged")
ROWS = 50


@require_GET
@never_cache
@for_roles(*STAFF)
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return load_page(request, uuid)


def load_page(request: HttpRequest, uuid: UUID, refused: Refusal | None = None) -> HttpResponse:
    actor = actor_of(request)
    load = read.load_get(actor, uuid)
    own = is_own_work([(load.made_key, load.made_name)], officer_of(actor))
    context: dict[str, Any] = {
        "load": load,
        "tone": TONES[load.state],
        "own": own,
        "by_answer": load.kind == LoadKind.ANSWER,
        "may_accept": can_approve(actor) and not own and _has_rows(load),
        "is_approver": can_approve(actor),
        "refused": refused,
    }
    match LoadState(load.state):
        case LoadState.RECEIVED:
            context["job"] = job_status(load.job.uuid) if load.job else None
        case LoadState.UNREADABLE:
            context["refusal"] = Unreadable(load.refusal, load.refusal_params).message
        case LoadState.IN_REVIEW:
            context |= _review(request, load)
            context["target"] = read.in_force(actor, load.target_line) if load.target_line else None
        case LoadState.ACCEPTED:
            context |= _findings(request, load) | {"single": single_change(actor, load)}
    status = refused.status if refused else 200
    return render(request, "qualifications/load.html", context, status=status)


def _has_rows(load: RegisterLoad) -> bool:
    return load.kind == LoadKind.WITHDRAWAL or load.kept > 0


def _review(request: HttpRequest, load: RegisterLoad) -> dict[str, Any]:
    chosen = request.GET.get("change", "")
    if chosen not in CHANGES:
        chosen = next((name for name in CHANGES if getattr(load, name)), "added")
    after = request.GET.get("row", "")
    begin = int(after) if after.isascii() and after.isdigit() and len(after) < 9 else 0
    found = answering.draft_rows(load, chosen).filter(row__gt=begin)
    rows = list(found[: ROWS + 1])
    shown = rows[:ROWS]
    return {
        "content": bytes(load.content_hash or b"").hex(),
        "moving": load.added + load.changed,
        "fallen": no_longer_complete(load),
        "change": chosen,
        "rows": _rows(shown),
        "first_url": f"?change={chosen}#rows" if begin else "",
        "next_url": f"?change={chosen}&row={shown[-1].row}#rows" if len(rows) > ROWS else "",
        **_findings(request, load),
    }


def _rows(drafts: list[Conferral]) -> list[dict[str, Any]]:
    standing = answering.standing_rows(drafts)
    rows = []
    for draft in drafts:
        before = standing.get(draft.stands_pk)  # type: ignore[attr-defined]
        changes = differences(before, draft) if before else []
        rows.append({"draft": draft, "degree": degree_shown(draft), "changes": changes})
    return rows


def _findings(request: HttpRequest, load: RegisterLoad) -> dict[str, Any]:
    review = folded_findings(
        load.findings.all(),
        REGISTER_RULES,
        rule=request.GET.get("rule", ""),
        after=request.GET.get("after", ""),
    )
    doubts = any(kind.is_doubt for kind in review.kinds)
    return {"review": review, "notes": note_sentences(load.notes), "doubts": doubts}


def _refuse_answer(request: HttpRequest, uuid: UUID) -> None:
    """The degree of an answer waits with it, and is approved or given back with it."""
    if read.load_get(actor_of(request), uuid).kind == LoadKind.ANSWER:
        raise WrongStateError(
            _("This degree belongs to an answer. Approve the answer or give it back there.")
        )


@only_post("qualifications:load")
@for_roles(*STAFF)
def accept(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put in force what the page showed."""
    demand(can_approve(actor_of(request)))
    try:
        _refuse_answer(request, uuid)
        accept_load(
            actor=actor_of(request),
            uuid=uuid,
            content_hash=request.POST.get("content", ""),
            complete=request.POST.get("complete") == "yes",
        )
    except REFUSALS as error:
        return load_page(request, uuid, refusal_of(error))
    messages.success(request, _("It is in the register now."))
    return HttpResponseRedirect(reverse("qualifications:load", args=[uuid]))


@only_post("qualifications:load")
@for_roles(*STAFF)
def discard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    if request.POST.get("confirmed") != "yes":
        refused = Refusal(422, _("Nothing was discarded: tick the box that names it."))
        return load_page(request, uuid, refused)
    try:
        _refuse_answer(request, uuid)
        discard_load(actor=actor_of(request), uuid=uuid)
    except REFUSALS as error:
        return load_page(request, uuid, refusal_of(error))
    messages.success(request, _("It was discarded; nothing in the register changed."))
    return HttpResponseRedirect(reverse("qualifications:load_list"))


@require_GET
@never_cache
@for_roles(*STAFF)
def findings_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was found fault with, to correct the file by."""
    load = read.load_get(actor_of(request), uuid)
    heading = [_("Row"), _("Column"), _("Class"), _("Value"), _("What is wrong"), _("What to do")]
    rows = [
        [
            *(one.row or "", one.column, one.get_cls_display(), one.value),
            *(finding_sentence(one, REGISTER_RULES), finding_remedy(one, REGISTER_RULES)),
        ]
        for one in load.findings.order_by("row", "pk")
    ]
    return csv_response("register-findings.csv", [heading, *rows])
