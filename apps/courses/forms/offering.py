"""What people type about a course that is offered, parsed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.thai.numerals import to_arabic
from apps.core.uploads import FileField
from apps.courses.choices import Level
from apps.courses.credits import parse_credits
from apps.courses.distribution import DistributionError, parse_distribution
from apps.courses.forms.agreement import PdfForm
from apps.courses.forms.fields import LANGUAGES, DayField, TermField, current_term
from apps.courses.models import Offering
from apps.courses.services.offering import Course


class OfferingForm(forms.Form):
    """One section of a course in one term."""

    term = TermField(label=_("Term"), initial=current_term)
    code = forms.CharField(label=_("Course code"), max_length=20)
    section = forms.CharField(label=_("Section"), max_length=20, initial="1")
    name_th = forms.CharField(label=_("Name in Thai"), max_length=300)
    name_en = forms.CharField(label=_("Name in English"), max_length=300, required=False)
    credits = forms.CharField(
        label=_("Credits"),
        max_length=20,
        help_text=_("Credits, then hours of lecture, practice and study by oneself."),
    )
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices, initial=Level.BACHELOR)
    isced = forms.RegexField(
        r"^[0-9]{2,4}$",
        label=_("Field of study (ISCED-F 2013)"),
        required=False,
        help_text=_("Two to four digits, for example 0613 for software."),
        error_messages={"invalid": _("Write two to four digits, for example 0613.")},
    )
    language = forms.ChoiceField(label=_("Language of instruction"), choices=LANGUAGES)
    schedule = forms.CharField(
        label=_("Days and times"),
        max_length=200,
        required=False,
        help_text=_("For example: Mon 9:00–12:00, room SC 101 or online."),
    )
    seats = forms.IntegerField(
        label=_("Places for students of other universities"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=_("Leave it empty for no limit."),
    )
    fee = forms.DecimalField(
        label=_("Fee in baht"),
        min_value=0,
        max_digits=9,
        decimal_places=2,
        required=False,
        help_text=_("For the whole course. 0 means no fee; leave it empty if it is not fixed."),
    )
    withdraw_by = DayField(label=_("Last day of withdrawal with W"), required=False)
    description = forms.CharField(
        label=_("Description"), required=False, max_length=10_000, widget=forms.Textarea
    )

    def clean_isced(self) -> str:
        return to_arabic(self.cleaned_data["isced"])

    def clean_credits(self) -> str:
        parsed = parse_credits(self.cleaned_data["credits"])
        if parsed is None:
            raise forms.ValidationError(
                _("Write the credits as 3(2-2-5): credits, lecture, practice, study.")
            )
        return parsed.notation

    def course(self) -> Course:
        given = dict(self.cleaned_data)
        academic_year, term = given.pop("term")
        return Course(academic_year=academic_year, term=term, **given)


def initial_of(offering: Offering) -> dict[str, Any]:
    values = {name: getattr(offering, name) for name in OfferingForm.base_fields}
    return values | {"term": (offering.academic_year, offering.term)}


class SyllabusForm(PdfForm):
    file = FileField(
        label=_("Syllabus as PDF"),
        help_text=_("The home universities compare it with their own courses."),
        error_messages={"empty": _("The file is empty. Choose the file again.")},
    )


class DistributionForm(forms.Form):
    """Grades of the whole class. Cleaned to grade → number; nothing where it is empty."""

    distribution = forms.CharField(
        label=_("Grades of the whole class"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": "2"}),
        help_text=_(
            "Every student of the class, failures included. It goes along with the results, but "
            "only for classes of ten or more."
        ),
    )

    def clean_distribution(self) -> dict[str, int]:
        try:
            return parse_distribution(self.cleaned_data["distribution"])
        except DistributionError as error:
            raise forms.ValidationError(str(error.message)) from error


class OfferingFileForm(forms.Form):
    """A list of offerings of one term."""

    term = TermField(label=_("Term"), initial=current_term)
    file = FileField(
        label=_("File"),
        help_text=_("The columns need not be in any order; known headings are recognised."),
        error_messages={"empty": _("The file is empty. Choose the file again.")},
    )

    @property
    def content(self) -> bytes:
        read: bytes = self.cleaned_data["file"].read()
        return read
