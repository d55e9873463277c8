"""How figures look and read: states, fields, what changed, what was done."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.kpi.charts.numbers import EXACT
from apps.kpi.charts.numbers import value_text as percent_text
from apps.kpi.choices import ReturnReason, Source
from apps.kpi.content import Change, Content, changes_between
from apps.kpi.formulas import Figure, formula_of, shown
from apps.kpi.models import Criterion, Cycle, Definition, Return, Submission
from apps.kpi.periods import label
from apps.kpi.pinning import COUNTS, EVIDENCE, REASONS, pinnable_fields
from apps.kpi.selectors.cycles import period_of
from apps.kpi.states import Action, State

TONES: Mapping[str, str] = {
    State.DRAFT: "need",
    State.SUBMITTED: "progress",
    State.RETURNED: "refused",
    State.APPROVED: "progress",
    State.ACCEPTED: "done",
    State.LOCKED: "done",
}
ACTS: Mapping[str, str | Promise] = {
    Action.EDIT: _("saved"),
    Action.SUBMIT: _("sent to the approver"),
    Action.TAKE_BACK: _("taken back"),
    Action.RETURN: _("sent back by the own approver"),
    Action.APPROVE: _("approved and sent to the network"),
    Action.NETWORK_RETURN: _("sent back by the network"),
    Action.ACCEPT: _("accepted by the network"),
    Action.REOPEN: _("opened again as a new revision"),
    Action.LOCK: _("locked"),
}
FIELDS: Mapping[str, str | Promise] = {
    "basis": _("Source of the figure"),
    "numerator": _("Numerator"),
    "denominator": _("Denominator"),
    "narrative": _("Explanation"),
}
OVERRIDES: Mapping[str, str | Promise] = {
    "outside_bounds": _("value outside of the bounds"),
    "change": _("large change against the last period"),
    "unusual": _("value far from what was usual"),
    "denominator_change": _("large change in the number of records"),
    "evidence_missing": _("no evidence"),
    "differs_from_derived": _("other outcomes than the portal saw"),
}
PERCENT = frozenset({"ร้อยละ", "percent", "%"})
"""Units that are written as the sign, as on the dashboards."""


def period_label(cycle: Cycle) -> str:
    """1/2568, or what the kind of period is called."""
    return label(period_of(cycle))


def value_text(figure: Figure | Submission, definition: Definition) -> str:
    """95.24 %, "No data" for a denominator of 0, "" before anything was entered."""
    if isinstance(figure, Submission) and not figure.counts:
        return ""
    if figure.value is None:
        return shown(None)
    unit = definition.unit
    return percent_text(figure.value, "%" if unit in PERCENT else unit, EXACT)


def words_of(definition: Definition) -> dict[str, str]:
    """What is counted, in the reader's language."""
    return {field: definition.words(field) for field in ("meaning", "numerator", "denominator")}


def is_share(definition: Definition) -> bool:
    """Entered as numerator and denominator; otherwise as five counts of answers."""
    return "good" in formula_of(definition.formula).outcomes


def field_label(field: str) -> str:
    """What people call a field of the content."""
    if field.startswith(COUNTS):
        return gettext("Answers with %(points)s") % {"points": field.removeprefix(COUNTS)}
    if field.startswith(EVIDENCE):
        return gettext("Evidence %(code)s") % {"code": field.removeprefix(EVIDENCE)}
    if field.startswith(REASONS):
        return gettext("Reason: %(what)s") % {"what": override_label(field.removeprefix(REASONS))}
    return str(FIELDS.get(field, field))


def override_label(key: str) -> str:
    """Of a finding's key; with the criterion where it has one."""
    code, _colon, criterion = key.partition(":")
    words = str(OVERRIDES.get(code, code))
    return f"{words} ({criterion})" if criterion else words


def pinnable(
    definition: Definition, criteria: Sequence[Criterion], overrides: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Values that can be sent back, in the order of the page. A reason for missing evidence is
    sent back with the evidence itself.
    """
    codes = [each.code for each in criteria]
    fields = pinnable_fields(definition.formula, codes, overrides)
    return [(field, field_label(field)) for field in fields]


def changes_shown(before: Content, after: Content, definition: Definition) -> list[dict[str, str]]:
    """Field, its label, before and after; each number once, as the form asks for it."""
    hidden = (COUNTS,) if is_share(definition) else ("numerator", "denominator")
    return [
        {
            "field": one.field,
            "label": field_label(one.field),
            **dict(zip(("before", "after"), _texts(one), strict=True)),
        }
        for one in changes_between(before, after)
        if not one.field.startswith(hidden)
    ]


def _texts(change: Change) -> tuple[str, str]:
    before, after = (content_text(change.field, each) for each in (change.before, change.after))
    if before == after and before:  # a file of the same name with another content
        after = gettext("%(files)s (another file)") % {"files": after}
    return before, after


def content_text(field: str, value: Any) -> str:
    """One value of the content as people read it; "" where there is none."""
    if value is None:
        return ""
    if field == "basis":
        return str(Source(value).label)
    if field.startswith(EVIDENCE):
        return ", ".join(name for name, _digest in value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def content_lines(content: Content, definition: Definition) -> list[tuple[str, str]]:
    """A version that was sent, field by field."""
    empty: Content = {"counts": {}, "evidence": {}, "overrides": {}}
    lines = changes_shown(empty, content, definition)
    return [(line["label"], line["after"]) for line in lines]


def return_shown(row: Return, changed: set[str]) -> dict[str, Any]:
    """A value that was sent back; whether it was changed since."""
    return {
        "row": row,
        "label": field_label(row.field),
        "reason": ReturnReason(row.reason).label,
        "changed": row.field in changed,
    }
