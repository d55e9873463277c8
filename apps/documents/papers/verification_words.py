"""The words of an M.6 verification's result, in Thai and English.

A phrase is a tuple of pieces, each kept whole where a column is narrow.
"""

from collections.abc import Mapping

from apps.documents.papers.sentences import Sentence, kept, said, sentence
from apps.documents.papers.wording import case_text
from apps.documents.rendering import Language

WORDS: Mapping[Language, Mapping[str, str]] = {
    "th": {
        "order": "ลำดับ",
        "person": "ชื่อ–สกุล ตามที่แจ้ง",
        "identifier": "เลขประจำตัว",
        "school": "โรงเรียน",
        "year": "ปีการศึกษา",
        "outcome": "ผลการตรวจสอบ",
        "compared": "รายการที่เทียบ",
        "agreeing": "รายการที่ตรงกัน",
        "differing": "รายการที่ไม่ตรงกัน",
        "agree": "ตรง:",
        "differ": "ไม่ตรง:",
        "as_of": "ข้อมูล ณ วันที่",
        "persons": "ราย",
        "meaning": "ความหมาย",
        "total": "รวม",
        "in_annex": "รายละเอียดเป็นรายบุคคลอยู่ในบัญชีแนบท้าย",
        "informed": "จึงเรียนมาเพื่อโปรดทราบ",
        "annex": "บัญชีแนบท้าย ผลการตรวจสอบวุฒิการศึกษาชั้นมัธยมศึกษาปีที่ ๖ จำนวน",
        "annexed_to": "แนบท้ายหนังสือเลขที่เอกสาร",
        "dated": "ลงวันที่",
    },
    "en": {
        "order": "No.",
        "person": "Name as given",
        "identifier": "Identifier",
        "school": "School",
        "year": "Academic year",
        "outcome": "Result",
        "compared": "Fields compared",
        "agreeing": "Agreeing",
        "differing": "Differing",
        "agree": "Agree:",
        "differ": "Differ:",
        "as_of": "Data as of",
        "persons": "Persons",
        "meaning": "Meaning",
        "total": "Total",
        "in_annex": "Each person’s result is in the annex.",
        "informed": "This is for your information.",
        "annex": "Annex: results of the verification of upper secondary graduation (M.6), persons:",
        "annexed_to": "Annexed to the letter with serial number",
        "dated": "dated",
    },
}

OUTCOMES: Mapping[Language, Mapping[str, tuple[str, ...]]] = {
    "th": {
        "confirmed": ("ยืนยันการสำเร็จการศึกษา",),
        "mismatch": ("พบข้อมูล", "แต่บางรายการไม่ตรง"),
        "studying": ("กำลังศึกษา", "ยังไม่สำเร็จการศึกษา"),
        "not_graduated": ("ยังไม่จบหลักสูตร",),
        "not_in_roster": ("ไม่พบในรายชื่อ", "ของสถานศึกษา"),
        "roster_missing": ("ยังไม่มีรายชื่อ", "ที่สถานศึกษารับรอง"),
        "withheld": ("งดเปิดเผยข้อมูล",),
        "ambiguous": ("ต้องให้เจ้าหน้าที่", "ตรวจสอบ"),
    },
    "en": {
        "confirmed": ("Graduation confirmed",),
        "mismatch": ("Found,", "but some fields differ"),
        "studying": ("Studying,", "not graduated yet"),
        "not_graduated": ("Not graduated",),
        "not_in_roster": ("Not in the", "school’s roster"),
        "roster_missing": ("No certified", "roster yet"),
        "withheld": ("Information withheld",),
        "ambiguous": ("An officer", "must look"),
    },
}

