"""A degree of the register as a person writes or corrects it, and acts on an entry."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.identifiers import PersonId
from apps.core.reader import year_text
from apps.core.thai.text import canonical, clean
from apps.courses.choices import TermNumber
from apps.courses.forms.fields import DayField
from apps.intake.typed_person import Wrong, read_date, read_gpax, read_id, read_name, read_year
from apps.qualifications.choices import TQF_LEVELS, CorrectionReason, Level, Standing
from apps.qualifications.incoming.shapes import DegreeRow
from apps.qualifications.models import Check, Conferral
from apps.qualifications.rows import degree_row, row_of

T = TypeVar("T")
CHOOSE: tuple[str, Any] = ("", "–")
TEXTS = (
    "student_code", "degree_th", "degree_abbr", "degree_en", "programme", "major", "faculty",
    "campus", "honours",
)  # fmt: skip
DAYS = ("completed_on", "approved_on", "ceremony_on")
GENDERS = [CHOOSE, ("m", _("male")), ("f", _("female"))]


def _text(label: Any, length: int, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=length, help_text=hint)


class DegreeForm(forms.Form):
    """What stands in the register about one degree; at least a name and a degree."""

    student_code = _text(_("Student code"), 40)
    person_id = _text(_("National ID, G-code or passport"), 40)
    title = _text(_("Title"), 60)
    first_name = forms.CharField(
        label=_("First name"),
        max_length=200,
        error_messages={"required": _("Write the first name as on the degree.")},
    )
    last_name = _text(_("Surname"), 200)
    first_name_en = _text(_("First name in English"), 200)
    last_name_en = _text(_("Surname in English"), 200)
    former_first_name = _text(_("Former first name"), 150)
    former_last_name = _text(_("Former surname"), 150)
    gender = forms.ChoiceField(label=_("Gender"), required=False, choices=GENDERS)
    born = _text(_("Birth date"), 40, _("Day/month/year; a year alone is also taken."))
    degree_th = _text(_("Degree in Thai"), 200)
    degree_abbr = _text(_("Degree, abbreviated"), 60)
    degree_en = _text(_("Degree in English"), 200)
    programme = _text(_("Programme"), 200)
    major = _text(_("Field of study"), 200)
    faculty = _text(_("Faculty"), 200)
    campus = _text(_("Campus"), 100)
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[CHOOSE, *Level.choices])
    standing = forms.ChoiceField(label=_("How far"), choices=Standing.choices)
    academic_year = _text(_("Academic year of graduation"), 12)
    term = forms.ChoiceField(label=_("Term"), required=False, choices=[CHOOSE, *TermNumber.choices])
    completed_on = DayField(label=_("Day of completion"), required=False)
    approved_on = DayField(label=_("Day of the council's approval"), required=False)
    ceremony_on = DayField(label=_("Day of the ceremony"), required=False)
    gpax = _text(_("GPAX"), 10)
    honours = _text(_("Honours"), 60, _("1, 2, or as it stands on the paper."))

    def clean_person_id(self) -> PersonId | None:
        return self._read(read_id, "person_id").person_id

    def clean_born(self) -> Any:
        return self._read(read_date, "born")

    def clean_academic_year(self) -> int | None:
        return self._read(read_year, "academic_year")

    def clean_gpax(self) -> Any:
        return self._read(read_gpax, "gpax")

    def _read(self, reader: Callable[[str], T], field: str) -> T:
        try:
            return reader(self.cleaned_data[field])
        except Wrong as wrong:
            raise forms.ValidationError(str(wrong.message), code=wrong.code) from wrong

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        names = ("degree_th", "degree_abbr", "degree_en")
        if given.get("standing") != Standing.ATTENDED and not any(map(given.get, names)):
            self._need("degree_th", _("Write the degree in Thai, abbreviated or in English."))
        if not given.get("student_code") and self.person(given) is None:
            self._need("student_code", _("Write the student code or the identifier."))
        return given

    def _need(self, field: str, message: Any) -> None:
        if field not in self.errors:
            self.add_error(field, forms.ValidationError(message, code="required"))

    def person(self, given: dict[str, Any]) -> PersonId | None:
        """The identifier that goes with the degree; a form may know one that was not typed."""
        found: PersonId | None = given.get("person_id")
        return found

    def row(self) -> DegreeRow:
        """What was written, as rows of a file are read."""
        given = self.cleaned_data
        name = read_name(given["first_name"], given["last_name"], given["title"])
        latin = read_name(given["first_name_en"], given["last_name_en"])
        born = given["born"]
        return degree_row(
            person_id=self.person(given),
            title=name.title or clean(given["title"]),
            first_name=name.first_name,
            last_name=name.last_name,
            name_as_written=f"{name.first_name} {name.last_name}".strip(),
            first_name_en=latin.first_name,
            last_name_en=latin.last_name,
            former_first_name=canonical(clean(given["former_first_name"])),
            former_last_name=canonical(clean(given["former_last_name"])),
            gender=given["gender"],
            born_on=born.value if born else None,
            born_year=born.year if born else None,
            level=TQF_LEVELS.index(Level(given["level"])) + 1 if given["level"] else None,
            standing=given["standing"],
            academic_year=given["academic_year"],
            term=int(given["term"]) if given["term"] else None,
            gpax=given["gpax"],
            **{field: canonical(clean(given[field])) for field in TEXTS},
            **{field: given[field] for field in DAYS},
        )


class ReasonForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Reason"), choices=[("", _("Choose …")), *CorrectionReason.choices]
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        help_text=_(
            "On what it rests, for example the number of a letter. Do not name the person."
        ),
    )


class WithdrawForm(ReasonForm):
    """A degree leaves the register; a person's new name is a correction."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [one for one in CorrectionReason if one != CorrectionReason.NAME_CHANGE]
        choices = [("", _("Choose …")), *((one.value, one.label) for one in offered)]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]


