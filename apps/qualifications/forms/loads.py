"""A file of the register as it is handed in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.uploads import FileField
from apps.graduates.forms import year_choices


class LoadForm(forms.Form):
    file = FileField(
        label=_("File"),
        help_text=_(
            "One row for each degree. The columns may stand in any order; headings that are "
            "usual in Thai universities are recognised."
        ),
        error_messages={"empty": _("The file is empty. Choose the file again.")},
    )
    academic_year = forms.ChoiceField(
        label=_("Academic year of graduation"),
        required=False,
        help_text=_("Only where the file has no column for it; it then counts for all rows."),
    )
    complete = forms.BooleanField(
        label=_("With this file the register of its years is complete"),
        required=False,
        help_text=_(
            "Tick it only if everybody who graduated in these years, campuses and levels is in "
            "the file or in the register already. Whoever is not found is then said to be looked "
            "for in a complete register."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("as in the file")), *year_choices()]
        self.fields["academic_year"].choices = choices  # type: ignore[attr-defined]

    @property
    def year(self) -> int | None:
        chosen = self.cleaned_data["academic_year"]
        return int(chosen) if chosen else None

    @property
    def content(self) -> bytes:
        read: bytes = self.cleaned_data["file"].read()
        return read
