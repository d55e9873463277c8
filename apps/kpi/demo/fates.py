"""How far each figure has come: locked in the past, in every state in the open cycles."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from apps.core.demo.seeds import stream
from apps.kpi.demo.calendar import PlannedCycle
from apps.kpi.demo.universities import LATE
from apps.kpi.states import Action


class Fate(StrEnum):
    """The last thing that happened; NOTHING: nobody has begun."""

    NOTHING = "nothing"
    EXCUSED = "excused"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    OWN_RETURN = "own_return"
    APPROVED = "approved"
    NETWORK_RETURN = "network_return"
    ACCEPTED = "accepted"
    LOCKED = "locked"


A, F = Action, Fate
STEPS: Mapping[Fate, tuple[Action, ...]] = {
    F.DRAFT: (),
    F.SUBMITTED: (A.SUBMIT,),
    F.OWN_RETURN: (A.SUBMIT, A.RETURN),
    F.APPROVED: (A.SUBMIT, A.APPROVE),
    F.NETWORK_RETURN: (A.SUBMIT, A.APPROVE, A.NETWORK_RETURN),
    F.ACCEPTED: (A.SUBMIT, A.APPROVE, A.ACCEPT),
    F.LOCKED: (A.SUBMIT, A.APPROVE, A.ACCEPT, A.LOCK),
}
"""What was done with a figure, one after another; it began as a draft."""

OPEN: Mapping[str, Mapping[str, Fate]] = {
    "REG01": {
        "tu": F.SUBMITTED, "bu": F.ACCEPTED, "ku": F.ACCEPTED, "kmitl": F.NOTHING,
        "kku": F.ACCEPTED, "cmu": F.ACCEPTED, "wu": F.OWN_RETURN, "ru": F.DRAFT,
        "psu": F.ACCEPTED, "nida": F.APPROVED, "mfu": F.NOTHING, "npu": F.EXCUSED,
    },
    "REG02": {
        "tu": F.NETWORK_RETURN, "bu": F.ACCEPTED, "ku": F.ACCEPTED, "kmitl": F.NOTHING,
        "kku": F.ACCEPTED, "cmu": F.APPROVED, "wu": F.ACCEPTED, "ru": F.DRAFT,
        "psu": F.APPROVED, "nida": F.ACCEPTED, "mfu": F.SUBMITTED, "npu": F.NOTHING,
    },
    "REG03": {
        "tu": F.NOTHING, "bu": F.APPROVED, "ku": F.SUBMITTED, "kmitl": F.NOTHING,
        "kku": F.ACCEPTED, "cmu": F.DRAFT, "wu": F.NOTHING, "ru": F.NOTHING,
        "psu": F.ACCEPTED, "nida": F.NOTHING, "mfu": F.NOTHING, "npu": F.DRAFT,
    },
    "REG04": {
        "tu": F.NOTHING, "bu": F.NOTHING, "ku": F.ACCEPTED, "kmitl": F.NOTHING,
        "kku": F.NETWORK_RETURN, "cmu": F.ACCEPTED, "wu": F.SUBMITTED, "ru": F.NOTHING,
        "psu": F.NOTHING, "nida": F.APPROVED, "mfu": F.OWN_RETURN, "npu": F.NOTHING,
    },
}  # fmt: skip
EXCUSE = "ไม่ได้เปิดสอนภาคฤดูร้อนในปีการศึกษานี้"


@dataclass(frozen=True, slots=True)
class PlannedExtension:
    """`until`: days from today."""

    indicator: str
    slug: str
    until: int
    reason: str


EXTENSIONS = (
    PlannedExtension("REG02", "ru", 30, "เปลี่ยนระบบรับคำขอใบรับรอง ขอเวลากระทบยอดจำนวนคำขอของสองระบบ"),
)
LATE_AFTER_DUE = ("psu", "mfu")
"""Sent their open figures after the day as well."""


MISSING = (("npu", "REG03", 3), ("ru", "REG04", 4))
"""Never sent: university, indicator and age of the cycle."""


def fate_of(slug: str, cycle: PlannedCycle) -> Fate:
    if (slug, cycle.indicator, cycle.age) in MISSING:
        return F.NOTHING
    return OPEN[cycle.indicator][slug] if cycle.is_open else F.LOCKED


def sent_on(slug: str, cycle: PlannedCycle, today: dt.date, *, seed: int) -> dt.date:
    """The day on which it is sent to the approver; the network has it one to three days later."""
    rng = stream("sent", seed, slug, *cycle.key)
    is_late = slug == LATE or (cycle.is_open and slug in LATE_AFTER_DUE)
    day = cycle.due_on + dt.timedelta(
        days=rng.randrange(3, 24) if is_late else -rng.randrange(6, 25)
    )
    # nothing lies ahead of today, and the latest still leave the network some days
    latest = min(today, cycle.locks_on) - dt.timedelta(days=5)
    return max(cycle.opens_on + dt.timedelta(days=4), min(day, latest))
