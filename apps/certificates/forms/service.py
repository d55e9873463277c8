"""Service levels, stages of papers made elsewhere, and the period of the figures."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.certificates.examples import day_example
from apps.certificates.kinds import MADE_HERE, Delivery, Kind, Language
from apps.certificates.models.level import MOST_DAYS
from apps.core.thai.numerals import to_arabic
from apps.courses.forms.fields import DayField

STAGES = [
    ("requested_at", _("asked for")),
    ("approved_at", _("approved")),
    ("produced_at", _("ready")),
    ("delivered_at", _("delivered")),
    ("failed_at", _("could not be made")),
    ("cancelled_at", _("cancelled")),
]
ELSEWHERE = [(kind.value, kind.label) for kind in Kind if kind not in MADE_HERE]
LONGEST_PERIOD = 366
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")


class LevelForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of paper"), choices=Kind.choices)
    working_days = forms.IntegerField(
        label=_("Working days"), min_value=1, max_value=MOST_DAYS, help_text=_("1 to 250.")
    )
    valid_from = DayField(
        label=_("From"), help_text=_("Today or later. What was promised before stays promised.")
    )


class TimeField(forms.Field):
    """14:05, 14.05 or Thai digits; empty where only the day is known."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "maxlength": "5"})

    def to_python(self, value: Any) -> dt.time | None:
        text = to_arabic(str(value or "")).strip().removesuffix("น.").strip()
        if not text:
            return None
        found = _TIME.fullmatch(text)
        if found is None:
            raise forms.ValidationError(_("Write the time as 14:05, or leave it empty."))
        return dt.time(int(found[1]), int(found[2]))


class StageForm(forms.Form):
    """One stage of one paper that another system makes."""

    reference = forms.CharField(
        label=_("Reference in the other system"),
        max_length=100,
        help_text=_("The number of the request there. Never a name or an identification number."),
    )
    kind = forms.ChoiceField(label=_("Kind of paper"), choices=ELSEWHERE)
    language = forms.ChoiceField(label=_("Language of the paper"), choices=Language.choices)
    stage = forms.ChoiceField(label=_("Stage reached"), choices=STAGES)
    on = DayField(
        label=_("Day"),
        help_text=format_lazy(_("Day/month/year, as {day}."), day=day_example(dt.date(2026, 3, 5))),
    )
    at = TimeField(label=_("Time"), required=False)
    requested_on = DayField(
        label=_("Asked for on"),
        required=False,
        help_text=_("Only where this reference is told for the first time."),
    )
    how = forms.ChoiceField(
        label=_("How it was delivered"), required=False, choices=[("", "–"), *Delivery.choices]
    )


class PeriodForm(forms.Form):
    """Days from … to …, both included; this month where nothing is said."""

    start = DayField(label=_("Due from"), required=False)
    end = DayField(label=_("Due until"), required=False)

    def __init__(self, data: Any) -> None:
        today = timezone.localdate()
        following = (today.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        self.usual = (today.replace(day=1), following - dt.timedelta(days=1))
        given = data if data.get("start") or data.get("end") else None
        super().__init__(given, initial={"start": self.usual[0], "end": self.usual[1]})

    @property
    def period(self) -> tuple[dt.date, dt.date]:
        """What was asked for, or this month where that cannot be read."""
        if not self.is_bound or not self.is_valid():
            return self.usual
        return self.cleaned_data["start"], self.cleaned_data["end"]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "start" in given and "end" in given:
            start, end = given["start"] or given["end"], given["end"] or given["start"]
            given["start"], given["end"] = start, end
            if end < start:
                self.add_error("end", str(_("The last day lies before the first one.")))
            elif (end - start).days > LONGEST_PERIOD:
                self.add_error("end", str(_("Choose at most one year.")))
        return given
