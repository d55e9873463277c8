"""Filters of the holder's lists, and the answer that an officer enters."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.institutions.models import Institution
from apps.qualifications.choices import Closing, Standing
from apps.qualifications.fields import FIELD_LABELS
from apps.qualifications.forms.asking_filters import AskedFilter

QUEUE_SHOW = [
    ("", _("everything open")),
    ("waiting", _("to answer")),
    ("overdue", _("overdue")),
    ("proposed", _("waiting for approval")),
    ("documents", _("documents requested")),
]
HISTORY_SHOW = [
    ("", _("all")),
    ("open", _("not yet answered")),
    ("overdue", _("overdue")),
    ("answered", _("answered")),
    ("cancelled", _("cancelled")),
]
NO_DEGREE = (
    Closing.NOT_FOUND,
    Closing.ATTENDED_NOT_CONFERRED,
    Closing.COMPLETED_AWAITING_COUNCIL,
    Closing.NEEDS_DOCUMENTS,
    Closing.UNABLE_TO_CONFIRM,
)
"""Without a degree of the own register nothing can be confirmed."""
FROM_ENTRY = tuple(one for one in Closing if one != Closing.NOT_FOUND)


class HeldFilter(AskedFilter):
    """The same filters seen from the other side: the partner is who asks."""

    def __init__(self, data: Any, partners: Sequence[Institution]) -> None:
        super().__init__(data, partners)
        self.fields["show"].choices = HISTORY_SHOW  # type: ignore[attr-defined]
        self.is_valid()


class QueueFilter(AskedFilter):
    """Nothing in the queue is answered, so there is no answer to choose."""

    def __init__(self, data: Any, partners: Sequence[Institution]) -> None:
        super().__init__(data, partners)
        del self.fields["outcome"]
        self.fields["show"].choices = QUEUE_SHOW  # type: ignore[attr-defined]
        self.full_clean()


def suggested_outcome(standing: str, differing: Sequence[str]) -> Closing:
    """What an entry of the register says by itself; the officer may choose otherwise."""
    if standing == Standing.COMPLETED:
        return Closing.COMPLETED_AWAITING_COUNCIL
    if standing == Standing.ATTENDED:
        return Closing.ATTENDED_NOT_CONFERRED
    return Closing.CONFIRMED_WITH_DIFFERENCES if differing else Closing.CONFIRMED


class AnswerForm(forms.Form):
    """`differing` and `tell` name fields of the comparison that the page shows beside them."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    outcome = forms.ChoiceField(
        label=_("Answer"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the answer.")},
    )
    differing = forms.MultipleChoiceField(required=False)
    tell = forms.MultipleChoiceField(required=False)
    note = forms.CharField(
        label=_("Note for the university that asks"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Stands on the reply. Needed where documents are missing or nothing can be confirmed."
        ),
    )

    def __init__(
        self,
        data: Any,
        *,
        outcomes: Sequence[Closing],
        compared: Sequence[str] = (),
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        offered = [(one.value, one.label) for one in outcomes]
        named = [(name, FIELD_LABELS[name]) for name in compared]
        self.fields["outcome"].choices = offered  # type: ignore[attr-defined]
        self.fields["differing"].choices = named  # type: ignore[attr-defined]
        self.fields["tell"].choices = named  # type: ignore[attr-defined]

    @property
    def ticked(self) -> list[str]:
        return self._list("differing")

    @property
    def told(self) -> list[str]:
        return self._list("tell")

    def _list(self, name: str) -> list[str]:
        if self.is_bound:
            return list(self.data.getlist(name))  # type: ignore[attr-defined]
        return list(self.initial.get(name, ()))


class WrittenForm(forms.Form):
    """Beside a degree written by hand: what goes into the answer.

    seen: the differences that the page showed, so that nobody confirms what was not seen
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)
    same_person = forms.BooleanField(
        label=_("Our papers have the same identifier as the question"), required=False
    )
    tell = forms.MultipleChoiceField(
        required=False, choices=[(name, label) for name, label in FIELD_LABELS.items()]
    )
    note = forms.CharField(
        label=_("Note for the university that asks"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
