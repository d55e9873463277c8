"""Names of invented students in Thai and English, composed so that nobody in particular is meant.

Parts are separated by blanks; each Thai part stands beside its English one.
"""

from itertools import product
from typing import NamedTuple


class Name(NamedTuple):
    th: str
    en: str


def _composed(heads: str, heads_en: str, tails: str, tails_en: str) -> tuple[Name, ...]:
    first = list(zip(heads.split(), heads_en.split(), strict=True))
    second = list(zip(tails.split(), tails_en.split(), strict=True))
    return tuple(
        Name(head + tail, head_en + tail_en)
        for (head, head_en), (tail, tail_en) in product(first, second)
        if head != tail
    )


MALE_NAMES = _composed(
    "กิตติ ธน ณัฐ ภาณุ วร ศุภ อนุ ปิย จิร ธีร รัฐ นว",
    "Kitti Thana Nattha Phanu Wora Supha Anu Piya Jira Thira Rattha Nawa",
    "พงศ์ วัฒน์ ภัทร เดช กร ศักดิ์ วุฒิ พล โชติ วิทย์",
    "phong wat phat det korn sak wut phon chot wit",
)
FEMALE_NAMES = _composed(
    "กัญญา ณัฐ พิม ปิย วร ศิริ สุ อร ชนิ นภา รัตน กมล",
    "Kanya Nattha Phim Piya Wora Siri Su On Chani Napha Rattana Kamon",
    "พร วรรณ กานต์ ลักษณ์ มาศ รัตน์ นันท์ ญาดา ชนก ทิพย์",
    "phon wan kan lak mat rat nan yada chanok thip",
)
SURNAMES = _composed(
    "ฟ้า สาย เมฆ ดาว ลม ฝน ธาร ผา หยก ตะวัน จันทร์ รุ้ง",
    "Fa Sai Mek Dao Lom Fon Than Pha Yok Tawan Chan Rung",
    "งามสรรค์ ใสสว่าง กลางหาว ริมธาร พราวแสง สีคราม ทอประกาย คืนถิ่น เหนือน้ำ ล้อมดาว ห่มหล้า",
    "ngamsan saisawang klanghao rimthan phraosaeng sikhram thoprakai khuenthin nueanam lomdao "
    "homla",
)
