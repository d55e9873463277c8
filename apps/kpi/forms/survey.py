"""The survey as it is answered, the sheet of links, and what the results are narrowed to."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.kpi.choices import ServiceKind
from apps.kpi.services.surveying import MOST_IN_A_SHEET, SHEET
from apps.kpi.survey_items import ITEMS, MOST_SIGNS, OVERALL, POINTS


class CommentField(forms.CharField):
    """A line break counts as one sign, as the browser counts it, although it sends two."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").strip()


class AnswerForm(forms.Form):
    """A field for each item; only the service as a whole must be answered."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for item in ITEMS:
            self.fields[item.code] = forms.TypedChoiceField(
                label=item.label,  # type: ignore[arg-type]  # a lazy text
                choices=list(POINTS.items()),
                coerce=int,
                empty_value=None,
                required=item.code == OVERALL,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one of the five points.")},
            )
        self.fields["comment"] = CommentField(
            label=_("What should be better, or stay as it is?"),
            help_text=_("Please write no names and no numbers of persons."),
            required=False,
            max_length=MOST_SIGNS,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    @property
    def items(self) -> list[forms.BoundField]:
        return [self[item.code] for item in ITEMS]

    @property
    def points(self) -> dict[str, int]:
        """Items that were answered."""
        given = {item.code: self.cleaned_data[item.code] for item in ITEMS}
        return {code: point for code, point in given.items() if point is not None}


class SheetForm(forms.Form):
    count = forms.IntegerField(
        label=_("Number of links"),
        min_value=1,
        max_value=MOST_IN_A_SHEET,
        initial=SHEET,
        help_text=_("From 1 to 100. Each link takes one answer within 30 days."),
    )


class ResultsFilter(forms.Form):
    """It stands in the address, so a view can be sent; what is not understood leaves it wide."""

    period = forms.ChoiceField(label=_("Period"), required=False)
    service = forms.ChoiceField(
        label=_("Service"), required=False, choices=[("", _("all services")), *ServiceKind.choices]
    )

    def __init__(self, data: Any, periods: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        choice = self.fields["period"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101  (for the type checker)
        choice.choices = [("", _("all answers")), *periods]
        self.is_valid()

    def given(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")

    @property
    def is_set(self) -> bool:
        return any(self.given(name) for name in self.fields)

    def address(self, **more: str) -> str:
        """The query part of an address with these filters and what is added."""
        given = {name: self.given(name) for name in self.fields} | more
        return "?" + urlencode({name: value for name, value in given.items() if value})
