"""A new request: host, term and students, typed, pasted or from a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.identifiers import mask_identifier
from apps.courses.candidates import Candidate
from apps.courses.errors import LineProblem
from apps.courses.forms.fields import DayField, ListFileField, NumberTextField, TermField
from apps.courses.incoming.cells import code_of
from apps.courses.incoming.read_list import ReadList
from apps.courses.incoming.student_list import StudentRow, read_student_file, read_student_text
from apps.courses.load import MOST_HOME_CREDITS
from apps.courses.selectors.requests import Basis
from apps.courses.student_codes import FAULT, identifier_fault

MOST_ROWS = 30
LONGEST_CODE = 13


class RequestForm(forms.Form):
    """Where the students go and when; `course_code` is for all whose line names none."""

    basis = forms.ChoiceField(
        label=_("Host university and agreement"),
        help_text=_("Universities with an agreement in force."),
    )
    term = TermField(label=_("Term"))
    reference = forms.CharField(
        label=_("Your own reference"), required=False, max_length=100,
        help_text=_("For example the number of the letter."),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("Whom the host may ask"), required=False, max_length=200,
        help_text=_("Name and telephone; left empty, it is you."),
    )  # fmt: skip
    note = forms.CharField(label=_("Note for the host"), required=False, max_length=500)

    def __init__(self, data: Any, bases: Sequence[Basis], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self._bases = {basis.key: basis for basis in bases}
        named = [(basis.key, f"{basis.host.name} – {basis.agreement.title}") for basis in bases]
        self.fields["basis"].choices = [("", gettext("Choose …")), *named]  # type: ignore[attr-defined]

    @property
    def basis_chosen(self) -> Basis:
        return self._bases[self.cleaned_data["basis"]]

    @property
    def term_chosen(self) -> tuple[int, int]:
        year, term = self.cleaned_data["term"]
        return year, term


class StudentsForm(forms.Form):
    """A list that comes as a whole. A file goes before a pasted text."""

    course_code = forms.CharField(
        label=_("Course for all students"), required=False, max_length=20,
        help_text=_("Counts for every line that names no course of its own."),
    )  # fmt: skip
    section = forms.CharField(label=_("Section"), required=False, max_length=20)
    pasted = forms.CharField(
        label=_("Pasted list"), required=False, strip=False, max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "wrap": "off"}),
        help_text=_(
            "Straight from Excel: student code, title, name, surname, course, section. A line of "
            "headings may stand above."
        ),
    )  # fmt: skip
    file = ListFileField()

    @property
    def has_list(self) -> bool:
        return bool(self.cleaned_data.get("file") or self.cleaned_data.get("pasted", "").strip())

    def read(self) -> ReadList[StudentRow]:
        """The list as it was read. Raises ListRefusedError."""
        given = self.cleaned_data
        one_course = bool(given["course_code"])
        if given["file"]:
            return read_student_file(
                given["file"].read(), given["file"].name, one_course=one_course
            )
        return read_student_text(given["pasted"], one_course=one_course)


class StudentForm(forms.Form):
    """One student typed by hand; a student whom the portal knows needs the code alone."""

    student_code = forms.CharField(label=_("Student code"), max_length=30)
    title = forms.CharField(label=_("Title"), required=False, max_length=50)
    first_name = forms.CharField(label=_("First name"), required=False, max_length=150)
    last_name = forms.CharField(label=_("Surname"), required=False, max_length=150)
    course_code = forms.CharField(label=_("Course"), required=False, max_length=20)
    section = forms.CharField(label=_("Section"), required=False, max_length=20)
    home_credits = NumberTextField(
        label=_("Credits at home in the same term"),
        required=False,
        least=Decimal(0),
        most=MOST_HOME_CREDITS,
    )
    needed_by = DayField(label=_("Result needed by"), required=False)

    def clean_student_code(self) -> str:
        """As lists are read, so that a student has one code whichever way it came."""
        code = code_of(self.cleaned_data["student_code"])
        if not code:
            raise forms.ValidationError(_("The student's code is missing."), code="required")
        if fault := identifier_fault(code):
            raise forms.ValidationError(fault, code=FAULT)
        return code


StudentFormSet = forms.formset_factory(
    StudentForm, extra=0, max_num=MOST_ROWS, validate_max=True, absolute_max=MOST_ROWS + 1
)


@dataclass(frozen=True, slots=True)
class Line:
    """A student as read, from whichever way in, with what its owner should correct."""

    candidate: Candidate
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def shown_code(self) -> str:
        return shown_code(self.candidate.student_code)


def lines_typed(forms_filled: Sequence[Any], all_for: StudentsForm) -> list[Line]:
    """From the rows of the form that anything was typed into."""
    given = [form.cleaned_data for form in forms_filled if form.cleaned_data]
    return [_typed(place, row, all_for) for place, row in enumerate(given, 1)]


def _typed(place: int, row: dict[str, Any], all_for: StudentsForm) -> Line:
    course, section = _course(row["course_code"], row["section"], all_for)
    candidate = Candidate(
        line=place,
        student_code=row["student_code"],
        course_code=course,
        section=section,
        title=row["title"],
        first_name=row["first_name"],
        last_name=row["last_name"],
        home_credits=row["home_credits"] or Decimal(0),
        needed_by=row["needed_by"],
    )
    return Line(candidate, _no_course(course))


def lines_read(rows: Sequence[StudentRow], all_for: StudentsForm) -> list[Line]:
    """From a list; problems that block stand apart from mere remarks."""
    return [_read(row, all_for) for row in rows]


def _read(row: StudentRow, all_for: StudentsForm) -> Line:
    course, section = _course(row.course_code, row.section, all_for)
    candidate = Candidate(
        line=row.line,
        student_code=row.student_code,
        course_code=course,
        section=section,
        title=row.title,
        first_name=row.first_name,
        last_name=row.last_name,
        first_name_en=row.first_name_en,
        last_name_en=row.last_name_en,
        born_on=row.born_on,
        person_id=row.person_id,
        home_credits=row.home_credits or Decimal(0),
        needed_by=row.needed_by,
    )
    blocking = tuple(problem.told for problem in row.problems if problem.blocks)
    remarks = tuple(problem.told for problem in row.problems if not problem.blocks)
    return Line(candidate, blocking or _no_course(course), remarks)


def _course(code: str, section: str, all_for: StudentsForm) -> tuple[str, str]:
    given = all_for.cleaned_data
    if code:
        return code.upper(), section
    return given["course_code"].strip().upper(), section or given["section"].strip()


def _no_course(course: str) -> tuple[str, ...]:
    return () if course else (gettext("The course is missing. Write its code, e.g. CS101."),)


def name_problems(lines: Sequence[Line], known: set[str]) -> Iterator[LineProblem]:
    """A student whom the portal does not know yet needs a name."""
    for line in lines:
        one = line.candidate
        unknown = not one.first_name and one.student_code not in known
        if unknown and not line.problems:
            sentence = gettext("Student %(code)s is not known here yet. Write name and surname.")
            yield LineProblem(one.line, sentence % {"code": shown_code(one.student_code)})


def shown_code(code: str) -> str:
    """A student code; a national ID that was typed in its place is masked."""
    return mask_identifier(code) if sum(sign.isdigit() for sign in code) >= LONGEST_CODE else code
