"""Which papers are asked for at whose office, how many working days ago, and how it went."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from apps.certificates.kinds import Kind, Language
from apps.certificates.states import State

ENDS: Mapping[str, State] = {
    "waiting": State.REQUESTED,
    "cancelled": State.CANCELLED,
    "approved": State.APPROVED,
    "failed": State.FAILED,
    "ready": State.PRODUCED,
    "delivered": State.DELIVERED,
    "revoked": State.DELIVERED,
    "replaced": State.DELIVERED,
}
"""Fate → state of the request today."""
MADE = ("ready", "delivered", "revoked", "replaced")
APPROVED = ("approved", "failed", *MADE)


@dataclass(frozen=True, slots=True)
class Item:
    kind: str
    fate: str
    language: str = Language.TH
    purpose: str = "ประกอบการสมัครงาน"


@dataclass(frozen=True, slots=True)
class Round:
    """Requests of one day that one approver decides on another. In working days before today.

    handed_over: when those of fate `delivered` were fetched, and others revoked or replaced
    """

    requested: int
    approved: int
    handed_over: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class PlannedList:
    """A list of graduates who all get the certificate; `delivered` of its papers were fetched."""

    title: str
    requested: int
    approved: int
    count: int
    delivered: int


@dataclass(frozen=True, slots=True)
class Story:
    """All by the university's slug; `fed`: papers that its own system made in two months.

    An office's list comes before the first round that was asked for later.
    """

    rounds: Mapping[str, tuple[Round, ...]]
    lists: Mapping[str, PlannedList] = field(default_factory=dict)
    fed: Mapping[str, int] = field(default_factory=dict)


_EN = Language.EN
_GRADUATION, _STATUS = Kind.GRADUATION, Kind.STUDENT_STATUS
_SCHOLARSHIP = "ประกอบการขอรับทุนการศึกษา"
_VISA = "a visa application"

_ROUNDS: Mapping[str, tuple[Round, ...]] = {
    "tu": (
        Round(20, 19, 18, (
            Item(_GRADUATION, "delivered"), Item(_GRADUATION, "delivered", _EN, _VISA),
            Item(_STATUS, "delivered", purpose=_SCHOLARSHIP), Item(_GRADUATION, "revoked"),
            Item(_GRADUATION, "replaced"),
        )),
        Round(12, 6, 4, (
            Item(_GRADUATION, "delivered"), Item(_STATUS, "delivered", _EN, _VISA),
            Item(_GRADUATION, "ready"), Item(_GRADUATION, "cancelled"), Item(_STATUS, "failed"),
        )),
        Round(6, 6, 6, (Item(_GRADUATION, "waiting"), Item(_STATUS, "waiting"))),
        Round(2, 1, 0, (
            Item(_GRADUATION, "ready"), Item(_STATUS, "ready", purpose=_SCHOLARSHIP),
            Item(_STATUS, "approved"), Item(_GRADUATION, "waiting"),
            Item(_GRADUATION, "waiting", _EN, _VISA), Item(_STATUS, "waiting"),
        )),
    ),
    "kku": (
        Round(18, 15, 14, (
            Item(_GRADUATION, "delivered"), Item(_STATUS, "delivered"),
            Item(_GRADUATION, "revoked"),
        )),
        Round(11, 5, 3, (
            Item(_GRADUATION, "delivered", _EN, _VISA), Item(_GRADUATION, "ready"),
            Item(_STATUS, "cancelled"), Item(_GRADUATION, "replaced"),
        )),
        Round(8, 8, 8, (Item(_GRADUATION, "waiting"), Item(_GRADUATION, "failed"))),
        Round(1, 0, 0, (
            Item(_STATUS, "approved"), Item(_GRADUATION, "waiting"), Item(_STATUS, "waiting"),
        )),
    ),
    **{
        slug: (
            Round(9, 7, 5, (Item(_GRADUATION, "delivered"), Item(_STATUS, "ready"))),
            Round(2, 2, 2, (Item(_GRADUATION, "waiting"), Item(_STATUS, "waiting"))),
        )
        for slug in ("ku", "kmitl", "cmu", "wu", "bu")
    },
}  # fmt: skip
_LISTS: Mapping[str, PlannedList] = {
    "tu": PlannedList("บัณฑิตที่ขอรับใบรับรองพร้อมกัน", 8, 7, 40, 25),
}
_FED: Mapping[str, int] = {"tu": 60, "kku": 45, "cmu": 12}
STORY = Story(_ROUNDS, _LISTS, _FED)

CANCELLED_BECAUSE = "นักศึกษาแจ้งว่าไม่ต้องใช้เอกสารแล้ว"
REVOKED_BECAUSE = "ออกให้ผิดฉบับ"
REPLACED_BECAUSE = "แก้ไขคำนำหน้าชื่อภาษาอังกฤษ"
