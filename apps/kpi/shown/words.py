"""Sentences of the dashboards: where a figure stands, and whether chance explains the distance."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.kpi.charts.numbers import HARD_SPACE, count_text, value_text
from apps.kpi.choices import Source
from apps.kpi.formulas import Figure, shown
from apps.kpi.headlines import falls, reaches
from apps.kpi.limits import Position
from apps.kpi.peers import LEAST_RECORDS, Comparison
from apps.kpi.scoring import score
from apps.kpi.selectors.dashboard import History, Point

NOISE: Mapping[Position, tuple[Promise, Promise]] = {
    Position.WITHIN: (
        gettext_lazy("%(code)s: the distance to the group may be chance"),
        gettext_lazy(
            "Your %(value)s of %(n)s records lies within the %(inner)s limits around %(centre)s: "
            "chance alone often brings such a distance. Read it as noise."
        ),
    ),
    Position.BELOW: (
        gettext_lazy("%(code)s: lower than chance usually brings"),
        gettext_lazy(
            "Your %(value)s of %(n)s records lies below the %(inner)s limits around %(centre)s, "
            "but within %(outer)s: a hint. Look again in the next period."
        ),
    ),
    Position.ABOVE: (
        gettext_lazy("%(code)s: higher than chance usually brings"),
        gettext_lazy(
            "Your %(value)s of %(n)s records lies above the %(inner)s limits around %(centre)s, "
            "but within %(outer)s: a hint. Look again in the next period."
        ),
    ),
    Position.FAR_BELOW: (
        gettext_lazy("%(code)s: lower than chance explains"),
        gettext_lazy(
            "Your %(value)s of %(n)s records lies below the %(outer)s limits around %(centre)s: "
            "this is a signal. Look for the cause."
        ),
    ),
    Position.FAR_ABOVE: (
        gettext_lazy("%(code)s: higher than chance explains"),
        gettext_lazy(
            "Your %(value)s of %(n)s records lies above the %(outer)s limits around %(centre)s: "
            "this is a signal. Look for the cause, and tell others of it."
        ),
    ),
}


def target_of(history: History, point: Point | None) -> Decimal | None:
    """What was agreed for the period that is looked at; before any figure, what counts now."""
    return point.cycle.definition.target if point else history.target


def reaches_target(history: History, point: Point | None) -> bool | None:
    """Whether the figure of that period reaches its target; None without a figure or a target."""
    target = target_of(history, point)
    if point is None or point.value is None or target is None:
        return None
    less = falls(point.cycle.definition.levels)
    return reaches(point.value, target, less_is_better=less)


def is_weak(history: History) -> bool:
    """The newest figure misses its target, also where a later period still waits for its own."""
    return reaches_target(history, history.latest) is False


def badge_of(history: History, point: Point | None) -> tuple[str, str]:
    """Tone and word for the figure that stands beside it, which may be older than the finding."""
    reached = reaches_target(history, point)
    if reached is not None:
        return ("done", _("target reached")) if reached else ("need", _("target missed"))
    if point is None or point.value is None:
        return "neutral", _("no figure")
    return "neutral", _("no target to compare with")


def place_sentence(point: Point | None, comparison: Comparison) -> str:
    """Where the own figure lies among the others; or why nothing is said."""
    if point is None or point.figure is None or point.value is None:
        return _("No figure to compare.")
    if point.from_portal_alone:
        return _("Not compared: the figure rests on what the portal saw alone.")
    if point.figure.n < LEAST_RECORDS:
        return _("Not compared: it rests on fewer than %(least)s records.") % {
            "least": LEAST_RECORDS
        }
    if comparison.spread is None or comparison.place is None:
        return _("Not compared: too few universities have a figure in this group.")
    return _("%(place)s of %(count)s universities") % {
        "place": comparison.place.label,
        "count": count_text(comparison.spread.n),
    }


def apart_words(positions: Sequence[Position]) -> str:
    """Where most lie outside the limits there is more between them than chance (over-dispersion):
    then lying outside says little of a single one. Empty otherwise.
    """
    far = sum(one in (Position.FAR_BELOW, Position.FAR_ABOVE) for one in positions)
    if 2 * far <= len(positions):
        return ""
    return _(
        "%(far)s of %(count)s universities lie outside: they differ by more than chance, so lying "
        "outside says little about a single one here. Read the distribution above instead."
    ) % {"far": count_text(far), "count": count_text(len(positions))}


def noise_words(code: str, own: Figure, centre: Figure, found: Position) -> tuple[str, str]:
    """Title and sentence of the funnel."""
    title, sentence = NOISE[found]
    given = {
        "value": value_text(own.value),
        "n": count_text(own.n),
        "centre": value_text(centre.value),
        "inner": f"95{HARD_SPACE}%",
        "outer": f"99.8{HARD_SPACE}%",
    }
    return str(title) % {"code": code}, str(sentence) % given


def origin_of(point: Point | None) -> str:
    """Where the figure comes from; always shown beside it."""
    if point is None or point.submission is None:
        return ""
    return str(Source(point.submission.basis).label)


def history_words(history: History) -> tuple[str, str]:
    """Title (from where to where) and sentence of the history."""
    known = [(each.label, each.value) for each in history.points if each.value is not None]
    if not known:
        return _("No figure yet"), _("Figures stand here once the network has accepted them.")
    (first, start), (last, end) = known[0], known[-1]
    given = {"first": first, "start": value_text(start), "last": last, "end": value_text(end)}
    title = (
        _("%(end)s in %(last)s") % given
        if len(known) == 1
        else _("From %(start)s in %(first)s to %(end)s in %(last)s") % given
    )
    if history.target is None:
        return title, _("Accepted figures of up to three years; no target is set.")
    return title, _("Accepted figures of up to three years, against the target of %(target)s.") % {
        "target": value_text(history.target)
    }


def fraction_text(figure: Figure | None) -> str:
    """93 / 100; of a mean, the number of answers."""
    if figure is None:
        return ""
    if figure.is_share:
        parts = (count_text(figure.numerator), count_text(figure.denominator))
        return f"{HARD_SPACE}/{HARD_SPACE}".join(parts)
    return _("%(count)s answers") % {"count": count_text(figure.n)}


def as_of(point: Point | None) -> dt.date:
    """The day on which the figure was accepted; today where there is none."""
    accepted = point.submission.accepted_at if point and point.submission else None
    return timezone.localdate(accepted)


def score_text(row: History, point: Point | None) -> str:
    """From 1 to 5 by the definition of the figure itself; "" where no levels are agreed."""
    levels = point.cycle.definition.levels if point else []
    reached = score(point.value, levels) if point and levels else None
    return shown(reached) if reached is not None else ""
