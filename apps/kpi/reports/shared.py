"""What reports of institutions and of the network have in common: heading and remarks."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from apps.core.reader import date_text
from apps.kpi.peers import Comparison, compare
from apps.kpi.periods import Period, label
from apps.kpi.reports.content import Fact
from apps.kpi.selectors.dashboard import History, Setting
from apps.kpi.selectors.peers import peers_of

Compared = Mapping[int, Comparison]
"""Cycle's id → the whole network in it."""


def report_title(scope: str, period: Period) -> str:
    """In the language in force; also the subject of the paper."""
    words = (
        _("Report on the network's indicators: %(period)s")
        if scope == "network"
        else _("Report on indicators: %(period)s")
    )
    return words % {"period": label(period)}


def about(period: Period, made_on: dt.date) -> tuple[Fact, ...]:
    days = f"{date_text(period.starts_on)} – {date_text(period.ends_on)}"
    return (
        (_("Period"), label(period)),
        (_("From – to"), days),
        (_("Figures as of"), date_text(made_on)),
    )


def compared_in(histories: Sequence[History], setting: Setting) -> Compared:
    """Every period of the histories. One query."""
    peers = peers_of([point.cycle.pk for row in histories for point in row.points])
    return {
        cycle: compare(found, smallest=setting.smallest_group) for cycle, found in peers.items()
    }


def _told(period: Period) -> str:
    if period.kind == "quarter":
        return _(
            "The report tells of the figures that were due in the quarter, with up to three years "
            "of history."
        )
    return _(
        "The report tells of the figures of the periods that ended in the year, with up to three "
        "years of history."
    )


def remarks(setting: Setting, period: Period) -> tuple[str, ...]:
    """How the figures are to be read, and what is left out."""
    return (
        _told(period),
        _(
            "Figures count here once the network has accepted them. A figure that was corrected "
            "since stands as it is on the day named above."
        ),
        _(
            "Other universities are not named, and no order is made of them. Nothing is shown of "
            "groups of fewer than %(smallest)s universities, nor where the rest of a group would "
            "be so small."
        )
        % {"smallest": setting.smallest_group},
        _(
            "Figures of fewer than 10 records, and figures that rest on what the portal saw alone, "
            "are not compared."
        ),
        _(
            "Limits of the funnel: exact binomial for shares, mean ± z·s/√n for means, at 95 % "
            "and 99.8 %. Within them, the distance to the group may be chance."
        ),
    )
