"""What a list of questions is narrowed to; it stands in the address, so that a view can be sent."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.institutions.models import Institution
from apps.qualifications.choices import Closing
from apps.qualifications.selectors.checks import Filters

SHOW = [
    ("", _("all")),
    ("open", _("not yet answered")),
    ("overdue", _("overdue")),
    ("with_holder", _("waiting for the holder")),
    ("documents", _("documents to give")),
    ("answered", _("answered")),
    ("otherwise", _("answered, not simply confirmed")),
    ("cancelled", _("cancelled")),
]


class AskedFilter(forms.Form):
    """Anything that is not understood leaves the list wide."""

    words = forms.CharField(
        label=_("Name, number or case"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    show = forms.ChoiceField(label=_("Show"), required=False, choices=SHOW)
    partner = forms.ChoiceField(label=_("University"), required=False)
    outcome = forms.ChoiceField(
        label=_("Answer"), required=False, choices=[("", _("all")), *Closing.choices]
    )

    def __init__(self, data: Any, partners: Sequence[Institution]) -> None:
        super().__init__(data)
        self._ids = {each.code: each.pk for each in partners}
        named = [(each.code, each.name) for each in partners]
        self.fields["partner"].choices = [("", _("all")), *named]  # type: ignore[attr-defined]
        self.is_valid()

    def given(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")

    @property
    def filters(self) -> Filters:
        return Filters(
            show=self.given("show"),
            partner=self._ids.get(self.given("partner")),
            outcome=self.given("outcome"),
            words=self.given("words"),
        )

    @property
    def is_set(self) -> bool:
        return any(self.given(name) for name in self.fields)

    def address(self, **more: str) -> str:
        """The query part of an address with these filters and what is added."""
        given = {name: self.given(name) for name in self.fields} | more
        return "?" + urlencode({name: value for name, value in given.items() if value})
