"""Every kind of paper in both languages: conforming, complete, names whole, pages as needed."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from apps.documents.conformance import conformance_faults
from apps.documents.content import PaperContent
from apps.documents.kinds import (
    GRADUATION,
    QUALIFICATION_REPLY,
    RECOGNITION_DECISION,
    STUDENT_STATUS,
    kind_label,
)
from apps.documents.papers.certificate import certificate_kind
from apps.documents.papers.recognition import recognition_context
from apps.documents.papers.wording import Bilingual
from apps.documents.rendering import Language
from tests.documents.paper_samples import (
    BARE_GRADUATE,
    BARE_STUDENT,
    GRADUATE,
    LANGUAGES,
    LONG_DEGREE,
    LONG_GRADUATE,
    LONG_NAME,
    LONG_STUDENT,
    STUDENT,
    certificate,
    decision,
    head,
    laid_out,
    pages_of,
    recognition,
    reply,
    row,
    rows_by_closing,
    verification,
    words_of,
)

TextOf = Callable[..., str]
KINDS: dict[str, Callable[[Language], PaperContent]] = {
    "student_status": lambda language: certificate(STUDENT, language),
    "graduation": lambda language: certificate(GRADUATE, language),
    "qualification_reply": reply,
    "qualification_batch": lambda language: reply(language, *rows_by_closing(language).values()),
    "graduate_verification": verification,
    "recognition_decision": recognition,
}
SIGNED = {"th": "ลงลายมือชื่อดิจิทัล", "en": "Digitally signed (PAdES) by"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_conforms_and_carries_its_proof(
    kind: str, language: Language, text_of: TextOf
) -> None:
    content = KINDS[kind](language)
    pdf = laid_out(content, language)
    assert conformance_faults(pdf) == []
    text = words_of(text_of(pdf, "-raw"))
    for shown in ("7K3M-9QZT-R4XW", "PIN 482913", "portal.example/verify"):
        assert shown in text
    assert SIGNED[language] not in text
    with pikepdf.open(BytesIO(pdf)) as opened:
        figures = [
            one
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
        assert figures
        assert all(str(one.get("/Alt", "")) for one in figures)


@pytest.mark.parametrize(
    ("kind", "language"),
    [(kind, LANGUAGES[at % 2]) for at, kind in enumerate(KINDS)] + [("student_status", "en")],
)
def test_only_a_signed_file_says_so(kind: str, language: Language, text_of: TextOf) -> None:
    text = words_of(text_of(laid_out(KINDS[kind](language), language, "สถาบันตัวอย่าง"), "-raw"))
    assert SIGNED[language] in text
    assert "สถาบันตัวอย่าง" in text
    assert "ไม่มีการลงลายมือชื่อ" not in text
    assert "without a signature" not in text


class TestCertificates:
    def test_a_student_in_thai(self, text_of: TextOf) -> None:
        text = words_of(text_of(laid_out(certificate(STUDENT, "th"), "th"), "-raw"))
        for said in (
            "หนังสือรับรองการเป็นนักศึกษา",
            "นางสาวพิมพ์ชนก น้ำใจดี",
            "Miss Pimchanok Namchaidee",
            "รหัสประจำตัวนักศึกษา 6609650123",
            "เป็นนักศึกษาระดับปริญญาตรี ชั้นปีที่ ๓",
            "หลักสูตรวิทยาศาสตรบัณฑิต",
            "สาขาวิชาวิทยาการคอมพิวเตอร์",
            "คณะวิทยาศาสตร์และเทคโนโลยี มหาวิทยาลัยธรรมศาสตร์",
            "เข้าศึกษาตั้งแต่ปีการศึกษา ๒๕๖๖",
            "กำลังศึกษาในภาคการศึกษาที่ ๑ ปีการศึกษา ๒๕๖๘",
            "คาดว่าจะสำเร็จการศึกษาในภาคการศึกษาที่ ๒ ปีการศึกษา ๒๕๖๙",
            "ให้ไว้ ณ วันที่ ๕ เดือน มีนาคม พ.ศ. ๒๕๖๘",
            "(รองศาสตราจารย์ ดร.กมลวรรณ ตั้งใจดี)",
            "ปฏิบัติการแทน อธิการบดี",
            "ที่ อว ๖๗.๐๔/๑๒๓๔",
            "U00500-2569-000123",
        ):
            assert said in text

    def test_a_graduate_in_english(self, text_of: TextOf) -> None:
        text = words_of(text_of(laid_out(certificate(GRADUATE, "en"), "en"), "-raw"))
        for said in (
            "Certificate of Graduation",
            "Mr Amnat Pamphithakwong",
            "Bachelor of Engineering (B.Eng.)",
            "in Software Engineering",
            "First Class Honours",
            "Faculty of Engineering, Thammasat University",
            "Cumulative grade point average 3.87",
            "Requirements completed on 14 June 2024",
            "Degree conferred by the Council on 29 July 2024",
            "Graduation ceremony held on 8 December 2024",
            "Given on 5 March 2025",
            "for the President",
        ):
            assert said in text

    @pytest.mark.parametrize(
        ("issuer", "council"),
        [
            ("มหาวิทยาลัยธรรมศาสตร์", "สภามหาวิทยาลัยอนุมัติปริญญา"),
            ("สถาบันเทคโนโลยีพระจอมเกล้าเจ้าคุณทหารลาดกระบัง", "สภาสถาบันอนุมัติปริญญา"),
        ],
    )
    def test_the_council_is_called_by_its_name(
        self, issuer: str, council: str, text_of: TextOf
    ) -> None:
        content = certificate(GRADUATE, "th", issuer=Bilingual(issuer))
        assert council in text_of(laid_out(content, "th"), "-raw")

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("certified", [LONG_STUDENT, LONG_GRADUATE])
    def test_the_longest_fit_one_page_untorn(
        self, certified: object, language: Language, text_of: TextOf
    ) -> None:
        pdf = laid_out(certificate(certified, language), language)  # type: ignore[arg-type]
        assert pages_of(pdf) == 1
        lines = text_of(pdf, "-raw").splitlines()
        degree = LONG_DEGREE.in_(language)
        for word in (*LONG_NAME.in_(language).split(), *degree.split()):
            assert any(word in line for line in lines), word

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("certified", [BARE_STUDENT, BARE_GRADUATE])
    def test_nothing_is_said_of_what_is_not_known(
        self, certified: object, language: Language, text_of: TextOf
    ) -> None:
        bare = certificate(certified, language, number="", signer=None, contact=())  # type: ignore[arg-type]
        text = words_of(text_of(laid_out(bare, language), "-raw"))
        for gap in ("None", "()", "สาขาวิชา", "เกียรตินิยม", "แต้มเฉลี่ย", "พิธี", "average", "ceremony"):
            assert gap not in text
        assert ("without a signature" if language == "en" else "ไม่มีการลงลายมือชื่อ") in text

    def test_two_pages_keep_frame_and_foot(self, text_of: TextOf) -> None:
        endless = replace(STUDENT, purpose="เพื่อใช้ประกอบการพิจารณา " * 150)
        pdf = laid_out(certificate(endless, "th"), "th")
        assert conformance_faults(pdf) == []
        _, second = text_of(pdf, "-raw").split("\f")[:2]
        assert "หน้า 2 / 2" in second
        assert "7K3M-9QZT-R4XW" in second
        assert "(รองศาสตราจารย์ ดร.กมลวรรณ ตั้งใจดี)" in second


class TestRecognition:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_what_counts_and_what_not(self, language: Language, text_of: TextOf) -> None:
        text = words_of(text_of(laid_out(recognition(language), language), "-raw"))
        granted, refused, total = (
            ("Courses recognised", "The grade is below the requirement", "recognised in all 7")
            if language == "en"
            else ("รายวิชาที่อนุมัติให้เทียบโอน", "ผลการเรียนต่ำกว่าเกณฑ์", "หน่วยกิตที่เทียบโอนได้ 7")
        )
        for said in (granted, refused, total, "01418114", "CS101", "D+"):
            assert said in text

    def test_many_lines_take_pages(self, text_of: TextOf) -> None:
        pdf = laid_out(recognition("th", 24), "th")
        assert conformance_faults(pdf) == []
        pages = text_of(pdf, "-raw").split("\f")[:-1]
        assert len(pages) > 2
        assert all("7K3M-9QZT-R4XW" in page for page in pages)

    def test_a_decision_needs_lines(self) -> None:
        with pytest.raises(ValueError, match="lines"):
            recognition_context(
                head=head("th"), decision=replace(decision(), lines=()), language="th"
            )


class TestHostileText:
    def test_it_stays_text(self, text_of: TextOf) -> None:
        hostile = '<img src="http://127.0.0.1:9/a.png">{{ head }}</main><style>*{display:none}'
        named = Bilingual(hostile, hostile)
        papers = (
            certificate(replace(STUDENT, name=named, purpose=hostile, programme=named), "en"),
            certificate(replace(GRADUATE, degree=named, honours=named), "th"),
            reply("th", row("th", name=hostile, degree=hostile, note=hostile)),
            reply("en", row("en", name=hostile), row("en", note=hostile)),
        )
        for content in papers:
            text = words_of(text_of(laid_out(content, "th"), "-raw"))
            assert "<img" in text
            assert "{{ head }}" in text


class TestDetail:
    def test_the_student_code_is_masked(self) -> None:
        facts = dict(certificate(STUDENT, "en").detail.facts)
        assert facts["Student code"] == "xxxxxxx123"
        assert facts["Name"] == "Miss Pimchanok Namchaidee"

    def test_of_a_reply(self) -> None:
        detail = reply("th", *rows_by_closing("th").values()).detail
        assert [line[4] for line in detail.rows][2] == "ไม่พบข้อมูล"
        assert detail.rows[0][2] == "x-xxxx-xxxxx-12-3"

    def test_of_a_decision(self) -> None:
        detail = recognition("en").detail
        assert detail.rows[2][1] == "The grade is below the requirement"


def test_kinds_have_labels() -> None:
    kinds = (STUDENT_STATUS, GRADUATION, QUALIFICATION_REPLY, RECOGNITION_DECISION)
    assert all(kind_label(kind) != kind for kind in kinds)
    assert certificate_kind(STUDENT) == STUDENT_STATUS
    assert certificate_kind(GRADUATE) == GRADUATION
