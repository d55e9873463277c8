"""One section: its facts, its syllabus, the grades of its class."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from apps.core.errors import InvalidError
from apps.courses.distribution import SMALLEST, by_scale, check_distribution
from apps.courses.forms.fields import term_word
from apps.courses.forms.offering import DistributionForm, SyllabusForm
from apps.courses.policies import READERS, STAFF
from apps.courses.rules import grades_of, scale_in_force
from apps.courses.selectors import catalogue as selectors
from apps.courses.services.offering import attach_syllabus, set_distribution
from apps.courses.states import OfferingState
from apps.courses.views.catalogue import language_word, other_name, syllabus_of
from apps.courses.views.offerings import TONES, to_offering
from apps.institutions.access import actor_of, for_roles


@require_GET
@for_roles(*READERS)
def offering(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return page(request, uuid)


def page(
    request: HttpRequest,
    uuid: UUID,
    *,
    syllabus: SyllabusForm | None = None,
    distribution: DistributionForm | None = None,
) -> HttpResponse:
    """One section; with a form that was refused the answer is 422."""
    actor = actor_of(request)
    found = selectors.offering_get(uuid, actor.institution_id)
    counts = found.distribution or {}
    total = sum(counts.values())
    context: dict[str, Any] = {
        "offering": found,
        "tone": TONES[OfferingState(found.state)],
        "taught_in": language_word(found.language),
        "other_name": other_name(found),
        "term_word": term_word(found.academic_year, found.term),
        "term_value": f"{found.academic_year}-{found.term}",
        "registered": selectors.registered_numbers([found]).get(found.pk, 0),
        "syllabus_form": syllabus or SyllabusForm(),
        "distribution_form": distribution
        or DistributionForm(initial={"distribution": _written(counts, found.host_id)}),
        "class_size": total,
        "too_small": 0 < total < SMALLEST,
        "smallest": SMALLEST,
        "may_work": actor.role in STAFF,
    }
    status = 422 if syllabus or distribution else 200
    return render(request, "courses/offering.html", context, status=status)


def _written(counts: dict[str, int], host_id: int) -> str:
    """As people type it, in the scale's order: the database keeps none."""
    if not counts:
        return ""
    scale = grades_of(scale_in_force(host_id, timezone.localdate()))
    order = {known.grade: place for place, known in enumerate(scale.grades)}
    grades = sorted(counts, key=lambda grade: order.get(grade, len(order)))
    return ", ".join(f"{grade} {counts[grade]}" for grade in grades)


@require_POST
@for_roles(*STAFF)
def offering_syllabus(request: HttpRequest, uuid: UUID) -> HttpResponse:
    form = SyllabusForm(request.POST, request.FILES)

    def service() -> None:
        attach_syllabus(actor=actor_of(request), uuid=uuid, content=form.content)

    if _done(form, service, "file"):
        messages.success(request, _("The syllabus is attached."))
        return to_offering(uuid)
    return page(request, uuid, syllabus=form)


@require_POST
@for_roles(*STAFF)
def offering_distribution(request: HttpRequest, uuid: UUID) -> HttpResponse:
    form, actor = DistributionForm(request.POST), actor_of(request)

    def service() -> None:
        counts = form.cleaned_data["distribution"]
        if counts:
            counts = _checked(actor.institution_id, counts)
        set_distribution(actor=actor, uuid=uuid, counts=counts or None)

    if _done(form, service, "distribution"):
        messages.success(request, _("The grades of the class are saved."))
        return to_offering(uuid)
    return page(request, uuid, distribution=form)


def _checked(institution_id: int, counts: dict[str, int]) -> dict[str, int]:
    """Under the own scale's signs. Raises InvalidError with the first problem."""
    scale = grades_of(scale_in_force(institution_id, timezone.localdate()))
    problems = check_distribution(counts, scale)
    if problems:
        raise InvalidError(problems[0].sentence)
    return by_scale(counts, scale)


def _done(form: Any, service: Callable[[], None], field: str) -> bool:
    """Whether the form was right and the service took it; else the field says why not."""
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            service()
    except InvalidError as error:
        form.add_error(field, str(error.message))
        return False
    return True


@require_GET
@for_roles(*READERS)
def offering_syllabus_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return syllabus_of(selectors.offering_get(uuid, actor_of(request).institution_id))
