"""The words of a reply to a qualification check, in Thai and English."""

from collections.abc import Mapping

from apps.documents.rendering import Language

WORDS: Mapping[Language, Mapping[str, str]] = {
    "th": {
        "subject_of_reply": "แจ้งผลการตรวจสอบคุณวุฒิการศึกษา",
        "number_word": "ลำดับ",
        "person": "ชื่อ–สกุล ตามที่แจ้ง",
        "identifier": "เลขประจำตัว",
        "student_code": "รหัสนักศึกษา",
        "degree": "คุณวุฒิ",
        "completed_on": "วันสำเร็จ การศึกษา",
        "closing_code": "ผลการตรวจสอบ",
        "remarks": "รายการที่ไม่ตรงและหมายเหตุ",
        "differing": "ไม่ตรง:",
        "documents": "เอกสารที่ขอเพิ่มเติม:",
        "as_of": "ข้อมูล ณ วันที่",
        "field": "รายการ",
        "asked": "ตามที่ได้รับแจ้ง",
        "result": "ผลการเทียบ",
        "told": "ตามทะเบียนของสถาบัน",
        "agrees": "ตรง",
        "differs": "ไม่ตรง",
        "persons": "ราย",
        "meaning": "ความหมาย",
        "total": "รวม",
        "in_annex": "รายละเอียดเป็นรายบุคคลอยู่ในบัญชีแนบท้าย",
        "summary": "ได้ตรวจสอบแล้ว ขอแจ้งผลโดยสรุปดังตารางต่อไปนี้",
        "informed": "จึงเรียนมาเพื่อโปรดทราบ",
        "annex": "บัญชีแนบท้าย ผลการตรวจสอบคุณวุฒิการศึกษา",
        "annexed_to": "แนบท้ายหนังสือเลขที่เอกสาร",
        "dated": "ลงวันที่",
        "basis": "ที่มาของข้อมูล",
        "asked_by": "ผู้ขอตรวจสอบ",
        "case": "เลขที่คำขอ",
        "asked_on": "ขอตรวจสอบเมื่อ",
        "attached": "ข้อมูลผลการตรวจสอบคุณวุฒิ",
    },
    "en": {
        "subject_of_reply": "Result of a qualification check",
        "number_word": "No.",
        "person": "Name as given",
        "identifier": "Identifier",
        "student_code": "Student code",
        "degree": "Qualification",
        "completed_on": "Completed on",
        "closing_code": "Result",
        "remarks": "Differences and remarks",
        "differing": "Differing:",
        "documents": "Documents needed:",
        "as_of": "Data as of",
        "field": "Field",
        "asked": "As given to us",
        "result": "Comparison",
        "told": "In our register",
        "agrees": "agrees",
        "differs": "differs",
        "persons": "Persons",
        "meaning": "Meaning",
        "total": "Total",
        "in_annex": "Each person’s result is in the annex.",
        "summary": "has checked them. The results in summary are as follows.",
        "informed": "This is for your information.",
        "annex": "Annex: results of the qualification check",
        "annexed_to": "Annexed to the letter with serial number",
        "dated": "dated",
        "basis": "Source of the data",
        "asked_by": "Asked by",
        "case": "Case",
        "asked_on": "Asked on",
        "attached": "Data of this reply",
    },
}

CLOSINGS: Mapping[Language, Mapping[str, str]] = {
    "th": {
        "confirmed": "สำเร็จการศึกษาจริง",
        "confirmed_with_differences": "สำเร็จการศึกษาจริง แต่บางรายการไม่ตรง",
        "not_found": "ไม่พบข้อมูล",
        "attended_not_conferred": "เคยศึกษา แต่ไม่ได้รับปริญญา",
        "completed_awaiting_council": "ศึกษาครบตามหลักสูตร รอสภาอนุมัติ",
        "needs_documents": "ขอเอกสารเพิ่มเติม",
        "unable_to_confirm": "ไม่อาจยืนยันได้",
    },
    "en": {
        "confirmed": "Degree confirmed",
        "confirmed_with_differences": "Degree confirmed, some fields differ",
        "not_found": "Not found",
        "attended_not_conferred": "Attended, no degree conferred",
        "completed_awaiting_council": "Completed, awaiting the Council",
        "needs_documents": "Documents needed",
        "unable_to_confirm": "Unable to confirm",
    },
}

MEANINGS: Mapping[Language, Mapping[str, str]] = {
    "th": {
        "confirmed": "สำเร็จการศึกษาและได้รับอนุมัติปริญญาแล้ว ข้อมูลทุกรายการที่นำมาเทียบตรงกัน",
        "confirmed_with_differences": "สำเร็จการศึกษาและได้รับอนุมัติปริญญาแล้ว แต่บางรายการไม่ตรงกับทะเบียน "
        "ตามที่ระบุไว้เป็นรายบุคคล",
        "not_found": "ไม่พบผู้มีข้อมูลตามที่ได้รับแจ้งในทะเบียนผู้สำเร็จการศึกษา ณ วันที่ของข้อมูล",
        "attended_not_conferred": "เคยเป็นนักศึกษาของสถาบัน แต่ไม่ปรากฏว่าได้รับอนุมัติปริญญา",
        "completed_awaiting_council": "ศึกษาครบตามหลักสูตรแล้ว อยู่ระหว่างเสนอสภาอนุมัติปริญญา",
        "needs_documents": "ข้อมูลที่ได้รับยังไม่พอให้ตรวจสอบ ขอเอกสารเพิ่มเติมตามที่ระบุไว้",
        "unable_to_confirm": "หลักฐานที่สถาบันมีอยู่ไม่พอให้ยืนยันหรือปฏิเสธ",
    },
    "en": {
        "confirmed": "The degree was completed and conferred; every field compared agrees.",
        "confirmed_with_differences": "The degree was completed and conferred, but some fields "
        "differ from the register, as named for each person.",
        "not_found": "Nobody with the data given is in the register of graduates on the date of "
        "the data.",
        "attended_not_conferred": "Was a student of this institution, but no degree is recorded as "
        "conferred.",
        "completed_awaiting_council": "All requirements are completed; the Council has still to "
        "confer the degree.",
        "needs_documents": "The data given do not suffice for a check. The documents named are "
        "needed.",
        "unable_to_confirm": "The records of this institution suffice neither to confirm nor to "
        "deny.",
    },
}  # fmt: skip

FIELDS: Mapping[Language, Mapping[str, str]] = {
    "th": {
        "name": "ชื่อ–สกุล",
        "former_name": "ชื่อ–สกุลเดิม",
        "person_id": "เลขประจำตัวประชาชน",
        "birth_date": "วันเกิด",
        "student_code": "รหัสนักศึกษา",
        "degree": "ปริญญา",
        "major": "สาขาวิชา",
        "faculty": "คณะ",
        "level": "ระดับการศึกษา",
        "academic_year": "ปีการศึกษาที่สำเร็จ",
        "completed_on": "วันสำเร็จการศึกษา",
        "approved_on": "วันอนุมัติปริญญา",
        "honours": "เกียรตินิยม",
        "gpax": "แต้มเฉลี่ยสะสม",
    },
    "en": {
        "name": "name",
        "former_name": "former name",
        "person_id": "identification number",
        "birth_date": "date of birth",
        "student_code": "student code",
        "degree": "degree",
        "major": "major",
        "faculty": "faculty",
        "level": "level",
        "academic_year": "academic year of graduation",
        "completed_on": "date of completion",
        "approved_on": "date of conferral",
        "honours": "honours",
        "gpax": "grade point average",
    },
}
