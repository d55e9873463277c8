"""What is said at a field of the entry page is also said to whoever hears the field."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from apps.kpi.findings import Finding
from apps.kpi.forms.entry import EntryForm, file_field, reason_field
from apps.kpi.pinning import COUNTS, EVIDENCE, REASONS

Pins = Mapping[str, Sequence[Mapping[str, Any]]]


def describe_fields(form: EntryForm, findings: Sequence[Finding], pins: Pins) -> None:
    """Name pins and findings in `aria-describedby`, after the hint and the errors of the field.

    pins: field of the content ("numerator", "evidence:E1") → each with its `anchor`
    """
    said: dict[str, list[str]] = defaultdict(list)
    for field, all_ in pins.items():
        said[_of_content(field)] += [pin["anchor"] for pin in all_]
    for finding in findings:
        box = reason_field(finding.key)
        for name in (_of_content(finding.field), box if finding.needs_override else ""):
            said[name].append(finding_id(finding))
    for name, ids in said.items():
        if name in form.fields:
            before = (form[name].aria_describedby or "").split()
            form.fields[name].widget.attrs["aria-describedby"] = " ".join([*before, *ids])


def finding_id(finding: Finding) -> str:
    """Id of the element that says it."""
    return f"finding_{finding.key.replace(':', '__')}"


def _of_content(field: str) -> str:
    """The form's field for a field of the content; a finding may name one of the form itself."""
    if field.startswith(COUNTS):
        return f"count_{field.removeprefix(COUNTS)}"
    if field.startswith(EVIDENCE):
        return file_field(field.removeprefix(EVIDENCE))
    if field.startswith(REASONS):
        return reason_field(field.removeprefix(REASONS))
    return field
