"""The words of certificates, in Thai and English."""

from collections.abc import Mapping

from apps.documents.rendering import Language

WORDS: Mapping[Language, Mapping[str, str]] = {
    "th": {
        "student_status_title": "หนังสือรับรองการเป็นนักศึกษา",
        "graduation_title": "หนังสือรับรองสำเร็จการศึกษา",
        "opening": "หนังสือรับรองฉบับนี้ให้ไว้เพื่อแสดงว่า",
        "name": "ชื่อ–สกุล",
        "student_code": "รหัสประจำตัวนักศึกษา",
        "programme": "หลักสูตร",
        "degree": "ปริญญา",
        "major": "สาขาวิชา",
        "faculty": "คณะ",
        "honours": "เกียรตินิยม",
        "status": "สถานภาพ",
        "term": "ภาคการศึกษา",
        "completed_on": "สำเร็จการศึกษาเมื่อ",
        "approved_on": "อนุมัติปริญญาเมื่อ",
        "purpose": "ออกให้เพื่อ",
        "given_on": "ให้ไว้ ณ",
        "number": "ที่",
        "crest": "ตราของสถาบัน",
        "page": "หน้า",
        "qr": "รหัสคิวอาร์สำหรับตรวจสอบเอกสาร",
        "verify_at": "ตรวจสอบเอกสารได้ที่",
        "code_word": "รหัส",
        "acting_for": "ปฏิบัติการแทน",
        "unsigned": "หนังสือรับรองฉบับนี้ออกโดยระบบคอมพิวเตอร์ ไม่มีการลงลายมือชื่อ",
        "check_below": "ตรวจสอบความถูกต้องได้จากรหัสด้านล่าง",
        "attached": "ข้อมูลของหนังสือรับรองฉบับนี้",
    },
    "en": {
        "student_status_title": "Certificate of Student Status",
        "graduation_title": "Certificate of Graduation",
        "opening": "This is to certify that",
        "name": "Name",
        "student_code": "Student code",
        "programme": "Programme",
        "degree": "Degree",
        "major": "Major",
        "faculty": "Faculty",
        "honours": "Honours",
        "status": "Status",
        "term": "Term",
        "completed_on": "Requirements completed on",
        "approved_on": "Degree conferred on",
        "purpose": "Issued for",
        "given_on": "Given on",
        "number": "No.",
        "crest": "Emblem of the institution",
        "page": "Page",
        "qr": "Square code to check this paper",
        "verify_at": "Check this paper at",
        "code_word": "Code",
        "acting_for": "for",
        "unsigned": "This certificate was issued by computer, without a signature.",
        "check_below": "The code at the foot of page 1 checks it.",
        "attached": "Data of this certificate",
    },
}

STATUSES: Mapping[Language, Mapping[str, str]] = {
    "th": {
        "studying": "กำลังศึกษา",
        "on_leave": "ลาพักการศึกษา",
        "status_kept": "รักษาสภาพการเป็นนักศึกษา",
    },
    "en": {
        "studying": "is studying",
        "on_leave": "is on leave of absence",
        "status_kept": "maintains student status",
    },
}