MEANINGS: Mapping[Language, Mapping[str, str]] = {
    "th": {
        "confirmed": "ปรากฏในรายชื่อผู้สำเร็จการศึกษาที่สถานศึกษารับรอง และข้อมูลทุกรายการที่นำมาเทียบตรงกัน",
        "mismatch": "ปรากฏในรายชื่อที่สถานศึกษารับรอง แต่ข้อมูลบางรายการไม่ตรงกัน ตามที่ระบุไว้เป็นรายบุคคล",
        "studying": "ปรากฏในรายชื่อผู้กำลังศึกษาชั้นมัธยมศึกษาปีที่ ๖ และยังไม่มีผลการสำเร็จการศึกษา",
        "not_graduated": "ปรากฏในรายชื่อที่สถานศึกษารับรอง โดยมีผลการตัดสินว่ายังไม่จบหลักสูตร",
        "not_in_roster": "สถานศึกษารับรองรายชื่อของปีการศึกษานั้นครบถ้วนแล้วและไม่พบบุคคลนี้ ณ วันที่ของข้อมูล "
        "ทั้งนี้อาจมีผู้สำเร็จการศึกษาภายหลัง",
        "roster_missing": "สถานศึกษายังไม่ได้รับรองรายชื่อของปีการศึกษานั้น จึงยังไม่อาจแจ้งผลได้",
        "withheld": "ไม่อาจเปิดเผยข้อมูลได้ โปรดติดต่อสถานศึกษาหรือเจ้าของข้อมูลโดยตรง",
        "ambiguous": "ข้อมูลใกล้เคียงแต่ไม่เพียงพอที่จะชี้ขาด เจ้าหน้าที่จะตรวจสอบและแจ้งผลให้ทราบ",
    },
    "en": {
        "confirmed": "In the roster of graduates that the school certified; every field "
        "compared agrees.",
        "mismatch": "In the roster that the school certified, but some fields differ, as named for "
        "each person.",
        "studying": "In the roster of those studying in M.6 (grade 12); no result of graduation "
        "yet.",
        "not_graduated": "In the roster that the school certified, judged not to have graduated.",
        "not_in_roster": "The school certified its complete roster of that year and this person "
        "was not in it on the date of the data. Late graduates may follow.",
        "roster_missing": "The school has not certified its roster of that year, so that nothing "
        "can be stated.",
        "withheld": "Nothing can be disclosed. Please ask the school or the person concerned.",
        "ambiguous": "The data are similar but do not decide. An officer will look and report.",
    },
}  # fmt: skip

FIELDS: Mapping[Language, Mapping[str, str]] = {
    "th": {
        "person_id": "เลขประจำตัว",
        "name": "ชื่อ–สกุล",
        "birth_date": "วันเกิด",
        "school": "โรงเรียน",
        "year": "ปีการศึกษา",
        "por1_set": "ปพ.๑ ชุดที่",
        "por1_number": "ปพ.๑ เลขที่",
        "approved_on": "วันอนุมัติการจบ",
        "gpax": "ผลการเรียนเฉลี่ย",
    },
    "en": {
        "person_id": "identifier",
        "name": "name",
        "birth_date": "date of birth",
        "school": "school",
        "year": "academic year",
        "por1_set": "transcript (ปพ.1) set",
        "por1_number": "transcript (ปพ.1) number",
        "approved_on": "date of approval",
        "gpax": "GPAX",
    },
}


def opening(
    *,
    institution: str,
    officer: str,
    purpose: str,
    case: str,
    asked_on: str,
    number: str,
    language: Language,
) -> Sentence:
    """Who asked for what, and when; `number` and `asked_on` are worded already."""
    if language == "en":
        return (
            said("We refer to the request made on "), kept(asked_on), said(" by "),
            kept(institution), said(", represented by "), kept(officer),
            said(", to verify the upper secondary graduation (M.6, grade 12) of "),
            kept(f"{number} {'person' if number == '1' else 'persons'}"),
            said(f". Purpose: {purpose}"), *([said(", case "), kept(case)] if case else []),
            said("."),
        )  # fmt: skip
    return sentence((
        said("ตามที่"), kept(institution), said(" โดย "), kept(officer),
        said(" ได้ขอให้ตรวจสอบวุฒิการศึกษา"), kept("ชั้นมัธยมศึกษาปีที่"), said(" ๖ "),
        said(f"เพื่อ{purpose} "), said("(" if case else ""), kept(case_text(case, "th")),
        said(") " if case else ""),
        said("จำนวน "), kept(f"{number} ราย"), said(" เมื่อวันที่ "), kept(asked_on), said(" นั้น"),
    ))  # fmt: skip


def result_follows(office: str, *, alone: bool, language: Language) -> Sentence:
    if language == "en":
        follows = "The result is as follows." if alone else "The results in summary are as follows."
        return (
            kept(office),
            said(
                " has compared the data given with the rosters that the schools certified in the "
                f"network’s system. {follows}"
            ),
        )
    follows = "ขอแจ้งผลดังนี้" if alone else "ขอแจ้งผลโดยสรุปดังตารางต่อไปนี้"
    checked = "ได้ตรวจสอบข้อมูลที่ได้รับแจ้งกับรายชื่อที่สถานศึกษารับรองไว้ในระบบของเครือข่ายแล้ว"
    return (kept(office), said(f" {checked} {follows}"))
