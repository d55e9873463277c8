"""A director's home: of each indicator the newest accepted figure against its target."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.institutions.actor import Actor
from apps.kpi.charts.numbers import value_text
from apps.kpi.headlines import falls, reaches
from apps.kpi.models import Submission
from apps.kpi.periods import label
from apps.kpi.selectors.cycles import period_of
from apps.kpi.states import COUNTED
from registrar_net.home.shape import Figure, Home, linked


def add_indicator_figures(home: Home, actor: Actor) -> None:
    """One query for any number of indicators; each on its own, in the order of their position."""
    for row in _newest(actor):
        indicator = row.cycle.indicator
        title = f"{indicator.code} {label(period_of(row.cycle))}"
        page = reverse("kpi:indicator", args=[indicator.code])
        home.figures.append(
            Figure(value_text(row.value), "", linked(page, title, _against_target(row)))
        )


def _newest(actor: Actor) -> Iterable[Submission]:
    """Of each indicator the last period with a figure that counts, its last revision."""
    own = Submission.objects.filter(institution_id=actor.institution_id, state__in=COUNTED)
    return (
        own.filter(cycle__indicator__is_active=True)
        .select_related("cycle__definition", "cycle__indicator")
        .order_by(
            "cycle__indicator__position",
            "cycle__indicator__code",
            "-cycle__starts_on",
            "-revision",
        )
        .distinct("cycle__indicator__position", "cycle__indicator__code")
    )


def _against_target(row: Submission) -> str:
    """By the definition of the figure itself, as the dashboard judges it."""
    definition = row.cycle.definition
    if definition.target is None:
        return _("no target to compare with")
    given = {"target": value_text(definition.target)}
    if row.value is None:
        return _("target %(target)s") % given
    less = falls(definition.levels)
    if reaches(row.value, definition.target, less_is_better=less):
        return _("reaches the target of %(target)s") % given
    return _("misses the target of %(target)s") % given
