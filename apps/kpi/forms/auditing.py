"""Forms of the sample audit: the register, the size of the sample, one record, dropping."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.uploads import FileField
from apps.kpi.drawing import Proposal, sizes_allowed
from apps.kpi.formulas import shown
from apps.kpi.services.auditing import LONGEST_NOTE, SHORTEST_REASON

OTHER, RIGHT, WRONG = "other", "right", "differs"


class RegisterForm(forms.Form):
    file = FileField(
        label=_("File with the student codes of the register"),
        help_text=_(
            "Every student who is in the register now, one code for each. Other columns are not "
            "read; best leave them out."
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


class SizeForm(forms.Form):
    """A proposed size, or another one."""

    size = forms.ChoiceField(
        label=_("How many records are checked"),
        help_text=_(
            "The more records, the narrower the interval. How far it reaches is foretold for a "
            "register in which 97 of 100 records are right."
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a size.")},
    )
    other = forms.IntegerField(
        label=_("Another size"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "5"}),
        error_messages={"invalid": _("Write a whole number.")},
    )

    def __init__(self, data: Any, *, frame: int, offered: Sequence[Proposal]) -> None:
        super().__init__(data)
        self.low, self.high = sizes_allowed(frame)
        words = gettext("%(size)s records: about ±%(points)s points")
        whole = gettext("all %(size)s records: no doubt is left")
        choices = [
            (
                str(one.size),
                (whole if one.size == frame else words)
                % {"size": f"{one.size:,}", "points": shown(one.half_width, 1)},
            )
            for one in offered
        ]
        if self.low < self.high:
            choices.append((OTHER, gettext("another size")))
        else:
            del self.fields["other"]
        self.fields["size"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("size") != OTHER or "other" in self.errors:
            return given
        size = given.get("other")
        if size is None or not self.low <= size <= self.high:
            text = gettext("Write a number from %(low)s to %(high)s.")
            self.add_error("other", text % {"low": f"{self.low:,}", "high": f"{self.high:,}"})
        return given

    @property
    def chosen(self) -> int:
        size = self.cleaned_data["size"]
        return int(self.cleaned_data["other"] if size == OTHER else size)


class RecordForm(forms.Form):
    """One record: each field right or different, nothing chosen beforehand.

    fields: code and label; initial: name of a field → RIGHT or WRONG, and the note
    """

    note = forms.CharField(
        label=_("Where it differs"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST_NOTE}),
        help_text=_("Without names. Of long numbers only the last digits are kept."),
    )

    def __init__(
        self, data: Any, *, fields: Sequence[tuple[str, str]], initial: Mapping[str, str]
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.codes = [code for code, _label in fields]
        for code, label in fields:
            self.fields[field_name(code)] = forms.ChoiceField(
                label=label,
                choices=[(RIGHT, gettext("right")), (WRONG, gettext("differs"))],
                widget=forms.RadioSelect,
                error_messages={"required": gettext("Choose whether it is right.")},
            )
        self.order_fields([*map(field_name, self.codes), "note"])

    @property
    def compared(self) -> list[Any]:
        """The fields of the record, without the note."""
        return [self[field_name(code)] for code in self.codes]

    @property
    def wrong(self) -> list[str]:
        return [code for code in self.codes if self.cleaned_data[field_name(code)] == WRONG]


def field_name(code: str) -> str:
    return f"field_{code}"


class DropForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the sample is dropped"),
        min_length=SHORTEST_REASON,
        max_length=LONGEST_NOTE,
        help_text=_("It stands beside the next sample and in its working papers."),
        error_messages={"required": _("Write the reason.")},
    )
