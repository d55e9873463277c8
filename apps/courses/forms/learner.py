"""What a student studies at home; the credits of the programme set the limit of recognition."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.courses.choices import Level
from apps.courses.forms.fields import NumberTextField
from apps.courses.models import Learner
from apps.courses.services.learners import Studies

MOST_CREDITS = Decimal(400)
TENTH = Decimal("0.1")


class StudiesForm(forms.Form):
    programme = forms.CharField(label=_("Programme"), required=False, max_length=300)
    faculty = forms.CharField(label=_("Faculty"), required=False, max_length=300)
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    programme_credits = NumberTextField(
        label=_("Credits of the whole programme"), required=False, least=Decimal(1),
        most=MOST_CREDITS,
    )  # fmt: skip

    def __init__(self, data: Any, learner: Learner) -> None:
        super().__init__(data, initial={name: getattr(learner, name) for name in self.base_fields})

    def clean_programme_credits(self) -> Decimal | None:
        given: Decimal | None = self.cleaned_data["programme_credits"]
        if given is not None and given != given.quantize(TENTH):
            raise forms.ValidationError(_("Write at most one digit after the point."))
        return given

    @property
    def studies(self) -> Studies:
        return Studies(**self.cleaned_data)