class CorrectionForm(ReasonForm, DegreeForm):
    """Every field as it stands; the identifier is kept unless another one is typed."""

    field_order = (*DegreeForm.base_fields, "reason", "note")

    def __init__(self, data: Any, entry: Conferral) -> None:
        self._entry = entry
        super().__init__(data, initial=entry_values(entry))
        hint = _("Kept as it is (%(masked)s) unless you write another one.")
        if entry.id_masked:
            self.fields["person_id"].help_text = str(hint) % {"masked": entry.id_masked}

    def person(self, given: dict[str, Any]) -> PersonId | None:
        typed: PersonId | None = given.get("person_id")
        return typed or row_of(self._entry).person_id


class HoldForm(forms.Form):
    note = forms.CharField(
        label=_("On what it rests"),
        max_length=300,
        help_text=_("For example the day and number of the request. Do not name the person."),
    )


class PromiseForm(forms.Form):
    working_days = forms.IntegerField(
        label=_("Working days"),
        min_value=1,
        max_value=60,
        help_text=_("1 to 60; from the day after a question comes in."),
    )
    valid_from = DayField(label=_("From"), help_text=_("Today or a later day."))


def entry_values(entry: Conferral) -> dict[str, Any]:
    """An entry of the register as the form shows it; the identifier is left out."""
    first, _space, last = entry.former_name.partition(" ")
    known = {name: getattr(entry, name) for name in (*TEXTS, *DAYS, *_NAMES, "standing", "level")}
    return known | {
        "former_first_name": first,
        "former_last_name": last,
        "born": _born(entry),
        "gender": entry.gender,
        "academic_year": year_text(entry.academic_year) if entry.academic_year else "",
        "term": entry.term or "",
        "gpax": entry.gpax if entry.gpax is not None else "",
    }


_NAMES = ("title", "first_name", "last_name", "first_name_en", "last_name_en")


def claim_values(check: Check) -> dict[str, Any]:
    """What was asked, as the beginning of a degree that is written by hand."""
    thai = any("\u0e00" <= sign <= "\u0e7f" for sign in check.degree)
    first, _space, last = check.former_name.partition(" ")
    names = (*_NAMES, "student_code", "major", "faculty", "level", "completed_on")
    known = {name: getattr(check, name) for name in names}
    return known | {
        "former_first_name": first,
        "former_last_name": last,
        "born": _born(check),
        "degree_th" if thai else "degree_en": check.degree,
        "standing": Standing.CONFERRED,
        "academic_year": year_text(check.academic_year) if check.academic_year else "",
        "gpax": check.gpax if check.gpax is not None else "",
    }


def _born(source: Check | Conferral) -> str:
    """In the form in which it is typed."""
    if source.born_on:
        return str(DayField().prepare_value(source.born_on))
    return year_text(source.born_year) if source.born_year else ""
