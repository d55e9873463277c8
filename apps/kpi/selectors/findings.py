"""What speaks against a figure before it is sent: bounds, own history, evidence, derived counts."""

from collections.abc import Sequence
from typing import cast

from django.utils.functional import Promise, lazy

from apps.institutions.actor import Actor
from apps.kpi.choices import Source
from apps.kpi.findings import Finding
from apps.kpi.formulas import Figure, evaluate
from apps.kpi.models import Criterion, Cycle, Definition, Submission
from apps.kpi.plausibility import (
    Rules,
    check_counts,
    check_derived,
    check_entered,
    check_evidence,
    check_figure,
)
from apps.kpi.selectors.definitions import accepted_rows, newest_revisions
from apps.kpi.selectors.sources import counts_seen

MOST_PAST = 40


def findings_of(actor: Actor, submission: Submission) -> list[Finding]:
    """In the order of the form. The same on the page, in the API and before it is sent."""
    definition = submission.cycle.definition
    wrong = check_counts(submission.counts, {})
    if wrong:
        return wrong
    criteria = {each.code: _text(each) for each in definition.criteria.all() if each.required}
    present = set(submission.evidence.filter(removed_at=None).values_list("criterion", flat=True))
    evidence = check_evidence(criteria, present)
    if missing := check_entered(submission.counts):
        return [*missing, *evidence]
    figure = figure_of(submission)
    derived = counts_seen(actor, submission.cycle, Source.DERIVED)
    return [
        *check_figure(figure, _rules(definition), past_figures(actor, submission.cycle)),
        *check_derived(figure, derived.figure(definition) if derived else None),
        *evidence,
    ]


def _text(criterion: Criterion) -> Promise:
    """In the language of whoever reads the sentence, not of whoever asked for the checks."""
    return cast(Promise, lazy(lambda: criterion.text, str)())


def figure_of(submission: Submission) -> Figure:
    """By the definition of its cycle."""
    definition = submission.cycle.definition
    return evaluate(definition.formula, definition.parameters, submission.counts)


def past_figures(actor: Actor, cycle: Cycle) -> Sequence[Figure]:
    """Accepted figures of the same indicator before this cycle, oldest first; by the definition
    of their own time.
    """
    rows = accepted_rows(actor.institution_id, cycle.indicator_id)
    before = rows.filter(cycle__starts_on__lt=cycle.starts_on)[:MOST_PAST]
    return [figure_of(row) for row in reversed(newest_revisions(before))]


def _rules(definition: Definition) -> Rules:
    return Rules(
        lowest=definition.lowest,
        highest=definition.highest,
        change_limit=definition.change_limit,
    )
