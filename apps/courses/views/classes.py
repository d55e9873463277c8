"""Classes of the host with students of others: the grade sheet."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from apps.core.errors import PortalError
from apps.courses.errors import NoScaleError, NothingChosenError
from apps.courses.forms.fields import current_term, read_term, term_choices
from apps.courses.forms.picks import pick_value, read_cells
from apps.courses.forms.results import GRADE, Filled, SheetForm, fill_sheet
from apps.courses.grades import Scale
from apps.courses.incoming.problems import ListRefusedError
from apps.courses.models import CrossRegistration, Offering, Result
from apps.courses.policies import STAFF
from apps.courses.rules import grades_of, scale_in_force
from apps.courses.selectors import registrations as read
from apps.courses.selectors.results import left_with_result, waiting_of
from apps.courses.services.looking import note_looks
from apps.courses.services.resulting import GradeEntry, enter_results
from apps.courses.states import Side, State
from apps.courses.views.files import term_downloads
from apps.courses.views.registrations import form_message
from apps.courses.views.wording import REFUSALS, TONES, Refusal, refusal_of
from apps.institutions.access import actor_of, for_roles


@require_GET
@never_cache
@for_roles(*STAFF)
def class_index(request: HttpRequest) -> HttpResponse:
    year, term = read_term(request.GET.get("term", ""))
    classes = read.classes_of(actor_of(request), year, term)
    context = {
        "rows": [
            {
                "class": one,
                "to_confirm": one.counts.get(State.ACCEPTED, 0),
                "to_grade": one.counts.get(State.ENROLLED, 0),
            }
            for one in classes
        ],
        "terms": term_choices(),
        "term": f"{year}-{term}",
        "downloads": term_downloads(year, term, Side.HOST),
        "current": (year, term) == current_term(),
    }
    return render(request, "courses/class_index.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def class_list(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Everybody of another university in a section; grades are entered here, all at once."""
    offering = read.class_get(actor_of(request), uuid)
    students = read.students_of(offering)
    if request.method == "GET":
        return _page(request, offering, students, SheetForm())
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, offering, students, form, refused=Refusal(422, form_message()))
    if request.POST.get("act") == "fill":
        return _filled(request, offering, students, form)
    return _save(request, offering, students, form)


def _scale(offering: Offering) -> Scale:
    return grades_of(scale_in_force(offering.host_id, timezone.localdate()))


def _filled(
    request: HttpRequest, offering: Offering, students: list[CrossRegistration], form: SheetForm
) -> HttpResponse:
    """Lay the list onto the sheet; nothing is saved before the person has looked at it."""
    try:
        rows = form.read(_scale(offering))
    except ListRefusedError as error:
        field = "file" if form.cleaned_data["file"] else "pasted"
        form.add_error(field, str(error.message))
        return _page(request, offering, students, form, refused=Refusal(422, form_message()))
    except NoScaleError as error:
        return _page(request, offering, students, form, refused=refusal_of(error))
    return _page(request, offering, students, form, filled=fill_sheet(rows.rows, students))


def _save(
    request: HttpRequest, offering: Offering, students: list[CrossRegistration], form: SheetForm
) -> HttpResponse:
    try:
        entries = _entries(request, students, form)
        if not entries:
            raise NothingChosenError(_("No grade was entered or changed."))
        enter_results(actor=actor_of(request), entries=entries)
    except REFUSALS as error:
        return _page(request, offering, students, form, refused=refusal_of(error))
    text = ngettext(
        "%(count)s grade saved. A second person approves it, then the home university sees it.",
        "%(count)s grades saved. A second person approves them, then the home universities see "
        "them.",
        len(entries),
    )
    messages.success(request, text % {"count": len(entries)})
    return HttpResponseRedirect(reverse("courses:class_list", args=[offering.uuid]))


def _entries(
    request: HttpRequest, students: list[CrossRegistration], form: SheetForm
) -> list[GradeEntry]:
    """Grades that are new or other than what waits; an untouched one keeps its author."""
    waiting = waiting_of(students)
    pks = {student.uuid: student.pk for student in students}
    day = form.cleaned_data["completed_on"]
    found = []
    for place, (pick, grade) in enumerate(read_cells(request.POST.dict(), GRADE).items(), 1):
        before = waiting.get(pks.get(pick.uuid, 0))
        if grade and not _same(before, grade, day):
            found.append(GradeEntry(pick, grade, day, line=place))
    return found


def _same(before: Result | None, grade: str, day: Any) -> bool:
    if before is None or before.returned_at is not None:
        return False
    return before.grade == grade and day in (None, before.completed_on)


def _page(
    request: HttpRequest,
    offering: Offering,
    students: list[CrossRegistration],
    form: SheetForm,
    *,
    filled: Filled | None = None,
    refused: Refusal | None = None,
) -> HttpResponse:
    scale, refused = _scale_or_refusal(offering, refused)
    left = left_with_result(offering)
    seen = [*students, *(each.registration for each in left)]
    note_looks(actor_of(request), seen, refused=refused is not None)
    waiting = waiting_of(students)
    typed = {pick.uuid: grade for pick, grade in read_cells(request.POST.dict(), GRADE).items()}
    rows: list[dict[str, Any]] = []
    for row in students:
        before = waiting.get(row.pk)
        grade = typed.get(row.uuid, before.grade if before and not before.returned_at else "")
        if filled is not None:
            grade = filled.grades.get(row.pk, grade)
        rows.append(
            {
                "row": row,
                "tone": TONES[row.state],
                "name": f"{GRADE}{pick_value(row.uuid, row.version)}",
                "grade": grade,
                "waiting": before,
                "open": row.state == State.ENROLLED,
                "announced": row.result,
            }
        )
    context = {
        "offering": offering,
        "rows": rows,
        "form": form,
        "grades": [known.grade for known in scale.grades] if scale else [],
        "open": sum(line["open"] for line in rows),
        "to_confirm": sum(line["row"].state == State.ACCEPTED for line in rows),
        "waiting": sum(each.returned_at is None for each in waiting.values()),
        "returned": sum(each.returned_at is not None for each in waiting.values()),
        "left": [(each, TONES[each.registration.state]) for each in left],
        "filled": filled,
        "refused": refused,
    }
    status = refused.status if refused else 200
    return render(request, "courses/class_list.html", context, status=status)


def _scale_or_refusal(
    offering: Offering, refused: Refusal | None
) -> tuple[Scale | None, Refusal | None]:
    try:
        return _scale(offering), refused
    except NoScaleError as error:
        return None, refused or _plainly(error)


def _plainly(error: PortalError) -> Refusal:
    """Told on a page that was only opened: nothing was refused yet."""
    return Refusal(200, error.message)
