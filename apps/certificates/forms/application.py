"""One request as an officer types it: the fields of its kind, and what only the office needs."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from apps.certificates.applications import Application
from apps.certificates.errors import FactsError, NeededByError
from apps.certificates.examples import day_example, year_example
from apps.certificates.facts import FIELDS, FactProblem, Facts, Field, Shape, field_named
from apps.certificates.kinds import Language
from apps.certificates.services.writing_down import facts_for
from apps.courses.forms.fields import DayField
from apps.institutions.actor import Actor

OFFICE = ("purpose", "addressee", "letter_number", "contact_email", "needed_by")
HINTS = {
    Shape.YEAR: format_lazy(_("Four digits, as {year}."), year=year_example(2026)),
    Shape.DAY: format_lazy(_("Day/month/year, as {day}."), day=day_example(dt.date(2025, 3, 5))),
    Shape.GRADE: _("0.00 to 4.00. Printed only if it is written here."),
}
ENGLISH = _("Needed on an English paper.")


class ApplicationForm(forms.Form):
    """`held`: facts that the register of degrees gives, which are shown and not typed.

    After `is_valid`, `facts` are what the paper will tell and `application` is what was typed.
    """

    purpose = forms.CharField(
        label=_("What it is for"),
        required=False,
        max_length=300,
        help_text=_("Printed on the paper, in its language. Leave it empty for general use."),
    )
    letter_number = forms.CharField(
        label=_("Number of the letter"),
        required=False,
        max_length=60,
        help_text=_("From your own register of letters. Printed on the paper."),
    )
    addressee = forms.CharField(
        label=_("To whom it goes"), required=False, max_length=300, help_text=_("Not printed.")
    )
    contact_email = forms.EmailField(
        label=_("E-mail of whoever asks"), required=False, help_text=_("Not printed.")
    )
    needed_by = DayField(
        label=_("Needed by"),
        required=False,
        help_text=format_lazy(_("Day/month/year, as {day}."), day=day_example(dt.date(2027, 3, 5))),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        actor: Actor,
        kind: str,
        language: str = "",
        held: Mapping[str, object] | None = None,
        conferral: Any = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.actor, self.kind, self.fixed_language = actor, kind, language
        self.held, self.conferral = held or {}, conferral
        self.facts: Facts = {}
        self._typed = [field for field in FIELDS[kind] if field.name not in self.held]
        for field in self._typed:
            self.fields[field.name] = _control(field)
        if not language:
            self.fields["language"] = forms.ChoiceField(
                label=_("Language of the paper"),
                choices=Language.choices,
                initial=Language.TH,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one of these.")},
            )

    @property
    def fact_fields(self) -> list[Any]:
        """Bound fields of what is printed about the person, in their order."""
        return [self[field.name] for field in self._typed]

    @property
    def chosen_language(self) -> str:
        return self.fixed_language or str(self.cleaned_data.get("language", ""))

    @property
    def application(self) -> Application:
        given = self.cleaned_data
        return Application(
            facts={field.name: given.get(field.name, "") for field in self._typed},
            conferral=self.conferral,
            purpose=given.get("purpose", ""),
            addressee=given.get("addressee", ""),
            letter_number=given.get("letter_number", ""),
            contact_email=given.get("contact_email", ""),
            needed_by=given.get("needed_by"),
        )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        wanted = given.get("needed_by")
        changed = wanted != self.initial.get("needed_by")
        if wanted and changed and wanted < timezone.localdate():
            self.add_error("needed_by", str(NeededByError.message))
        if not self.chosen_language:
            return given
        try:
            self.facts = facts_for(
                self.kind, self.chosen_language, self.application, actor=self.actor
            )
        except FactsError as refused:
            for problem in refused.problems:
                self._tell(problem)
        return given

    def _tell(self, problem: FactProblem) -> None:
        """Beside the field; what the register holds is corrected there, and said so."""
        if problem.field in self.fields:
            if problem.field not in self.errors:
                self.add_error(problem.field, str(problem.sentence))
            return
        label = capfirst(str(field_named(self.kind, problem.field).label))
        sentence = _("%(field)s, from your register: %(sentence)s")
        self.add_error(None, sentence % {"field": label, "sentence": problem.sentence})


class EditForm(ApplicationForm):
    """`seen`: digest of the content as it was when the form was opened."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ReplaceForm(ApplicationForm):
    reason = forms.CharField(
        label=_("Why the former paper is replaced"),
        min_length=5,
        max_length=300,
        help_text=_(
            "Everybody who checks the former paper reads this. Write what was wrong with it, never "
            "the name of a person."
        ),
    )


def _control(field: Field) -> forms.Field:
    """Nothing is refused here but what is missing: the facts are read where all of them are."""
    hint = ENGLISH if field.english else HINTS.get(field.shape, "")
    common: dict[str, Any] = {
        "label": capfirst(str(field.label)),
        "required": field.needed,
        "help_text": hint,
        "error_messages": {"required": _("The paper needs this. Write it.")},
    }
    if field.shape is Shape.CHOICE:
        return forms.ChoiceField(choices=[("", "–"), *field.choices], **common)
    attributes = {"autocomplete": "off"}
    if field.shape in (Shape.NUMBER, Shape.YEAR):
        attributes["inputmode"] = "numeric"
    return forms.CharField(widget=forms.TextInput(attrs=attributes), max_length=1_000, **common)
