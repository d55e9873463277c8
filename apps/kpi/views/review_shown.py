"""What the page of a review shows of a figure: as it was released, never what is being entered."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.kpi.charts import Caption, Chart, PeriodValue, history
from apps.kpi.choices import Source
from apps.kpi.content import Content
from apps.kpi.forms.returning import ReturnForm
from apps.kpi.formulas import Figure, evaluate, shown
from apps.kpi.models import Definition, Submission
from apps.kpi.selectors.review import (
    accepted_before,
    acts_told,
    evidence_released,
    frozen_figures,
    reviewed,
)
from apps.kpi.views.submission_words import (
    ACTS,
    changes_shown,
    is_share,
    override_label,
    period_label,
    pinnable,
    return_shown,
    value_text,
)

Shown = dict[str, Any]
FEWEST_IN_CHART = 2


def figure_shown(row: Submission) -> Shown:
    """The figure, its sources, evidence, reasons, what was sent back and what changed since."""
    found, definition = reviewed(row), row.cycle.definition
    content, before = found.content, accepted_before(row)
    figure = _figure(definition, content)
    changes = changes_shown(found.before, content, definition) if found.before is not None else []
    changed = {one["field"] for one in changes}
    return {
        "at_network": found.at_network,
        "approval": found.approval,
        "figure": figure,
        "value": value_text(figure, definition),
        "is_share": is_share(definition),
        "answers": [(points, content.get("counts", {}).get(points, 0)) for points in "54321"],
        "basis": Source(content.get("basis", row.basis)),
        "narrative": content.get("narrative", ""),
        "reasons": [
            (override_label(key), reason) for key, reason in content.get("overrides", {}).items()
        ],
        "frozen": _frozen(row),
        "evidence": _evidence(row, content),
        "changes": changes,
        "returns": [return_shown(each, changed) for each in found.returned],
        "resent": found.before is not None,
        "past": _past(before),
        "chart": _chart(row, figure, before, timezone.localdate(found.approval.created_at)),
        "acts": [(each, ACTS.get(each.action, each.action)) for each in acts_told(row)],
    }


def return_form(row: Submission, data: Any = None) -> ReturnForm:
    """Every value that can be sent back, evidence by its criterion."""
    definition = row.cycle.definition
    fields = pinnable(definition, list(definition.criteria.all()), row.overrides)
    return ReturnForm(data, fields, auto_id="id_return_%s")


def _chart(row: Submission, figure: Figure, before: list[Submission], on: dt.date) -> Chart | None:
    """The institution's own accepted values, and the one that is looked at; None for too few."""
    if len(before) + 1 < FEWEST_IN_CHART:
        return None
    points = [PeriodValue(label=period_label(each.cycle), value=each.value) for each in before]
    points.append(PeriodValue(label=period_label(row.cycle), value=figure.value))
    last = before[-1]
    sentence = _("%(before)s was accepted for %(period)s; this figure is %(now)s.") % {
        "before": value_text(last, last.cycle.definition),
        "period": period_label(last.cycle),
        "now": value_text(figure, row.cycle.definition),
    }
    caption = Caption(
        title=_("This figure beside what was accepted before"),
        sentence=sentence,
        as_of=on,
    )
    return history(points, caption, target=row.cycle.definition.target, own=_("This figure"))


def _figure(definition: Definition, content: Content) -> Figure:
    return evaluate(definition.formula, definition.parameters, content.get("counts", {}))


def _frozen(row: Submission) -> list[Shown]:
    """Only what the lock kept; before it, what the portal saw is the institution's alone."""
    definition = row.cycle.definition
    return [
        {
            "source": each.get_source_display(),
            "as_of": each.as_of,
            "figure": (figure := evaluate(definition.formula, definition.parameters, each.counts)),
            "value": value_text(figure, definition),
        }
        for each in frozen_figures(row)
    ]


def _evidence(row: Submission, content: Content) -> list[Shown]:
    files = evidence_released(row, content)
    return [
        {"criterion": one, "files": [each for each in files if each.criterion == one.code]}
        for one in row.cycle.definition.criteria.all()
    ]


def _past(before: list[Submission]) -> list[Shown]:
    return [
        {
            "row": each,
            "period": period_label(each.cycle),
            "value": shown(each.value),
            "version": each.cycle.definition.version,
            "basis": each.get_basis_display(),
        }
        for each in reversed(before)
    ]
