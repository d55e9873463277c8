"""What people type about their office, parsed."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.reader import date_text
from apps.courses.forms.fields import DayField
from apps.documents.kinds import LABELS
from apps.institutions.models import Office

YEAR, YEARS_AHEAD = 366, 3


def _text(label: Any, length: int, *, needed: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=needed, help_text=help_text)


def _address(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=800,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One line for each line in the head of a letter, at most six."),
    )


class OfficeForm(forms.Form):
    name_th = _text(_("Name of the office in Thai"), 300, needed=True)
    name_en = _text(_("Name of the office in English"), 300)
    address_th = _address(_("Address in Thai"))
    address_en = _address(_("Address in English"))
    phone = _text(_("Telephone"), 100)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    letter_prefix = _text(
        _("Beginning of a letter's number"),
        40,
        help_text=_("The part that is the same on every letter, for example อว 67.01/."),
    )
    may_use_garuda = forms.BooleanField(
        label=_("Letters carry the Garuda"),
        required=False,
        help_text=_("Only for offices of the state that are entitled to it."),
    )


def initial_of_office(office: Office | None) -> dict[str, Any]:
    if office is None:
        return {}
    return {name: getattr(office, name) for name in OfficeForm.base_fields}


class SignerForm(forms.Form):
    name_th = _text(
        _("Name in Thai"), 300, needed=True, help_text=_("With title, as it stands on papers.")
    )
    name_en = _text(_("Name in English"), 300)
    post_th = _text(_("Post in Thai"), 200, needed=True)
    post_en = _text(_("Post in English"), 200)
    acting_for_th = _text(
        _("Acting for, in Thai"),
        200,
        help_text=_("The post on whose behalf the person signs, for example อธิการบดี."),
    )
    acting_for_en = _text(_("Acting for, in English"), 200)
    kinds = forms.MultipleChoiceField(
        label=_("Papers that this person signs"),
        choices=lambda: list(LABELS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick none for all kinds of paper."),
    )
    valid_from = DayField(label=_("First day"))
    valid_until = DayField(label=_("Last day"), required=False)


class LastDayForm(forms.Form):
    last_day = DayField(
        label=_("Last day"),
        initial=timezone.localdate,
        help_text=_("A day before the first one takes the whole entry back."),
    )


class ClosedDayForm(forms.Form):
    """From a year ago, for what was forgotten, to as far as calendars are made."""

    on = DayField(label=_("Day"))
    name = _text(
        _("Why it is closed"), 200, needed=True, help_text=_("For example the founding day.")
    )

    def clean_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["on"]
        today = timezone.localdate()
        first, last = today - dt.timedelta(days=YEAR), today + YEARS_AHEAD * dt.timedelta(days=YEAR)
        if not first <= on <= last:
            raise forms.ValidationError(
                _("Write a day between %(first)s and %(last)s."),
                code="out_of_range",
                params={"first": date_text(first), "last": date_text(last)},
            )
        return on
