"""What a visitor types to check a paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.documents.codes import read_code, read_pin

UNKNOWN = _(
    "No paper with this code is known here. Compare the code with the paper, letter by letter. "
    "If it is right, the paper was not issued by this network: ask the institution on it."
)
WRONG_PIN = _("This PIN does not fit the paper. Its six digits stand beside the square code.")


class CodeForm(forms.Form):
    """`code` is cleaned to the form in which it is stored."""

    code = forms.CharField(
        label=_("Code on the paper"),
        help_text=_("Twelve letters and figures. Capitals, spaces and hyphens do not matter."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(UNKNOWN)
        return code


class PinForm(forms.Form):
    """`pin` is cleaned to six ASCII digits."""

    pin = forms.CharField(
        label=_("PIN"),
        help_text=_("Six figures beside the square code on the paper."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_pin(self) -> str:
        pin = read_pin(self.cleaned_data["pin"])
        if pin is None:
            raise forms.ValidationError(WRONG_PIN)
        return pin
