"""How the registers of the story were filled: in what form, how completely, and what is pending."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Way = Literal["xlsx", "csv", "api"]


@dataclass(frozen=True, slots=True)
class PlannedRegister:
    """`years`: academic years (Christian) that were brought; `whole`: of them, those said to be
    complete; `promises`: working days within which the university answers.

    corrected, withdrawn: how many degrees of the oldest year were corrected and withdrawn since
    pending: corrections that wait for approval
    waiting: a file of late graduates waits for approval, with findings
    """

    way: Way
    years: tuple[int, ...]
    whole: tuple[int, ...]
    promises: int
    corrected: int = 2
    withdrawn: int = 0
    pending: int = 0
    waiting: bool = False


_ALL = (2021, 2022, 2023, 2024, 2025)
REGISTERS: Mapping[str, PlannedRegister] = {
    "tu": PlannedRegister("xlsx", _ALL, _ALL, 5, withdrawn=1, pending=1, waiting=True),
    "kku": PlannedRegister("xlsx", _ALL, _ALL[1:], 7, withdrawn=1, pending=1, waiting=True),
    "ku": PlannedRegister("xlsx", _ALL, _ALL[2:], 10),
    "kmitl": PlannedRegister("api", _ALL, _ALL, 5, pending=1),
    "cmu": PlannedRegister("api", _ALL, _ALL[3:], 15, withdrawn=1),
    "wu": PlannedRegister("csv", _ALL, _ALL[1:4], 20),
    "bu": PlannedRegister("xlsx", _ALL, _ALL[3:], 3, corrected=1),
}

DUBIOUS = (
    "มหาวิทยาลัยนานาชาติเมฆาลัย",
    "สถาบันบัณฑิตศึกษาดาวเหนือโลก",
    "วิทยาลัยวิชาชีพสายรุ้งนานาชาติ",
    "Moonbridge Valley Global University",
)
"""Invented names of institutions that confer nothing."""
DUBIOUS_SOURCE = "รายชื่อสมมุติของฝ่ายเลขานุการเครือข่าย"
