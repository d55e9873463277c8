"""What a person gives with one act on a registration; the version that was seen goes along."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.courses.choices import ChangeReason, DeclineReason, Payment
from apps.courses.forms.fields import DayField, NumberTextField
from apps.courses.load import MOST_HOME_CREDITS
from apps.courses.models import CrossRegistration
from apps.courses.states import Action
from apps.courses.student_codes import FAULT, identifier_fault

CHOOSE: tuple[str, str | Promise] = ("", _("Choose …"))


def note_field(label: Any = "") -> forms.CharField:
    return forms.CharField(label=label or _("Note"), required=False, max_length=300)


class ActForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: Any, row: CrossRegistration, action: Action) -> None:
        initial = {"version": row.version, **self.known(row)}
        super().__init__(data, initial=initial, auto_id=f"id_{action}_%s")

    def known(self, row: CrossRegistration) -> dict[str, Any]:
        return {}


class NoteForm(ActForm):
    note = note_field()


class DeclineForm(ActForm):
    reason = forms.ChoiceField(label=_("Reason"), choices=[CHOOSE, *DeclineReason.choices])
    note = note_field()


class EndForm(ActForm):
    """Withdraw or cancel."""

    reason = forms.ChoiceField(label=_("Reason"), choices=[CHOOSE, *ChangeReason.choices])
    note = note_field()


class DetailForm(ActForm):
    """What the host knows of the student once registered."""

    host_student_code = forms.CharField(
        label=_("Student code at your university"), required=False, max_length=30
    )
    section = forms.CharField(label=_("Section"), max_length=20)
    payment = forms.ChoiceField(label=_("Payment"), choices=Payment.choices)

    def clean_host_student_code(self) -> str:
        code = str(self.cleaned_data["host_student_code"])
        if fault := identifier_fault(code):
            raise forms.ValidationError(fault, code=FAULT)
        return code

    def known(self, row: CrossRegistration) -> dict[str, Any]:
        return {
            "host_student_code": row.host_student_code,
            "section": row.section,
            "payment": row.payment,
        }


class ChangeForm(ActForm):
    """A new proposal of the home."""

    course_code = forms.CharField(label=_("Course"), max_length=20)
    section = forms.CharField(label=_("Section"), required=False, max_length=20)
    needed_by = DayField(label=_("Result needed by"), required=False)
    home_credits = NumberTextField(
        label=_("Credits at home in the same term"),
        required=False,
        least=Decimal(0),
        most=MOST_HOME_CREDITS,
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=[CHOOSE, *ChangeReason.choices])
    note = note_field()

    def known(self, row: CrossRegistration) -> dict[str, Any]:
        return {
            "course_code": row.course_code,
            "section": row.section,
            "needed_by": row.needed_by,
            "home_credits": row.home_credits,
        }


FORMS: dict[Action, type[ActForm]] = {
    Action.ACCEPT: NoteForm,
    Action.DECLINE: DeclineForm,
    Action.ENROL: DetailForm,
    Action.DETAIL: DetailForm,
    Action.WITHDRAW: EndForm,
    Action.CANCEL: EndForm,
    Action.CHANGE: ChangeForm,
    Action.ACKNOWLEDGE: ActForm,
}
"""Acts that stand on the page of a registration; results and recognition have their own pages."""
