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
from apps.qualifications.models import Attachment, Check
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
    waiting_check,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a transcript"


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
