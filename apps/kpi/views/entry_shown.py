"""What the entry page shows: the definition, three sources, findings and pins at their fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from apps.institutions.actor import Actor
from apps.kpi.choices import Source
from apps.kpi.content import content_of
from apps.kpi.explaining import explain
from apps.kpi.findings import Finding
from apps.kpi.forms.entry import EntryForm, Known, file_field, numbers_of, reason_field
from apps.kpi.formulas import Figure
from apps.kpi.models import Cycle, Definition, Submission
from apps.kpi.pinning import COUNTS, EVIDENCE, REASONS
from apps.kpi.policies import can_see_records
from apps.kpi.selectors.findings import figure_of, findings_of
from apps.kpi.selectors.sources import Reading, readings_of
from apps.kpi.selectors.submissions import Expected, last_returns, returned_content
from apps.kpi.services.attachments import evidence_of
from apps.kpi.services.entering import Entry
from apps.kpi.views.entry_described import describe_fields, finding_id
from apps.kpi.views.submission_words import (
    TONES,
    changes_shown,
    period_label,
    return_shown,
    value_text,
    words_of,
)

Shown = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies before the person who enters a figure."""

    expected: Expected
    readings: Mapping[Source, Reading]
    known: Known

    @property
    def cycle(self) -> Cycle:
        return self.expected.cycle

    @property
    def submission(self) -> Submission | None:
        return self.expected.submission

    @property
    def definition(self) -> Definition:
        return self.cycle.definition


def desk_of(actor: Actor, expected: Expected) -> Desk:
    """Read once for the form and for the page around it."""
    row, definition = expected.submission, expected.cycle.definition
    readings = readings_of(actor, expected.cycle)
    known = Known(
        definition=definition,
        criteria=list(definition.criteria.all()),
        sources={source: one.counts for source, one in readings.items()},
        findings=findings_of(actor, row) if row else [],
        evidence=evidence_of(row) if row else [],
    )
    return Desk(expected, readings, known)


def kept_entry(row: Submission | None) -> Entry:
    """What is saved already."""
    if row is None:
        return Entry(counts={})
    return Entry(
        basis=Source(row.basis),
        counts=row.counts,
        narrative=row.narrative,
        overrides=row.overrides,
    )


def initial_of(desk: Desk) -> Shown:
    """What was saved; before that what was fed, or what the portal saw."""
    row, known = desk.submission, desk.known
    kept = kept_entry(row)
    basis, counts = kept.basis, kept.counts
    if row is None:
        basis = next((one for one in (Source.FED, Source.DERIVED) if one in known.sources), basis)
        counts = known.sources.get(basis, {})
    reasons = {reason_field(key): text for key, text in kept.overrides.items()}
    numbers = numbers_of(known, counts) if counts else {}
    return {"basis": str(basis), "narrative": kept.narrative, **numbers, **reasons}


def entry_context(actor: Actor, desk: Desk, form: EntryForm, *, checked: bool) -> Shown:
    """`checked`: the person wanted to send it, so what stops it is said at the top."""
    row, known = desk.submission, desk.known
    pins, changed = _pins(row, desk.definition)
    # numbers that were typed and refused are told at their fields, not as missing
    findings = [one for one in known.findings if not (one.code == "not_entered" and form.errors)]
    waiting = [one for one in findings if one.stops or _lacks_reason(one, row)]
    describe_fields(form, findings, pins)
    return head_of(desk.expected) | {
        "form": form,
        "version": row.version if row else 0,
        "definition": desk.definition,
        "words": words_of(desk.definition),
        "sources": sources_shown(actor, desk.cycle, desk.readings, row),
        "differences": differences(desk.readings, row),
        "derived_offered": Source.DERIVED in known.sources,
        "numbers": _numbers(form, findings, pins),
        "figure_findings": [
            _finding(form, one)
            for one in findings
            if one.field not in form.fields and not one.field.startswith(EVIDENCE)
        ],
        "narrative_pins": pins.get("narrative", []),
        "reason_pins": [
            pin for field, all_ in pins.items() if field.startswith(REASONS) for pin in all_
        ],
        "evidence": [_evidence(form, one, findings, pins) for one in known.criteria],
        "waiting": [_finding(form, one) for one in waiting] if checked else [],
        "returned": bool(pins),
        "changed": changed,
        "saved_by": row.hand_names[-1] if row and row.hand_names else "",
        "saved_value": value_text(row, desk.definition) if row else "",
    }


