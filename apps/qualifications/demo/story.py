"""Who asks whom, in which case, how many working days ago, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from apps.qualifications.demo.registers import REGISTERS, PlannedRegister

Wanted = Mapping[str, Mapping[str, int]]
"""Holder → fate → how many."""


@dataclass(frozen=True, slots=True)
class PlannedBatch:
    """A term's list of entrants. `days_ago`: working days since it was sent; `faulty`: rows that
    are kept out. `state`: `sent`, or `in_review` for one that nobody has sent yet.
    """

    asker: str
    name: str
    case: str
    days_ago: int
    wanted: Wanted
    faulty: int = 0
    state: Literal["sent", "in_review"] = "sent"


@dataclass(frozen=True, slots=True)
class PlannedQuestion:
    """Single questions of one asker to one holder in one case.

    requester: who asked on paper; the holder keyed the letter in (asker and holder are the same)
    """

    asker: str
    holder: str
    case: str
    days_ago: int
    fates: tuple[str, ...]
    purpose: str = "graduate_admission"
    basis: str = "public_task"
    requester: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """Holders must stand in `registers`. `letters`: how many of the first answers have their
    letters from the start; `summaries`: askers whose first batch has a summary letter.
    """

    registers: Mapping[str, PlannedRegister]
    batches: tuple[PlannedBatch, ...] = ()
    questions: tuple[PlannedQuestion, ...] = ()
    letters: int = 3
    summaries: tuple[str, ...] = ()


_THAMMASAT = PlannedBatch(
    "tu", "ผู้เข้าศึกษาระดับบัณฑิตศึกษา ภาค 1", "บศ. 1", 13,
    {
        "kku": {"instant": 5, "differences": 1, "by_hand": 1, "awaiting": 1, "waiting": 2,
                "proposed": 1, "reopened": 1, "withheld": 1},
        "ku": {"instant": 4, "differences": 1, "not_found": 1, "documents": 1, "waiting": 1,
               "message": 1},
        "kmitl": {"instant": 4, "by_hand": 1, "attended": 1, "waiting": 2, "cancelled": 1},
        "cmu": {"instant": 4, "given": 1, "returned": 1, "waiting": 1, "proposed": 1},
        "wu": {"instant": 3, "awaiting": 1, "unable": 1, "documents": 1, "waiting": 2},
        "bu": {"instant": 3, "differences": 1, "not_found": 1, "missing": 1, "message": 1,
               "completed_by_documents": 1},
    },
    faulty=5,
)  # fmt: skip
_KHON_KAEN = PlannedBatch(
    "kku", "นักศึกษาใหม่ระดับบัณฑิตศึกษา", "บว. 12", 5,
    {
        "tu": {"instant": 3, "differences": 1, "waiting": 2, "documents": 1, "proposed": 1,
               "returned": 1, "message": 1, "withheld": 1, "attended": 1},
        "ku": {"instant": 1, "waiting": 1},
        "cmu": {"instant": 2, "not_found": 1},
        "wu": {"instant": 1, "proposed": 1},
    },
    faulty=2,
)  # fmt: skip
_NEXT = PlannedBatch(
    "tu", "ผู้เข้าศึกษาเพิ่มเติม", "บศ. 2", 0,
    {"kku": {"instant": 3, "waiting": 1}, "cmu": {"instant": 2}, "bu": {"waiting": 1}},
    faulty=1, state="in_review",
)  # fmt: skip
_QUESTIONS = (
    PlannedQuestion("cmu", "tu", "มช. บว. 201", 2, ("waiting", "instant")),
    PlannedQuestion("bu", "tu", "มกท. 88", 8, ("waiting", "given")),
    PlannedQuestion("wu", "tu", "มวล. 31", 6, ("proposed", "instant"), purpose="scholarship"),
    PlannedQuestion("ku", "tu", "มก. 402", 7, ("by_hand", "completed_by_documents")),
    PlannedQuestion("kmitl", "tu", "สจล. 19", 1, ("waiting",), purpose="employment"),
    PlannedQuestion("tu", "ku", "มธ. บค. 7", 5, ("instant", "message"), purpose="employment"),
    PlannedQuestion("tu", "kmitl", "มธ. ทบ. 3", 4, ("instant",), purpose="transfer"),
    PlannedQuestion("cmu", "kku", "มช. บว. 202", 10, ("waiting", "documents", "not_found")),
    PlannedQuestion("bu", "kku", "มกท. 89", 3, ("message", "instant")),
    PlannedQuestion("wu", "kmitl", "มวล. 32", 7, ("waiting", "proposed")),
    PlannedQuestion("ku", "cmu", "มก. 403", 18, ("waiting", "instant")),
    PlannedQuestion("cmu", "ku", "มช. บว. 203", 12, ("waiting", "returned")),
    PlannedQuestion("kmitl", "wu", "สจล. 20", 22, ("waiting", "differences")),
    PlannedQuestion("bu", "wu", "มกท. 90", 5, ("proposed",)),
    PlannedQuestion("ku", "bu", "มก. 404", 4, ("waiting", "instant")),
    PlannedQuestion("kku", "bu", "มข. บค. 5", 2, ("waiting",), purpose="employment"),
    PlannedQuestion(
        "tu", "tu", "หนังสือที่ กฟ 12", 9, ("differences", "waiting"), purpose="employment",
        basis="authorised", requester="บริษัท ก้าวหน้าตัวอย่าง จำกัด",
    ),
    PlannedQuestion(
        "kku", "kku", "หนังสือที่ สต 4", 6, ("waiting",), purpose="employment",
        basis="authorised", requester="ห้างหุ้นส่วนจำกัด สมมุติการช่าง",
    ),
)  # fmt: skip

STORY = Story(REGISTERS, (_THAMMASAT, _KHON_KAEN, _NEXT), _QUESTIONS, summaries=("kku",))
