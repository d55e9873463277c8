"""The agreements of the story, one for every stage that an agreement can be in."""

import datetime as dt
from dataclasses import dataclass

FIRST_DAY = dt.date(2023, 8, 1)


@dataclass(frozen=True, slots=True)
class PlannedAgreement:
    """`parties`: slugs, the proposer first; `signed`: who has signed so far.

    state: draft, signing, in_force (also when its last day has passed), terminated
    drafted_on: the signatures follow within four weeks; ended_on: of a terminated one
    """

    key: str
    kind: str
    title_th: str
    title_en: str
    parties: tuple[str, ...]
    drafted_on: dt.date
    starts_on: dt.date
    ends_on: dt.date
    state: str = "in_force"
    signed: tuple[str, ...] | None = None
    seats: int | None = None
    terms: str = "ค่าธรรมเนียมการศึกษาเป็นไปตามประกาศของสถาบันที่ไปเรียน"
    ended_on: dt.date | None = None
    ended_note: str = ""

    @property
    def signers(self) -> tuple[str, ...]:
        return self.parties if self.signed is None else self.signed


def _mou(key: str, *parties: str, th: str, en: str, seats: int | None = None) -> PlannedAgreement:
    return PlannedAgreement(
        key,
        "mou",
        f"บันทึกข้อตกลงความร่วมมือ {th}",
        en,
        parties,
        dt.date(2024, 5, 13),
        dt.date(2024, 8, 1),
        dt.date(2029, 7, 31),
        seats=seats,
    )


CONSORTIUM = "seven"
AGREEMENTS = (
    PlannedAgreement(
        CONSORTIUM,
        "consortium",
        "ข้อตกลงเครือข่ายนายทะเบียนว่าด้วยการลงทะเบียนเรียนข้ามสถาบัน",
        "Registrar network agreement on courses at another university",
        ("tu", "bu", "ku", "kmitl", "kku", "cmu", "wu"),
        dt.date(2023, 5, 15),
        FIRST_DAY,
        dt.date(2033, 7, 31),
        terms="นักศึกษาชำระค่าธรรมเนียมที่สถาบันต้นสังกัด สถาบันที่ไปเรียนส่งผลการศึกษาภายในสามสัปดาห์หลังสิ้นภาค",
    ),
    _mou("tu-kku", "tu", "kku", th="ด้านวิทยาการข้อมูล", en="Data science exchange", seats=60),
    _mou("tu-cmu", "cmu", "tu", th="ด้านภาษาและวัฒนธรรม", en="Languages and culture exchange"),
    _mou("ku-kmitl", "ku", "kmitl", th="ด้านเกษตรอัจฉริยะ", en="Smart farming exchange"),
    _mou("bu-tu", "bu", "tu", th="ด้านนิเทศศาสตร์", en="Communication arts exchange", seats=40),
    _mou("kku-cmu", "kku", "cmu", th="ด้านสุขภาพชุมชน", en="Community health exchange"),
    PlannedAgreement(
        "one-off",
        "one_off",
        "การอนุมัติให้นักศึกษาลงทะเบียนเรียนข้ามสถาบันเป็นกรณีเฉพาะราย",
        "One-off approval for students near graduation",
        ("wu", "tu"),
        dt.date(2026, 6, 1),
        dt.date(2026, 6, 15),
        dt.date(2027, 1, 31),
        seats=10,
    ),
    PlannedAgreement(
        "kmitl-tu",
        "mou",
        "บันทึกข้อตกลงความร่วมมือ ด้านปัญญาประดิษฐ์และกฎหมาย",
        "Artificial intelligence and law exchange",
        ("kmitl", "tu"),
        dt.date(2026, 10, 26),
        dt.date(2027, 1, 1),
        dt.date(2031, 12, 31),
        state="signing",
        signed=("kmitl",),
    ),
    PlannedAgreement(
        "tu-ku",
        "mou",
        "บันทึกข้อตกลงความร่วมมือ ด้านความมั่นคงทางอาหาร",
        "Food security exchange",
        ("ku", "tu"),
        dt.date(2026, 11, 9),
        dt.date(2027, 8, 1),
        dt.date(2032, 7, 31),
        state="draft",
    ),
    PlannedAgreement(
        "tu-wu-old",
        "mou",
        "บันทึกข้อตกลงความร่วมมือ ด้านสาธารณสุขชายฝั่ง พ.ศ. 2564",
        "Coastal public health exchange 2021",
        ("tu", "wu"),
        dt.date(2021, 4, 5),
        dt.date(2021, 6, 1),
        dt.date(2026, 5, 31),
    ),
    PlannedAgreement(
        "bu-kku",
        "mou",
        "บันทึกข้อตกลงความร่วมมือ ด้านการจัดการบันเทิง",
        "Entertainment management exchange",
        ("bu", "kku"),
        dt.date(2024, 1, 15),
        dt.date(2024, 3, 1),
        dt.date(2028, 2, 28),
        state="terminated",
        ended_on=dt.date(2026, 4, 20),
        ended_note="ทั้งสองฝ่ายเห็นพ้องให้ใช้ข้อตกลงเครือข่ายแทน",
    ),
)
