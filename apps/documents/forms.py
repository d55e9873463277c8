"""What a visitor types to check a paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.documents.codes import read_code, read_pin

UNKNOWN = _(
    "No paper with this code is known here. Compare the code with the paper, letter by letter. "
    "If it is right, the paper was not issued by this network: ask the institution on it."
)
WRONG_PIN = _("This PIN does not fit the paper. Its six digits stand beside the square code.")

LARGEST_FILE = 10 * 1024 * 1024
NO_FILE = _("Choose the PDF file of the paper that you want to check.")
EMPTY = _("The file is empty. Ask for it again, or download it again.")
TOO_LARGE = _("The file is larger than 10 MB, and no paper of the network is. Choose another file.")
NOT_A_PDF = _(
    "This is not a PDF file. Choose the PDF as you received it; a photo or a scan of the paper "
    "cannot be checked this way: type the code that stands on it instead."
)


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


class FileForm(forms.Form):
    """`file` is cleaned to its bytes."""

    file = forms.FileField(
        label=_("File of the paper"),
        help_text=_("The PDF as you received it. It is compared and not kept."),
        error_messages={"required": NO_FILE, "missing": NO_FILE, "empty": EMPTY},
    )

    def clean_file(self) -> bytes:
        given = self.cleaned_data["file"]
        if given.size > LARGEST_FILE:
            raise forms.ValidationError(TOO_LARGE, code="too_large")
        content: bytes = given.read(LARGEST_FILE + 1)
        if not content.startswith(b"%PDF-"):
            raise forms.ValidationError(NOT_A_PDF, code="not_a_pdf")
        return content


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
