"""Replies about degrees as papers: what stands in them, and where it stands."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.template import TemplateSyntaxError

from apps.documents.conformance import conformance_faults
from apps.documents.content import PaperContent
from apps.documents.papers.qualification import (
    Compared,
    QualificationRow,
    qualification_content,
)
from apps.documents.rendering import Language
from tests.documents.paper_samples import (
    LANGUAGES,
    LONG_DEGREE,
    LONG_NAME,
    laid_out,
    pages_of,
    reply,
    reply_letter,
    request,
    row,
    rows_by_closing,
    usual_reply,
    verification,
    words_of,
)

TextOf = Callable[..., str]


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
