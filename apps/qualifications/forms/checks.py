"""What a person gives with an act on a check; the version that was seen goes along."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.qualifications.forms.files import DocumentsField


def note_field(label: Any, *, most: int = 1_000, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CheckActForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: Any, files: Any, version: int, act: str) -> None:
        initial = {"version": version}
        super().__init__(data, files, initial=initial, auto_id=f"id_{act}_%s")


class MessageForm(CheckActForm):
    note = note_field(_("Message"), most=2_000, hint=_("Both universities read it."))
    documents = DocumentsField(required=False)


class RequestDocumentsForm(CheckActForm):
    note = note_field(
        _("What is needed"),
        most=2_000,
        hint=_("For example a copy of the transcript. Until it comes your clock stands still."),
    )


class GiveDocumentsForm(CheckActForm):
    documents = DocumentsField()
    note = forms.CharField(
        label=_("Message"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CancelForm(CheckActForm):
    note = note_field(_("Reason"), hint=_("The other university reads it."))


class ReturnForm(CheckActForm):
    note = note_field(
        _("What is to be corrected"), most=500, hint=_("Only your own university reads it.")
    )


class ReopenForm(CheckActForm):
    note = note_field(
        _("Reason"), hint=_("The university that asked reads it, and its letter is marked.")
    )


class TakeBackForm(CheckActForm):
    pass


class ApproveForm(CheckActForm):
    pass


FORMS: dict[str, type[CheckActForm]] = {
    "message": MessageForm,
    "request_documents": RequestDocumentsForm,
    "give_documents": GiveDocumentsForm,
    "cancel": CancelForm,
    "approve": ApproveForm,
    "return": ReturnForm,
    "take_back": TakeBackForm,
    "reopen": ReopenForm,
}
