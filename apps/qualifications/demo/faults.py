"""What is wrong in the files of the story that are still looked at, cell by cell."""

from collections.abc import Mapping

Changes = Mapping[int, Mapping[str, str | None]]
"""Index of the row → heading → cell as written in place of the right one."""

REGISTER_FAULTS: Changes = {
    1: {"เลขประจำตัวประชาชน": "1881234567895"},
    3: {"วันเกิด": "31/2/2545"},
    4: {"วันอนุมัติ (สภา)": "1/2/2568"},
    6: {
        "ชื่อปริญญา": None, "อักษรย่อปริญญา": None, "ชื่อปริญญาภาษาอังกฤษ": None, "หลักสูตร": None,
    },
    8: {"สถานะ": "กำลังศึกษา"},
    9: {"เกรดเฉลี่ย": "4.25"},
    11: {"เลขประจำตัวประชาชน": None},
    12: {"ระดับ": "ปริญญาเอก"},
    14: {"วันอนุมัติ (สภา)": None},
    15: {"ชื่อ": None},
    17: {"วันสำเร็จการศึกษา": "กรกฎาคม 2569"},
    18: {"ปีการศึกษาที่สำเร็จ": "2599"},
}  # fmt: skip

ENTRANT_FAULTS: tuple[Mapping[str, str | None], ...] = (
    {"มหาวิทยาลัย": "มหาวิทยาลัยนานาชาติเมฆาลัย"},
    {"มหาวิทยาลัย": "มหาวิทยาลัยเทคโนโลยี"},
    {"มหาวิทยาลัย": "University of Somewhere Else"},
    {"ปริญญา": None, "สาขาวิชา": None},
    {"เลขประจำตัวประชาชน": "1881234567895"},
)
"""Each keeps its row out: dubious, cut short, unknown, nothing claimed, a wrong check digit."""
