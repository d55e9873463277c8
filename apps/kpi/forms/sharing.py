"""Consent to be named, with what the network then reads."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.kpi.services.sharing import MOST_CONTACT, MOST_PRACTICE, Offer


class SharingForm(forms.Form):
    """agreed is asked once: a row that stands was agreed to."""

    agreed = forms.BooleanField(
        label=_(
            "We agree that the network names our university beside this indicator while its "
            "figure is strong."
        ),
        error_messages={"required": _("Tick this to agree, or leave the page.")},
    )
    offers_help = forms.BooleanField(
        label=_("We offer help: other universities may ask us."), required=False
    )
    practice = forms.CharField(
        label=_("What we did"),
        required=False,
        max_length=MOST_PRACTICE,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("In Thai or English. The whole network reads it: name nobody in it."),
    )
    contact = forms.CharField(
        label=_("Contact of the office"),
        required=False,
        max_length=MOST_CONTACT,
        help_text=_("An office with its telephone or e-mail, never a private one."),
    )

    def __init__(self, *given: Any, agreed: bool = False, **more: Any) -> None:
        super().__init__(*given, **more)
        if agreed:
            del self.fields["agreed"]

    @property
    def offer(self) -> Offer:
        given = self.cleaned_data
        return Offer(given["offers_help"], given["practice"], given["contact"])
