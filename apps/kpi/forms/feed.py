"""A file of counts, as it is handed in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.uploads import FileField


class FeedForm(forms.Form):
    file = FileField(
        label=_("File with counts"),
        help_text=_(
            "One row for each indicator and period, with headings. Numbers only: no names, no "
            "student codes."
        ),
        error_messages={
            "required": _("Choose the file first."),
            "empty": _("The file is empty. Choose the file again."),
        },
    )

    @property
    def content(self) -> bytes:
        read: bytes = self.cleaned_data["file"].read()
        return read
