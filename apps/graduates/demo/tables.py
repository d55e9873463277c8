"""Rows laid out as the two files that schools have: flat ปพ.3 and the export of the DMC."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from apps.core.demo.ids import BLOCK_SIZE, implausible_ids
from apps.core.demo.seeds import number_below, stream
from apps.graduates.demo.mess import Cell, Grid, Mess, laid_out, written_date, written_id
from apps.graduates.demo.mess import written_name as _name
from apps.graduates.demo.names import FEMALE_NAMES, MALE_NAMES
from apps.graduates.demo.people import RosterRow

POR3_HEADINGS = (
    "ที่",
    "เลขประจำตัวนักเรียน",
    "เลขประจำตัวประชาชน",
    "คำนำหน้า",
    "ชื่อ",
    "นามสกุล",
    "เพศ",
    "วันเกิด (พ.ศ.)",
    "ที่เรียน",
    "ที่ได้",
    "ผลการเรียนเฉลี่ย",
    "ผลการตัดสิน",
    "วันอนุมัติการจบ",
    "ปพ.1 ชุดที่",
    "ปพ.1 เลขที่",
)
DMC_KEPT_HEADINGS = (
    "รหัสโรงเรียน",
    "ชื่อโรงเรียน",
    "เลขประจำตัวนักเรียน",
    "ชั้น",
    "ห้อง",
    "เลขประจำตัวนักเรียน",
    "เพศ",
    "คำนำหน้าชื่อ",
    "ชื่อ",
    "นามสกุล",
    "วันเกิด",
)
DMC_UNWANTED_HEADINGS = (
    "อายุ(ปี)",
    "น้ำหนัก",
    "ส่วนสูง",
    "กลุ่มเลือด",
    "ศาสนา",
    "เชื้อชาติ",
    "สัญชาติ",
    "บ้านเลขที่",
    "หมู่",
    "ถนน/ซอย",
    "ตำบล",
    "อำเภอ",
    "จังหวัด",
    "ชื่อผู้ปกครอง",
    "นามสกุลผู้ปกครอง",
    "อาชีพของผู้ปกครอง",
    "ความด้อยโอกาส",
)
"""Sensitive or not needed: a portal that keeps any of these values has kept too much."""
GUARDIAN_ID_HEADING = "เลขประจำตัวประชาชนผู้ปกครอง"
_DECISIONS = {"graduated": "จบ", "not_graduated": "ไม่จบ", "": None}
_PER_CLASSROOM = 40


def por3_cells(row: RosterRow, number: int, mess: Mess) -> dict[str, Cell]:
    """One person in the flat layout, by heading."""
    values: tuple[Cell, ...] = (
        number,
        row.student_code,
        written_id(row.national_id, mess.ids),
        row.title,
        _name(row.first_name, mess),
        _name(row.last_name, mess),
        "ชาย" if row.gender == "m" else "หญิง",
        written_date(row.born_on, mess.dates),
        row.credits_attempted,
        row.credits_earned,
        row.gpax,
        _DECISIONS[row.decision],
        written_date(row.approved_on, mess.dates),
        row.por1_set or None,
        row.por1_number or None,
    )
    return dict(zip(POR3_HEADINGS, values, strict=True))


def por3_grid(
    rows: Sequence[RosterRow],
    *,
    school_name: str,
    academic_year: int,
    mess: Mess,
    changes: Mapping[int, Mapping[str, Cell]],
) -> tuple[Grid, int]:
    """The sheet of the flat layout; `changes` replaces cells: index of the row → heading → cell."""
    titles = (
        "แบบรายงานผู้สำเร็จการศึกษา ระดับมัธยมศึกษาตอนปลาย (ปพ.3:พ)",
        school_name,
        f"ปีการศึกษา {academic_year + 543}",
    )
    guardians = _guardian_ids(rows) if mess.guardian_ids else []
    body: Grid = []
    for place, row in enumerate(rows):
        cells = por3_cells(row, place + 1, mess) | dict(changes.get(place, {}))
        body.append([*guardians[place : place + 1], *cells.values()])
    headings = (GUARDIAN_ID_HEADING, *POR3_HEADINGS) if guardians else POR3_HEADINGS
    return laid_out(titles, headings, body, mess)


def dmc_grid(
    rows: Sequence[RosterRow],
    *,
    smis_code: str,
    school_name: str,
    reported_at: datetime,
    mess: Mess,
) -> tuple[Grid, int]:
    """The export of the ministry's student system: report time, then headings, one of them twice.

    The first เลขประจำตัวนักเรียน holds the 13-digit ID, the second the student code.
    """
    when = f"{reported_at.day}/{reported_at.month}/{reported_at.year + 543} {reported_at:%H:%M:%S}"
    titles = (f"วันและเวลาที่สร้างรายงาน {when}", school_name, "ข้อมูลนักเรียนรายบุคคล")
    body: Grid = []
    for place, row in enumerate(rows):
        kept: list[Cell] = [
            smis_code,
            school_name,
            written_id(row.national_id, mess.ids),
            "ม.6",
            str(place // _PER_CLASSROOM + 1),
            row.student_code,
            "ช" if row.gender == "m" else "ญ",
            row.title,
            _name(row.first_name, mess),
            _name(row.last_name, mess),
            written_date(row.born_on, mess.dates),
        ]
        body.append(kept + _unwanted(row, reported_at))
    return laid_out(titles, DMC_KEPT_HEADINGS + DMC_UNWANTED_HEADINGS, body, mess, always=1)


def _unwanted(row: RosterRow, reported_at: datetime) -> list[Cell]:
    """Invented values for everything that a roster does not need."""
    rng = stream("unwanted", row.student_code, row.first_name)
    return [
        (reported_at.date() - row.born_on).days // 365,
        rng.randrange(42, 85),
        rng.randrange(148, 186),
        rng.choice(("A", "B", "AB", "O")),
        rng.choice(("พุทธ", "อิสลาม", "คริสต์")),
        "ไทย",
        "ไทย",
        f"{rng.randrange(1, 400)}/{rng.randrange(1, 90)}",
        str(rng.randrange(1, 15)),
        "ซอยสมมุติ",
        "ตำบลสมมุติ",
        "อำเภอสมมุติ",
        "จังหวัดสมมุติ",
        rng.choice(MALE_NAMES + FEMALE_NAMES),
        row.last_name,
        rng.choice(("เกษตรกร", "ค้าขาย", "รับจ้าง", "รับราชการ")),
        rng.choice(("-", "เด็กยากจน")),
    ]


def _guardian_ids(rows: Sequence[RosterRow]) -> list[str]:
    """Valid IDs of the block of nobody, other than those of the students themselves."""
    label = ("guardians", len(rows), rows[0].student_code if rows else "")
    start = number_below(BLOCK_SIZE, *label)
    taken = {row.national_id for row in rows}
    spare = implausible_ids(stream(*label), start, 2 * len(rows))
    return [national_id for national_id in spare if national_id not in taken][: len(rows)]
