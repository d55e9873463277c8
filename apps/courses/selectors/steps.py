"""What happened to a request: acts on single lines, folded into what a person did at once."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from apps.courses.models import CrossRequest, RegistrationAct
from apps.institutions.models import Institution

MOST_STEPS = 50
MOST_ACTS = 10_000
"""A request holds 1,000 lines at most; this is ten acts on each of them."""


class LineAct(NamedTuple):
    """One act on one line, as the history has it."""

    registration: int
    action: str
    institution: int
    name: str
    post: str
    at: dt.datetime


@dataclass(slots=True)
class Fold:
    """The same act of one person on several lines within a minute; `first`: as it began."""

    first: LineAct
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """What one person did to a number of lines at once."""

    action: str
    institution: Institution
    name: str
    post: str
    lines: int
    at: dt.datetime


def timeline_of(request: CrossRequest) -> list[Step]:
    """Acts of both sides on the lines of a request, the newest first."""
    acts = RegistrationAct.objects.filter(registration__request=request).order_by("-id")
    fields = ("registration_id", "action", "institution_id", "name", "post", "created_at")
    read = [LineAct(*values) for values in acts.values_list(*fields)[:MOST_ACTS]]
    found = fold(reversed(read))[-MOST_STEPS:]
    named = Institution.objects.in_bulk({each.first.institution for each in found})
    return [
        Step(
            each.first.action,
            named[each.first.institution],
            each.first.name,
            each.first.post,
            each.lines,
            each.first.at,
        )
        for each in reversed(found)
    ]


def fold(acts: Iterable[LineAct]) -> list[Fold]:
    """The oldest first, as the acts come.

    An act joins the last fold of the same act, person and minute only where that stands after
    everything else that happened to its line: so the order of the folds is each line's own order,
    also where a result is confirmed, corrected and confirmed again within a minute.
    """
    found: list[Fold] = []
    last_alike: dict[tuple[object, ...], int] = {}
    last_of_line: dict[int, int] = {}
    for act in acts:
        alike = (*act[1:5], act.at.replace(second=0, microsecond=0))
        place = last_alike.get(alike, -1)
        if place > last_of_line.get(act.registration, -1):
            found[place].lines += 1
        else:
            place = len(found)
            found.append(Fold(act))
            last_alike[alike] = place
        last_of_line[act.registration] = place
    return found
