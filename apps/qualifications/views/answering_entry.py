"""Entering an answer: compare with the own register, choose an entry or write the degree."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.core.errors import NotFoundError
from apps.institutions.access import actor_of, for_roles
from apps.qualifications.choices import Closing
from apps.qualifications.comparing import compare_entry, record_of, told_values
from apps.qualifications.forms.answering import (
    FROM_ENTRY,
    NO_DEGREE,
    AnswerForm,
    suggested_outcome,
)
from apps.qualifications.models import Check, Conferral
from apps.qualifications.policies import STAFF, can_act, demand
from apps.qualifications.selectors import checks as read
from apps.qualifications.selectors.register import in_force, near_matches
from apps.qualifications.services.answering import Proposal, propose_answer
from apps.qualifications.services.looking import note_looks
from apps.qualifications.services.moving import refuse_wrong_state
from apps.qualifications.states import CheckAction, Side
from apps.qualifications.views.answering_compared import entry_lines, nearness
from apps.qualifications.views.checks import stand_under
from apps.qualifications.views.checks_asked import asked_shown
from apps.qualifications.views.refusals import REFUSALS, Refusal, refusal_of

UNDECIDED = (Closing.NOT_FOUND, Closing.NEEDS_DOCUMENTS, Closing.UNABLE_TO_CONFIRM)
"""Answers that state nothing of what the register has."""


def to_check(request: HttpRequest, uuid: UUID) -> HttpResponse:
    messages.success(
        request, _("The answer is entered. Somebody else of your university approves it.")
    )
    return HttpResponseRedirect(reverse("qualifications:check", args=[uuid]))


def check_to_answer(request: HttpRequest, uuid: UUID) -> Check:
    """Raises NotFoundError, ForbiddenError, CheckStateError."""
    check = read.check_get(actor_of(request), uuid)
    demand(can_act(actor_of(request), check, CheckAction.PROPOSE))
    if request.method == "GET":
        refuse_wrong_state(check, CheckAction.PROPOSE, Side.HOLDER)
    stand_under(request, Side.HOLDER)
    return check


@require_http_methods(["GET"])
@never_cache
@for_roles(*STAFF)
def choose(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What comes near in the own register, each beside the question."""
    check = check_to_answer(request, uuid)
    note_looks(actor_of(request), [check])
    found = near_matches(actor_of(request), check)
    found.sort(key=lambda entry: nearness(check, entry), reverse=True)
    context = {
        "check": check,
        "asked": asked_shown(check),
        "near": [{"entry": one, "lines": entry_lines(check, one)} for one in found],
        "returned": read.last_returned(check),
    }
    return render(request, "qualifications/answer_choose.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def from_entry(request: HttpRequest, uuid: UUID, line: UUID) -> HttpResponse:
    """Answer from one entry of the register; what differs is ticked already."""
    check = check_to_answer(request, uuid)
    entry = in_force(actor_of(request), line)
    if entry is None:
        raise NotFoundError
    form = _entry_form(request, check, entry)
    if request.method == "GET":
        return _entry_page(request, check, entry, form)
    if not form.is_valid():
        return _entry_page(request, check, entry, form, Refusal(422, _missing()))
    try:
        proposal = _proposal(check, entry, form)
        propose_answer(
            actor=actor_of(request),
            uuid=uuid,
            version=form.cleaned_data["version"],
            proposal=proposal,
        )
    except REFUSALS as error:
        fresh = read.check_get(actor_of(request), uuid)
        return _entry_page(request, fresh, entry, form, refusal_of(error))
    return to_check(request, uuid)


def _missing() -> str:
    return _("Something is missing. Correct what is marked and send it again.")


def _entry_form(request: HttpRequest, check: Check, entry: Conferral) -> AnswerForm:
    compared = compare_entry(check, entry)
    given = [name for name, found in compared.fields.items() if found != "not_given"]
    differing = [name for name in given if compared.fields[name] != "agree"]
    initial = {
        "version": check.version,
        "outcome": "" if _another(differing) else suggested_outcome(entry.standing, differing),
        "differing": differing,
    }
    data = request.POST if request.method == "POST" else None
    return AnswerForm(data, outcomes=FROM_ENTRY, compared=given, initial=initial)


def _another(differing: Sequence[str]) -> bool:
    """Where the identifier or the name differs, it may be somebody else."""
    return any(name in differing for name in ("person_id", "name"))


def _proposal(check: Check, entry: Conferral, form: AnswerForm) -> Proposal:
    given = form.cleaned_data
    compared = compare_entry(check, entry).fields
    names = [name for name, found in compared.items() if found != "not_given"]
    if given["outcome"] in UNDECIDED:
        names = []
    differing = [name for name in names if name in given["differing"]]
    return Proposal(
        outcome=given["outcome"],
        line=entry.line,
        differing=differing,
        agreeing=[name for name in names if name not in differing],
        told=told_values(record_of(entry), [name for name in differing if name in given["tell"]]),
        note=given["note"],
    )


def _entry_page(
    request: HttpRequest,
    check: Check,
    entry: Conferral,
    form: AnswerForm,
    refused: Refusal | None = None,
) -> HttpResponse:
    note_looks(actor_of(request), [check], refused=refused is not None)
    lines = entry_lines(check, entry, ticked=form.ticked, told=form.told)
    another = [line.label for line in lines if line.field in ("person_id", "name") and line.differs]
    return _render(
        request, check, form, refused, {"entry": entry, "lines": lines, "another": another}
    )


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def without(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """No degree of the register stands behind the answer."""
    check = check_to_answer(request, uuid)
    posted = request.method == "POST"
    initial = {"version": check.version}
    form = AnswerForm(request.POST if posted else None, outcomes=NO_DEGREE, initial=initial)
    refused = None
    if posted and not form.is_valid():
        refused = Refusal(422, _missing())
    elif posted:
        given = form.cleaned_data
        proposal = Proposal(outcome=given["outcome"], note=given["note"])
        try:
            propose_answer(
                actor=actor_of(request), uuid=uuid, version=given["version"], proposal=proposal
            )
        except REFUSALS as error:
            check, refused = read.check_get(actor_of(request), uuid), refusal_of(error)
        else:
            return to_check(request, uuid)
    note_looks(actor_of(request), [check], refused=refused is not None)
    return _render(request, check, form, refused, {"entry": None, "lines": []})


def _render(
    request: HttpRequest,
    check: Check,
    form: AnswerForm,
    refused: Refusal | None,
    more: dict[str, Any],
) -> HttpResponse:
    """On the version that is shown: an answer to a stale one was refused with it in sight."""
    context = {
        "check": check,
        "asked": asked_shown(check),
        "form": form,
        "version": check.version,
        "refused": refused,
        **more,
    }
    status = refused.status if refused else 200
    return render(request, "qualifications/answer.html", context, status=status)
