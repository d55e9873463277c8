"""Pages of the rules: grade scale, recognition, terms; everybody's can be read."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from apps.core.errors import InvalidError, NotFoundError
from apps.courses.forms import rules as forms
from apps.courses.forms.fields import read_term
from apps.courses.grades import OUTCOME_LABELS, USUAL_SCALE, Scale
from apps.courses.models import GradeScale, RecognitionPolicy, Study
from apps.courses.policies import READERS, can_set_rules
from apps.courses.recognising import USUAL_TERMS
from apps.courses.rules import grades_of, term_dates
from apps.courses.selectors import rules as selectors
from apps.courses.services import ruling
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Role


def _to_rules() -> HttpResponse:
    return HttpResponseRedirect(reverse("courses:rules"))


@require_GET
@for_roles(*READERS)
def rules(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    return _shown(request, actor.institution_id, may_set=can_set_rules(actor))


@require_GET
@for_roles(*READERS)
def rules_of(request: HttpRequest, uuid: UUID) -> HttpResponse:
    university = selectors.university_get(uuid)
    if university.pk == actor_of(request).institution_id:
        return _to_rules()
    return _shown(request, university.pk, university=university)


def _shown(request: HttpRequest, institution_id: int, **more: Any) -> HttpResponse:
    found = selectors.rules_of(institution_id)
    context = {
        "rules": found,
        "scale": lines_of(found.scale) if found.scale else [],
        "coming_scales": [_whole(row) for row in found.scales.coming],
        "past_scales": [_whole(row) for row in found.scales.past],
        "others": selectors.universities_with_rules(actor_of(request).institution_id),
        **more,
    }
    return render(request, "courses/rules.html", context)


def _whole(row: Any) -> dict[str, Any]:
    return {"row": row, "lines": lines_of(grades_of(row))}


def lines_of(scale: Scale) -> list[dict[str, Any]]:
    """Grade, points and meaning in words."""
    return [
        {"grade": each.grade, "points": each.points, "meaning": OUTCOME_LABELS[each.outcome]}
        for each in scale.grades
    ]


@require_http_methods(["GET", "POST"])
@for_roles(Role.REGISTRAR_APPROVER)
def rules_scale(request: HttpRequest) -> HttpResponse:
    """A new scale, begun from the last one or the usual one; `add` gives more rows."""
    actor = actor_of(request)
    last = selectors.rules_of(actor.institution_id).scales.last
    if request.method == "GET":
        begun = grades_of(last) if isinstance(last, GradeScale) else USUAL_SCALE
        grades = forms.GradeFormSet(prefix="g", initial=forms.rows_of(begun))
        return _scale(request, forms.ScaleForm(last=last), grades, last)
    if "add" in request.POST:
        return _more_rows(request, last)
    form = forms.ScaleForm(request.POST, last=last)
    grades = forms.grades_posted(request.POST)
    if not (form.is_valid() & grades.is_valid()):
        return _scale(request, form, grades, last, status=422)
    try:
        with transaction.atomic():
            ruling.set_grade_scale(actor=actor, grades=grades.entries(), **form.cleaned_data)
    except InvalidError as error:
        form.add_error(None, str(error.message))
        return _scale(request, form, grades, last, status=422)
    messages.success(request, _("The grade scale is set."))
    return _to_rules()


def _more_rows(request: HttpRequest, last: Any) -> HttpResponse:
    """The same page with more empty rows; what was typed stays, nothing is checked."""
    given = request.POST.get("g-TOTAL_FORMS", "0")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 0
    typed = [
        {name: request.POST.get(f"g-{row}-{name}", "") for name in forms.GradeForm.base_fields}
        for row in range(min(number, forms.MOST_GRADES))
    ]
    initial = {name: request.POST.get(name, "") for name in forms.ScaleForm.base_fields}
    grades = forms.GradeFormSet(prefix="g", initial=forms.with_spare_rows(typed))
    return _scale(request, forms.ScaleForm(initial=initial, last=last), grades, last)


def _scale(
    request: HttpRequest, form: forms.ScaleForm, grades: Any, last: Any, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "grades": grades,
        "last": last,
        "full": grades.total_form_count() >= forms.MOST_GRADES,
    }
    return render(request, "courses/rules_scale.html", context, status=status)


@require_http_methods(["GET", "POST"])
@for_roles(Role.REGISTRAR_APPROVER)
def rules_policy(request: HttpRequest, study: str) -> HttpResponse:
    if study not in Study.values:
        raise NotFoundError
    actor, posted = actor_of(request), request.method == "POST"
    last = selectors.rules_of(actor.institution_id).policies_of(study).last
    form = forms.PolicyForm(
        request.POST if posted else None, last=last, initial=_policy_values(last)
    )
    if posted and form.is_valid():
        try:
            with transaction.atomic():
                ruling.set_recognition_policy(actor=actor, study=study, **form.cleaned_data)
        except InvalidError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("The rules of recognition are set."))
            return _to_rules()
    context = {"form": form, "study": Study(study), "last": last}
    return render(request, "courses/rules_policy.html", context, status=422 if posted else 200)


def _policy_values(last: Any) -> dict[str, Any]:
    """The last rules, or the usual ones to begin with."""
    if isinstance(last, RecognitionPolicy):
        return forms.initial_of_policy(last)
    return {name: getattr(USUAL_TERMS, name) for name in forms.POLICY_FIELDS}


@require_http_methods(["GET", "POST"])
@for_roles(Role.REGISTRAR_APPROVER)
def rules_term(request: HttpRequest) -> HttpResponse:
    actor, posted = actor_of(request), request.method == "POST"
    asked = request.GET.get("term", "")
    academic_year, number = read_term(asked)
    # dates of the term that was asked for alone: another one chosen on the form must not take them
    row = term_dates(actor.institution_id, academic_year, number) if asked else None
    initial = forms.initial_of_term(row) if row else {"term": (academic_year, number)}
    form = forms.TermForm(request.POST if posted else None, initial=initial)
    if posted and form.is_valid():
        given = dict(form.cleaned_data)
        academic_year, number = given.pop("term")
        try:
            with transaction.atomic():
                ruling.set_term(actor=actor, academic_year=academic_year, term=number, **given)
        except InvalidError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("The dates of the term are set."))
            return _to_rules()
    return render(request, "courses/rules_term.html", {"form": form}, status=422 if posted else 200)
