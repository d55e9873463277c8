"""Rows of a definition's form: criteria of evidence, and fields that a sample audit compares."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.kpi.models import Definition

SPARE, MOST = 2, 30
CODE = re.compile(r"[A-Za-z0-9_-]{1,20}")
PARTS = {"code": _("Code"), "th": _("In Thai"), "en": _("In English")}


class RowsMixin(forms.Form):
    """A row that is emptied goes away; two empty rows wait at the end."""

    def add_rows(self, definition: Definition) -> None:
        evidence = [
            {"code": row.code, "th": row.text_th, "en": row.text_en, "required": row.required}
            for row in (definition.criteria.all() if definition.pk else ())
        ]
        self.counts = {
            "criterion": self._add("criterion", evidence),
            "audited": self._add("audited", definition.audited_fields),
        }

    def _add(self, kind: str, rows: Sequence[dict[str, Any]]) -> int:
        """How many rows the form has: those that were sent, or those of the draft and some more."""
        count = len(rows) + SPARE
        if self.is_bound:
            while count < MOST and f"{kind}_{count}_code" in self.data:
                count += 1
        for index in range(count):
            row = rows[index] if index < len(rows) else {"required": True}
            for part, label in PARTS.items():
                self.fields[f"{kind}_{index}_{part}"] = forms.CharField(
                    label=label,
                    max_length=20 if part == "code" else 500,
                    required=False,
                    initial=row.get(part, ""),
                )
            if kind == "criterion":
                self.fields[f"{kind}_{index}_required"] = forms.BooleanField(
                    label=_("required"), required=False, initial=row["required"]
                )
        return count

    def _bound(self, kind: str) -> list[list[BoundField]]:
        parts = [*PARTS, *(["required"] if kind == "criterion" else [])]
        return [
            [self[f"{kind}_{index}_{part}"] for part in parts] for index in range(self.counts[kind])
        ]

    @property
    def criterion_rows(self) -> list[list[BoundField]]:
        return self._bound("criterion")

    @property
    def audited_rows(self) -> list[list[BoundField]]:
        return self._bound("audited")

    def clean_rows(self) -> None:
        for kind in self.counts:
            seen: set[str] = set()
            for index in range(self.counts[kind]):
                self._clean_row(kind, index, seen)

    def _clean_row(self, kind: str, index: int, seen: set[str]) -> None:
        code, thai, english = (
            self.cleaned_data.get(f"{kind}_{index}_{part}", "") for part in PARTS
        )
        if not (code or thai or english):
            return
        place = f"{kind}_{index}"
        if not CODE.fullmatch(code):
            self.add_error(
                f"{place}_code", gettext("Give a short code of Latin letters and digits, as E1.")
            )
        elif code in seen:
            self.add_error(f"{place}_code", gettext("This code stands in another row."))
        if not thai:
            self.add_error(f"{place}_th", gettext("Write this in Thai at least."))
        seen.add(code)

    def _rows(self, kind: str) -> list[dict[str, str]]:
        found = [
            {part: self.cleaned_data[f"{kind}_{index}_{part}"] for part in PARTS}
            for index in range(self.counts[kind])
        ]
        return [row for row in found if row["code"]]

    @property
    def audited(self) -> list[dict[str, str]]:
        return self._rows("audited")

    @property
    def criteria(self) -> list[dict[str, Any]]:
        """As `save_draft` takes them."""
        required = {
            self.cleaned_data[f"criterion_{index}_code"]: self.cleaned_data[
                f"criterion_{index}_required"
            ]
            for index in range(self.counts["criterion"])
        }
        return [
            {
                "code": row["code"],
                "text_th": row["th"],
                "text_en": row["en"],
                "required": required[row["code"]],
            }
            for row in self._rows("criterion")
        ]
