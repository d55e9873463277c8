"""The person and the degree as the applicant's paper has them; what is empty is not compared."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.reader import year_text
from apps.core.thai.text import canonical, clean
from apps.institutions.models import Institution
from apps.intake.typed_person import (
    Wrong,
    read_date,
    read_gpax,
    read_id,
    read_name,
    read_year,
)
from apps.qualifications.choices import Level
from apps.qualifications.claims import DegreeClaim
from apps.qualifications.errors import ClaimMissingError, PersonMissingError
from apps.qualifications.forms.files import DocumentsField
from apps.qualifications.selectors.universities import university_named, without_registrars

T = TypeVar("T")
PLAIN = ("student_code", "degree", "major", "faculty", "level", "former_name")


def _text(label: Any, length: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=length, **kwargs)


class ClaimForm(forms.Form):
    person_id = _text(_("National ID, G-code or passport"), 40)
    title = _text(_("Title"), 60)
    first_name = _text(_("First name"), 200)
    last_name = _text(_("Surname"), 200)
    first_name_en = _text(_("First name in English"), 200)
    last_name_en = _text(_("Surname in English"), 200)
    former_name = _text(_("Former first name and surname"), 300)
    born = _text(_("Birth date"), 40)
    degree = _text(
        _("Degree"), 200, help_text=_("As it stands on the paper, in full or abbreviated.")
    )
    major = _text(_("Field of study"), 200)
    faculty = _text(_("Faculty"), 200)
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[("", "–"), *Level.choices])
    academic_year = _text(_("Year of graduation"), 12)
    completed = _text(_("Day of graduation"), 40)
    gpax = _text(_("GPAX"), 10)
    student_code = _text(_("Student code there"), 40)
    documents = DocumentsField(required=False)

    def clean_person_id(self) -> Any:
        return self._read(read_id, "person_id").person_id

    def clean_born(self) -> Any:
        return self._read(read_date, "born")

    def clean_academic_year(self) -> int | None:
        return self._read(read_year, "academic_year")

    def clean_completed(self) -> Any:
        read = self._read(read_date, "completed")
        if read and read.value is None:
            raise forms.ValidationError(
                _(
                    "Write the whole date, for example 31/3/%(year)s; a year alone goes into "
                    "the year."
                ),
                code="year_only",
                params={"year": year_text(2024)},
            )
        return read and read.value

    def clean_gpax(self) -> Any:
        return self._read(read_gpax, "gpax")

    def _read(self, reader: Callable[[str], T], field: str) -> T:
        try:
            return reader(self.cleaned_data[field])
        except Wrong as wrong:
            raise forms.ValidationError(str(wrong.message), code=wrong.code) from wrong

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        thai = given.get("first_name") and given.get("last_name")
        if not thai and not (given.get("first_name_en") and given.get("last_name_en")):
            self.add_error("first_name", str(PersonMissingError.message))
        if not given.get("degree") and not given.get("level"):
            self.add_error("degree", str(ClaimMissingError.message))
        return given

    def claim_at(self, holder: Institution) -> DegreeClaim:
        """The degree that this university is said to hold."""
        given = self.cleaned_data
        name = read_name(given["first_name"], given["last_name"], given["title"])
        latin = read_name(given["first_name_en"], given["last_name_en"])
        born = given["born"]
        return DegreeClaim(
            holder_id=holder.pk,
            person_id=given["person_id"],
            title=name.title or clean(given["title"]),
            first_name=name.first_name,
            last_name=name.last_name,
            first_name_en=latin.first_name,
            last_name_en=latin.last_name,
            born_on=born.value if born else None,
            born_year=born.year if born and born.value is None else None,
            academic_year=given["academic_year"],
            completed_on=given["completed"],
            gpax=given["gpax"],
            **{field: canonical(clean(given[field])) for field in PLAIN},
        )


class AskedClaimForm(ClaimForm):
    """Beside the degree the university that is asked, searched for by typing."""

    holder = forms.CharField(
        label=_("University that awarded the degree"),
        max_length=300,
        help_text=_("Type a part of the name and choose from the list, or type the code."),
        widget=forms.TextInput(attrs={"list": "universities", "autocomplete": "off"}),
    )
    anyway = forms.BooleanField(
        label=_("Ask all the same; I also write a letter"),
        required=False,
    )
    field_order = ("holder",)

    def __init__(self, *args: Any, own: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._own = own

    def clean_holder(self) -> Institution:
        found = university_named(self.cleaned_data["holder"])
        if found is None:
            raise forms.ValidationError(
                _("No university of the network has this name or code. Choose one from the list."),
                code="unknown",
            )
        if found.pk == self._own:
            raise forms.ValidationError(
                _("This is your own university. Look into your own register instead."), code="own"
            )
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        holder = given.get("holder")
        if holder and not given.get("anyway") and without_registrars({holder.pk}):
            self.add_error("anyway", _nobody_there(holder))
        return given


def _nobody_there(holder: Institution) -> forms.ValidationError:
    return forms.ValidationError(
        _(
            "Nobody of %(holder)s has an account yet, so nobody would see the question. Write a "
            "letter, or tick this to ask all the same."
        ),
        code="nobody_there",
        params={"holder": holder.name},
    )
