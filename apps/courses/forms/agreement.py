"""What people type about an agreement, parsed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.uploads import FileField
from apps.courses.forms.fields import DayField
from apps.courses.models import Agreement, AgreementKind
from apps.courses.services.agreeing import LARGEST_DOCUMENT, Content
from apps.institutions.models import Institution, Kind

PDF_TOO_LARGE = _("Attach a PDF file of at most 20 MB.")


def universities(but: int) -> QuerySet[Institution]:
    """Those with whom the institution `but` can agree."""
    rows = Institution.objects.filter(kind=Kind.UNIVERSITY, is_active=True).exclude(pk=but)
    return rows.order_by("name_th")


class PdfForm(forms.Form):
    """Base of forms with a PDF in the field `file`; where that is optional it may be empty."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_DOCUMENT:
            raise forms.ValidationError(PDF_TOO_LARGE)
        return file

    @property
    def content(self) -> bytes:
        read: bytes = self.cleaned_data["file"].read()
        return read


class DocumentForm(PdfForm):
    """The paper that is signed."""

    file = FileField(
        label=_("Agreement as PDF"),
        help_text=_("The paper that the parties sign. A new file becomes a new version."),
        error_messages={"empty": _("The file is empty. Choose the file again.")},
    )


class AgreementForm(forms.Form):
    """A draft that exists already: its parties stay as they are."""

    kind = forms.ChoiceField(
        label=_("Kind of agreement"),
        choices=AgreementKind.choices,
        widget=forms.RadioSelect,
        initial=AgreementKind.MOU,
        help_text=_(
            "A memorandum is between two universities, a consortium between several. A one-off "
            "approval covers a few students for a while; attach its paper and give their number."
        ),
    )
    title_th = forms.CharField(label=_("Title in Thai"), max_length=300)
    title_en = forms.CharField(label=_("Title in English"), max_length=300, required=False)
    number = forms.CharField(
        label=_("Number"),
        max_length=60,
        required=False,
        help_text=_("The parties' own reference, for example อว 0602/1234."),
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    seats_per_term = forms.IntegerField(
        label=_("Registrations per term at most"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=_("Of one university at one other, in one term. Leave it empty for no limit."),
    )
    terms = forms.CharField(
        label=_("What was agreed"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea,
        help_text=_("Fees, levels of study, courses, papers: what the colleagues should know."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends <= starts:
            self.add_error("ends_on", _("The last day must come after the first day."))
        one_off = given.get("kind") == AgreementKind.ONE_OFF
        if one_off and "seats_per_term" in given and not given["seats_per_term"]:
            self.add_error(
                "seats_per_term", _("Say for how many registrations the approval is given.")
            )
        return given

    def agreed_content(self, partners: Sequence[Institution]) -> Content:
        given = self.cleaned_data
        return Content(
            kind=given["kind"],
            title_th=given["title_th"],
            partners=list(partners),
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            title_en=given["title_en"],
            number=given["number"],
            seats_per_term=given["seats_per_term"],
            terms=given["terms"],
        )


class NewAgreementForm(PdfForm, AgreementForm):
    """A new draft: with whom, and the paper where there is one already."""

    founding = forms.ModelMultipleChoiceField(
        label=_("Founding members of the network"),
        queryset=Institution.objects.none(),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    others = forms.ModelMultipleChoiceField(
        label=_("Other universities"),
        queryset=Institution.objects.none(),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    file = FileField(
        label=_("Agreement as PDF"),
        required=False,
        help_text=_("Can also be attached later, before the agreement is opened for signature."),
        error_messages={"empty": _("The file is empty. Choose the file again.")},
    )
    field_order = ["kind", "founding", "others"]

    def __init__(self, *args: Any, institution_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, founding in (("founding", True), ("others", False)):
            offered = universities(institution_id).filter(founding=founding)
            self.fields[name].queryset = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if "founding" in self.errors or "others" in self.errors:
            return given
        partners = self.partners()
        if not partners:
            self.add_error("founding", _("Choose at least one other university as a party."))
        elif given.get("kind") != AgreementKind.CONSORTIUM and len(partners) > 1:
            self.add_error(
                "kind", _("With more than one other university this is a consortium. Choose it.")
            )
        return given

    def partners(self) -> list[Institution]:
        """Each once, in the order chosen."""
        chosen = [*self.cleaned_data.get("founding", ()), *self.cleaned_data.get("others", ())]
        return list(dict.fromkeys(chosen))


class SignForm(forms.Form):
    """Who signed for this side, and when."""

    name = forms.CharField(label=_("Name of the person who signed"), max_length=200)
    post = forms.CharField(
        label=_("Post"), max_length=200, help_text=_("As on the paper, for example President.")
    )
    signed_on = DayField(label=_("Day of the signature"))


class ReasonForm(forms.Form):
    """A step back, or an end: why, and confirmed by naming the agreement."""

    note = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("The other parties read it in the history."),
    )
    confirmed = forms.BooleanField(
        label=_("Confirmation"),
        error_messages={"required": _("Nothing was done: tick the box that names the agreement.")},
    )


def initial_of(agreement: Agreement) -> dict[str, Any]:
    return {name: getattr(agreement, name) for name in AgreementForm.base_fields}
