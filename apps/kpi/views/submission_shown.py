"""What the pages of one figure show of it."""

from collections.abc import Sequence
from typing import Any

from apps.institutions.actor import Actor
from apps.kpi.choices import Source
from apps.kpi.findings import Finding
from apps.kpi.models import Evidence, Submission, SubmissionAct
from apps.kpi.policies import can_enter
from apps.kpi.selectors.findings import findings_of
from apps.kpi.selectors.sources import readings_of
from apps.kpi.selectors.submissions import Expected
from apps.kpi.states import State
from apps.kpi.views.entry_shown import differences, row_is_late, sources_shown
from apps.kpi.views.submission_words import (
    ACTS,
    TONES,
    is_share,
    override_label,
    period_label,
    value_text,
    words_of,
)

Shown = dict[str, Any]


def state_shown(row: Submission, expected: Expected) -> Shown:
    """The head of the page."""
    return {
        "submission": row,
        "cycle": row.cycle,
        "expected": expected,
        "definition": row.cycle.definition,
        "period": period_label(row.cycle),
        "tone": TONES[row.state],
        "late": row_is_late(expected),
    }


def figure_shown(actor: Actor, row: Submission, files: Sequence[Evidence]) -> Shown:
    """The value, the sources beside it, the evidence, and the reasons that were written."""
    definition, readings = row.cycle.definition, readings_of(actor, row.cycle)
    findings = {each.key: each for each in findings_of(actor, row)}
    return {
        "value": value_text(row, definition),
        "words": words_of(definition),
        "is_share": is_share(definition),
        "answers": [(points, row.counts.get(points, 0)) for points in "54321"],
        "not_compared": row.basis == Source.DERIVED,
        "sources": sources_shown(actor, row.cycle, readings, row),
        "differences": differences(readings, row),
        "reasons": [_reason(key, reason, findings) for key, reason in row.overrides.items()],
        "notes": [each for each in findings.values() if each.key not in row.overrides],
        "evidence": [
            {"criterion": one, "files": [each for each in files if each.criterion == one.code]}
            for one in definition.criteria.all()
        ],
        "may_open": can_enter(actor),
    }


def _reason(key: str, reason: str, findings: dict[str, Finding]) -> Shown:
    """With what was found, as it reads now; the portal's own figures may have moved since."""
    sentence = findings[key].sentence if key in findings else ""
    return {"label": override_label(key), "sentence": sentence, "reason": reason}


def acts_shown(acts: Sequence[SubmissionAct]) -> list[Shown]:
    return [
        {
            "act": act,
            "words": ACTS.get(act.action, act.action),
            "state": State(act.to_state).label,
        }
        for act in acts
    ]