def head_of(expected: Expected) -> Shown:
    """What every page of one figure says at its top."""
    cycle, row = expected.cycle, expected.submission
    return {
        "expected": expected,
        "cycle": cycle,
        "submission": row,
        "period": period_label(cycle),
        "tone": TONES[row.state] if row else "need",
        "late": row_is_late(expected),
    }


def row_is_late(expected: Expected) -> bool:
    """Nothing was sent to the network and the day has passed."""
    row = expected.submission
    return timezone.localdate() > expected.due_on and (row is None or row.first_sent_at is None)


def closed_context(expected: Expected) -> Shown:
    """Why nothing can be entered now."""
    if expected.excused:
        why = "excused"
    else:
        early = timezone.localdate() < expected.cycle.opens_on
        why = "early" if early else "closed"
    return head_of(expected) | {"why": why}


def sources_shown(
    actor: Actor, cycle: Cycle, readings: Mapping[Source, Reading], row: Submission | None
) -> list[Shown]:
    """The three beside each other; one that has nothing says so."""
    own = figure_of(row) if row and row.counts else None
    shown: list[Shown] = []
    for source in Source:
        reading = readings.get(source)
        taken = own is not None and row is not None and row.basis == source
        figure = own if source == Source.DECLARED and taken else reading and reading.figure
        shown.append(
            {
                "source": source,
                "label": source.label,
                "figure": figure,
                "value": value_text(figure, cycle.definition) if figure else "",
                "as_of": reading.as_of if reading else None,
                "frozen": bool(reading and reading.frozen),
                "taken": taken,
                "opens": source == Source.DERIVED and figure and can_see_records(actor),
            }
        )
    return shown


def differences(readings: Mapping[Source, Reading], row: Submission | None) -> Sequence[Any]:
    """Why the sources differ; own numbers only where the figure rests on them."""

    def of(source: Source) -> Figure | None:
        return readings[source].figure if source in readings else None

    declared = row is not None and row.basis == Source.DECLARED and bool(row.counts)
    return explain(of(Source.DERIVED), of(Source.FED), figure_of(row) if row and declared else None)


def _pins(
    row: Submission | None, definition: Definition
) -> tuple[dict[str, list[Shown]], list[Any]]:
    """Field → what was said when it was sent back; and what was changed since."""
    returns = last_returns(row) if row else []
    before = returned_content(row, returns) if row else None
    if row is None or before is None:
        return {}, []
    changes = changes_shown(before, content_of(row, evidence_of(row)), definition)
    changed = {one["field"] for one in changes}
    pins: dict[str, list[Shown]] = {}
    for each in returns:
        here = pins.setdefault(each.field, [])
        anchor = f"pin_{len(here)}_{each.field.replace(':', '__')}"
        here.append(return_shown(each, changed) | {"anchor": anchor})
    return pins, changes


def _numbers(
    form: EntryForm, findings: Sequence[Finding], pins: Mapping[str, list[Shown]]
) -> list[Shown]:
    return [
        {
            "field": bound,
            "pins": pins.get(bound.name.replace("count_", COUNTS), []),
            "findings": [_finding(form, one) for one in findings if one.field == bound.name],
        }
        for bound in form.number_bounds()
    ]


def _evidence(
    form: EntryForm, criterion: Any, findings: Sequence[Finding], pins: Mapping[str, list[Shown]]
) -> Shown:
    name = f"{EVIDENCE}{criterion.code}"
    return {
        "criterion": criterion,
        "files": [one for one in form.known.evidence if one.criterion == criterion.code],
        "field": form[file_field(criterion.code)],
        "pins": pins.get(name, []),
        "findings": [_finding(form, one) for one in findings if one.field == name],
    }


def _finding(form: EntryForm, finding: Finding) -> Shown:
    """With the box for its reason where one helps."""
    box = form[reason_field(finding.key)] if finding.needs_override else None
    named = finding_id(finding)
    return {
        "finding": finding,
        "box": box,
        "id": named,
        "anchor": box.id_for_label if box else named,
    }


def _lacks_reason(finding: Finding, row: Submission | None) -> bool:
    return finding.needs_override and row is not None and finding.key not in row.overrides
