"""Two sample audits of the story: what was drawn of an invented register and what was found."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from apps.core.demo.seeds import stream
from apps.kpi.demo.universities import UNIVERSITIES

AUDITED = "tu"
WRONG = ("programme", "admission")
"""Field that differed in each of the records that were wrong in the finished audit."""
WRONG_NOTES = (
    "สาขาวิชาในทะเบียนยังเป็นชื่อเดิมก่อนปรับหลักสูตร",
    "วิธีเข้าศึกษาไม่ตรงกับประกาศผลการคัดเลือก",
)
RUNNING_SAMPLE, RUNNING_CHECKED = 60, 38


@dataclass(frozen=True, slots=True)
class PlannedCheck:
    """`field` that differs, empty where all are right."""

    position: int
    code: str
    field: str = ""
    note: str = ""


def register_codes(entered: int, size: int) -> list[str]:
    """Student codes of an invented register: five years of entry, numbered on.

    `entered`: Buddhist year in which the oldest came.
    """
    year = -(-size // 5)
    return [f"{(entered + n // year) % 100:02d}09{n % year + 1:06d}" for n in range(size)]


def finished_checks(codes: Sequence[str], *, seed: int) -> list[PlannedCheck]:
    """Every record checked, as many wrong as WRONG names."""
    places = stream("audit", seed, "finished").sample(range(len(codes)), len(WRONG))
    found = dict(zip(places, zip(WRONG, WRONG_NOTES, strict=True), strict=True))
    return [
        PlannedCheck(place + 1, code, *found.get(place, ("", "")))
        for place, code in enumerate(codes)
    ]


def running_checks(codes: Sequence[str], *, seed: int) -> list[PlannedCheck]:
    """The first ones are checked, one of them is wrong."""
    wrong = stream("audit", seed, "running").randrange(RUNNING_CHECKED)
    return [
        PlannedCheck(
            place + 1,
            code,
            "name" if place == wrong else "",
            "ชื่อสกุลภาษาอังกฤษสะกดไม่ตรงกับหนังสือเดินทาง" if place == wrong else "",
        )
        for place, code in enumerate(codes[:RUNNING_CHECKED])
    ]


def finished_sample() -> int:
    return UNIVERSITIES[AUDITED].sample


def finished_days(due_on: dt.date) -> tuple[dt.date, dt.date]:
    """Drawn and closed before the figure was sent."""
    return due_on - dt.timedelta(days=40), due_on - dt.timedelta(days=30)
