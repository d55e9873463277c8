"""Sending values back: each that is ticked with its reason and what is to be done."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from apps.kpi.choices import ReturnReason
from apps.kpi.services.approving import SHORTEST_NOTE, Pin

MOST_NOTE = 1000


class ReasonField(forms.ChoiceField):
    """Needed only beside a tick, which the form checks; never called optional."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class NoteField(forms.CharField):
    """As `ReasonField`."""

    def validate(self, value: Any) -> None:
        """The form says what is missing."""


class ReturnForm(forms.Form):
    """`pinnable`: field of the content ("numerator", "evidence:E1") and what people call it."""

    use_required_attribute = False

    def __init__(
        self, data: Any, pinnable: Sequence[tuple[str, str]], *, auto_id: str = "id_%s"
    ) -> None:
        super().__init__(data, auto_id=auto_id)
        self.pinnable = list(pinnable)
        for place, (_field, label) in enumerate(self.pinnable):
            self.fields[f"pin_{place}"] = forms.BooleanField(label=label, required=False)
            self.fields[f"reason_{place}"] = ReasonField(
                label=_("Reason"), choices=[("", _("choose")), *ReturnReason.choices]
            )
            self.fields[f"note_{place}"] = NoteField(
                label=_("What is to be corrected"),
                max_length=MOST_NOTE,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for place in range(len(self.pinnable)):
            self._check(place, given)
        if not self.errors and not self.pins:
            raise forms.ValidationError(
                _("Tick at least one value, choose the reason and write what is to be corrected.")
            )
        return given

    def _check(self, place: int, given: dict[str, Any]) -> None:
        note, reason = given.get(f"note_{place}", "").strip(), given.get(f"reason_{place}", "")
        if not given.get(f"pin_{place}"):
            if note or reason:  # a note without its tick would be lost without a word
                self.add_error(f"pin_{place}", _("Tick the value too, or empty its note."))
            return
        if not reason:
            self.add_error(f"reason_{place}", _("Choose a reason."))
        if len(note) < SHORTEST_NOTE:
            self.add_error(f"note_{place}", _("Write what is to be corrected."))

    @property
    def pins(self) -> list[Pin]:
        given = self.cleaned_data
        return [
            Pin(field, given.get(f"reason_{place}", ""), given.get(f"note_{place}", ""))
            for place, (field, _label) in enumerate(self.pinnable)
            if given.get(f"pin_{place}")
        ]

    def rows(self) -> list[tuple[BoundField, BoundField, BoundField]]:
        """Tick, reason and note of each value."""
        return [
            (self[f"pin_{place}"], self[f"reason_{place}"], self[f"note_{place}"])
            for place in range(len(self.pinnable))
        ]


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is the figure opened again?"),
        min_length=5,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Your approver and the network read it beside the new revision."),
    )
