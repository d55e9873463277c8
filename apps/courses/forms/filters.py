"""Filters of lists: they stand in the address, so that a view can be sent to a colleague."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.courses.forms.fields import current_term, term_choices
from apps.courses.states import State
from apps.institutions.models import Institution


def term_of(value: str) -> tuple[int | None, int | None]:
    """(Christian academic year, term) of `2026-1`; None, None of ""."""
    year, _dash, term = value.partition("-")
    return (int(year), int(term)) if year and term else (None, None)


class ListFilter(forms.Form):
    """Term, partner and state; what is not understood leaves the list wide."""

    term = forms.ChoiceField(label=_("Term"), required=False)
    partner = forms.ChoiceField(label=_("University"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, data: Any, partners: list[Institution], *, drafts: bool = True) -> None:
        super().__init__(data)
        every = [("", str(_("all")))]
        states = [choice for choice in State.choices if drafts or choice[0] != State.DRAFT]
        self._ids = {each.code: each.pk for each in partners}
        self._offer("term", every + term_choices())
        self._offer("partner", every + [(each.code, each.name) for each in partners])
        self._offer("state", every + [(str(value), str(label)) for value, label in states])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _given(self, name: str) -> str:
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")

    @property
    def academic_year(self) -> int | None:
        return term_of(self._given("term"))[0]

    @property
    def number(self) -> int | None:
        return term_of(self._given("term"))[1]

    @property
    def term_or_current(self) -> tuple[int, int]:
        year, number = term_of(self._given("term"))
        return (year, number) if year and number else current_term()

    @property
    def partner_code(self) -> str:
        return self._given("partner")

    @property
    def partner_id(self) -> int | None:
        return self._ids.get(self._given("partner"))

    @property
    def chosen_state(self) -> str:
        return self._given("state")

    @property
    def is_set(self) -> bool:
        return any(self._given(name) for name in self.fields)

    def address(self, **more: str) -> str:
        """The query part of an address with these filters and what is added."""
        given = {name: self._given(name) for name in self.fields} | more
        return "?" + urlencode({name: value for name, value in given.items() if value})
