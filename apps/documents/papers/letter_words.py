"""What every official letter says, in Thai and English: labels, closing, and how it is checked."""

from collections.abc import Mapping

from apps.documents.rendering import Language

LETTER: Mapping[Language, Mapping[str, str]] = {
    "th": {
        "number": "ที่",
        "subject": "เรื่อง",
        "to": "เรียน",
        "references": "อ้างถึง",
        "enclosures": "สิ่งที่ส่งมาด้วย",
        "closing": "ขอแสดงความนับถือ",
        "acting_for": "ปฏิบัติการแทน",
        "phone": "โทร.",
        "email": "อีเมล",
        "page": "หน้า",
        "qr": "รหัสคิวอาร์สำหรับตรวจสอบเอกสาร",
        "verify_at": "ตรวจสอบเอกสารได้ที่",
        "verify_short": "ตรวจสอบได้ที่",
        "code_word": "รหัส",
        "unsigned": "หนังสือฉบับนี้ออกโดยระบบคอมพิวเตอร์ ไม่มีการลงลายมือชื่อ",
        "check_below": "ตรวจสอบความถูกต้องได้จากรหัสด้านล่าง",
    },
    "en": {
        "number": "No.",
        "subject": "Subject",
        "to": "To",
        "references": "Reference",
        "enclosures": "Enclosures",
        "closing": "Yours faithfully,",
        "acting_for": "for",
        "phone": "Tel.",
        "email": "E-mail",
        "page": "Page",
        "qr": "Square code to check this paper",
        "verify_at": "Check this paper at",
        "verify_short": "Check at",
        "code_word": "Code",
        "unsigned": "This letter was issued by computer, without a signature.",
        "check_below": "The code at the foot of page 1 checks it.",
    },
}
