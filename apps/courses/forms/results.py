"""Grades of a class, corrections, and what an approver returns."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.courses.choices import CorrectionReason
from apps.courses.forms.acts import CHOOSE, note_field
from apps.courses.forms.fields import DayField, ListFileField
from apps.courses.grades import Scale
from apps.courses.incoming.read_list import ReadList
from apps.courses.incoming.result_list import ResultRow, read_result_file, read_result_text
from apps.courses.models import CrossRegistration, Result
from apps.courses.states import State

GRADE = "grade-"
"""Fields of the sheet: `grade-<uuid>~<version>`."""


class SheetForm(forms.Form):
    """What goes for the whole class, and the list that fills the sheet."""

    completed_on = DayField(
        label=_("Day of completion"), required=False,
        help_text=_("Last day of the course, for all grades that are saved now."),
    )  # fmt: skip
    pasted = forms.CharField(
        label=_("Pasted list"), required=False, strip=False, max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "wrap": "off"}),
        help_text=_("Straight from Excel: student code (yours or the home's) and grade."),
    )  # fmt: skip
    file = ListFileField()

    def read(self, scale: Scale) -> ReadList[ResultRow]:
        """Raises ListRefusedError."""
        given = self.cleaned_data
        if given["file"]:
            file = given["file"]
            return read_result_file(file.read(), file.name, scale=scale, one_course=True)
        return read_result_text(given["pasted"], scale=scale, one_course=True)


@dataclass
class Filled:
    """Grades of a list laid onto the class, and every line that found no student."""

    grades: dict[int, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def fill_sheet(rows: Sequence[ResultRow], students: Sequence[CrossRegistration]) -> Filled:
    """By the student code of either university; registration → grade."""
    codes: dict[str, CrossRegistration] = {}
    for student in students:
        for code in (student.home_student_code, student.host_student_code):
            if code:
                codes.setdefault(_plain(code), student)
    filled = Filled()
    for row in rows:
        if row.is_blocked:
            filled.problems += [problem.told for problem in row.problems if problem.blocks]
            continue
        student_found = codes.get(_plain(row.student_code))
        if student_found is None:
            sentence = gettext(
                "Row %(row)s: nobody in this class has the student code %(code)s. Correct the "
                "code, or take the row out."
            )
            filled.problems.append(sentence % {"row": row.line, "code": row.student_code})
        elif student_found.state != State.ENROLLED:
            sentence = gettext(
                "Row %(row)s: no grade can be entered for student %(code)s here: %(state)s. Take "
                "the row out, or correct an announced grade on the student's own page."
            )
            told = {"state": student_found.get_state_display(), "code": row.student_code}
            filled.problems.append(sentence % {"row": row.line, **told})
        else:
            filled.grades[student_found.pk] = row.grade
    return filled


def _plain(code: str) -> str:
    return "".join(sign for sign in code.upper() if sign.isalnum())


class CorrectForm(forms.Form):
    """A new version of an announced result."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    grade = forms.ChoiceField(label=_("Grade as it should be"))
    completed_on = DayField(label=_("Day of completion"), required=False)
    reason = forms.ChoiceField(label=_("Reason"), choices=[CHOOSE, *CorrectionReason.choices])
    note = note_field(_("Note for the home university"))

    def __init__(self, data: Any, row: CrossRegistration, scale: Scale, waiting: Any) -> None:
        before: Result | None = waiting or row.result
        initial: dict[str, Any] = {"version": row.version}
        if before is not None:
            initial |= {"completed_on": before.completed_on or timezone.localdate()}
        if waiting is not None:
            initial |= {"grade": waiting.grade, "reason": waiting.reason, "note": waiting.note}
        super().__init__(data, initial=initial)
        grades = [(known.grade, known.grade) for known in scale.grades]
        self.fields["grade"].choices = [("", gettext("Choose …")), *grades]  # type: ignore[attr-defined]


class ReturnForm(forms.Form):
    note = forms.CharField(
        label=_("What is to be corrected"), min_length=5, max_length=300,
        error_messages={"min_length": _("Write at least five letters.")},
    )  # fmt: skip
