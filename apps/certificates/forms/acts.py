"""What a person gives with an act on requests."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.certificates.kinds import Delivery
from apps.courses.forms.fields import DayField
from apps.institutions.models import Signer

BACK_DATED = 366


class ApprovalForm(forms.Form):
    """Who signs, and the day that stands on the papers. `signers` are those of the kinds."""

    signer = forms.ChoiceField(label=_("Signed by"), required=False)
    letter_date = DayField(
        label=_("Date on the paper"), help_text=_("Today, or the day on which it was decided.")
    )

    def __init__(
        self, data: Any, signers: Sequence[Signer], *, mixed: bool = False, auto_id: str = "id_%s"
    ) -> None:
        super().__init__(data, initial={"letter_date": timezone.localdate()}, auto_id=auto_id)
        named = [(str(one.uuid), f"{one.name} – {one.post}") for one in signers]
        if mixed:
            named.insert(0, ("", str(_("whoever signs each kind"))))
        self.fields["signer"].choices = named  # type: ignore[attr-defined]
        self.fields["signer"].required = bool(signers) and not mixed

    @property
    def chosen(self) -> UUID | None:
        given = self.cleaned_data["signer"]
        return UUID(given) if given else None

    def clean_letter_date(self) -> Any:
        day, today = self.cleaned_data["letter_date"], timezone.localdate()
        if day > today:
            raise forms.ValidationError(_("A paper is not dated ahead. Write today, or earlier."))
        if (today - day).days > BACK_DATED:
            raise forms.ValidationError(_("This lies more than a year back. Compare the year."))
        return day


class DeliverForm(forms.Form):
    how = forms.ChoiceField(label=_("How it was delivered"), choices=Delivery.choices)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        min_length=5,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Your own office reads it in the history of the request."),
    )


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Public reason"),
        min_length=5,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Everybody who checks the paper reads this. Write what was wrong with it, never the "
            "name of a person."
        ),
    )
