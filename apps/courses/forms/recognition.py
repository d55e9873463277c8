"""A proposal: which courses of a student stand for which course of the own programme."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.courses.choices import Level, NoTransferReason
from apps.courses.credits import MOST_CREDITS
from apps.courses.forms.acts import CHOOSE, note_field
from apps.courses.forms.fields import NumberTextField, PercentField
from apps.courses.forms.picks import pick_value, read_picks
from apps.courses.models import CrossRegistration
from apps.courses.services.recognising import Proposal, Target
from apps.courses.services.registrations import Pick

TRANSFER, REFUSE = "transfer", "no_transfer"
OF_TRANSFER = ("target_code", "target_name_th", "target_credits", "target_level", "content_share")
OF_REFUSAL = ("no_transfer",)


class PicksField(forms.MultipleChoiceField):
    """Whether a version is still the one shown is for the service to say, with its 409."""

    def valid_value(self, value: str) -> bool:
        return True


class RecognitionForm(forms.Form):
    use_required_attribute = False  # which fields are needed depends on the decision

    sources = PicksField(
        label=_("Courses taken elsewhere"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one course.")},
    )
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (TRANSFER, _("recognise for a course of ours")),
            (REFUSE, _("no transfer")),
        ],
        widget=forms.RadioSelect,
        initial=TRANSFER,
    )
    target_code = forms.CharField(
        label=_("Code of our course"), max_length=20,
        error_messages={"required": _("Write the code of your own course.")},
    )  # fmt: skip
    target_name_th = forms.CharField(
        label=_("Name in Thai"), max_length=300,
        error_messages={"required": _("Write the name of your own course.")},
    )  # fmt: skip
    target_name_en = forms.CharField(label=_("Name in English"), required=False, max_length=300)
    target_credits = NumberTextField(
        label=_("Credits granted"), least=Decimal("0.5"), most=MOST_CREDITS,
        error_messages={"required": _("Write how many credits are granted.")},
    )  # fmt: skip
    target_level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    home_grade = forms.CharField(
        label=_("Grade as recorded here"), required=False, max_length=10,
        help_text=_("Proposed where the grade has the same meaning on your scale."),
    )  # fmt: skip
    content_share = PercentField(
        label=_("Share of the content that agrees, in percent"),
        error_messages={"required": _("Say how much of the content agrees, for example 80.")},
    )
    no_transfer = forms.ChoiceField(
        label=_("Reason for no transfer"),
        choices=[CHOOSE, *NoTransferReason.choices],
        error_messages={"required": _("Choose a reason from the list.")},
    )
    note = note_field()
    override_reason = forms.CharField(
        label=_("Reason for an exception"), required=False, max_length=300,
        help_text=_("Only where a condition of your rules is not met."),
    )  # fmt: skip

    def __init__(self, data: Any, rows: list[CrossRegistration], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.fields["sources"].choices = [  # type: ignore[attr-defined]
            (pick_value(row.uuid, row.version), course_label(row)) for row in rows
        ]

    def clean(self) -> dict[str, Any]:
        """Fields of the decision that was not chosen may stand as they are."""
        refuse = self.data.get("decision") == REFUSE
        for name in OF_TRANSFER if refuse else OF_REFUSAL:
            self.errors.pop(name, None)
        return self.cleaned_data

    @property
    def picks(self) -> list[Pick]:
        return read_picks(self.cleaned_data["sources"])

    def proposal(self) -> Proposal:
        given = self.cleaned_data
        if given["decision"] == REFUSE:
            return Proposal(self.picks, no_transfer=given["no_transfer"], note=given["note"])
        target = Target(
            code=given["target_code"].upper(),
            name_th=given["target_name_th"],
            name_en=given["target_name_en"],
            credits=given["target_credits"],
            level=given["target_level"],
            home_grade=given["home_grade"],
        )
        return Proposal(
            self.picks,
            target,
            content_share=given["content_share"],
            override_reason=given["override_reason"],
            note=given["note"],
        )


def course_label(row: CrossRegistration) -> str:
    """CS101 Introduction to Programming · 3(2-2-5) · B+."""
    grade = row.result.grade if row.result else "–"
    return f"{row.course_code} {row.course_name} · {row.credits} · {grade}"
