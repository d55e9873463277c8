"""Pages of the holder over HTTP: the queue, the check of both sides, entering and approving."""

import csv
import datetime as dt
import io
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.audit.models import Entry
from apps.institutions.actor import Role
from apps.institutions.scope import scope
from apps.qualifications.models import Answer, Attachment, Check, Conferral
from apps.qualifications.services.asking import ask
from tests.builders import qualifications as build
from tests.builders.cast import make_person
from tests.builders.qualifications import Graduate
from tests.courses.pages import browser_of, stranger, words
from tests.qualifications.held import (
    HISTORY,
    MOST_QUERIES,
    QUEUE,
    act,
    check_url,
    documents_requested,
    form_values,
    waiting_check,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a transcript"


@pytest.fixture
def asker(world: Graduate) -> Client:
    return browser_of(world.registrar)


@pytest.fixture
def clerk(world: Graduate) -> Client:
    return browser_of(world.holder_registrar)


@pytest.fixture
def approver(world: Graduate) -> Client:
    return browser_of(world.holder_approver)


def due(check: Check, world: Graduate, day: dt.date) -> None:
    with scope(world.holder_registrar.actor):
        Check.objects.filter(pk=check.pk).update(due_on=day)


class TestQueue:
    def test_empty_says_so(self, clerk: Client) -> None:
        assert "Nothing waits for an answer" in words(clerk.get(QUEUE))

    def test_the_oldest_due_comes_first_and_overdue_is_said(
        self, world: Graduate, clerk: Client
    ) -> None:
        soon, late = [waiting_check(world, build.degree(number)) for number in (1, 2)]
        due(late, world, dt.date(2026, 1, 5))
        page = words(clerk.get(QUEUE))
        assert page.index(late.number) < page.index(soon.number)
        assert "overdue by" in page
        assert "working days left" in page
        assert world.asker.name_en in page
        only = words(clerk.get(f"{QUEUE}?show=overdue"))
        assert late.number in only
        assert soon.number not in only

    def test_documents_stand_apart_without_a_clock(self, world: Graduate, clerk: Client) -> None:
        check = waiting_check(world)
        documents_requested(world, check)
        page = words(clerk.get(QUEUE))
        assert page.index("Waiting for documents") < page.index(check.number)
        assert "working days left" not in page

    def test_the_approver_sees_what_to_approve_first(
        self, world: Graduate, clerk: Client, approver: Client
    ) -> None:
        waiting_check(world, build.degree(1))
        proposed = build.proposed(world, waiting_check(world, build.degree(2)))
        page = words(approver.get(QUEUE))
        assert page.index(proposed.number) < page.index("To answer")
        assert "your own entry" not in page
        theirs = words(clerk.get(QUEUE))
        assert theirs.index("To answer") < theirs.index(proposed.number)
        assert "your own entry: somebody else must approve it" in theirs

    def test_pages_follow_each_other(
        self, world: Graduate, clerk: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("apps.qualifications.selectors.answering.PAGE", 2)
        monkeypatch.setattr(
            "apps.qualifications.selectors.answering.page_by_due.__defaults__", (2,)
        )
        checks = [waiting_check(world, build.degree(number)) for number in range(1, 6)]
        seen, url = [], QUEUE
        for _page in range(3):
            page = clerk.get(url).content.decode()
            seen += [check.number for check in checks if check.number in page]
            if 'rel="next" href="' in page:
                url = QUEUE + page.partition('rel="next" href="')[2].partition('"')[0].replace(
                    "&amp;", "&"
                )
        assert seen == [check.number for check in checks]

    def test_words_and_partner_narrow_it(self, world: Graduate, clerk: Client) -> None:
        first, second = [waiting_check(world, build.degree(number)) for number in (1, 2)]
        page = words(clerk.get(f"{QUEUE}?words={second.first_name}&partner={world.asker.code}"))
        assert second.number in page
        assert first.number not in page
        assert "No question fits" in words(clerk.get(f"{QUEUE}?words=ไม่มีใคร"))

    def test_any_cursor_is_harmless(self, world: Graduate, clerk: Client) -> None:
        check = waiting_check(world)
        for cursor in ("x", "2026-99-01~1", "2026-01-01~", "~~~", "2026-01-01~9999999999999999999"):
            assert check.number in words(clerk.get(QUEUE, {"after": cursor}))

    def test_the_number_of_queries_does_not_grow(self, world: Graduate, clerk: Client) -> None:
        def queries() -> int:
            with CaptureQueriesContext(
                connection,
            ) as caught:
                assert clerk.get(QUEUE).status_code == 200
            return len(caught)

        waiting_check(world, build.degree(1))
        build.proposed(world, waiting_check(world, build.degree(2)))
        few = queries()
        for number in range(3, 9):
            build.proposed(world, waiting_check(world, build.degree(number)))
            waiting_check(world, build.degree(number + 20))
        assert queries() <= few
        assert few < MOST_QUERIES

    def test_a_director_and_a_stranger_see_nothing(self, world: Graduate) -> None:
        check = waiting_check(world)
        director = make_person("director-b", world.holder, Role.DIRECTOR)
        assert browser_of(director).get(QUEUE).status_code == 403
        other = browser_of(stranger())
        assert check.number not in words(other.get(QUEUE))
        assert other.get(check_url(check)).status_code == 404


class TestBothSides:
    def test_each_side_reads_the_question_and_each_look_is_on_record(
        self, world: Graduate, asker: Client, clerk: Client
    ) -> None:
        check = waiting_check(world)
        for browser in (asker, clerk):
            page = words(browser.get(check_url(check)))
            for told in (check.name, check.id_masked, "บศ.69/0123", "ผู้ทดสอบ ถามวุฒิ", "วท.บ."):
                assert told in page
        looks = Entry.objects.filter(action="check.look", target_uuid=check.uuid)
        assert sorted(looks.values_list("acting_institution_id", "owner_institution_id")) == sorted(
            [(world.asker.pk, world.holder.pk), (world.holder.pk, world.asker.pk)]
        )

    def test_no_identifier_stands_on_a_page(self, world: Graduate, clerk: Client) -> None:
        build.registered(world, [build.degree()])
        check = waiting_check(world, gpax=None, degree="ศศ.บ.")
        for more in ("", "answer/", "answer/written/"):
            page = clerk.get(check_url(check, more)).content.decode()
            assert build.national_id(1) not in page
            assert check.id_masked in page

    def test_messages_and_documents_reach_the_other_side(
        self, world: Graduate, asker: Client, clerk: Client
    ) -> None:
        check = waiting_check(world)
        file = SimpleUploadedFile("ใบแสดงผล.pdf", PDF, "text/html")
        sent = asker.post(
            check_url(check, "act/message/"),
            {"version": check.version, "note": "ส่งใบแสดงผลการเรียนเพิ่มเติม", "documents": file},
        )
        assert sent.status_code == 302
        page = clerk.get(check_url(check)).content.decode()
        assert "ส่งใบแสดงผลการเรียนเพิ่มเติม" in page
        with scope(world.registrar.actor):
            given = Attachment.objects.get()
        url = check_url(check, f"documents/{given.uuid}/")
        assert url in page
        taken = clerk.get(url)
        assert taken.content == PDF
        assert taken["Content-Type"] == "application/pdf"
        assert taken["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert "no-store" in taken["Cache-Control"]
        assert Entry.objects.filter(action="check.attachment").count() == 1
        assert browser_of(stranger()).get(url).status_code == 404

    def test_a_document_of_another_check_is_not_found(self, world: Graduate, asker: Client) -> None:
        first, second = [waiting_check(world, build.degree(number)) for number in (1, 2)]
        file = SimpleUploadedFile("a.pdf", PDF)
        asker.post(
            check_url(first, "act/message/"), {"version": 2, "note": "เอกสารแนบ", "documents": file}
        )
        with scope(world.registrar.actor):
            given = Attachment.objects.get()
        assert asker.get(check_url(second, f"documents/{given.uuid}/")).status_code == 404

    def test_a_file_that_is_none_keeps_the_message(self, world: Graduate, asker: Client) -> None:
        check = waiting_check(world)
        file = SimpleUploadedFile("a.exe", b"MZ")
        answer = asker.post(
            check_url(check, "act/message/"),
            {"version": check.version, "note": "ข้อความที่พิมพ์ไว้", "documents": file},
        )
        assert answer.status_code == 422
        assert "ข้อความที่พิมพ์ไว้" in answer.content.decode()

    def test_documents_are_asked_for_and_given(
        self, world: Graduate, asker: Client, clerk: Client
    ) -> None:
        check = waiting_check(world)
        note = "ขอสำเนาปริญญาบัตร"
        done = act(clerk, check, "request_documents", world.holder_registrar, note=note)
        assert done.status_code == 302
        page = words(asker.get(check_url(check)))
        assert note in page
        assert "Its clock" not in page
        assert "the other university asks for" in page
        nothing = act(asker, check, "give_documents", world.registrar)
        assert nothing.status_code == 422
        file = SimpleUploadedFile("degree.pdf", PDF)
        given = act(asker, check, "give_documents", world.registrar, documents=file)
        assert given.status_code == 302
        assert build.fresh(check, world.registrar).state == "waiting"

    def test_the_asker_cancels_with_a_reason(self, world: Graduate, asker: Client) -> None:
        check = waiting_check(world)
        assert act(asker, check, "cancel", world.registrar, note="").status_code == 422
        assert act(asker, check, "cancel", world.registrar, note="สมัครผิดคน").status_code == 302
        assert "Nothing more happens" not in words(asker.get(check_url(check)))
        again = act(asker, check, "cancel", world.registrar, note="สมัครผิดคน")
        assert again.status_code == 409
        assert "the state is “cancelled”" in words(again)

    def test_each_side_is_offered_its_own_acts(
        self, world: Graduate, asker: Client, clerk: Client
    ) -> None:
        check = waiting_check(world)
        theirs = asker.get(check_url(check)).content.decode()
        assert "/act/cancel/" in theirs
        assert "/act/request_documents/" not in theirs
        ours = clerk.get(check_url(check)).content.decode()
        assert "/act/request_documents/" in ours
        assert "/act/cancel/" not in ours
        assert act(clerk, check, "cancel", world.holder_registrar, note="ไม่ได้").status_code == 403
        assert asker.get(check_url(check, "answer/")).status_code == 403
        assert clerk.post(check_url(check, "act/send/"), {"version": 2}).status_code == 404

    def test_a_stale_act_shows_the_page_again(self, world: Graduate, clerk: Client) -> None:
        check = waiting_check(world)
        data = {"version": 1, "note": "ขอเอกสารเพิ่มเติม"}
        answer = clerk.post(check_url(check, "act/request_documents/"), data)
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "ขอเอกสารเพิ่มเติม" in page
        assert f'name="version" value="{check.version}"' in page


class TestAnswering:
    def test_near_entries_stand_beside_the_question(self, world: Graduate, clerk: Client) -> None:
        build.registered(world, [build.degree(1), build.degree(2)])
        check = waiting_check(world, gpax=None, degree="ศศ.บ.")
        page = words(clerk.get(check_url(check, "answer/")))
        assert "วิทยาศาสตรบัณฑิต" in page
        assert "differs" in page
        assert build.degree(2).student_code not in page

    def test_an_answer_is_prefilled_entered_and_approved(
        self, world: Graduate, asker: Client, clerk: Client, approver: Client
    ) -> None:
        build.registered(world, [build.degree()])
        check = waiting_check(world, degree="ศศ.บ.")
        with scope(world.holder_registrar.actor):
            line = Conferral.objects.get().line
        url = check_url(check, f"answer/{line}/")
        given = form_values(clerk.get(url).content.decode())
        assert given["differing"] == ["degree"]
        assert given["outcome"] == ["confirmed_with_differences"]
        assert "tell" not in given
        assert clerk.post(url, given | {"tell": ["degree"]}).status_code == 302
        assert "วิทยาศาสตรบัณฑิต" not in words(asker.get(check_url(check)))
        own = words(clerk.get(check_url(check)))
        assert "It waits for an approver" in own
        seen = words(approver.get(check_url(check)))
        assert "This answer would go out" in seen
        assert "the register has “วิทยาศาสตรบัณฑิต”" in seen
        assert act(approver, check, "approve", world.holder_approver).status_code == 302
        told = words(asker.get(check_url(check)))
        assert "confirmed, with differences" in told
        assert "the register has “วิทยาศาสตรบัณฑิต”" in told
        done = build.fresh(check, world.registrar)
        assert done.differing == ["degree"]
        assert "person_id" in done.agreeing

    def test_the_nearest_entry_is_offered_first(self, world: Graduate, clerk: Client) -> None:
        same = build.degree(1)
        other = build.degree(2, first_name=same.first_name, last_name=same.last_name)
        build.registered(world, [same, replace(other, academic_year=2024)])
        page = words(clerk.get(check_url(waiting_check(world, degree="ศศ.บ."), "answer/")))
        assert 0 < page.index("x-xxxx-xxxxx-01-3 agrees") < page.index("differs Name")

    def test_nothing_is_suggested_for_another_person(self, world: Graduate, clerk: Client) -> None:
        build.registered(world, [build.degree(2)])
        check = waiting_check(world)
        with scope(world.holder_registrar.actor):
            line = Conferral.objects.get().line
        answer = clerk.get(check_url(check, f"answer/{line}/"))
        assert "This may be another person: identifier, name" in words(answer)
        assert "outcome" not in form_values(answer.content.decode())

    def test_the_approver_compares_with_the_register(
        self, world: Graduate, approver: Client
    ) -> None:
        check = waiting_check(world)
        build.proposed(world, check, outcome="confirmed", facts=build.degree())
        page = words(approver.get(check_url(check)))
        assert "Compare the question with the register" in page
        assert "วิทยาศาสตรบัณฑิต / วท.บ. / Bachelor of Science" in page

    def test_until_approval_the_asker_sees_it_waiting(self, world: Graduate, asker: Client) -> None:
        check = build.proposed(world, waiting_check(world))
        page = words(asker.get(check_url(check)))
        assert "waiting for the holder" in page
        assert "waiting for approval" not in page
        assert "not found" not in page

    def test_a_contradiction_is_refused_and_the_ticks_are_kept(
        self, world: Graduate, clerk: Client
    ) -> None:
        build.registered(world, [build.degree()])
        check = waiting_check(world, degree="ศศ.บ.")
        with scope(world.holder_registrar.actor):
            line = Conferral.objects.get().line
        url = check_url(check, f"answer/{line}/")
        data = {"version": check.version, "outcome": "confirmed", "differing": ["degree", "gpax"]}
        answer = clerk.post(url, data)
        assert answer.status_code == 422
        assert "Fields differ" in words(answer)
        assert set(form_values(answer.content.decode())["differing"]) == {"degree", "gpax"}
        assert clerk.post(url, {"version": check.version}).status_code == 422

    def test_nothing_is_told_of_a_field_that_agrees(self, world: Graduate, clerk: Client) -> None:
        build.registered(world, [build.degree()])
        check = waiting_check(world, degree="ศศ.บ.")
        with scope(world.holder_registrar.actor):
            line = Conferral.objects.get().line
        data = {
            "version": check.version,
            "outcome": "confirmed_with_differences",
            "differing": ["degree", "person_id"],
            "tell": ["gpax", "degree", "person_id"],
        }
        assert clerk.post(check_url(check, f"answer/{line}/"), data).status_code == 302
        with scope(world.holder_registrar.actor):
            assert Answer.objects.get().told == {"degree": "วิทยาศาสตรบัณฑิต"}

    def test_another_universitys_entry_is_not_found(
        self, world: Graduate, clerk: Client, asker: Client
    ) -> None:
        check = waiting_check(world)
        url = check_url(check, f"answer/{check.uuid}/")
        assert clerk.get(url).status_code == 404
        assert clerk.post(url, {"version": 2, "outcome": "confirmed"}).status_code == 404

    @pytest.mark.parametrize(
        ("outcome", "note", "status"),
        [
            ("not_found", "", 302),
            ("attended_not_conferred", "", 302),
            ("unable_to_confirm", "", 422),
            ("unable_to_confirm", "ทะเบียนปีนั้นสูญหาย", 302),
            ("confirmed", "", 422),
            ("", "", 422),
        ],
    )
    def test_without_a_degree_nothing_is_confirmed(
        self, world: Graduate, clerk: Client, outcome: str, note: str, status: int
    ) -> None:
        check = waiting_check(world)
        data = {"version": check.version, "outcome": outcome, "note": note}
        answer = clerk.post(check_url(check, "answer/none/"), data)
        assert answer.status_code == status
        assert note in answer.content.decode() or status == 302

    def test_a_written_degree_shows_its_differences_and_enriches_the_register(
        self, world: Graduate, clerk: Client, approver: Client
    ) -> None:
        check = waiting_check(world)
        url = check_url(check, "answer/written/")
        given = form_values(clerk.get(url).content.decode())
        assert given["first_name"] == [check.first_name]
        given |= {"gpax": "3.00", "same_person": "on"}
        first = clerk.post(url, given)
        assert first.status_code == 200
        assert "Before it is entered: this differs" in words(first)
        again = form_values(first.content.decode())
        assert again["seen"] == ["gpax"]
        assert clerk.post(url, again | {"tell": ["gpax"]}).status_code == 302
        seen = words(approver.get(check_url(check)))
        assert "With the approval the degree is added to your register" in seen
        assert "the register has “3.00”" in seen
        assert act(approver, check, "approve", world.holder_approver).status_code == 302
        done = build.fresh(check, world.registrar)
        assert (done.outcome, done.told) == ("confirmed_with_differences", {"gpax": "3.00"})
        with scope(world.holder_registrar.actor):
            entry = Conferral.objects.get()
        assert (entry.status, entry.id_masked) == ("in_force", check.id_masked)
        assert done.line == entry.line

    def test_a_written_degree_needs_somebody_to_belong_to(
        self, world: Graduate, clerk: Client
    ) -> None:
        check = waiting_check(world)
        url = check_url(check, "answer/written/")
        given = form_values(clerk.get(url).content.decode())
        given |= {"student_code": "", "degree_th": "", "degree_en": "", "first_name": ""}
        answer = clerk.post(url, given)
        assert answer.status_code == 422
        page = words(answer)
        assert "Write the student code or the identifier." in page
        assert "Write the degree in Thai, abbreviated or in English." in page
        assert "Write the first name as on the degree." in page

    def test_the_own_entry_cannot_be_approved(self, world: Graduate, approver: Client) -> None:
        check = waiting_check(world)
        data = {"version": check.version, "outcome": "not_found"}
        assert approver.post(check_url(check, "answer/none/"), data).status_code == 302
        page = words(approver.get(check_url(check)))
        assert "You entered this answer yourself." in page
        refused = act(approver, check, "approve", world.holder_approver)
        assert refused.status_code == 403

    def test_an_answer_is_given_back_with_a_note(
        self, world: Graduate, clerk: Client, approver: Client
    ) -> None:
        check = build.proposed(world, waiting_check(world))
        assert act(approver, check, "return", world.holder_approver, note="ก").status_code == 422
        note = "ตรวจชื่อเดิมอีกครั้ง"
        assert act(approver, check, "return", world.holder_approver, note=note).status_code == 302
        for more in ("", "answer/"):
            page = words(clerk.get(check_url(check, more)))
            assert note in page
            assert "The answer was given back by" in page

    def test_an_approval_is_bound_to_what_was_seen(self, world: Graduate, approver: Client) -> None:
        check = build.proposed(world, waiting_check(world))
        answer = approver.post(check_url(check, "act/approve/"), {"version": check.version - 1})
        assert answer.status_code == 409
        assert build.fresh(check, world.registrar).state == "proposed"

    def test_an_answer_is_taken_back_with_a_reason(
        self, world: Graduate, clerk: Client, approver: Client, asker: Client
    ) -> None:
        check = build.answered(world, waiting_check(world))
        assert "/act/reopen/" not in clerk.get(check_url(check)).content.decode()
        note = "พบทะเบียนเล่มเก่า"
        assert act(approver, check, "reopen", world.holder_approver, note=note).status_code == 302
        page = words(asker.get(check_url(check)))
        assert note in page
        assert "waiting for the holder" in page

    def test_an_answered_check_cannot_be_answered_again(
        self, world: Graduate, clerk: Client
    ) -> None:
        check = build.answered(world, waiting_check(world))
        assert clerk.get(check_url(check, "answer/")).status_code == 409


class TestLetter:
    def test_the_register_s_answer_becomes_a_letter_of_the_network(
        self, world: Graduate, asker: Client
    ) -> None:
        build.registered(world, [build.degree()])
        (check,) = build.asked(world, [build.claim(build.degree(), world.holder)])
        page = words(asker.get(check_url(check)))
        assert "the register of Khon Kaen University, at once" in page
        assert asker.get(check_url(check, "letter.pdf")).status_code == 404
        assert asker.post(check_url(check, "letter/"), {"language": "en"}).status_code == 302
        assert "hx-get" in asker.get(check_url(check)).content.decode()
        assert build.do_jobs(world.registrar) == ["done"]
        assert "is ready" in words(asker.get(check_url(check)))
        letter = asker.get(check_url(check, "letter.pdf"))
        assert letter.content.startswith(b"%PDF-")
        assert letter["Content-Type"] == "application/pdf"
        assert "no-store" in letter["Cache-Control"]

    def test_a_holder_s_letter_is_waited_for(self, world: Graduate, asker: Client) -> None:
        check = build.answered(world, waiting_check(world))
        page = words(asker.get(check_url(check)))
        assert "The letter of Khon Kaen University is being made." in page


class TestHistory:
    def test_everything_newest_first_with_filters(self, world: Graduate, clerk: Client) -> None:
        first = build.answered(world, waiting_check(world, build.degree(1)))
        second = waiting_check(world, build.degree(2))
        page = words(clerk.get(HISTORY))
        assert page.index(second.number) < page.index(first.number)
        only = words(clerk.get(f"{HISTORY}?outcome=not_found"))
        assert first.number in only
        assert second.number not in only
        assert "Nobody has asked yet" in words(browser_of(stranger()).get(HISTORY))

    def test_the_export_is_formula_safe_and_recorded(self, world: Graduate, clerk: Client) -> None:
        waiting_check(world, build.degree(1), degree="=HYPERLINK(1)")
        waiting_check(world, build.degree(2))
        answer = clerk.get(f"{HISTORY}export.csv")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert len(rows) == 3
        cells = [cell for row in rows for cell in row]
        assert "'=HYPERLINK(1)" in cells
        assert build.national_id(1) not in answer.content.decode()
        looks = Entry.objects.filter(action="check.export")
        assert set(looks.values_list("owner_institution_id", flat=True)) == {world.asker.pk}
        assert looks.count() == 2


class TestPaper:
    def test_a_letter_on_paper_has_both_sides_in_one_house(
        self, world: Graduate, clerk: Client
    ) -> None:
        question = replace(build.QUESTION, came_by="paper", requester="บริษัท ตัวอย่าง จำกัด")
        with scope(world.holder_registrar.actor) as actor:
            (check,) = ask(
                actor=actor,
                question=question,
                claims=[build.claim(build.degree(), world.holder)],
            )
        assert "บริษัท ตัวอย่าง จำกัด" in words(clerk.get(QUEUE))
        page = clerk.get(check_url(check)).content.decode()
        assert "/answer/" in page
        assert "/act/cancel/" in page
