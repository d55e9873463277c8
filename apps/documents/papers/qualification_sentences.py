"""The sentences of a reply to a qualification check: one form for each closing and language.

Thai follows the form in which universities answer by letter: "…ได้ตรวจสอบแล้วพบว่า … สำเร็จการศึกษา
หลักสูตร … สาขาวิชา … เมื่อวันที่ … จริง".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from apps.core.thai.numerals import to_thai
from apps.documents.papers.sentences import Part, Sentence, kept, prefixed, said, sentence
from apps.documents.papers.wording import case_text, day_text, year_text
from apps.documents.rendering import Language

if TYPE_CHECKING:
    from apps.documents.papers.qualification import QualificationRequest, QualificationRow


def opening_sentence(request: QualificationRequest, persons: int, language: Language) -> Sentence:
    """Who asked for what, when and why."""
    day = day_text(request.asked_on, language)
    if language == "en":
        return _opening_english(request, persons, day)
    number = "" if persons == 1 else f" จำนวน {persons} ราย"
    return sentence((
        said("ตามที่"), kept(request.institution),
        said(" โดย " if request.officer else ""), kept(request.officer),
        said(" ได้ขอให้ตรวจสอบคุณวุฒิการศึกษา"), kept(to_thai(number)),
        said(f" เพื่อ{request.purpose}" if request.purpose else ""),
        said(f" โดยอาศัย{to_thai(request.legal_basis)}" if request.legal_basis else ""),
        said(" (" if request.case else ""), kept(case_text(request.case, "th")),
        said(")" if request.case else ""),
        said(" เมื่อวันที่ "), kept(day), said(" นั้น"),
    ))  # fmt: skip


def _opening_english(request: QualificationRequest, persons: int, day: str) -> Sentence:
    whose = "a qualification" if persons == 1 else f"the qualifications of {persons} persons"
    return sentence((
        said("We refer to the request made on "), kept(day), said(" by "),
        kept(request.institution),
        said(", represented by " if request.officer else ""), kept(request.officer),
        said(f", to check {whose}."),
        said(f" Purpose: {request.purpose}." if request.purpose else ""),
        said(f" Legal basis: {request.legal_basis}." if request.legal_basis else ""),
        said(" Case: " if request.case else ""), kept(request.case),
        said("." if request.case else ""),
    ))  # fmt: skip


def finding_sentence(row: QualificationRow, office: str, language: Language) -> Sentence:
    """The one paragraph that answers. `office` is who answers."""
    if language == "en":
        return sentence(_ENGLISH[row.closing](row, office))
    return sentence((kept(office), *_THAI[row.closing](row)))


def basis_sentence(row: QualificationRow, language: Language) -> Sentence:
    """As of when, and what the register covers: without it a negative says nothing."""
    return (_basis_english if language == "en" else _basis_thai)(row)


def _basis_thai(row: QualificationRow) -> Sentence:
    covered = row.coverage
    opening = (said("ผลการตรวจสอบนี้เป็นข้อมูล ณ วันที่ "), kept(day_text(row.as_of, "th")))
    if covered is None:
        return (*opening, said(" จากหลักฐานทะเบียนของสถาบันซึ่งเจ้าหน้าที่เป็นผู้ตรวจค้น"))
    first, last = year_text(covered.first_year, "th"), year_text(covered.last_year, "th")
    years = first if first == last else f"{first} ถึง {last}"
    return sentence((
        *opening, said(" จากทะเบียนผู้สำเร็จการศึกษาซึ่งครอบคลุม"), kept(f"ปีการศึกษา {years}"),
        said(f" ({covered.scope})" if covered.scope else ""),
    ))  # fmt: skip


def _basis_english(row: QualificationRow) -> Sentence:
    covered = row.coverage
    opening = (said("This result states the data as of "), kept(day_text(row.as_of, "en")))
    if covered is None:
        return (*opening, said(", from the records of this institution, searched by its staff."))
    first, last = covered.first_year, covered.last_year
    years = f"academic year {first}" if first == last else f"academic years {first} to {last}"
    return sentence((
        *opening, said(", from the register of graduates, which covers "), kept(years),
        said(f" ({covered.scope})" if covered.scope else ""), said("."),
    ))  # fmt: skip


def _person_thai(row: QualificationRow) -> tuple[Part, ...]:
    code = row.student_code
    return (kept(row.name), said(" รหัสนักศึกษา " if code else ""), kept(code), said(" "))


def _studies_thai(row: QualificationRow) -> tuple[Part, ...]:
    """หลักสูตร … สาขาวิชา … คณะ …, each where it is stated."""
    stated = (
        prefixed("หลักสูตร", row.degree), prefixed("สาขาวิชา", row.major), row.faculty,
    )  # fmt: skip
    return tuple(part for text in stated if text for part in (kept(text), said(" ")))


def _from_thai(row: QualificationRow) -> tuple[Part, ...]:
    return (kept(f"จาก{row.holder}"), said(" ")) if row.holder else ()


def _completed_thai(row: QualificationRow) -> tuple[Part, ...]:
    if row.completed_on is None:
        return ()
    return (said("เมื่อวันที่ "), kept(day_text(row.completed_on, "th")), said(" "))


def _approved_thai(row: QualificationRow) -> tuple[Part, ...]:
    if row.approved_on is None:
        return ()
    return (said(" โดยได้รับอนุมัติปริญญาเมื่อวันที่ "), kept(day_text(row.approved_on, "th")))


def _confirmed_thai(row: QualificationRow) -> tuple[Part, ...]:
    return (
        said(" ได้ตรวจสอบแล้วพบว่า "), *_person_thai(row), said("สำเร็จการศึกษา"),
        *_studies_thai(row), *_from_thai(row), *_completed_thai(row), kept("จริง"),
        *_approved_thai(row),
    )  # fmt: skip


def _differing_thai(row: QualificationRow) -> tuple[Part, ...]:
    ending = " ทั้งนี้ ข้อมูลที่ได้รับแจ้งบางรายการไม่ตรงกับทะเบียนของสถาบัน ดังนี้"
    return (*_confirmed_thai(row), said(ending))


def _not_found_thai(row: QualificationRow) -> tuple[Part, ...]:
    return (
        said(" ได้ตรวจสอบแล้ว "), kept("ไม่พบข้อมูล"), said("การสำเร็จการศึกษาของ "), *_person_thai(row),
        said("ตามที่ได้รับแจ้ง"),
    )  # fmt: skip


def _attended_thai(row: QualificationRow) -> tuple[Part, ...]:
    return (
        said(" ได้ตรวจสอบแล้วพบว่า "), *_person_thai(row), said("เคยเป็นนักศึกษา"), *_studies_thai(row),
        said("แต่ไม่ปรากฏว่าได้รับอนุมัติปริญญา"),
    )  # fmt: skip


def _awaiting_thai(row: QualificationRow) -> tuple[Part, ...]:
    return (
        said(" ได้ตรวจสอบแล้วพบว่า "), *_person_thai(row), said("ศึกษาครบตาม"), *_studies_thai(row),
        *_completed_thai(row), said("แล้ว ขณะนี้อยู่ระหว่างเสนอสภาอนุมัติปริญญา จึงยังไม่ได้รับปริญญา"),
    )  # fmt: skip


def _documents_thai(row: QualificationRow) -> tuple[Part, ...]:
    return (
        said(" ได้รับข้อมูลของ "), *_person_thai(row), said("แล้ว แต่ยังไม่พอให้ตรวจสอบ"),
        said(" จึงขอให้ส่งเอกสารเพิ่มเติม ดังนี้" if row.documents else " จึงขอเอกสารเพิ่มเติม"),
    )  # fmt: skip


def _unable_thai(row: QualificationRow) -> tuple[Part, ...]:
    return (
        said(" ได้ตรวจสอบแล้ว ไม่อาจยืนยันการสำเร็จการศึกษาของ "), *_person_thai(row),
        said("ได้ เนื่องจากหลักฐานที่สถาบันมีอยู่ไม่พอให้ยืนยันหรือปฏิเสธ"),
    )  # fmt: skip


def _person_english(row: QualificationRow) -> tuple[Part, ...]:
    code = row.student_code
    return (
        kept(row.name), said(" (student code " if code else ""), kept(code),
        said(")" if code else ""),
    )  # fmt: skip


def _studies_english(row: QualificationRow, before: str) -> tuple[Part, ...]:
    """the degree of … in …, Faculty …, each where it is stated."""
    degree, major = row.degree, row.major
    return (
        said(f" {before} " if degree else ""), kept(degree),
        said(" in " if degree else " in the field of " if major else "") if major else said(""),
        kept(major), said(", " if row.faculty else ""), kept(row.faculty),
    )  # fmt: skip


def _completed_english(row: QualificationRow, before: str) -> tuple[Part, ...]:
    if row.completed_on is None:
        return ()
    return (said(before), kept(day_text(row.completed_on, "en")))


def _confirmed_english(row: QualificationRow, office: str) -> tuple[Part, ...]:
    approved = row.approved_on
    return (
        kept(office), said(" has checked its records and confirms that "), *_person_english(row),
        said(" did graduate"), *_studies_english(row, "with the degree of"),
        said(" from " if row.holder else ""), kept(row.holder),
        *_completed_english(row, ", having completed all requirements on "),
        said("; the degree was conferred on " if approved else ""),
        kept(day_text(approved, "en") if approved else ""), said("."),
    )  # fmt: skip


def _differing_english(row: QualificationRow, office: str) -> tuple[Part, ...]:
    ending = " Some of the data given to us differ from our register, as follows."
    return (*_confirmed_english(row, office), said(ending))


def _not_found_english(row: QualificationRow, office: str) -> tuple[Part, ...]:
    return (
        kept(office), said(" has checked its records and "), kept("found no record"),
        said(" that "), *_person_english(row), said(" graduated as stated in the request."),
    )  # fmt: skip


def _attended_english(row: QualificationRow, office: str) -> tuple[Part, ...]:
    return (
        kept(office), said(" has checked its records and found that "), *_person_english(row),
        said(" was a student"), *_studies_english(row, "in the programme of"),
        said(", but that no degree is recorded as conferred."),
    )  # fmt: skip


def _awaiting_english(row: QualificationRow, office: str) -> tuple[Part, ...]:
    return (
        kept(office), said(" has checked its records and found that "), *_person_english(row),
        said(" has completed all requirements"), *_studies_english(row, "for the degree of"),
        *_completed_english(row, " on "),
        said(". The Council has still to confer the degree; it is not conferred yet."),
    )  # fmt: skip


def _documents_english(row: QualificationRow, office: str) -> tuple[Part, ...]:
    return (
        kept(office), said(" has received the data of "), *_person_english(row),
        said("; they do not suffice for a check. Please send the following documents."
             if row.documents else "; they do not suffice for a check. Please send documents."),
    )  # fmt: skip


def _unable_english(row: QualificationRow, office: str) -> tuple[Part, ...]:
    return (
        kept(office), said(" has checked its records and is unable to confirm whether "),
        *_person_english(row),
        said(" graduated: the records suffice neither to confirm nor to deny it."),
    )  # fmt: skip


_THAI: dict[str, Callable[[QualificationRow], tuple[Part, ...]]] = {
    "confirmed": _confirmed_thai,
    "confirmed_with_differences": _differing_thai,
    "not_found": _not_found_thai,
    "attended_not_conferred": _attended_thai,
    "completed_awaiting_council": _awaiting_thai,
    "needs_documents": _documents_thai,
    "unable_to_confirm": _unable_thai,
}

_ENGLISH: dict[str, Callable[[QualificationRow, str], tuple[Part, ...]]] = {
    "confirmed": _confirmed_english,
    "confirmed_with_differences": _differing_english,
    "not_found": _not_found_english,
    "attended_not_conferred": _attended_english,
    "completed_awaiting_council": _awaiting_english,
    "needs_documents": _documents_english,
    "unable_to_confirm": _unable_english,
}
