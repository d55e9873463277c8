"""Offices, signers and closed days of the demo: real institutions, invented persons and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

RECTOR = ("อธิการบดี", "President")
DIRECTOR = "Director"


@dataclass(frozen=True, slots=True)
class PlannedSigner:
    """Pairs hold the Thai and the English text."""

    name: tuple[str, str]
    post: tuple[str, str]
    acting_for: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class PlannedOffice:
    """`prefix`: beginning of a letter's number; `closed`: (month, day) and name, every year."""

    name: tuple[str, str]
    address_th: tuple[str, ...]
    address_en: tuple[str, ...]
    slug: str
    prefix: str
    may_use_garuda: bool
    signers: tuple[PlannedSigner, ...]
    closed: tuple[tuple[int, int, str], ...] = ()


def _registry(office: tuple[str, str], head: tuple[str, str]) -> tuple[PlannedSigner, ...]:
    """The head of the office, who signs for the rector as custom has it."""
    post = (f"ผู้อำนวยการ{office[0]}", f"{DIRECTOR}, {office[1]}")
    return (PlannedSigner(head, post, RECTOR),)


_TU = ("สำนักงานทะเบียนนักศึกษา", "Office of the Registrar")
_BU = ("สำนักทะเบียนนักศึกษา", "Office of the Registrar")
_KU = ("สำนักบริหารการศึกษา", "Office of Educational Administration")
_KMITL = ("สำนักทะเบียนและประมวลผล", "Office of the Registrar")
_KKU = ("สำนักบริหารและพัฒนาวิชาการ", "Office of Academic Administration and Development")
_CMU = ("สำนักทะเบียนและประมวลผล", "Registration Office")
_WU = ("ศูนย์บริการการศึกษา", "Center for Educational Services")
_NETWORK = ("สำนักงานเลขานุการเครือข่าย", "Network Secretariat Office")

OFFICES: Mapping[str, PlannedOffice] = {
    "00500": PlannedOffice(
        _TU,
        ("99 หมู่ 18 ถนนพหลโยธิน ตำบลคลองหนึ่ง", "อำเภอคลองหลวง จังหวัดปทุมธานี 12120"),
        ("99 Moo 18, Paholyothin Road, Khlong Nueng", "Khlong Luang, Pathum Thani 12120"),
        "tu", "อว 67.01/", True,
        _registry(_TU, ("นางดาวเรือง แสงจันทร์ฉาย", "Mrs Daoruang Saengchanchai")),
        ((6, 27, "วันสถาปนามหาวิทยาลัย"),),
    ),
    "05100": PlannedOffice(
        _BU,
        ("9/1 หมู่ 5 ถนนพหลโยธิน ตำบลคลองหนึ่ง", "อำเภอคลองหลวง จังหวัดปทุมธานี 12120"),
        ("9/1 Moo 5, Phahonyothin Road, Khlong Nueng", "Khlong Luang, Pathum Thani 12120"),
        "bu", "มกท. ทน. ", False,
        _registry(_BU, ("นางวราลี ริมคลองงาม", "Mrs Waralee Rimkhlongngam")),
    ),
    "00200": PlannedOffice(
        _KU,
        ("50 ถนนงามวงศ์วาน แขวงลาดยาว", "เขตจตุจักร กรุงเทพมหานคร 10900"),
        ("50 Ngamwongwan Road, Lat Yao", "Chatuchak, Bangkok 10900"),
        "ku", "อว 6501.03/", True,
        _registry(_KU, ("นางข้าวหอม ทุ่งกว้างไกล", "Mrs Khaohom Thungkwangklai")),
        ((2, 2, "วันสถาปนามหาวิทยาลัย"),),
    ),
    "01600": PlannedOffice(
        _KMITL,
        ("1 ซอยฉลองกรุง 1 แขวงลาดกระบัง", "เขตลาดกระบัง กรุงเทพมหานคร 10520"),
        ("1 Soi Chalong Krung 1, Lat Krabang", "Lat Krabang, Bangkok 10520"),
        "kmitl", "อว 7001/", True,
        _registry(_KMITL, ("นายคลื่นวิทย์ เสาสัญญาณ", "Mr Khluenwit Saosanyan")),
        ((8, 24, "วันสถาปนาสถาบัน"),),
    ),
    "00300": PlannedOffice(
        _KKU,
        ("123 หมู่ 16 ถนนมิตรภาพ ตำบลในเมือง", "อำเภอเมืองขอนแก่น จังหวัดขอนแก่น 40002"),
        ("123 Moo 16, Mittraphap Road, Nai Mueang", "Mueang Khon Kaen, Khon Kaen 40002"),
        "kku", "อว 660101.20/", True,
        _registry(_KKU, ("นายตะวันฉาย ป่าสนธยา", "Mr Tawanchai Pasonthaya")),
        ((1, 25, "วันคล้ายวันพระราชทานนามมหาวิทยาลัย"),),
    ),
    "00400": PlannedOffice(
        _CMU,
        ("239 ถนนห้วยแก้ว ตำบลสุเทพ", "อำเภอเมืองเชียงใหม่ จังหวัดเชียงใหม่ 50200"),
        ("239 Huay Kaew Road, Suthep", "Mueang Chiang Mai, Chiang Mai 50200"),
        "cmu", "อว 8392(20)/", True,
        _registry(_CMU, ("นางเอื้องคำ ลานดอกไม้", "Mrs Ueangkham Landokmai")),
        ((1, 24, "วันสถาปนามหาวิทยาลัย"),),
    ),
    "02300": PlannedOffice(
        _WU,
        ("222 ตำบลไทยบุรี", "อำเภอท่าศาลา จังหวัดนครศรีธรรมราช 80160"),
        ("222 Thai Buri", "Tha Sala, Nakhon Si Thammarat 80160"),
        "wu", "อว 75 07 01/", True,
        _registry(_WU, ("นายอรุโณทัย เกาะแก้วขวัญ", "Mr Arunothai Kokaewkhwan")),
        ((3, 29, "วันสถาปนามหาวิทยาลัย"),),
    ),
    "NET01": PlannedOffice(
        _NETWORK,
        ("สำนักงานสาธิต เลขที่ 1 ถนนตัวอย่าง", "กรุงเทพมหานคร 10000"),
        ("Demonstration Office, 1 Example Road", "Bangkok 10000"),
        "network", "คนทม. ", False,
        (
            PlannedSigner(
                ("นางสาวเดือนเพ็ญ ฟ้ากระจ่าง", "Ms Duenpen Fakrachang"),
                ("เลขานุการเครือข่าย", "Secretary of the Network"),
                ("ประธานเครือข่าย", "Chair of the Network"),
            ),
        ),
    ),
}  # fmt: skip
"""By the institution's code."""
