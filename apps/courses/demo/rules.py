"""Grade scales and policies of the seven universities: alike in much, different where it matters.

Invented for the demonstration; a university sets its own rules in the portal.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from apps.courses.grades import USUAL_SCALE, GradeMeaning, Outcome, Scale

_SINCE = dt.date(2022, 8, 1)
_NOTE = "ข้อบังคับว่าด้วยการศึกษาระดับปริญญาตรี พ.ศ. 2565"
_OLD_NOTE = "ข้อบังคับว่าด้วยการศึกษาระดับปริญญาตรี พ.ศ. 2558"


@dataclass(frozen=True, slots=True)
class PlannedScale:
    valid_from: dt.date
    scale: Scale
    note: str

    @property
    def grades(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.scale.as_json()["grades"]
        return found


@dataclass(frozen=True, slots=True)
class PlannedPolicy:
    """Shares from 0 to 1; credits a term in all; None: no limit."""

    study: str
    grade_points: Decimal
    load_cap: Decimal | None
    programme_share: Decimal
    content_share: Decimal = Decimal("0.75")
    ungraded_passes: bool = True
    valid_from: dt.date = _SINCE
    note: str = "ระเบียบว่าด้วยการเทียบโอนผลการเรียน พ.ศ. 2565"


def _without(*signs: str) -> tuple[GradeMeaning, ...]:
    return tuple(each for each in USUAL_SCALE.grades if each.grade not in signs)


_PASSED = GradeMeaning("P", None, Outcome.PASSED)
_RUNNING = GradeMeaning("P", None, Outcome.IN_PROGRESS)
_WHOLE_LETTERS = Scale(_without("B+", "C+", "D+"))
_USUAL = (PlannedScale(_SINCE, USUAL_SCALE, _NOTE),)
SCALES: Mapping[str, tuple[PlannedScale, ...]] = {
    "tu": (PlannedScale(_SINCE, Scale((*USUAL_SCALE.grades, _PASSED)), _NOTE),),
    "bu": (PlannedScale(_SINCE, _WHOLE_LETTERS, _NOTE),),
    "ku": (PlannedScale(_SINCE, Scale((*USUAL_SCALE.grades, _RUNNING)), _NOTE),),
    "kmitl": _USUAL,
    # the former rules knew whole letters only; results of that time keep their meaning
    "kku": (
        PlannedScale(dt.date(2015, 8, 1), _WHOLE_LETTERS, _OLD_NOTE),
        PlannedScale(_SINCE, USUAL_SCALE, _NOTE),
    ),
    "cmu": (PlannedScale(_SINCE, Scale((*USUAL_SCALE.grades, _RUNNING)), _NOTE),),
    "wu": (PlannedScale(_SINCE, Scale((*_without("AU"), _RUNNING)), _NOTE),),
}


def _both(cap: int, share: str) -> tuple[PlannedPolicy, ...]:
    third = Decimal("0.333")
    return (
        PlannedPolicy("undergraduate", Decimal("2.00"), Decimal(cap), Decimal(share)),
        PlannedPolicy("graduate", Decimal("3.00"), Decimal(15), third, ungraded_passes=False),
    )


POLICIES: Mapping[str, tuple[PlannedPolicy, ...]] = {
    "tu": _both(22, "0.75"),
    "bu": _both(21, "0.75"),
    "ku": _both(22, "0.5"),
    "kmitl": _both(22, "0.75"),
    "kku": _both(22, "0.75"),
    "cmu": _both(22, "0.5"),
    "wu": _both(21, "0.75"),
}
