"""Certificates of many invented persons."""

from dataclasses import replace

from apps.documents.content import PaperContent
from apps.documents.papers.wording import Bilingual
from apps.documents.rendering import Order
from tests.documents.paper_builders import CREATED_AT
from tests.documents.paper_samples import MARKS, STUDENT, certificate

SYLLABLES = ("กมล", "น้ำ", "ทิพย์", "ศรี", "พร", "ฝ้าย", "ชัย", "อัม", "เปี๊ยะ", "จิณห์")


def name_of(number: int) -> str:
    """No two alike, and none the beginning of another."""
    first, second = divmod(number, len(SYLLABLES))
    return f"นาย{SYLLABLES[first]}{SYLLABLES[second]}ผู้ที่ {SYLLABLES[second]}สกุลลำดับ{number:04d}"


def certificate_of(number: int) -> PaperContent:
    person = replace(STUDENT, name=Bilingual(name_of(number)), student_code=f"66{number:08d}")
    return certificate(person, "th", marks=replace(MARKS, serial=f"U00500-2569-{number:06d}"))


def order_of(content: PaperContent) -> Order:
    return Order(
        template=content.template,
        context=content.context,
        language="th",
        title="หนังสือรับรอง",
        author="มหาวิทยาลัยธรรมศาสตร์",
        created_at=CREATED_AT,
        attachments=content.attachments,
        stylesheet=content.stylesheet,
    )
