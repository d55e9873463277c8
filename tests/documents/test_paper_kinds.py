"""Every kind of paper in both languages: conforming, complete, names whole, pages as needed."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from django.template import TemplateSyntaxError

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
from apps.documents.papers.qualification import (
    Compared,
    QualificationRow,
    qualification_content,
)
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
    recognition,
    reply,
    reply_letter,
    request,
    row,
    rows_by_closing,
    verification,
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


def usual_reply(language: Language, persons: int) -> PaperContent:
    return reply(language, *[row(language)] * persons)


def words_of(text: str) -> str:
    return " ".join(text.split())


def pages_of(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


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


class TestReplies:
    @pytest.mark.parametrize(
        ("closing", "thai", "english"),
        [
            (
                "confirmed",
                "ได้ตรวจสอบแล้วพบว่า นายอำนาจ ป่ำพิทักษ์วงศ์ รหัสนักศึกษา 6209650077 สำเร็จการศึกษา"
                "หลักสูตรวิศวกรรมศาสตรบัณฑิต สาขาวิชาวิศวกรรมซอฟต์แวร์ คณะวิศวกรรมศาสตร์ เมื่อวันที่ "
                "๑๔ มิถุนายน ๒๕๖๗ จริง โดยได้รับอนุมัติปริญญาเมื่อวันที่ ๒๙ กรกฎาคม ๒๕๖๗",
                "confirms that Mr Amnat Pamphithakwong (student code 6209650077) did graduate with "
                "the degree of Bachelor of Engineering in Software Engineering, Faculty of "
                "Engineering, having completed all requirements on 14 June 2024; the degree was "
                "conferred on 29 July 2024.",
            ),
            (
                "confirmed_with_differences",
                "บางรายการไม่ตรงกับทะเบียนของสถาบัน ดังนี้",
                "differ from our register, as follows.",
            ),
            ("not_found", "ไม่พบข้อมูลการสำเร็จการศึกษาของ นายอำนาจ", "found no record that Mr Amnat"),
            (
                "attended_not_conferred",
                "เคยเป็นนักศึกษาหลักสูตรวิศวกรรมศาสตรบัณฑิต",
                "was a student in the programme of Bachelor of Engineering",
            ),
            (
                "completed_awaiting_council",
                "ขณะนี้อยู่ระหว่างเสนอสภาอนุมัติปริญญา จึงยังไม่ได้รับปริญญา",
                "The Council has still to confer the degree",
            ),
            ("needs_documents", "สำเนาใบแสดงผลการศึกษา", "a copy of the transcript"),
            (
                "unable_to_confirm",
                "จากหลักฐานทะเบียนของสถาบันซึ่งเจ้าหน้าที่เป็นผู้ตรวจค้น",
                "searched by its staff",
            ),
        ],
    )
    def test_each_closing_has_its_paragraph(
        self, closing: str, thai: str, english: str, text_of: TextOf
    ) -> None:
        for language, said in (("th", thai), ("en", english)):
            answered = rows_by_closing(language)[closing]  # type: ignore[index]
            pdf = laid_out(reply(language, answered), language)  # type: ignore[arg-type]
            text = text_of(pdf, "-raw")
            # Thai is broken between words without a mark; a space in it may be a line's end
            assert re.sub(r"\s", "", said) in re.sub(r"\s", "", text)
            as_of = "18 November 2026" if language == "en" else "๑๘ พฤศจิกายน ๒๕๖๙"
            assert as_of in words_of(text)

    def test_the_register_tells_only_what_the_holder_chose(self, text_of: TextOf) -> None:
        answered = rows_by_closing("th")["confirmed_with_differences"]
        text = words_of(text_of(laid_out(reply("th", answered), "th"), "-raw"))
        assert "เกียรตินิยม เกียรตินิยมอันดับหนึ่ง ไม่ตรง ไม่ได้รับเกียรตินิยม" in text
        assert "แต้มเฉลี่ยสะสม ๓.๘๗ ไม่ตรง –" in text
        silent = replace(
            answered, compared=tuple(replace(one, told="") for one in answered.compared)
        )
        assert "ตามทะเบียนของสถาบัน" not in text_of(laid_out(reply("th", silent), "th"), "-raw")

    def test_a_name_in_latin_letters_stands_apart(self, text_of: TextOf) -> None:
        answered = row("th", degree="Bachelor of Science", major="Chemistry")
        text = words_of(text_of(laid_out(reply("th", answered), "th"), "-raw"))
        assert "หลักสูตร Bachelor of Science สาขาวิชา Chemistry" in text

    def test_law_and_letters_are_cited_in_thai_figures(self, text_of: TextOf) -> None:
        asked = replace(request("th"), legal_basis="มาตรา 24 (4)", case="อว 6501/998")
        content = qualification_content(
            letter=reply_letter("th"), request=asked, rows=(row("th"),), language="th"
        )
        text = words_of(text_of(laid_out(content, "th"), "-raw"))
        assert "โดยอาศัยมาตรา ๒๔ (๔)" in text
        assert "(อว ๖๕๐๑/๙๙๘)" in text
        assert ("เลขที่คำขอ", "อว ๖๕๐๑/๙๙๘") in content.detail.facts

    @pytest.mark.parametrize(("fields", "pages"), [(11, 1), (28, 2)])
    def test_the_signature_does_not_stand_alone(
        self, fields: int, pages: int, text_of: TextOf
    ) -> None:
        one = Compared(field="faculty", asked="คณะวิทยาศาสตร์", agrees=False, told="คณะวิศวกรรมศาสตร์")
        answered = row("th", closing="confirmed_with_differences", compared=(one,) * fields)
        content = reply("th", answered, number="", garuda=pages > 1)
        text = text_of(laid_out(content, "th", "มหาวิทยาลัยธรรมศาสตร์"), "-raw")
        *_before, last = text.split("\f")[:-1]
        assert len(_before) == pages - 1
        for said in ("ผลการตรวจสอบนี้เป็นข้อมูล", "จึงเรียนมาเพื่อโปรดทราบ", "ขอแสดงความนับถือ"):
            assert said in last

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_column_that_says_nothing_is_left_out(
        self, language: Language, text_of: TextOf
    ) -> None:
        heading = "Completed on" if language == "en" else "วันสำเร็จ"
        for day, told in ((None, 0), (dt.date(2024, 6, 14), 1)):
            rows = (row(language, completed_on=None), row(language, completed_on=day))
            annex = text_of(laid_out(reply(language, *rows), language), "-raw").split("\f")[1]
            assert annex.count(heading) == told

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_long_batch(self, language: Language, text_of: TextOf) -> None:
        many: list[QualificationRow] = [
            *rows_by_closing(language).values(),
            row(language, name=LONG_NAME.in_(language), degree=LONG_DEGREE.in_(language)),
        ] * 3
        pdf = laid_out(reply(language, *many), language)
        assert conformance_faults(pdf) == []
        assert pages_of(pdf) > 2
        text = text_of(pdf, "-raw")
        assert text.count("x-xxxx-xxxxx-12-3") == len(many)
        edges = text_of(pdf, "-bbox")
        wide = max(float(one) for one in re.findall(r'<page width="([\d.]+)"', edges))
        assert max(float(one) for one in re.findall(r'xMax="([\d.]+)"', edges)) < wide - 30

    def test_dates_and_amounts_have_thai_figures_and_codes_do_not(self, text_of: TextOf) -> None:
        values = {
            "academic_year": "2567", "birth_date": "5 มีนาคม 2545", "gpax": "3.25",
            "student_code": "6209650077", "person_id": "x-xxxx-xxxxx-12-3",
        }  # fmt: skip
        compared = tuple(
            Compared(field=field, asked=value, agrees=False, told=value)  # type: ignore[arg-type]
            for field, value in values.items()
        )
        answered = row("th", closing="confirmed_with_differences", compared=compared)
        text = words_of(text_of(laid_out(reply("th", answered), "th"), "-raw"))
        for told in (
            "๒๕๖๗ ไม่ตรง ๒๕๖๗", "๕ มีนาคม ๒๕๔๕ ไม่ตรง", "๓.๒๕ ไม่ตรง ๓.๒๕",
            "6209650077 ไม่ตรง 6209650077", "x-xxxx-xxxxx-12-3 ไม่ตรง",
        ):  # fmt: skip
            assert told in text
        context = reply("en", replace(answered, coverage=None)).context
        (line,) = context["lines"]  # type: ignore[misc]
        assert [one["asked"] for one in line["compared"]] == list(values.values())

    def test_a_long_name_stays_in_its_column(self, text_of: TextOf) -> None:
        long = row("th", name=LONG_NAME.th, degree=LONG_DEGREE.th)
        annex = text_of(laid_out(reply("th", long, row("th")), "th"), "-bbox").split("<page ")[2]
        box = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"[^>]*>([^<]+)<'
        words = [(*map(float, found[:3]), found[3]) for found in re.findall(box, annex)]
        (edge, top), (_, below) = [one[:2] for one in words if one[3].startswith("x-x")]
        named = [one for one in words if top - 1 < one[1] < below - 1 and one[0] < edge]
        assert len(named) > 1
        assert max(right for _left, _top, right, _word in named) < edge

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("kind", [verification, usual_reply])
    def test_some_twenty_usual_rows_fit_a_page(
        self, kind: Callable[[Language, int], PaperContent], language: Language, text_of: TextOf
    ) -> None:
        pages = text_of(laid_out(kind(language, 60), language), "-raw").split("\f")[1:-1]
        told = [page.count("x-xxxx-xxxxx-12-3") for page in pages]
        assert sum(told) == 60
        assert min(told[:-1]) >= 18
        assert max(told) >= 20

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_numbers_of_what_is_answered_are_not_broken(
        self, language: Language, text_of: TextOf
    ) -> None:
        code = "(GRAD-2569-0042/อว-67)"
        references = tuple(f"{'คำขอ ' * words}QC-2569-000117 {code}" for words in range(1, 14))
        pdf = laid_out(reply(language, references=references), language)
        lines = text_of(pdf, "-layout").splitlines()
        assert sum(code in line for line in lines) == len(references)
        assert sum("QC-2569-000117" in line for line in lines) == len(references)

    def test_a_reply_needs_a_person(self) -> None:
        content = reply("th")
        with pytest.raises(TemplateSyntaxError, match="letter"):
            laid_out(replace(content, context={}), "th")

    def test_the_data_for_machines_are_masked(self) -> None:
        (attached,) = reply("en").attachments
        assert b'"x-xxxx-xxxxx-12-3"' in attached.content
        assert b'"completed_on": "2024-06-14"' in attached.content


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
