"""Which university sends how many students where, and what becomes of each of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from apps.courses.demo.agreements import CONSORTIUM

_ACCEPTED = ("submit", "accept")
_ENROLLED = (*_ACCEPTED, "enrol")
_ANNOUNCED = (*_ENROLLED, "enter", "announce")
_RECEIVED = (*_ANNOUNCED, "acknowledge")
_PROPOSED = (*_RECEIVED, "propose")
_DECIDED = (*_PROPOSED, "decide")
_CORRECTED = ("correct", "announce_correction")

FATES: Mapping[str, tuple[str, ...]] = {
    "draft": (),
    "submitted": ("submit",),
    "declined": ("submit", "decline"),
    "cancelled": ("submit", "cancel"),
    "accepted": _ACCEPTED,
    "changed": (*_ACCEPTED, "change"),
    "change_accepted": (*_ACCEPTED, "change", "accept_again"),
    "enrolled": _ENROLLED,
    "detailed": (*_ENROLLED, "detail"),
    "withdrawn": (*_ENROLLED, "withdraw"),
    "entered": (*_ENROLLED, "enter"),
    "completed": _ANNOUNCED,
    "failed": _RECEIVED,
    "grade_w": _ANNOUNCED,
    "incomplete": _ANNOUNCED,
    "acknowledged": _RECEIVED,
    "proposed": _PROPOSED,
    "joint_proposed": _PROPOSED,
    "returned": (*_PROPOSED, "return"),
    "recognised": _DECIDED,
    "joint": _DECIDED,
    "partly": _DECIDED,
    "override": _DECIDED,
    "not": _DECIDED,
    "reopened": (*_DECIDED, "reopen"),
    "correcting": (*_DECIDED, "correct"),
    "corrected": (*_DECIDED, *_CORRECTED),
    "renewed": (*_DECIDED, *_CORRECTED, "acknowledge_again", "propose_again", "decide_again"),
    "resolved": (*_ANNOUNCED, *_CORRECTED, "acknowledge_again"),
}
"""Fate → the steps it takes (calendar.STEPS). In a "joint" one two courses count for one."""
JOINT = ("joint", "joint_proposed")


@dataclass(frozen=True, slots=True)
class Plan:
    """One request. `fates`: how many lines of each; joint ones come in pairs and stand first.

    courses: lines of one student; block: taught in a block, with results within the term
    overload: home credits are so many that the request needs a reason; small: a class under 10
    papers: "paper", "statement" or "paper_again" → fates of which one student gets that paper
    """

    home: str
    host: str
    academic_year: int
    term: int
    fates: Mapping[str, int]
    agreement: str = CONSORTIUM
    courses: int = 2
    block: bool = False
    graduate: bool = False
    overload: bool = False
    small: bool = False
    note: str = ""
    papers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def lines(self) -> list[str]:
        return [fate for fate, count in self.fates.items() for _each in range(count)]


_SPRING, _SUMMER, _NOW, _NEXT = (2025, 2), (2025, 3), (2026, 1), (2026, 2)
_CIRCLE = ("tu", "kku", "cmu", "ku", "kmitl", "bu", "wu")

_PAST = {"recognised": 5, "partly": 1, "not": 1, "failed": 1}
_RUNNING = {"enrolled": 5, "detailed": 1}
_COMING = {"submitted": 3}

_OF_THAMMASAT = (
    # sent by Thammasat
    Plan("tu", "kku", *_SPRING, {"joint": 4, "recognised": 8, "partly": 2, "not": 2, "override": 2,
         "renewed": 2, "corrected": 2, "reopened": 2, "failed": 1, "withdrawn": 1, "declined": 2},
         agreement="tu-kku",
         papers={"paper": ("recognised", "renewed", "corrected"), "paper_again": ("renewed",),
                 "statement": ("joint", "recognised")}),
    Plan("tu", "cmu", *_SPRING, {"joint_proposed": 2, "proposed": 4, "acknowledged": 4,
         "returned": 1, "resolved": 1, "grade_w": 1, "incomplete": 1, "cancelled": 2},
         agreement="tu-cmu"),
    Plan("tu", "wu", *_SPRING, {"recognised": 4, "correcting": 2}, agreement="tu-wu-old"),
    Plan("tu", "kmitl", *_SUMMER, {"recognised": 3, "completed": 3, "corrected": 1, "override": 1},
         small=True),
    Plan("tu", "kku", *_NOW, {"completed": 4, "entered": 2, "acknowledged": 2, "proposed": 2},
         block=True, agreement="tu-kku"),
    Plan("tu", "cmu", *_NOW, {"enrolled": 8, "detailed": 2, "withdrawn": 2, "declined": 1,
         "cancelled": 1}, agreement="tu-cmu"),
    Plan("tu", "ku", *_NOW, {"enrolled": 6}, overload=True,
         note="นักศึกษาคาดว่าจะสำเร็จการศึกษาในภาคนี้ คณะเห็นชอบให้ลงทะเบียนเกินเกณฑ์"),
    Plan("tu", "bu", *_NEXT, {"accepted": 3, "changed": 2, "change_accepted": 1, "declined": 1,
         "submitted": 3}, agreement="bu-tu"),
    Plan("tu", "kku", *_NEXT, {"draft": 6}, agreement="tu-kku"),
    Plan("tu", "cmu", *_NEXT, {"draft": 3}, agreement="tu-cmu", courses=1),
    Plan("tu", "cmu", *_SPRING, {"recognised": 2, "partly": 1, "failed": 1}, graduate=True,
         courses=1),
    # received by Thammasat
    Plan("kku", "tu", *_SPRING, {"joint": 2, "recognised": 5, "partly": 1, "not": 1, "corrected": 1,
         "correcting": 2, "resolved": 1, "incomplete": 2, "withdrawn": 1}, agreement="tu-kku"),
    Plan("cmu", "tu", *_SPRING, {"recognised": 3, "acknowledged": 2, "completed": 2, "renewed": 1},
         agreement="tu-cmu", papers={"paper": ("recognised", "renewed")}),
    Plan("kku", "tu", *_NOW, {"entered": 6, "completed": 2, "incomplete": 1, "grade_w": 1},
         block=True, agreement="tu-kku"),
    Plan("wu", "tu", *_NOW, {"enrolled": 5, "accepted": 1}, agreement="one-off", courses=1,
         note="นักศึกษาใกล้สำเร็จการศึกษา ขอผลการศึกษาก่อนวันที่ระบุ"),
    Plan("bu", "tu", *_NOW, {"enrolled": 7, "detailed": 2, "withdrawn": 1, "declined": 1},
         agreement="bu-tu"),
    Plan("cmu", "tu", *_NEXT, {"submitted": 6, "changed": 2, "accepted": 4, "declined": 2},
         agreement="tu-cmu"),
    Plan("kmitl", "tu", *_NEXT, {"submitted": 4, "accepted": 2, "cancelled": 1}),
    Plan("ku", "tu", *_NOW, {"enrolled": 2, "entered": 1}, graduate=True, courses=1, block=True),
)  # fmt: skip


def _around() -> tuple[Plan, ...]:
    """Everybody else sends to the next two of the circle: a past, a running and a coming term."""
    plans = []
    for place, home in enumerate(_CIRCLE):
        for step in (1, 2):
            host = _CIRCLE[(place + step) % len(_CIRCLE)]
            if "tu" in (home, host):
                continue
            plans += [
                Plan(home, host, *_SPRING, _PAST | {"joint": 0}),
                Plan(home, host, *_NOW, _RUNNING | {"declined": step - 1, "withdrawn": 2 - step}),
                Plan(home, host, *_NEXT, _COMING | {"accepted": step, "draft": 2 - step}),
            ]
    plans.append(Plan("bu", "kku", *_SPRING, {"recognised": 4, "completed": 1}, agreement="bu-kku"))
    plans.append(Plan("kmitl", "ku", *_SUMMER, {"recognised": 4, "completed": 2, "proposed": 1},
                      agreement="ku-kmitl"))  # fmt: skip
    plans.append(Plan("cmu", "kku", *_NOW, {"completed": 2, "entered": 2}, agreement="kku-cmu",
                      block=True))  # fmt: skip
    return tuple(plans)


STORY = (*_OF_THAMMASAT, *_around())
