"""A term's list of entrants as it is handed in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.uploads import FileField
from apps.courses.forms.fields import TermField
from apps.qualifications.forms.question import QuestionForm
from apps.qualifications.services.batching import Term


class BatchForm(QuestionForm):
    name = forms.CharField(
        label=_("Name of the list"),
        max_length=120,
        help_text=_("By which you find it again, for example “Master's entrants, round 1”."),
    )
    term = TermField(label=_("Term in which they begin"))
    file = FileField(
        label=_("File"),
        help_text=_(
            "One row for each degree that is to be checked: the person, the university that "
            "awarded the degree, the degree. The columns may stand in any order."
        ),
        error_messages={"empty": _("The file is empty. Choose the file again.")},
    )
    field_order = ("name", "term", "file")

    @property
    def term_chosen(self) -> Term:
        year, number = self.cleaned_data["term"]
        return Term(academic_year=year, number=number)

    @property
    def content(self) -> Any:
        return self.cleaned_data["file"].read()
