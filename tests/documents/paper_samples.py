"""Every kind of paper with invented persons, once as usual and once with the worst that comes."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pikepdf

from apps.documents.content import PaperContent
from apps.documents.details import PaperDetail
from apps.documents.letters import (
    LetterContext,
    Signer,
    VerificationRequest,
    graduate_verification_context,
)
from apps.documents.papers.certificate import (
    Certified,
    Graduation,
    StudentStatus,
    certificate_content,
)
from apps.documents.papers.head import Head, Marks
from apps.documents.papers.qualification import (
    Compared,
    Coverage,
    QualificationRequest,
    QualificationRow,
    qualification_content,
)
from apps.documents.papers.recognition import (
    CountedCourse,
    Decider,
    RecognitionDecision,
    RecognitionLine,
    Rule,
    TakenCourse,
    recognition_content,
)
from apps.documents.papers.wording import Bilingual, Term
from apps.documents.rendering import Language, render_pdf
from tests.documents.paper_builders import CREATED_AT, applicant, letter

LANGUAGES: tuple[Language, ...] = ("th", "en")
THAMMASAT = Bilingual("มหาวิทยาลัยธรรมศาสตร์", "Thammasat University")
LONG_NAME = Bilingual(
    "ว่าที่ร้อยตรีหญิงน้ำทิพย์อัมพรรัตน์ประภาพรรณกุล ศรีสุวรรณ์กุลชัยเจริญรัตนาภรณ์พิทักษ์วงศ์",
    "Acting Second Lieutenant Namthipamphonrat "
    "Sisuwankunchaicharoenrattanaphonphithakwong na Ayutthaya",
)
LONG_DEGREE = Bilingual(
    "ศิลปศาสตรมหาบัณฑิต (การสอนภาษาอังกฤษในฐานะภาษาต่างประเทศเพื่ออาชีพและวิชาการนานาชาติ "
    "หลักสูตรนานาชาติ ภาคพิเศษ สองปริญญาร่วมกับสถาบันในต่างประเทศ)",
    "Master of Arts (Teaching English as a Foreign Language for Professional and Academic "
    "Communication, International Programme, Weekend Classes, Double Degree with a Partner Abroad)",
)
MARKS = Marks(
    serial="U00500-2569-000123",
    code="7K3M9QZTR4XW",
    pin="482913",
    verify_url="https://portal.example/verify/7K3M9QZTR4XW",
    verify_address="portal.example/verify",
)
SIGNERS = {
    "th": Signer(name="รองศาสตราจารย์ ดร.กมลวรรณ ตั้งใจดี", post="นายทะเบียน", acting_for="อธิการบดี"),
    "en": Signer(
        name="Associate Professor Dr Kamonwan Tangchaidee",
        post="University Registrar",
        acting_for="the President",
    ),
}


def head(language: Language, **changes: object) -> Head:
    contact = {
        "th": ("สำนักงานทะเบียนนักศึกษา", "โทร. 0 2564 4440", "registrar@tu.example"),
        "en": ("Office of the Registrar", "Tel. +66 2564 4440", "registrar@tu.example"),
    }
    given: dict[str, object] = {
        "issuer": THAMMASAT,
        "marks": MARKS,
        "date": dt.date(2025, 3, 5),
        "number": "อว 67.04/1234",
        "signer": SIGNERS[language],
        "contact": contact[language],
        **changes,
    }
    return Head(**given)  # type: ignore[arg-type]


STUDENT = StudentStatus(
    name=Bilingual("นางสาวพิมพ์ชนก น้ำใจดี", "Miss Pimchanok Namchaidee"),
    student_code="6609650123",
    programme=Bilingual("วิทยาศาสตรบัณฑิต", "Bachelor of Science"),
    major=Bilingual("วิทยาการคอมพิวเตอร์", "Computer Science"),
    faculty=Bilingual("คณะวิทยาศาสตร์และเทคโนโลยี", "Faculty of Science and Technology"),
    level="bachelor",
    year_of_study=3,
    admitted_year=2023,
    term=Term(2025, 1),
    expected=Term(2026, 2),
)
GRADUATE = Graduation(
    name=Bilingual("นายอำนาจ ป่ำพิทักษ์วงศ์", "Mr Amnat Pamphithakwong"),
    student_code="6209650077",
    degree=Bilingual("วิศวกรรมศาสตรบัณฑิต", "Bachelor of Engineering"),
    degree_short=Bilingual("วศ.บ.", "B.Eng."),
    major=Bilingual("วิศวกรรมซอฟต์แวร์", "Software Engineering"),
    faculty=Bilingual("คณะวิศวกรรมศาสตร์", "Faculty of Engineering"),
    honours=Bilingual("เกียรตินิยมอันดับหนึ่ง", "First Class Honours"),
    gpax=Decimal("3.87"),
    completed_on=dt.date(2024, 6, 14),
    approved_on=dt.date(2024, 7, 29),
    ceremony_on=dt.date(2024, 12, 8),
)
LONG_STUDENT = replace(
    STUDENT,
    name=LONG_NAME,
    programme=LONG_DEGREE,
    faculty=Bilingual(
        "คณะศิลปศาสตร์ประยุกต์และการจัดการนวัตกรรมระหว่างประเทศเพื่อสังคม",
        "Faculty of Applied Arts and of International Innovation Management for Society",
    ),
    status="status_kept",
    purpose="สมัครรับทุนการศึกษาต่อต่างประเทศ / application for a scholarship abroad",
)
LONG_GRADUATE = replace(
    GRADUATE, name=LONG_NAME, degree=LONG_DEGREE, faculty=LONG_STUDENT.faculty, purpose="สมัครงาน"
)
BARE_STUDENT = replace(
    STUDENT,
    name=Bilingual("นายแดง ดี"),
    major=Bilingual(),
    expected=None,
    faculty=Bilingual("คณะนิติศาสตร์"),
)
BARE_GRADUATE = replace(
    GRADUATE, degree_short=Bilingual(), major=Bilingual(), honours=Bilingual(), gpax=None,
    ceremony_on=None,
)  # fmt: skip


def certificate(certified: Certified, language: Language, **changes: object) -> PaperContent:
    return certificate_content(
        head=head(language, **changes), certified=certified, language=language
    )


def reply_letter(language: Language, **changes: object) -> LetterContext:
    if language == "th":
        given: dict[str, object] = {
            "office_name": "มหาวิทยาลัยธรรมศาสตร์",
            "office_address": ("99 หมู่ 18 ถนนพหลโยธิน", "อำเภอคลองหลวง จังหวัดปทุมธานี 12120"),
            "contact": ("สำนักงานทะเบียนนักศึกษา",),
            "number": "อว 67.04/1235",
            "to": "นายทะเบียนมหาวิทยาลัยเกษตรศาสตร์",
            "references": ("หนังสือมหาวิทยาลัยเกษตรศาสตร์ ที่ อว ๖๕๐๑/๙๙๘ ลงวันที่ ๑๒ พฤศจิกายน ๒๕๖๙",),
        }
    else:
        given = {
            "office_name": "Thammasat University",
            "office_address": ("99 Moo 18, Phahonyothin Road", "Khlong Luang, Pathum Thani 12120"),
            "contact": ("Office of the Registrar",),
            "number": "MHESI 67.04/1235",
            "subject": "Result of a qualification check",
            "to": "The Registrar, Kasetsart University",
            "references": (
                "Letter of Kasetsart University No. MHESI 6501/998 of 12 November 2026",
            ),
        }
    office = {"phone": "0 2564 4440", "email": "registrar@tu.example"}
    return letter(**{**given, **office, "signer": SIGNERS[language], **changes})


def request(language: Language) -> QualificationRequest:
    thai = language == "th"
    return QualificationRequest(
        officer="นางสาวพิมพ์ชนก ใจดี" if thai else "Ms Pimchanok Jaidee",
        institution="มหาวิทยาลัยเกษตรศาสตร์" if thai else "Kasetsart University",
        purpose="ประกอบการรับเข้าศึกษาระดับบัณฑิตศึกษา" if thai else "admission to graduate study",
        case="GRAD-2569-0042",
        asked_on=dt.date(2026, 11, 12),
        legal_basis="บันทึกข้อตกลงเครือข่ายนายทะเบียน" if thai else "the network’s agreement",
    )


def row(language: Language, **changes: object) -> QualificationRow:
    thai = language == "th"
    given: dict[str, object] = {
        "name": "นายอำนาจ ป่ำพิทักษ์วงศ์" if thai else "Mr Amnat Pamphithakwong",
        "masked_id": "x-xxxx-xxxxx-12-3",
        "student_code": "6209650077",
        "closing": "confirmed",
        "degree": GRADUATE.degree.in_(language),
        "major": GRADUATE.major.in_(language),
        "faculty": GRADUATE.faculty.in_(language),
        "completed_on": GRADUATE.completed_on,
        "approved_on": GRADUATE.approved_on,
        "as_of": dt.date(2026, 11, 18),
        "coverage": Coverage(first_year=1997, last_year=2025),
        **changes,
    }
    return QualificationRow(**given)  # type: ignore[arg-type]


NOT_STATED: dict[str, object] = {
    "degree": "", "major": "", "faculty": "", "completed_on": None, "approved_on": None,
}  # fmt: skip


def rows_by_closing(language: Language) -> dict[str, QualificationRow]:
    thai = language == "th"
    compared = (
        Compared(field="name", asked="นายอำนาจ ป่ำพิทักษ์วงศ์", agrees=True),
        Compared(field="student_code", asked="6209650077", agrees=True),
        Compared(
            field="honours",
            asked="เกียรตินิยมอันดับหนึ่ง" if thai else "First Class Honours",
            agrees=False,
            told="ไม่ได้รับเกียรตินิยม" if thai else "no honours",
        ),
        Compared(field="gpax", asked="3.87", agrees=False),
    )
    documents = (
        ("สำเนาใบแสดงผลการศึกษา", "สำเนาหลักฐานการเปลี่ยนชื่อหรือชื่อสกุล")
        if thai
        else ("a copy of the transcript", "proof of the change of name")
    )
    return {
        "confirmed": row(language),
        "confirmed_with_differences": row(
            language, closing="confirmed_with_differences", compared=compared
        ),
        "not_found": row(language, closing="not_found", **NOT_STATED),
        "attended_not_conferred": row(
            language, closing="attended_not_conferred", completed_on=None, approved_on=None
        ),
        "completed_awaiting_council": row(
            language, closing="completed_awaiting_council", approved_on=None
        ),
        "needs_documents": row(
            language, closing="needs_documents", documents=documents, **NOT_STATED
        ),
        "unable_to_confirm": row(
            language, closing="unable_to_confirm", coverage=None, **NOT_STATED
        ),
    }


def reply(language: Language, *rows: QualificationRow, **changes: object) -> PaperContent:
    return qualification_content(
        letter=reply_letter(language, **changes),
        request=request(language),
        rows=rows or (row(language),),
        language=language,
    )


def verification(language: Language, persons: int = 1) -> PaperContent:
    outcomes = ("confirmed", "mismatch", "not_in_roster", "ambiguous")
    rows = tuple(
        applicant(
            "นายอำนาจ ศรีสุวรรณ์",
            outcome=outcomes[at % 4],
            differing=("birth_date",) if at % 4 == 1 else (),
        )
        for at in range(persons)
    )
    thai = language == "th"
    asked = VerificationRequest(
        officer="นางสาวพิมพ์ชนก ใจดี",
        institution="มหาวิทยาลัยเกษตรศาสตร์" if thai else "Kasetsart University",
        purpose="ประกอบการรับเข้าศึกษา" if thai else "admission",
        case="TCAS70-0042",
        asked_on=dt.date(2026, 11, 19),
    )
    told = letter() if thai else letter(
        office_name="Network of Thai University Registrars",
        office_address=("Office of the Registrar", "Pathum Thani 12120"),
        contact=("Network secretariat",),
        subject="Result of the verification of upper secondary graduation",
        to="The Registrar, Kasetsart University",
    )  # fmt: skip
    return PaperContent(
        template="documents/graduate_verification.html",
        context=graduate_verification_context(
            letter=told, request=asked, rows=rows, language=language
        ),
        persons=persons,
        detail=PaperDetail(),
    )


def decision(lines: int = 3) -> RecognitionDecision:
    ku = Bilingual("มหาวิทยาลัยเกษตรศาสตร์", "Kasetsart University")
    taken = TakenCourse(
        code="01418113",
        name=Bilingual("การเขียนโปรแกรมคอมพิวเตอร์", "Computer Programming"),
        host=ku,
        credits="3(2-2-5)",
        grade="B+",
        term="1/2568",
    )
    other = replace(
        taken,
        code="01418114",
        name=Bilingual("ปฏิบัติการโปรแกรม", "Programming Laboratory"),
        credits="1(0-3)",
    )
    here = CountedCourse(
        code="CS101", name=Bilingual("การเขียนโปรแกรมเบื้องต้น", "Introductory Programming")
    )
    line = RecognitionLine(
        taken=(taken,), counts_as=(here,), credits=Decimal("3.0"), grade="B+",
        decided_on=dt.date(2026, 2, 20),
    )  # fmt: skip
    joined = replace(line, taken=(taken, other), credits=Decimal("4.0"), grade="S")
    refused = replace(
        line, counts_as=(), credits=Decimal(0), grade="", no_transfer="grade",
        taken=(replace(taken, grade="D+"),),
    )  # fmt: skip
    return RecognitionDecision(
        name=STUDENT.name,
        student_code=STUDENT.student_code,
        programme=STUDENT.programme,
        faculty=STUDENT.faculty,
        lines=tuple((line, joined, refused)[at % 3] for at in range(lines)),
        rules=(
            Rule(name="ข้อบังคับว่าด้วยการเทียบโอนหน่วยกิต", version="2", valid_from=dt.date(2023, 8, 1)),
        ),
        decided_by=(Decider(name="นายสมชาย ตั้งใจ", post="นายทะเบียน", on=dt.date(2026, 2, 20)),),
    )


def recognition(language: Language, lines: int = 3) -> PaperContent:
    return recognition_content(head=head(language), decision=decision(lines), language=language)


def laid_out(content: PaperContent, language: Language, signed_by: str = "") -> bytes:
    return render_pdf(
        template=content.template,
        context=content.context,
        language=language,
        title="ตัวอย่าง",
        author="มหาวิทยาลัยธรรมศาสตร์",
        created_at=CREATED_AT,
        attachments=content.attachments,
        stylesheet=content.stylesheet,
        signed_by=signed_by,
    )


def usual_reply(language: Language, persons: int) -> PaperContent:
    return reply(language, *[row(language)] * persons)


def words_of(text: str) -> str:
    return " ".join(text.split())


def pages_of(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)
