"""The applicant on the verification form, and the set of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.graduates.applicants import find_school
from apps.graduates.claims import Claim
from apps.graduates.forms import year_choices
from apps.institutions.models import Institution, Kind
from apps.intake.typed_person import Wrong, read_date, read_gpax, read_id, read_name

MOST_ON_FORM = 20


class ApplicantForm(forms.Form):
    """What the applicant's paper says; empty fields are not compared."""

    person_id = forms.CharField(
        label=_("National ID, G-code or passport"), required=False, max_length=40
    )
    first_name = forms.CharField(label=_("First name"), max_length=200)
    last_name = forms.CharField(label=_("Surname"), max_length=200)
    former_name = forms.CharField(
        label=_("Former first name and surname"), required=False, max_length=300
    )
    born = forms.CharField(label=_("Birth date"), required=False, max_length=40)
    school = forms.CharField(
        label=_("School"),
        max_length=200,
        help_text=_("Name or code of 10 or 8 digits."),
        widget=forms.TextInput(attrs={"list": "schools", "autocomplete": "off"}),
    )
    academic_year = forms.ChoiceField(label=_("School year of graduation"))
    gpax = forms.CharField(label=_("GPAX"), required=False, max_length=10)
    gpax_terms = forms.ChoiceField(
        label=_("GPAX of"),
        choices=[("6", _("6 terms (whole course)")), ("5", _("5 terms (not compared)"))],
        required=False,
    )
    por1_set = forms.CharField(label=_("Transcript set"), required=False, max_length=40)
    por1_number = forms.CharField(label=_("Transcript number"), required=False, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["academic_year"].choices = [("", "–"), *year_choices()]  # type: ignore[attr-defined]

    def clean_person_id(self) -> Any:
        return self._read(read_id, "person_id").person_id

    def clean_born(self) -> Any:
        return self._read(read_date, "born")

    def clean_gpax(self) -> Any:
        return self._read(read_gpax, "gpax")

    def _read(self, reader: Any, field: str) -> Any:
        try:
            return reader(self.cleaned_data[field])
        except Wrong as wrong:
            raise forms.ValidationError(str(wrong.message), code=wrong.code) from wrong

    def clean_school(self) -> Institution:
        school = find_school(self.cleaned_data["school"])
        if school is None:
            raise forms.ValidationError(
                _("No such school is known here. Choose one from the list, or type its code.")
            )
        return school

    def claim(self) -> Claim:
        given = self.cleaned_data
        name = read_name(given["first_name"], given["last_name"])
        born = given["born"]
        return Claim(
            person_id=given["person_id"],
            title=name.title,
            first_name=name.first_name,
            last_name=name.last_name,
            former_name=given["former_name"],
            born_on=born.value if born else None,
            born_year=born.year if born and born.value is None else None,
            school_id=given["school"].pk,
            academic_year=int(given["academic_year"]),
            gpax=given["gpax"],
            gpax_terms=5 if given["gpax_terms"] == "5" else 6,
            por1_set=given["por1_set"],
            por1_number=given["por1_number"],
        )


ApplicantFormSet = forms.formset_factory(
    ApplicantForm, extra=0, min_num=1, validate_min=True, max_num=MOST_ON_FORM, validate_max=True
)


def offered_schools() -> list[str]:
    """Names for the field's list of proposals."""
    return list(
        Institution.objects.filter(kind=Kind.SCHOOL, is_active=True)
        .order_by("name_th")
        .values_list("name_th", flat=True)
    )
