"""A version of an indicator as its form has it: the Thai template, field by field."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.urls import resolve, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.courses.forms.fields import DayField
from apps.kpi.choices import Measure, PeriodKind, YearKind
from apps.kpi.definition_labels import LABELS
from apps.kpi.forms.definition_rows import RowsMixin
from apps.kpi.forms.numbers import ValueField
from apps.kpi.formulas import FORMULAS, formula_of
from apps.kpi.models import Definition
from apps.kpi.outcome_words import GROUPS, outcomes_of
from apps.kpi.services.defining import WRITTEN

LEVELS = tuple(f"level_{points}" for points in range(1, 6))
PAIRS = {
    "dimension": 200,
    "unit": 60,
    "supervisor": 200,
    "collector": 200,
    "meaning": 0,
    "formula_text": 0,
    "numerator": 0,
    "denominator": 0,
    "sources": 0,
    "collection": 0,
}
"""Fields in both languages; 0 for those of several lines."""
NUMBERS = ("weight", "target", "lowest", "highest", "change_limit")
MOST_WEIGHT = Decimal("999.99")
PLACES = {
    "grouping": "formula",
    "audited_fields": "audited_0_code",
    "parameters": "formula",
    "levels": "level_1",
}
"""Where a problem of a field stands that is several controls."""


class NameForm(forms.Form):
    name_th = forms.CharField(label=_("Name in Thai"), max_length=300)
    name_en = forms.CharField(label=_("Name in English"), max_length=300, required=False)


class IndicatorForm(NameForm):
    """A further indicator."""

    field_order = ("code", "name_th", "name_en")
    code = forms.RegexField(
        r"^[A-Za-z][A-Za-z0-9_-]*\Z",
        label=_("Code"),
        max_length=20,
        help_text=_("As people will say it, for example REG05. It cannot be changed later."),
        error_messages={"invalid": _("Use Latin letters, digits and hyphens, a letter first.")},
    )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        page = resolve(reverse("kpi:indicator", args=[code]))
        if page.view_name != "kpi:indicator":
            text = gettext(
                "This word is the address of another page. Choose another code, as REG05."
            )
            raise forms.ValidationError(text)
        return code


class DefinitionForm(RowsMixin):
    """Filled from a draft; `values` and `criteria` are what `save_draft` takes."""

    def __init__(self, data: Mapping[str, Any] | None, definition: Definition) -> None:
        self.definition = definition
        super().__init__(data, initial=_initial(definition))
        for name, length in PAIRS.items():
            for language in ("th", "en"):
                self.fields[f"{name}_{language}"] = _text(name, language, length)
        self.fields.update(_choices())
        for name in NUMBERS:
            self.fields[name] = _number(name)
        for name in LEVELS:
            label = gettext("Score %(points)s") % {"points": name[-1]}
            self.fields[name] = ValueField(label=label, required=False)
        self.fields["valid_from"] = DayField(
            label=str(LABELS["valid_from"]),
            help_text=_("The version before ends on the day before."),
        )
        self.fields.update(_parameters())
        self.grouped = self._groups()
        self.add_rows(definition)

    def _groups(self) -> list[str]:
        """Names of the fields of the grouping; a formula that takes the outcomes as they are has
        none, nor has a measure that was chosen just now."""
        names = []
        if self.definition.formula == "share":
            for outcome, words in outcomes_of(self.definition.measure).items():
                name = f"group_{outcome}"
                names.append(name)
                given = self.definition.grouping or {"good": "good", "bad": "bad"}
                self.fields[name] = forms.ChoiceField(
                    label=str(words),
                    choices=[(code, word) for code, word in GROUPS.items()],
                    required=False,
                    initial=given.get(outcome, ""),
                )
        return names

    def named(self, *names: str) -> list[BoundField]:
        return [self[name] for name in names]

    @property
    def groups(self) -> list[BoundField]:
        return self.named(*self.grouped)

    @property
    def levels(self) -> list[BoundField]:
        return self.named(*LEVELS)

    @property
    def parameters(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith("parameter_")]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        levels = [given.get(name) for name in LEVELS]
        if any(level is not None for level in levels):
            for name in LEVELS:
                if given.get(name) is None and name not in self.errors:
                    self.add_error(name, gettext("Give all five levels, or none."))
        self.clean_rows()
        return given

    @property
    def values(self) -> dict[str, Any]:
        """Of `WRITTEN`; only of a form that is valid."""
        given = self.cleaned_data
        formula = formula_of(given["formula"])
        wanted = {each.code for each in formula.parameters}
        levels = [given[name] for name in LEVELS]
        found = {name: given[name] for name in WRITTEN if name in given}
        return found | {
            "weight": given["weight"] or 0,
            "levels": [] if None in levels else levels,
            "parameters": {
                code: given[f"parameter_{code}"]
                for code in wanted
                if given[f"parameter_{code}"] is not None
            },
            "grouping": self._grouping(),
            "audited_fields": self.audited if given["measure"] == Measure.REGISTER else [],
        }

    def _grouping(self) -> dict[str, str]:
        """What the table says, while measure and formula are still those that it was made for."""
        given, draft = self.cleaned_data, self.definition
        if (given["measure"], given["formula"]) != (draft.measure, draft.formula):
            return {}
        found = {name.removeprefix("group_"): given[name] for name in self.grouped if given[name]}
        as_they_are = all(outcome == group for outcome, group in found.items())
        return {} if as_they_are and len(found) == len(self.grouped) else found

    @property
    def asks_for_grouping(self) -> bool:
        """After another measure was chosen: its outcomes wait to be sorted."""
        given, draft = self.cleaned_data, self.definition
        changed = (given["measure"], given["formula"]) != (draft.measure, draft.formula)
        return changed and bool(given["measure"]) and given["formula"] == "share"

    def show_problems(self, problems: Mapping[str, Any]) -> None:
        """Beside the fields that they are about; the form must be bound."""
        for field, sentence in problems.items():
            place = self.grouped[0] if field == "grouping" and self.grouped else None
            self.add_error(place or PLACES.get(field, field), str(sentence))


def bound_form(definition: Definition) -> DefinitionForm:
    """The draft as if its form had been sent, to show problems beside its fields."""
    plain = DefinitionForm(None, definition)
    data = {field.html_name: field.value() for field in plain}
    form = DefinitionForm({name: value for name, value in data.items() if value}, definition)
    form.is_valid()
    return form


def _initial(definition: Definition) -> dict[str, Any]:
    found = {name: getattr(definition, name) for name in WRITTEN}
    found |= dict(zip(LEVELS, definition.levels, strict=False))
    found |= {f"parameter_{code}": value for code, value in definition.parameters.items()}
    return found


def _text(name: str, language: str, length: int) -> forms.CharField:
    words = gettext("%(field)s (Thai)") if language == "th" else gettext("%(field)s (English)")
    label = words % {"field": LABELS[name]}
    if length:
        return forms.CharField(label=label, max_length=length, required=False)
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=4_000, required=False, widget=widget)


def _number(name: str) -> ValueField:
    field = ValueField(
        label=str(LABELS[name]), required=name in ("lowest", "highest", "change_limit")
    )
    if name == "weight":
        field.least, field.most = Decimal(0), MOST_WEIGHT
    return field


def _choices() -> Iterator[tuple[str, forms.Field]]:
    not_seen = ("", _("nothing: the portal never sees it"))
    yield (
        "measure",
        forms.ChoiceField(
            label=str(LABELS["measure"]), choices=[not_seen, *Measure.choices], required=False
        ),
    )
    yield (
        "formula",
        forms.ChoiceField(
            label=str(LABELS["formula"]),
            choices=[(code, each.label) for code, each in FORMULAS.items()],
        ),
    )
    for name, kinds in (("period_kind", PeriodKind), ("year_kind", YearKind)):
        yield name, forms.ChoiceField(label=str(LABELS[name]), choices=kinds.choices)


def _parameters() -> Iterator[tuple[str, forms.Field]]:
    for formula in FORMULAS.values():
        for each in formula.parameters:
            yield (
                f"parameter_{each.code}",
                forms.IntegerField(
                    label=str(each.label),
                    min_value=each.low,
                    max_value=each.high,
                    required=False,
                    help_text=gettext("Only for “%(formula)s”. Left empty, it is %(usual)s.")
                    % {"formula": formula.label, "usual": each.default},
                ),
            )
