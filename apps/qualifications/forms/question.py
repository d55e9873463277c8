"""Who asks, why, on which legal basis, in which case: the same for one degree and for a list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.qualifications.choices import Basis, CameBy, Purpose
from apps.qualifications.services.asking import Question


class QuestionForm(forms.Form):
    officer = forms.CharField(
        label=_("Officer who asks"),
        max_length=200,
        help_text=_("Name of the person who is responsible for this question."),
    )
    case = forms.CharField(
        label=_("Case"),
        max_length=100,
        help_text=_("Your own reference, for example a round of admission or a letter's number."),
    )
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices)
    basis = forms.ChoiceField(
        label=_("Legal basis"),
        choices=Basis.choices,
        help_text=_("Sections of the Personal Data Protection Act B.E. 2562."),
    )

    @property
    def question(self) -> Question:
        return Question(**{name: self.cleaned_data[name] for name in QuestionForm.base_fields})


class LetterForm(QuestionForm):
    """A letter that came on paper: somebody outside asks, and it is keyed in here."""

    requester = forms.CharField(
        label=_("University or office that asks"),
        max_length=300,
        help_text=_("As it stands at the head of the letter; the reply is addressed to it."),
    )
    field_order = ("requester",)

    @property
    def question(self) -> Question:
        given = {name: self.cleaned_data[name] for name in self.base_fields}
        return Question(**given, came_by=CameBy.PAPER)
