"""Opening a cycle, and what the secretariat decides for one institution in it."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.courses.forms.fields import DayField
from apps.institutions.models import Institution
from apps.kpi.models import Indicator
from apps.kpi.selectors.network_cycles import Days

LONGEST_EXCEPTION = 366
REASON = {"min_length": 5, "max_length": 300}


class BoardFilter(forms.Form):
    """Anything that is not understood leaves the board wide."""

    indicator_code = forms.ChoiceField(label=_("Indicator"), required=False)
    page_number = forms.IntegerField(min_value=0, max_value=1_000, required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        known = Indicator.objects.filter(is_active=True)
        self.fields["indicator_code"].choices = [  # type: ignore[attr-defined]
            ("", _("all")),
            *((each.code, f"{each.code} {each.name}") for each in known),
        ]
        self.is_valid()

    @property
    def indicator(self) -> str:
        return str(self.cleaned_data.get("indicator_code") or "")

    @property
    def page(self) -> int:
        return int(self.cleaned_data.get("page_number") or 0)

    def address(self, page: int) -> str:
        given = {"indicator_code": self.indicator, "page_number": str(page) if page else ""}
        return "?" + urlencode({name: value for name, value in given.items() if value})


class CycleForm(forms.Form):
    """One period of one indicator; `institutions` are all universities of the network."""

    opens_on = DayField(
        label=_("Opens on"), help_text=_("From this day on institutions may enter their figure.")
    )
    due_on = DayField(label=_("Due on"), help_text=_("A figure that comes later is received late."))
    locks_on = DayField(
        label=_("Locks after"),
        help_text=_("Until the end of this day figures may still come. Then they are frozen."),
    )
    institutions = forms.MultipleChoiceField(
        label=_("Expected from"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one institution.")},
        help_text=_("Ticked are all universities for which somebody may act in the portal."),
    )

    def __init__(
        self, data: Any, days: Days, known: Sequence[Institution], ticked: Collection[int]
    ) -> None:
        initial = {
            "opens_on": days.opens_on,
            "due_on": days.due_on,
            "locks_on": days.locks_on,
            "institutions": [str(each.uuid) for each in known if each.pk in ticked],
        }
        super().__init__(data, initial=initial)
        self.known = {str(each.uuid): each for each in known}
        self.fields["institutions"].choices = [  # type: ignore[attr-defined]
            (uuid, each.name) for uuid, each in self.known.items()
        ]

    @property
    def chosen(self) -> list[Institution]:
        return [self.known[uuid] for uuid in self.cleaned_data["institutions"]]


class OneInstitutionForm(forms.Form):
    """What is decided for one of the institutions that are expected."""

    institution = forms.ChoiceField(label=_("Institution"))

    def __init__(
        self,
        data: Any,
        expected: Sequence[Institution],
        *,
        auto_id: str = "id_%s",
        chosen: str = "",
    ) -> None:
        super().__init__(data, auto_id=auto_id, initial={"institution": chosen})
        self.known = {str(each.uuid): each for each in expected}
        self.fields["institution"].choices = [  # type: ignore[attr-defined]
            ("", _("choose")),
            *((uuid, each.name) for uuid, each in self.known.items()),
        ]

    @property
    def chosen(self) -> Institution:
        return self.known[self.cleaned_data["institution"]]


class ExtendForm(OneInstitutionForm):
    until = DayField(
        label=_("May enter until"),
        help_text=_("The figure counts as on time until this day, also after the lock."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The institution reads it."),
        **REASON,  # type: ignore[arg-type]
    )

    def clean_until(self) -> dt.date:
        day, today = self.cleaned_data["until"], timezone.localdate()
        if day < today:
            raise forms.ValidationError(gettext("This day has passed. Name today or a later day."))
        if (day - today).days > LONGEST_EXCEPTION:
            raise forms.ValidationError(gettext("This is more than a year away. Compare the year."))
        return day  # type: ignore[no-any-return]


class ExcuseForm(OneInstitutionForm):
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stands in place of the figure, for the institution as well."),
        **REASON,  # type: ignore[arg-type]
    )
