"""What the list of requests is narrowed to; it stands in the address, so a view can be sent."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.certificates.kinds import Channel, Kind
from apps.certificates.selectors.requests import Filters
from apps.certificates.states import State

OVERDUE, STUCK, ENDED = "overdue", "stuck", "ended"
HERE = "portal"
"""In place of a channel: all but what another system makes."""
SHOW = [
    ("", _("all")),
    *State.choices,
    (OVERDUE, _("overdue")),
    (STUCK, _("stopped while being made")),
    (ENDED, _("paper replaced or revoked")),
]


class RequestFilter(forms.Form):
    """Anything that is not understood leaves the list wide."""

    text = forms.CharField(
        label=_("Student code, name or number"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    show = forms.ChoiceField(label=_("Show"), required=False, choices=SHOW)
    kind = forms.ChoiceField(
        label=_("Kind of paper"), required=False, choices=[("", _("all")), *Kind.choices]
    )
    channel = forms.ChoiceField(
        label=_("How it came"),
        required=False,
        choices=[("", _("all")), (HERE, _("made by the portal")), *Channel.choices],
    )
    batch = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    def given(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")

    @property
    def filters(self) -> Filters:
        """“Ready” is what can be delivered: a paper that ended has a place of its own."""
        show, channel = self.given("show"), self.given("channel")
        made = show in (State.PRODUCED, ENDED)
        return Filters(
            state=show if show in State.values else "",
            kind=self.given("kind"),
            channel="" if channel == HERE else channel,
            here=channel == HERE,
            overdue=show == OVERDUE,
            stuck=show == STUCK,
            ended=show == ENDED if made else None,
            batch=self.cleaned_data.get("batch"),
            text=self.given("text"),
        )

    @property
    def is_set(self) -> bool:
        return any(self.given(name) for name in self.fields)

    def address(self, **more: str) -> str:
        """The query part of an address with these filters and what is added."""
        given = {name: self.given(name) for name in self.fields} | more
        return "?" + urlencode({name: value for name, value in given.items() if value})
