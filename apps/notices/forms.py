"""Which kinds of notice a person wants by e-mail."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.notices.registry import NoticeKind


class MailForm(forms.Form):
    wanted = forms.MultipleChoiceField(
        label=_("Send me an e-mail when"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("What is not ticked still stands in the inbox."),
    )

    def __init__(
        self, *args: Any, kinds: Sequence[NoticeKind], without: Collection[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["wanted"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  for the type checker
        field.choices = [(kind.code, kind.label) for kind in kinds]
        field.initial = [kind.code for kind in kinds if kind.code not in without]
