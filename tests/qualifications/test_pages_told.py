"""What the page of a check says first: an answer fell, what is asked for, what is overdue."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation

from apps.documents.models import Paper
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from apps.qualifications.models import Check, Conferral
from apps.qualifications.services.asking import ask
from apps.qualifications.views.checks_wording import Due, due_of
from tests.builders import qualifications as build
from tests.builders.qualifications import Graduate
from tests.courses.pages import words
from tests.qualifications.asking_pages import ASKED, NEW, filled
from tests.qualifications.held import (
    HISTORY,
    QUEUE,
    act,
    check_url,
    documents_requested,
    waiting_check,
)

pytestmark = pytest.mark.django_db
REASON = "พบเอกสารเพิ่มเติมในคลัง"


def keyed_in(world: Graduate) -> Check:
    """A letter on paper to the holder."""
    question = replace(build.QUESTION, came_by="paper", requester="บริษัท ตัวอย่าง จำกัด")
    with scope(world.holder_registrar.actor) as actor:
        (check,) = ask(
            actor=actor, question=question, claims=[build.claim(build.degree(), world.holder)]
        )
    return check


def overdue(world: Graduate, check: Check, day: dt.date) -> None:
    with scope(world.holder_registrar.actor):
        Check.objects.filter(pk=check.pk).update(due_on=day)


class TestTakenBack:
    def reopened(self, world: Graduate, approver: Client) -> tuple[Check, str]:
        check = build.answered(world, waiting_check(world))
        assert build.do_jobs(world.holder_approver) == ["done"]
        with scope(world.registrar.actor):
            serial = Paper.objects.get(source_uuid=check.uuid).serial
        assert act(approver, check, "reopen", world.holder_approver, note=REASON).status_code == 302
        return check, serial

    def test_both_sides_read_it_first_with_the_letter(
        self, world: Graduate, asker: Client, clerk: Client, approver: Client
    ) -> None:
        check, serial = self.reopened(world, approver)
        for browser in (asker, clerk):
            page = words(browser.get(check_url(check)))
            assert page.index("The former answer no longer counts") < page.index("What is asked")
            assert f": {REASON} Letter {serial}, which tells it, does not count either." in page
        assert "looks for the degree once more and answers anew" in words(
            asker.get(check_url(check))
        )

    def test_it_goes_with_the_new_answer(
        self, world: Graduate, asker: Client, approver: Client
    ) -> None:
        check, _serial = self.reopened(world, approver)
        build.answered(world, check)
        assert "no longer counts" not in words(asker.get(check_url(check)))

    def test_a_new_question_says_nothing_of_it(self, world: Graduate, asker: Client) -> None:
        page = words(asker.get(check_url(waiting_check(world))))
        assert "no longer counts" not in page
        assert "looks for the degree and answers" in page


def test_what_is_asked_for_stands_where_it_is_given(world: Graduate, asker: Client) -> None:
    check = waiting_check(world)
    documents_requested(world, check)
    page = words(asker.get(check_url(check)))
    assert page.count("ขอสำเนาใบแสดงผลการเรียน") == 2, "above the files, and in the timeline"
    assert page.index("Give the documents") < page.index("ขอสำเนาใบแสดงผลการเรียน")
    assert page.index("ขอสำเนาใบแสดงผลการเรียน") < page.index("What is asked")


def test_fields_that_were_asked_and_not_compared_are_named(world: Graduate, asker: Client) -> None:
    build.registered(world, [build.degree()])
    check = waiting_check(world, gpax=None, degree="ศศ.บ.")
    done = build.answered(
        world,
        check,
        outcome="confirmed_with_differences",
        line=_line(world),
        differing=["degree"],
        agreeing=["name"],
    )
    page = words(asker.get(check_url(done)))
    told = page.partition("Not compared")[2].partition("Answered by")[0]
    assert "identifier" in told
    assert "birth date" in told
    assert "name," not in told
    assert "GPAX" not in told, "it was not asked"


def _line(world: Graduate) -> object:
    with scope(world.holder_registrar.actor):
        return Conferral.objects.get().line


class TestPaper:
    def test_a_letter_is_what_we_are_asked_alone(self, world: Graduate, clerk: Client) -> None:
        check = keyed_in(world)
        for page in (QUEUE, HISTORY):
            assert check.number in words(clerk.get(page))
        assert check.number not in words(clerk.get(ASKED))
        home = words(clerk.get("/"))
        assert "Universities ask about degrees of yours" in home
        assert "Degrees that you asked about" not in home

    def test_nobody_writes_to_themselves(self, world: Graduate, clerk: Client) -> None:
        page = clerk.get(check_url(keyed_in(world))).content.decode()
        assert "/act/message/" not in page
        assert "/act/request_documents/" not in page


class TestOverdue:
    def test_the_number_is_that_of_the_list(self, world: Graduate, clerk: Client) -> None:
        late = [waiting_check(world, build.degree(number)) for number in (1, 2, 3)]
        for check in late[:2]:
            overdue(world, check, dt.date(2026, 1, 5))
        build.proposed(world, late[0])
        assert "2 overdue, of both" in words(clerk.get(QUEUE))
        listed = words(clerk.get(f"{QUEUE}?show=overdue"))
        assert [check.number in listed for check in late] == [True, True, False]
        home = words(clerk.get("/"))
        assert "2 to be answered, 1 overdue" in home

    def test_it_is_said_once_in_days(self, world: Graduate, clerk: Client) -> None:
        check = waiting_check(world)
        overdue(world, check, dt.date(2026, 1, 5))
        page = words(clerk.get(check_url(check)))
        assert page.count("overdue by") == 1

    def test_no_working_day_late_is_late(
        self, world: Graduate, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        check = waiting_check(world)
        saturday = dt.date(2026, 11, 21)
        check.due_on = saturday - dt.timedelta(days=1)
        monkeypatch.setattr(timezone, "localdate", lambda *_moment: saturday)
        with translation.override("en"):
            assert due_of(check, frozenset()) == Due("refused", "overdue")


def test_one_mistake_has_one_box_that_leads_to_the_field(world: Graduate, asker: Client) -> None:
    check = waiting_check(world)
    answer = act(asker, check, "cancel", world.registrar, note="")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count("data-error-summary") == 1
    (target,) = re.findall(r'<li><a href="#([^"]+)">', page)
    assert f'id="{target}"' in page


def test_an_answer_without_a_choice_has_one_box(world: Graduate, clerk: Client) -> None:
    check = waiting_check(world)
    answer = clerk.post(check_url(check, "answer/none/"), {"version": check.version})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count("data-error-summary") == 1
    assert "Choose the answer." in page


def test_the_asker_stands_beside_the_number(world: Graduate, clerk: Client) -> None:
    check = waiting_check(world)
    for path in (QUEUE, HISTORY):
        page = words(clerk.get(path))
        assert f"{world.asker.name_en} {check.number}" in page
    choose = words(clerk.get(check_url(check, "answer/")))
    assert f"({check.number} of {world.asker.name_en})" in choose


def test_a_form_that_is_loaded_again_leads_back(world: Graduate, asker: Client) -> None:
    check = waiting_check(world)
    answer = asker.get(check_url(check, "act/cancel/"))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert f'href="{check_url(check)}"' in answer.content.decode()


class TestNobodyThere:
    def test_a_university_without_accounts_is_asked_only_knowingly(
        self, world: Graduate, asker: Client
    ) -> None:
        university = Institution.objects.create(
            kind="university",
            code="99999",
            name_th="มหาวิทยาลัยที่ยังไม่มีผู้ใช้",
            name_en="Nobody University",
            province=world.asker.province,
        )
        row = build.degree()
        form = filled(world, row, holder=university.name_th)
        first = asker.post(NEW, form)
        assert first.status_code == 422
        assert "Nobody of Nobody University has an account yet" in words(first)
        second = asker.post(NEW, form | {"anyway": "on"})
        assert second.status_code == 302

    def test_others_are_asked_without_a_word(self, world: Graduate, asker: Client) -> None:
        page = asker.get(NEW).content.decode()
        assert 'name="anyway"' not in page
        assert asker.post(NEW, filled(world, build.degree())).status_code == 302


def test_samples_are_in_the_readers_calendar(world: Graduate, asker: Client) -> None:
    page = words(asker.get(NEW))
    assert "Written like 31/3/2024" in page
    assert "2567" not in page
    world.registrar.user.language = "th"
    world.registrar.user.save(update_fields=["language"])
    asker.cookies[settings.LANGUAGE_COOKIE_NAME] = "th"
    assert "31/3/2567" in asker.get(NEW).content.decode()


def test_a_document_goes_with_what_was_asked(world: Graduate, asker: Client) -> None:
    check = waiting_check(world)
    documents_requested(world, check)
    file = SimpleUploadedFile("degree.pdf", b"%PDF-1.7 a transcript")
    given = act(asker, check, "give_documents", world.registrar, documents=file)
    assert given.status_code == 302
    assert "asked for this on" not in words(asker.get(check_url(check)))
