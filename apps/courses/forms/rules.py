"""What people type about the rules of their university, parsed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.courses.forms.fields import DayField, PercentField, TermField, current_term
from apps.courses.grades import LONGEST_GRADE, OUTCOME_LABELS, Outcome, Scale, validate_scale
from apps.courses.models import RecognitionPolicy, Term

MOST_GRADES, SPARE_ROWS = 40, 3


class DatedForm(forms.Form):
    """A rule is never changed: a new one begins on a later day than the last."""

    valid_from = DayField(
        label=_("In force from"),
        help_text=_("The rules of before stay in force until the day before."),
    )
    note = forms.CharField(
        label=_("Based on"),
        max_length=300,
        required=False,
        help_text=_("The regulation, for example ข้อบังคับ พ.ศ. 2561 ข้อ 12."),
    )

    def __init__(self, *args: Any, last: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._last = last

    def clean_valid_from(self) -> Any:
        day = self.cleaned_data["valid_from"]
        if self._last is not None and day <= self._last.valid_from:
            raise forms.ValidationError(
                _("Choose a later day than the one on which the last rules begin.")
            )
        return day


class ScaleForm(DatedForm):
    """Head of a grade scale; its grades stand in a formset."""


class GradeForm(forms.Form):
    grade = forms.CharField(label=_("Grade"), max_length=LONGEST_GRADE, required=False)
    points = forms.CharField(label=_("Points"), max_length=6, required=False)
    outcome = forms.ChoiceField(
        label=_("Meaning"), choices=[(each, OUTCOME_LABELS[each]) for each in Outcome]
    )

    def is_blank(self) -> bool:
        given = self.cleaned_data
        return not (given.get("grade") or given.get("points"))


if TYPE_CHECKING:
    GradeRows = forms.BaseFormSet[GradeForm]
else:  # Django itself does not name the form of a formset
    GradeRows = forms.BaseFormSet


class BaseGrades(GradeRows):
    def clean(self) -> None:
        """The rules of a scale; each problem at its own row."""
        if any(form.errors for form in self.forms):
            return
        rows = [form for form in self.forms if not form.is_blank()]
        for problem in validate_scale(self.entries()):
            place, _slash, name = problem.pointer.strip("/").partition("/")
            if place.isdigit():
                rows[int(place)].add_error(name or "grade", problem.sentence)
            else:
                raise forms.ValidationError(problem.sentence)

    def entries(self) -> list[dict[str, Any]]:
        """As services take them, rows without anything left out."""
        return [
            {
                "grade": form.cleaned_data["grade"],
                "points": form.cleaned_data["points"] or None,
                "outcome": form.cleaned_data["outcome"],
            }
            for form in self.forms
            if not form.is_blank()
        ]


GradeFormSet = forms.formset_factory(
    GradeForm, formset=BaseGrades, extra=0, max_num=MOST_GRADES, validate_max=True
)


def grades_posted(data: Any) -> BaseGrades:
    formset = GradeFormSet(data, prefix="g")
    assert isinstance(formset, BaseGrades)  # noqa: S101  for the type checker
    return formset


def rows_of(scale: Scale) -> list[dict[str, Any]]:
    """A row for each grade, and some to spare."""
    rows: list[dict[str, Any]] = [
        {
            "grade": known.grade,
            "points": "" if known.points is None else str(known.points),
            "outcome": known.outcome.value,
        }
        for known in scale.grades
    ]
    return with_spare_rows(rows)


def with_spare_rows(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [*rows, *({} for _row in range(SPARE_ROWS))][:MOST_GRADES]


class PolicyForm(DatedForm):
    """When a course from elsewhere counts at home, and how much may be taken in a term."""

    content_share = PercentField(
        label=_("Content that must agree, in percent"),
        help_text=_("Usual: 75, that is three quarters of the course."),
    )
    grade_points = forms.DecimalField(
        label=_("Least grade, in points"),
        min_value=0,
        max_value=4,
        max_digits=3,
        decimal_places=2,
        help_text=_("Usual: 2.00 (C) for undergraduate, 3.00 (B) for graduate study."),
    )
    ungraded_passes = forms.BooleanField(
        label=_("A pass without points (S) counts as well"), required=False
    )
    load_cap = forms.DecimalField(
        label=_("Credits in a term at most"),
        min_value=Decimal("0.5"),
        max_digits=4,
        decimal_places=1,
        required=False,
        help_text=_(
            "Here and elsewhere together; more needs a reason. Leave it empty for no limit."
        ),
    )
    programme_share = PercentField(
        label=_("Part of the programme that may come from elsewhere, in percent"),
        required=False,
        help_text=_("Of the programme's credits. Leave it empty for no limit."),
    )
    field_order = [
        "content_share", "grade_points", "ungraded_passes", "load_cap", "programme_share",
        "valid_from", "note",
    ]  # fmt: skip


POLICY_FIELDS = (
    "content_share", "grade_points", "ungraded_passes", "load_cap", "programme_share",
)  # fmt: skip


def initial_of_policy(policy: RecognitionPolicy) -> dict[str, Any]:
    return {name: getattr(policy, name) for name in POLICY_FIELDS}


class TermForm(forms.Form):
    """Dates of a term at the own university."""

    term = TermField(label=_("Term"), initial=current_term)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    withdraw_by = DayField(label=_("Last day of withdrawal with W"), required=False)
    results_due_on = DayField(
        label=_("Results due on"),
        required=False,
        help_text=_("The day by which results are announced to other universities."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends <= starts:
            self.add_error("ends_on", _("The last day must come after the first day."))
        return given


def initial_of_term(row: Term) -> dict[str, Any]:
    names = ("starts_on", "ends_on", "withdraw_by", "results_due_on")
    return {name: getattr(row, name) for name in names} | {"term": (row.academic_year, row.term)}
