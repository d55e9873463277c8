"""The institution's own figures: what is due, what came back, what waits, what is done."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.core.reader import date_text, year_text
from apps.core.spreadsheets import csv_response
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Actor
from apps.institutions.officers import officer_of
from apps.kpi.choices import Source
from apps.kpi.models import Submission
from apps.kpi.policies import READERS, can_approve, can_enter
from apps.kpi.selectors.submissions import Expected, expected_list
from apps.kpi.states import COUNTED, State
from apps.kpi.views.entry_shown import row_is_late
from apps.kpi.views.submission_words import TONES, period_label, value_text

DUE, RETURNED, APPROVE, WAITING, LATER, DONE = (
    *("due", "returned", "approve", "waiting", "later", "done"),
)
GROUPS: tuple[tuple[str, str | Promise], ...] = (
    (APPROVE, gettext_lazy("Waiting for your approval")),
    (DUE, gettext_lazy("Due now")),
    (RETURNED, gettext_lazy("Sent back")),
    (WAITING, gettext_lazy("Waiting for others")),
    (LATER, gettext_lazy("Not open yet")),
    (DONE, gettext_lazy("Done")),
)
COLUMNS = (
    *(gettext_lazy("Indicator"), gettext_lazy("Name"), gettext_lazy("Period")),
    *(gettext_lazy("Due"), gettext_lazy("State"), gettext_lazy("Source of the figure")),
    *(gettext_lazy("Numerator"), gettext_lazy("Denominator"), gettext_lazy("Value")),
    *(gettext_lazy("Revision"), gettext_lazy("Approved by")),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address narrows the list to; what is not understood leaves it wide."""

    indicator: str
    year: str

    @property
    def query(self) -> str:
        given = {"indicator": self.indicator, "year": self.year}
        return "?" + urlencode({name: value for name, value in given.items() if value})

    def fits(self, one: Expected) -> bool:
        cycle = one.cycle
        return (not self.indicator or cycle.indicator.code == self.indicator) and (
            not self.year or cycle.period_code[:4] == self.year
        )


@require_GET
@never_cache
@for_roles(*READERS)
def work(request: HttpRequest) -> HttpResponse:
    actor, today = actor_of(request), timezone.localdate()
    every = expected_list(actor)
    wanted = _wanted(request, every)
    mine = _key_of(actor)
    rows = [_row(one, actor, mine, today) for one in every if wanted.fits(one)]
    found = {code: _sorted(code, rows) for code, _label in GROUPS}
    groups = [
        {"code": code, "label": label, "rows": found[code]} for code, label in GROUPS if found[code]
    ]
    _mark_first(groups)
    context = {
        "groups": groups,
        "counts": {code: len(each) for code, each in found.items()},
        "overdue": sum(row["late"] and row["group"] in (DUE, RETURNED) for row in rows),
        "any": bool(every),
        "wanted": wanted,
        "indicators": sorted({one.cycle.indicator.code for one in every}),
        "years": _years(every),
    }
    return render(request, "kpi/entry/work.html", context)


def _mark_first(groups: list[dict[str, Any]]) -> None:
    """One primary action on the page: what is oldest of what this person can do."""
    for group in groups:
        for row in group["rows"]:
            if row["acts"]:
                row["primary"] = True
                return


def _wanted(request: HttpRequest, every: list[Expected]) -> Wanted:
    indicator, year = request.GET.get("indicator", ""), request.GET.get("year", "")
    known = {one.cycle.indicator.code for one in every}
    years = {one.cycle.period_code[:4] for one in every}
    return Wanted(indicator if indicator in known else "", year if year in years else "")


def _years(every: list[Expected]) -> list[tuple[str, str]]:
    years = sorted({one.cycle.period_code[:4] for one in every}, reverse=True)
    return [(year, year_text(int(year))) for year in years]


def _sorted(code: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of one group, oldest due first; what is done, the newest period first."""
    found = [row for row in rows if row["group"] == code]
    return found if code == DONE else sorted(found, key=lambda row: row["one"].due_on)


def _row(one: Expected, actor: Actor, mine: str, today: dt.date) -> dict[str, Any]:
    row = one.submission
    group = _group(one, mine, today)
    tone, word = _state(one, group)
    enters = group in (DUE, RETURNED) and can_enter(actor)
    return {
        "one": one,
        "cycle": one.cycle,
        "submission": row,
        "group": group,
        "tone": tone,
        "word": word,
        "period": period_label(one.cycle),
        "value": value_text(row, one.cycle.definition) if row else "",
        "not_compared": row is not None and row.basis == Source.DERIVED and bool(row.counts),
        "late": row_is_late(one) and not one.excused,
        "enters": enters,
        "acts": enters or group == APPROVE,
        "primary": False,
        "action": _action(group, row) if enters or group == APPROVE else _("See") if row else "",
    }


def _key_of(actor: Actor) -> str:
    """Whose own work an approver must leave to others; "" for whoever approves nothing.

    Enough for a list: the page of the figure asks more closely, and the service decides.
    """
    return officer_of(actor).key if can_approve(actor) else ""


def _group(one: Expected, mine: str, today: dt.date) -> str:
    row = one.submission
    if row is not None and row.state in (State.SUBMITTED, State.APPROVED):
        others = bool(mine) and mine not in {row.entered_key, *row.hands}
        return APPROVE if others and row.state == State.SUBMITTED else WAITING
    if one.excused or (row is not None and row.state in COUNTED):
        return DONE
    if not one.is_open(today):
        return LATER if today < one.cycle.opens_on else DONE
    return RETURNED if row is not None and row.state == State.RETURNED else DUE


def _state(one: Expected, group: str) -> tuple[str, str]:
    row = one.submission
    if one.excused:
        return "neutral", _("not expected")
    if group == LATER:
        return "neutral", _("not open yet")
    if group == DONE and (row is None or row.state not in COUNTED):
        entered = row is not None and bool(row.counts)
        words = _("closed before it was accepted") if entered else _("closed without a figure")
        return "refused", words
    if row is None:
        return "need", _("not begun")
    return TONES[row.state], str(State(row.state).label)


def _action(group: str, row: Submission | None) -> str:
    """For whoever may do it."""
    if group == DUE:
        return _("Go on") if row else _("Enter the figure")
    return _("Correct it") if group == RETURNED else _("Look and approve")


@require_GET
@never_cache
@for_roles(*READERS)
def export(request: HttpRequest) -> HttpResponse:
    """The same rows as the list, as one table."""
    actor, every = actor_of(request), expected_list(actor_of(request))
    wanted = _wanted(request, every)
    rows = [one for one in every if wanted.fits(one)]
    return csv_response("figures.csv", [COLUMNS, *_cells(actor, rows)])


def _cells(actor: Actor, rows: list[Expected]) -> Iterator[list[object]]:
    mine, today = _key_of(actor), timezone.localdate()
    for one in rows:
        row, cycle = one.submission, one.cycle
        entered = row if row is not None and row.counts else None
        yield [
            cycle.indicator.code,
            cycle.indicator.name,
            period_label(cycle),
            date_text(one.due_on),
            _state(one, _group(one, mine, today))[1],
            Source(entered.basis).label if entered else "",
            entered.numerator if entered else "",
            entered.denominator if entered else "",
            value_text(entered, cycle.definition) if entered else "",
            row.revision if row else "",
            row.approved_name if row else "",
        ]
