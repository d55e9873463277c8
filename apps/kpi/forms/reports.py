"""What a report is asked for with: its period and its language."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.kpi.periods import Period, PeriodKind, YearKind, label, period_at, previous

YEARS_OFFERED, QUARTERS_OFFERED = 5, 8
LANGUAGES = (("th", _("Thai")), ("en", _("English")))
OFFERED: tuple[tuple[PeriodKind, YearKind, int], ...] = (
    ("year", "academic", YEARS_OFFERED),
    ("year", "fiscal", YEARS_OFFERED),
    ("quarter", "fiscal", QUARTERS_OFFERED),
)


class ReportForm(forms.Form):
    """Periods that have ended, the newest first."""

    period = forms.ChoiceField(
        label=_("Period"),
        help_text=_(
            "A year tells of the periods that ended in it, a quarter of the figures that were due "
            "in it."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of the report"), choices=LANGUAGES, widget=forms.RadioSelect
    )

    def __init__(self, data: Any, *, language: str, today: dt.date | None = None) -> None:
        super().__init__(data, initial={"language": language})
        on = today or timezone.localdate()
        self.known: dict[str, Period] = {}
        groups = []
        for kind, year_kind, number in OFFERED:
            found = list(_ended(kind, year_kind, number, on))
            keys = {f"{kind}:{year_kind}:{each.code}": each for each in found}
            self.known |= keys
            words = [(key, label(each)) for key, each in keys.items()]
            groups.append((_heading(kind, year_kind), words))
        self.fields["period"].choices = groups  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Period:
        return self.known[self.cleaned_data["period"]]


def _ended(kind: PeriodKind, year_kind: YearKind, number: int, on: dt.date) -> Iterator[Period]:
    period = period_at(on, kind, year_kind)
    for _each in range(number):
        period = previous(period)
        yield period


def _heading(kind: PeriodKind, year_kind: YearKind) -> str:
    if kind == "quarter":
        return gettext("Quarters of the fiscal year")
    return gettext("Academic years") if year_kind == "academic" else gettext("Fiscal years")
