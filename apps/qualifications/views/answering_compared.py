"""A question and a degree side by side, field by field, with marks of what agrees."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.qualifications.answering import Comparison
from apps.qualifications.comparing import NEVER_TOLD, compare_entry, record_of, recorded_values
from apps.qualifications.fields import FIELD_LABELS
from apps.qualifications.models import Check, Conferral
from apps.qualifications.register import Record
from apps.qualifications.views.checks_asked import asked_words

MARKS: dict[str, tuple[str, str | Promise]] = {
    "agree": ("done", _("agrees")),
    "differ": ("refused", _("differs")),
    "unclear": ("need", _("compare it yourself")),
    "not_given": ("neutral", _("not compared")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One field: as asked, as recorded, whether the two agree, what the officer ticked."""

    field: str
    label: str | Promise
    asked: str
    recorded: str
    tone: str
    mark: str | Promise
    compared: bool
    ticked: bool
    may_tell: bool
    told: bool

    @property
    def differs(self) -> bool:
        return self.tone == "refused"


def nearness(check: Check, entry: Conferral) -> tuple[bool, int]:
    """For the order in which entries are offered: the same identifier, then what agrees."""
    fields = compare_entry(check, entry).fields
    found = list(fields.values())
    return fields["person_id"] == "agree", found.count("agree") - found.count("differ")


def _asked(check: Check) -> dict[str, str]:
    """The name with all that was compared of it."""
    values = asked_words(check)
    latin = f"{check.first_name_en} {check.last_name_en}".strip()
    names = (check.name, latin, check.former_name)
    return values | {"name": " / ".join(dict.fromkeys(filter(None, names)))}


def entry_lines(check: Check, entry: Conferral, **ticks: Collection[str]) -> list[Line]:
    """The same with an entry of the register; `ticks`: `ticked`, `told`."""
    compared = compare_entry(check, entry)
    return compared_lines(check, record_of(entry), compared, masked=entry.id_masked, **ticks)


def compared_lines(
    check: Check,
    record: Record,
    compared: Comparison,
    *,
    masked: str = "",
    ticked: Collection[str] = (),
    told: Collection[str] = (),
) -> list[Line]:
    """Fields that either side has, in the order in which answers name them."""
    asked, recorded = _asked(check), recorded_values(record)
    recorded["person_id"] = masked
    return [
        Line(
            field=name,
            label=label,
            asked=asked.get(name, ""),
            recorded=recorded.get(name, ""),
            tone=MARKS[compared.fields[name]][0],
            mark=MARKS[compared.fields[name]][1],
            compared=compared.fields[name] != "not_given",
            ticked=name in ticked,
            may_tell=name not in NEVER_TOLD and bool(recorded.get(name)),
            told=name in told,
        )
        for name, label in FIELD_LABELS.items()
        if asked.get(name) or recorded.get(name)
    ]
