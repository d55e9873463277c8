"""The paper on what a home decided: it tells all that stands, and falls with any of it."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.test import Client

from apps.core.errors import ForbiddenError, InvalidError, NotFoundError
from apps.courses.models import CoursePaper, CrossRegistration, Learner, Recognition
from apps.courses.papers.errors import NoDecisionsError
from apps.courses.services import recognising
from apps.courses.services.papering import request_recognition_paper
from apps.documents.models import Paper, Status
from apps.documents.services import paper_pin
from apps.institutions.scope import scope
from apps.institutions.services import set_office
from tests.builders import courses as build
from tests.builders.cast import Person
from tests.courses.test_papers import content_of, finished, ledger, stated
from tests.graduates.test_pages import browser_of, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("papers_root")]

STUDENT = "6601000001"


def told(person: Person, row: CrossRegistration, language: str = "th") -> CoursePaper:
    with scope(person.actor) as actor:
        learner = Learner.objects.get(pk=row.learner_id).uuid
        return request_recognition_paper(actor=actor, learner=learner, language=language)


def refused(
    made: build.Exchange,
    rows: list[CrossRegistration],
    no_transfer: str = "no_equivalent",
    note: str = "",
) -> Recognition:
    """Decided: these courses count for nothing here."""
    proposal = recognising.Proposal(build.picks(*rows), no_transfer=no_transfer, note=note)
    with scope(made.registrar.actor) as actor:
        one = recognising.propose_recognition(actor=actor, proposal=proposal)
    with scope(made.approver.actor) as actor:
        return recognising.approve_recognition(
            actor=actor, uuid=one.uuid, seen=recognising.digest(one)
        )


def reopened(made: build.Exchange) -> None:
    with scope(made.approver.actor) as actor:
        one = Recognition.objects.get(state="approved")
        recognising.reopen_recognition(actor=actor, uuid=one.uuid, note="ตรวจพบข้อมูลไม่ครบ")


def two_courses(made: build.Exchange) -> list[CrossRegistration]:
    same = {
        "first_name": "ทดสอบ", "first_name_en": "Test", "programme": "วิทยาการคอมพิวเตอร์",
        "faculty": "คณะวิทยาศาสตร์",
    }  # fmt: skip
    return build.acknowledged(
        made,
        build.candidate(1, "CS101", STUDENT, **same),
        build.candidate(2, "CS102", STUDENT, **same),
    )


def data_of(content: bytes) -> dict[str, Any]:
    with pikepdf.open(BytesIO(content)) as pdf:
        return dict(json.loads(pdf.attachments["recognition.json"].get_file().read_bytes()))


class TestWhatItTells:
    def test_what_counts_and_what_does_not(
        self, made: build.Exchange, text_of: Callable[[bytes], str]
    ) -> None:
        with scope(made.approver.actor) as actor:
            set_office(actor=actor, name_th="ทะเบียน", phone="0 2000 0000", email="reg@a.example")
        rows = two_courses(made)
        build.recognised(made, rows[:1], granted="2")
        refused(made, rows[1:], no_transfer="other", note="เรียนซ้ำกับวิชาบังคับ")
        paper = finished(made.registrar, told(made.registrar, rows[0]))
        assert (paper.kind, paper.issuer, paper.holder) == (
            "recognition_decision",
            made.home,
            made.home,
        )
        content = content_of(made.registrar, paper)
        text = text_of(content)
        for shown in (
            *("ใบแจ้งผลการเทียบโอนรายวิชาและหน่วยกิต", made.home.name_th, made.host.name_th),
            *("นางสาวทดสอบ แลกเปลี่ยน", "Test Exchange", STUDENT, "วิทยาการคอมพิวเตอร์"),
            *("CS101", "CS102", "1/2569", "SC111", "การเขียนโปรแกรม", "B+"),
            *("รวมหน่วยกิตที่เทียบโอนได้ 2", "เหตุผลอื่น", "เรียนซ้ำกับวิชาบังคับ"),
            *("หลักเกณฑ์", "๑ มกราคม ๒๕๖๓", made.approver.user.name_th),
            *("0 2000 0000", "reg@a.example", paper.serial, paper_pin(paper)),
        ):
            assert shown in text, shown
        data = data_of(content)
        assert data["serial"] == paper.serial
        granted, kept_out = data["decisions"]
        assert (granted["credits"], granted["counts_as"][0]["code"]) == ("2", "SC111")
        assert granted["taken"][0]["name"]["en"] == "Introduction to Programming"
        assert (kept_out["counts_as"], kept_out["no_transfer"]) == ([], "other")
        assert data["rules"][0]["valid_from"] == "2020-01-01"

    def test_in_english(self, made: build.Exchange, text_of: Callable[[bytes], str]) -> None:
        rows = two_courses(made)
        build.recognised(made, rows[:1])
        refused(made, rows[1:])
        paper = finished(made.registrar, told(made.registrar, rows[0], "en"))
        text = text_of(content_of(made.registrar, paper))
        for shown in (
            *("Decision on the Recognition of Courses and Credits", "Test Exchange", "1/2026"),
            *("Programming", "No course of the programme corresponds", made.host.name_en),
            *("Credits recognised in all 3", "in force since 1 January 2020", "Page 1 / 1"),
        ):
            assert shown in text, shown

    def test_two_courses_for_one(
        self, made: build.Exchange, text_of: Callable[[bytes], str]
    ) -> None:
        rows = two_courses(made)
        build.recognised(made, rows, granted="6")
        paper = finished(made.registrar, told(made.registrar, rows[1]))
        content = content_of(made.registrar, paper)
        (line,) = data_of(content)["decisions"]
        assert [one["code"] for one in line["taken"]] == ["CS101", "CS102"]
        assert "ไม่อนุมัติ" not in text_of(content)

    def test_nothing_but_refusals(
        self, made: build.Exchange, text_of: Callable[[bytes], str]
    ) -> None:
        rows = build.acknowledged(made)
        refused(made, rows)
        paper = finished(made.registrar, told(made.registrar, rows[0]))
        assert "ไม่มีรายวิชาที่อนุมัติให้เทียบโอน" in text_of(content_of(made.registrar, paper))

    def test_a_proposal_is_no_decision(self, made: build.Exchange) -> None:
        rows = build.acknowledged(made)
        build.proposed(made, rows)
        with pytest.raises(NoDecisionsError):
            told(made.registrar, rows[0])
        assert not CoursePaper._base_manager.exists()


class TestHowLongItCounts:
    def test_asked_again_it_is_the_same_paper(self, made: build.Exchange) -> None:
        rows = build.recognised(made, build.acknowledged(made))
        first = told(made.registrar, rows[0])
        finished(made.registrar, first)
        assert told(made.approver, rows[0]).pk == first.pk
        assert told(made.registrar, rows[0], "en").pk != first.pk

    def test_a_further_decision_makes_a_newer_paper(self, made: build.Exchange) -> None:
        rows = two_courses(made)
        build.recognised(made, rows[:1])
        old = told(made.registrar, rows[0])
        finished(made.registrar, old)
        refused(made, rows[1:])
        assert ledger(made.registrar, old).status == Status.ACTIVE
        new = finished(made.registrar, told(made.registrar, rows[0]))
        assert ledger(made.registrar, old).replaced_by == new

    def test_a_corrected_result_outdates_it(self, made: build.Exchange) -> None:
        rows = build.recognised(made, build.acknowledged(made))
        paper = told(made.registrar, rows[0])
        finished(made.registrar, paper)
        rows = build.announced(made, rows, "C", reason="instructor_error")
        outdated = ledger(made.registrar, paper)
        assert outdated.status == Status.SUPERSEDED
        assert outdated.reason == "ผลการเรียนที่เอกสารนี้อ้างถึงได้รับการแก้ไข"
        build.recognised(made, build.received(made, rows))
        issued = finished(made.registrar, told(made.registrar, rows[0]))
        assert ledger(made.registrar, paper).replaced_by == issued

    def test_a_reopened_decision_outdates_it_and_the_statement(self, made: build.Exchange) -> None:
        rows = build.recognised(made, build.acknowledged(made))
        papers = [told(made.registrar, rows[0], "en"), stated(made.registrar, rows[0], "en")]
        for paper in papers:
            finished(made.registrar, paper)
        reopened(made)
        for paper in papers:
            outdated = ledger(made.registrar, paper)
            assert outdated.status == Status.SUPERSEDED
            assert outdated.reason == "A decision that this paper tells of was reopened."
        with pytest.raises(NoDecisionsError):
            told(made.registrar, rows[0])

    def test_reopened_before_it_was_made_it_is_never_issued(self, made: build.Exchange) -> None:
        rows = build.recognised(made, build.acknowledged(made))
        paper = told(made.registrar, rows[0])
        reopened(made)
        assert finished(made.registrar, paper).status == Status.RESERVED

    def test_what_is_decided_meanwhile_waits_for_the_next(self, made: build.Exchange) -> None:
        rows = two_courses(made)
        build.recognised(made, rows[:1])
        asked = told(made.registrar, rows[0])
        refused(made, rows[1:])
        paper: Paper = finished(made.registrar, asked)
        assert len(data_of(content_of(made.registrar, paper))["decisions"]) == 1
        assert told(made.registrar, rows[0]).pk != asked.pk


class TestWhoAsks:
    def test_is_the_homes_alone(self, made: build.Exchange) -> None:
        rows = build.recognised(made, build.acknowledged(made))
        with pytest.raises(NotFoundError):
            told(made.host_registrar, rows[0])
        with pytest.raises(ForbiddenError):
            told(made.cast.director_a, rows[0])
        with pytest.raises(InvalidError):
            told(made.registrar, rows[0], "de")
        paper = told(made.registrar, rows[0])
        answer = browser_of(made.host_registrar).get(f"/courses/papers/{paper.uuid}/")
        assert answer.status_code == 404

    def test_from_both_pages_to_the_file(self, made: build.Exchange) -> None:
        rows = build.acknowledged(made)
        with scope(made.registrar.actor):
            learner = Learner.objects.get(pk=rows[0].learner_id)
        page, button = f"/courses/learners/{learner.uuid}/", "Decision on recognition in English"
        browser = browser_of(made.registrar)
        assert button not in words(browser.get(page))
        build.recognised(made, rows)
        assert button in words(browser.get(page))
        with scope(made.registrar.actor):
            decision = Recognition.objects.get()
        assert button in words(browser.get(f"/courses/recognitions/{decision.uuid}/"))
        answer = browser.post(f"{page}recognition/", {"language": "en"})
        with scope(made.registrar.actor):
            finished(made.registrar, CoursePaper.objects.get())
        shown = words(browser.get(answer["Location"]))
        assert "Decision on recognition of credits" in shown
        assert "Issued, and active" in shown
        file = browser.get(f"{answer['Location'].rstrip('/')}.pdf")
        assert file.content.startswith(b"%PDF-")
        assert "Decision on recognition of credits" in words(
            browser.get(f"/courses/recognitions/{decision.uuid}/")
        )

    def test_a_failed_course_has_its_decision_too(self, made: build.Exchange) -> None:
        rows = build.received(made, build.announced(made, build.enrolled(made), "F"))
        refused(made, rows, no_transfer="grade")
        with scope(made.registrar.actor):
            learner = Learner.objects.get(pk=rows[0].learner_id)
        page = words(browser_of(made.registrar).get(f"/courses/learners/{learner.uuid}/"))
        assert "Decision on recognition in Thai" in page
        assert "Credit statement in Thai" not in page

    def test_outdated_it_is_made_anew_from_its_page(self, made: build.Exchange) -> None:
        rows = build.recognised(made, build.acknowledged(made))
        paper = told(made.registrar, rows[0])
        finished(made.registrar, paper)
        reopened(made)
        browser = browser_of(made.registrar)
        page = browser.get(f"/courses/papers/{paper.uuid}/")
        assert "or a decision reopened, since it was made" in words(page)
        again = ask_again(browser, page.content.decode())
        assert again.status_code == 422
        assert "No decision on courses of this student stands" in words(again)
        build.recognised(made, build.fresh(made, rows))
        assert ask_again(browser, page.content.decode()).status_code == 302


def ask_again(browser: Client, page: str) -> Any:
    action = page.partition('id="ask-again" method="post" action="')[2].partition('"')[0]
    assert action.endswith("/recognition/")
    return browser.post(action, {"language": "th"})
