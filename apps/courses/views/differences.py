"""What somebody else stored meanwhile, beside what is typed in the form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of the form that differs from what is stored; `stored` as it would be shown."""

    label: str
    field_id: str
    stored: str


def differences(form: forms.Form, stored: Mapping[str, Any]) -> list[Difference]:
    """In the form's order; a field that cannot be read counts as different."""
    found = []
    for bound in form:
        if bound.name not in stored or bound.is_hidden:
            continue
        typed = form.cleaned_data.get(bound.name) if hasattr(form, "cleaned_data") else None
        if (typed or None) != (stored[bound.name] or None):
            shown = _shown(bound, stored[bound.name])
            found.append(Difference(str(bound.label), bound.auto_id, shown))
    return found


def _shown(bound: BoundField, value: Any) -> str:
    choices = dict(getattr(bound.field, "choices", ()))
    prepared = bound.field.prepare_value(value)
    return str(choices.get(prepared, "–" if prepared in (None, "") else prepared))
