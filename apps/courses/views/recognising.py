"""A new proposal: choose courses, hold them against the rules, send it to the approver."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.core.errors import NotFoundError, WrongStateError
from apps.courses.choices import Level
from apps.courses.errors import NoScaleError, OverrideNeededError
from apps.courses.forms.picks import pick_value, read_picks
from apps.courses.forms.recognition import REFUSE, RecognitionForm
from apps.courses.grades import Outcome, map_grade
from apps.courses.models import CrossRegistration, Learner
from apps.courses.policies import STAFF, side_of
from apps.courses.recognising import Criterion, is_undecided, needs_override
from apps.courses.recognising_words import CRITERION_LABELS, MET_LABELS, criterion_sentence
from apps.courses.rules import grades_of, policy_in_force, scale_in_force, study_of, terms_of
from apps.courses.selectors.precedents import precedents_of
from apps.courses.selectors.recognitions import same_learner
from apps.courses.selectors.registrations import registration_get
from apps.courses.services.recognising import Proposal, criteria_for, propose_recognition
from apps.courses.states import Side
from apps.courses.views.wording import REFUSALS, Refusal, refusal_of
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Actor

MET_TONES = {True: "done", False: "refused", None: "need"}
LEVELS = {str(value): label for value, label in Level.choices}


def criteria_shown(
    criteria: Sequence[Criterion], learner: Learner | None = None
) -> list[dict[str, Any]]:
    """Each condition with its badge and its sentence; `learner`: where what is missing is entered.

    `programme_url` stands at the condition that the programme's credits would settle.
    """
    return [
        {
            "label": CRITERION_LABELS[one.code],
            "tone": MET_TONES[one.met],
            "word": MET_LABELS[one.met],
            "sentence": criterion_sentence(one, level_labels=LEVELS),
            "programme_url": _programme_url(learner)
            if learner is not None and one.code == "cap" and one.met is None
            else "",
        }
        for one in criteria
    ]


def _programme_url(learner: Learner) -> str:
    return reverse("courses:learner", args=[learner.uuid]) + "#programme"


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def recognition_new(request: HttpRequest) -> HttpResponse:
    """`?registration=`: the course that it begins with; others of the student can be added."""
    actor = actor_of(request)
    row = _begun_with(request, actor)
    rows = same_learner(row, actor)
    if not any(each.pk == row.pk for each in rows):
        raise WrongStateError(
            _("This course is already part of a decision, or its result was not received yet.")
        )
    if request.method == "GET":
        return _page(request, row, RecognitionForm(None, rows, _initial(row, actor)))
    form = RecognitionForm(request.POST, rows, {})
    if not form.is_valid():
        return _page(request, row, form, status=422)
    proposal = form.proposal()
    try:
        if request.POST.get("act") == "check":
            return _page(request, row, form, criteria=_checked(rows, proposal, actor))
        made = propose_recognition(actor=actor, proposal=proposal)
    except OverrideNeededError as error:
        criteria = [Criterion(**one) for one in error.data["criteria"]]
        return _page(request, row, form, criteria=criteria, refused=refusal_of(error))
    except REFUSALS as error:
        form = RecognitionForm(_renewed(request, rows), rows, {})
        return _page(request, row, form, refused=refusal_of(error))
    messages.success(request, _("The proposal is sent. A second person approves it."))
    return HttpResponseRedirect(reverse("courses:recognition", args=[made.uuid]))


def _begun_with(request: HttpRequest, actor: Actor) -> CrossRegistration:
    try:
        row = registration_get(UUID(request.GET.get("registration", "")))
    except ValueError as error:
        raise NotFoundError from error
    if side_of(actor, row) is not Side.HOME:
        raise NotFoundError
    return row


def _renewed(request: HttpRequest, rows: list[CrossRegistration]) -> Any:
    """What was chosen, in the versions that the page now shows."""
    data = request.POST.copy()
    chosen = {pick.uuid for pick in read_picks(data.getlist("sources"))}
    data.setlist(
        "sources", [pick_value(row.uuid, row.version) for row in rows if row.uuid in chosen]
    )
    return data


def _initial(row: CrossRegistration, actor: Actor) -> dict[str, Any]:
    """One course for one of as many credits, until somebody says otherwise."""
    passed = row.result is not None and row.result.outcome == Outcome.PASSED
    return {
        "sources": [pick_value(row.uuid, row.version)],
        "decision": "transfer" if passed else REFUSE,
        "target_credits": row.credit_value,
        "target_level": row.learner.level,
        "home_grade": _own_grade(row, actor),
        "no_transfer": "" if passed else "grade",
    }


def _own_grade(row: CrossRegistration, actor: Actor) -> str:
    """The same grade on the own scale where that is exact; else a person decides."""
    if row.result is None:
        return ""
    source = grades_of(row.result.scale)
    meaning = source.find(row.result.grade)
    try:
        own = grades_of(scale_in_force(actor.institution_id, timezone.localdate()))
    except NoScaleError:
        return ""
    mapped = map_grade(meaning, own, source_max=source.max_points) if meaning else None
    return mapped.grade if mapped else ""


def _checked(rows: list[CrossRegistration], proposal: Proposal, actor: Actor) -> list[Criterion]:
    """What the rules say of the proposal; nothing is written. Raises NoPolicyError."""
    chosen = {pick.uuid for pick in proposal.sources}
    taken = [row for row in rows if row.uuid in chosen]
    if len(taken) != len(chosen):
        raise NotFoundError
    level = proposal.target.level if proposal.target else taken[0].learner.level
    policy = policy_in_force(actor.institution_id, study_of(level), timezone.localdate())
    return criteria_for(taken, proposal, terms_of(policy))


def _page(
    request: HttpRequest,
    row: CrossRegistration,
    form: RecognitionForm,
    *,
    criteria: list[Criterion] | None = None,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "row": row,
        "form": form,
        "criteria": criteria_shown(criteria, row.learner) if criteria else [],
        "checked": criteria is not None,
        "override": needs_override(criteria) if criteria else False,
        "undecided": is_undecided(criteria) if criteria else False,
        "precedents": precedents_of(row.host_id, row.course_code),
        "course": row,
        "refused": refused,
    }
    status = refused.status if refused else status
    return render(request, "courses/recognition_new.html", context, status=status)
