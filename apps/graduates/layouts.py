"""What schools' lists are known by: the flat form of ปพ.3, the DMC export, or any other list.

The export of the ministry's student system (DMC) has one heading twice, over the 13-digit number
and over the school's own student code; the identifier comes first.
"""

from collections.abc import Sequence
from typing import Literal

from apps.graduates.spellings import POR3_HEADINGS, SPELLINGS
from apps.intake.headings import normal_heading
from apps.intake.persons.columns import ListLayout

Layout = Literal["por3", "dmc", "recognised"]

ROSTER = ListLayout(
    SPELLINGS,
    # เลขที่ alone is a running number, but not after ชุดที่
    following={("เลขที่", "por1_set"): "por1_number"},
    codes_may_be_ids=True,
)
_POR3 = frozenset(normal_heading(heading) for heading in POR3_HEADINGS)
_DMC = frozenset(normal_heading(h) for h in ("รหัสโรงเรียน", "ชั้น", "ห้อง", "คำนำหน้าชื่อ", "วันเกิด"))


def layout_of(headings: Sequence[str]) -> Layout:
    """Tell which of the known forms a list has, by its headings as written."""
    present = {normal_heading(heading) for heading in headings}
    if len(_POR3 - present) <= 2:
        return "por3"
    return "dmc" if present >= _DMC else "recognised"
