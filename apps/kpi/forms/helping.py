"""A question to another university, and its answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.kpi.services.helping import LONGEST, SHORTEST


class AskForm(forms.Form):
    message = forms.CharField(
        label=_("Your question"),
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What is difficult for you, and what you would like to know. Name no student."),
    )


class AnswerForm(forms.Form):
    reply = forms.CharField(
        label=_("Your answer"),
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The university that asked reads it, and nobody else. Name no student."),
    )
