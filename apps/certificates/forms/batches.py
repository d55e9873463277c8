"""A list of students who are to get the same kind of paper, as it is handed in."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.certificates.examples import year_example
from apps.certificates.kinds import MADE_HERE, Language
from apps.core.uploads import FileField

CHOOSE = _("Choose one of these.")


class BatchForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind of paper"),
        choices=[(kind.value, kind.label) for kind in MADE_HERE],
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE},
    )
    language = forms.ChoiceField(
        label=_("Language of the papers"),
        choices=Language.choices,
        initial=Language.TH,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE},
    )
    title = forms.CharField(
        label=_("Name of the list"),
        max_length=200,
        help_text=format_lazy(
            _("By which you find it again, for example “Scholarship {year}”. Not printed."),
            year=year_example(2026),
        ),
    )
    file = FileField(
        label=_("File"),
        help_text=_(
            "One row for each student, with headings. The columns may stand in any order; those "
            "that are not needed are dropped while reading."
        ),
        error_messages={"empty": _("The file is empty. Choose the file again.")},
    )

    @property
    def content(self) -> bytes:
        read: bytes = self.cleaned_data["file"].read()
        return read


class ListChoice(forms.Form):
    """The same without the file, out of the address of the page that shows it."""

    kind = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in MADE_HERE])
    language = forms.ChoiceField(choices=Language.choices)
    title = forms.CharField(max_length=200)
