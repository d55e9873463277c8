"""What people type and choose, parsed; every field says what it expects."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from apps.core.academic_year import buddhist_year
from apps.core.uploads import FileField
from apps.graduates.models.roster import Kind
from apps.graduates.models.verification import Purpose

OFFERED_YEARS = 12


def shown_year(year: int) -> str:
    """The school year as the reader's calendar writes it."""
    return str(year if (get_language() or "").startswith("en") else buddhist_year(year))


def year_choices() -> list[tuple[str, str]]:
    """School years that may be asked about, newest first; before May the last one is current."""
    today = timezone.localdate()
    newest = today.year if today.month >= 5 else today.year - 1
    return [(str(year), shown_year(year)) for year in range(newest, newest - OFFERED_YEARS, -1)]


class UploadForm(forms.Form):
    academic_year = forms.ChoiceField(
        label=_("School year"), help_text=_("The school year in which the students were in M.6.")
    )
    kind = forms.ChoiceField(label=_("Which list"), choices=Kind.choices)
    file = FileField(
        label=_("File"),
        help_text=_("Excel (.xlsx, .xls) or CSV as your school's system exports it; up to 30 MB."),
        error_messages={"empty": _("The file is empty. Choose the file again.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = year_choices()
        self.fields["academic_year"].choices = choices  # type: ignore[attr-defined]
        finished = choices[1][0] if timezone.localdate().month >= 5 else choices[0][0]
        self.fields["academic_year"].initial = finished

    @property
    def content(self) -> bytes:
        read: bytes = self.cleaned_data["file"].read()
        return read


class AskForm(forms.Form):
    """Who asks, why, in which case."""

    officer = forms.CharField(
        label=_("Officer who asks"),
        max_length=200,
        help_text=_("Name of the person who is responsible for this question."),
    )
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices)
    case = forms.CharField(
        label=_("Case"),
        max_length=100,
        help_text=_("Your own reference, for example TCAS69-0123 or a letter's number."),
    )
