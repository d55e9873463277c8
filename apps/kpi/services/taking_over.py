"""A figure that is taken over from the portal or from what was fed is what stands there."""

from collections.abc import Mapping

from apps.institutions.actor import Actor
from apps.kpi.choices import Source
from apps.kpi.grouping import OPEN
from apps.kpi.models import Cycle, Submission
from apps.kpi.refusals import BasisError
from apps.kpi.selectors.sources import counts_seen


def refuse_other_numbers(
    actor: Actor,
    cycle: Cycle,
    basis: Source,
    counts: Mapping[str, int],
    before: Submission | None,
) -> None:
    """Raises BasisError where other numbers would stand under the name of a source.

    What was taken over before stays as it was then, though the source went on counting.
    """
    if basis == Source.DECLARED:
        return
    if before is not None and before.basis == basis and before.counts == dict(counts):
        return
    seen = counts_seen(actor, cycle, basis)
    if not seen or _decided(seen.counts) != _decided(counts):
        raise BasisError


def _decided(counts: Mapping[str, int]) -> dict[str, int]:
    """Without noughts, and without what is not decided yet: a figure is made of the rest."""
    return {outcome: count for outcome, count in counts.items() if count and outcome != OPEN}
