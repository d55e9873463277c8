"""Pages of the asking university over HTTP: one question, a letter on paper, the list, the file."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.audit.models import Entry
from apps.institutions.scope import scope
from apps.qualifications.models import Attachment, Check
from tests.builders import qualifications as build
from tests.builders.qualifications import Graduate
from tests.courses.pages import browser_of, stranger, words
from tests.qualifications.asking_pages import ASKED, MOST_QUERIES, NEW, checks_of, filled, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(world: Graduate) -> Client:
    return browser_of(world.registrar)


class TestOneQuestion:
    def test_the_officer_is_who_is_signed_in(self, world: Graduate, clerk: Client) -> None:
        assert f'value="{world.registrar.user.name_th}"' in clerk.get(NEW).content.decode()

    @pytest.mark.parametrize("query", ["", "?paper=1"])
    def test_an_empty_form_complains_of_nothing(self, clerk: Client, query: str) -> None:
        answer = clerk.get(NEW + query)
        assert answer.status_code == 200
        assert "Please correct" not in words(answer)

    def test_one_summary_names_every_fault(self, clerk: Client) -> None:
        answer = clerk.post(NEW, {})
        assert answer.status_code == 422
        assert words(answer).count("Please correct what follows") == 1
        for field in ("holder", "officer", "case", "first_name", "degree"):
            assert f'href="#id_{field}"' in answer.content.decode()

    def test_all_other_universities_are_offered(self, world: Graduate, clerk: Client) -> None:
        page = clerk.get(NEW).content.decode()
        assert f'<option value="{world.holder.name_en}">' in page
        assert f'<option value="{world.asker.name_en}">' not in page

    def test_the_register_answers_at_once(self, world: Graduate, clerk: Client) -> None:
        row = build.degree()
        build.registered(world, [row])
        answer = clerk.post(NEW, filled(world, row))
        (check,) = checks_of(world.registrar)
        assert (answer.status_code, answer["Location"]) == (
            302,
            f"/qualifications/checks/{check.uuid}/",
        )
        assert (check.by_register, check.outcome, check.academic_year) == (True, "confirmed", 2021)
        assert check.completed_on == dt.date(2022, 6, 27)

    def test_what_the_register_does_not_know_is_sent(self, world: Graduate, clerk: Client) -> None:
        assert clerk.post(NEW, filled(world, build.degree())).status_code == 302
        (check,) = checks_of(world.registrar)
        assert (check.state, check.holder_id) == ("waiting", world.holder.pk)
        told = words(clerk.get(ASKED))
        assert f"{check.number} was sent to {world.holder.name_en}, which is to answer by" in told

    @pytest.mark.parametrize("written", ["00300", "300", "มข.", "Khon Kaen University"])
    def test_a_university_is_found_by_code_and_name(
        self, world: Graduate, clerk: Client, written: str
    ) -> None:
        data = filled(world, build.degree(), holder=written)
        assert clerk.post(NEW, data).status_code == 302
        assert checks_of(world.registrar)[0].holder.code == "00300"

    def test_documents_go_along_and_are_the_holders_to_read(
        self, world: Graduate, clerk: Client
    ) -> None:
        data = filled(world, build.degree(), documents=[pdf(), pdf("card.pdf")])
        assert clerk.post(NEW, data).status_code == 302
        with scope(world.holder_registrar.actor):
            found = list(Attachment.objects.order_by("pk").values_list("filename", flat=True))
        assert found == ["transcript.pdf", "card.pdf"]

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("holder", "มหาวิทยาลัยที่ไม่มี", "No university of the network has this name"),
            ("holder", "00500", "This is your own university."),
            ("person_id", "1234567890123", "The check digit is wrong"),
            ("born", "หลายปีก่อน", "Write day/month/Buddhist year"),
            ("academic_year", "67", "Write the year with four digits"),
            ("academic_year", "2299", "Write the year with four digits"),
            ("completed", "2565", "Write the whole date"),
            ("gpax", "4.5", "Write a number from 0.00 to 4.00."),
            ("case", "", "This field is required."),
            ("last_name", "", "Write first name and surname, in Thai or in English."),
        ],
    )
    def test_a_wrong_field_is_named_and_nothing_typed_is_lost(
        self, world: Graduate, clerk: Client, field: str, value: str, sentence: str
    ) -> None:
        typed = filled(world, build.degree(), **{field: value})
        answer = clerk.post(NEW, typed)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in words(answer)
        texts = {name: text for name, text in typed.items() if text}
        chosen = {texts.pop("purpose"), texts.pop("basis"), texts.pop("level")}
        assert [name for name, text in texts.items() if f'value="{text}"' not in page] == []
        assert [one for one in chosen if f'value="{one}" selected' not in page] == []
        assert checks_of(world.registrar) == []

    def test_an_english_name_is_enough(self, world: Graduate, clerk: Client) -> None:
        names = {"first_name": "", "last_name": "", "title": ""}
        english = {"first_name_en": "Kanda", "last_name_en": "Jaidee"}
        data = filled(world, build.degree(), **names, **english)
        assert clerk.post(NEW, data).status_code == 302
        assert checks_of(world.registrar)[0].name == "Kanda Jaidee"

    def test_a_degree_or_a_level_must_be_claimed(self, world: Graduate, clerk: Client) -> None:
        data = filled(world, build.degree(), degree="", level="")
        assert "or at least its level" in words(clerk.post(NEW, data))
        assert clerk.post(NEW, data | {"level": "bachelor"}).status_code == 302

    def test_a_file_of_another_kind_is_refused_by_name(
        self, world: Graduate, clerk: Client
    ) -> None:
        files = [pdf(), pdf("macro.pdf", b"MZ an executable")]
        answer = clerk.post(NEW, filled(world, build.degree(), documents=files))
        assert answer.status_code == 422
        assert "“macro.pdf” cannot be taken." in words(answer)
        assert "Choose the documents again" in words(answer)

    def test_a_title_that_no_list_knows_is_kept(self, world: Graduate, clerk: Client) -> None:
        data = filled(world, build.degree(), title="คุณหญิงใหญ่")
        assert clerk.post(NEW, data).status_code == 302
        assert checks_of(world.registrar)[0].title == "คุณหญิงใหญ่"

    def test_a_used_up_budget_keeps_what_was_typed(
        self, world: Graduate, clerk: Client, settings: Any
    ) -> None:
        settings.LOOKUP_BUDGET_PERSON = 0
        answer = clerk.post(NEW, filled(world, build.degree(), case="บศ.1"))
        assert answer.status_code == 429
        assert "look-ups is used up" in words(answer)
        assert 'value="บศ.1"' in answer.content.decode()
        assert checks_of(world.registrar) == []


class TestALetterOnPaper:
    def test_it_stands_in_the_own_queue(self, world: Graduate) -> None:
        registry = browser_of(world.holder_registrar)
        data = filled(world, build.degree(), requester="บริษัท ตัวอย่าง จำกัด")
        del data["holder"]
        assert registry.post(f"{NEW}?paper=1", data).status_code == 302
        (check,) = checks_of(world.holder_registrar)
        assert f"stands in your own queue as {check.number}" in words(registry.get(ASKED))
        assert (check.asker_id, check.holder_id, check.shared_with_id) == (world.holder.pk,) * 3
        assert (check.came_by, check.requester) == ("paper", "บริษัท ตัวอย่าง จำกัด")

    def test_who_asks_must_be_named(self, world: Graduate) -> None:
        answer = browser_of(world.holder_registrar).post(
            f"{NEW}?paper=1", filled(world, build.degree())
        )
        assert answer.status_code == 422
        assert "University or office that asks: This field is required." in words(answer)


class TestTheList:
    @pytest.fixture
    def checks(self, world: Graduate) -> list[Check]:
        """Confirmed by the register, answered by a person, waiting, overdue."""
        rows = [build.degree(number) for number in range(1, 5)]
        build.registered(world, rows[:1])
        found = build.asked(world, [build.claim(row, world.holder) for row in rows])
        build.answered(world, found[1], outcome="not_found", note="ไม่พบในทะเบียน")
        with scope(world.registrar.actor):
            Check.objects.filter(pk=found[3].pk).update(due_on=dt.date(2020, 1, 6))
        return found

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("", [3, 2, 1, 0]),
            ("?show=open", [3, 2]),
            ("?show=with_holder", [3, 2]),
            ("?show=overdue", [3]),
            ("?show=answered", [1, 0]),
            ("?show=otherwise", [1]),
            ("?outcome=confirmed", [0]),
            ("?show=documents", []),
            ("?partner=00300", [3, 2, 1, 0]),
            ("?show=nonsense&partner=99999", [3, 2, 1, 0]),
        ],
    )
    def test_it_is_narrowed(
        self, clerk: Client, checks: list[Check], query: str, shown: list[int]
    ) -> None:
        page = words(clerk.get(ASKED + query))
        at = {page.find(checks[place].number): place for place in range(4)}
        assert [at[found] for found in sorted(at) if found >= 0] == shown

    def test_it_is_searched_by_name_and_number(self, clerk: Client, checks: list[Check]) -> None:
        for word in (checks[2].last_name, checks[2].number.lower()):
            page = words(clerk.get(ASKED, {"words": word}))
            assert checks[2].number in page
            assert checks[0].number not in page

    def test_each_row_says_how_it_stands(self, clerk: Client, checks: list[Check]) -> None:
        page = words(clerk.get(ASKED))
        assert "by the register, at once" in page
        assert "not found" in page
        assert "overdue 6 Jan 2020" in page

    def test_that_an_answer_waits_for_approval_is_not_told(
        self, world: Graduate, clerk: Client, checks: list[Check]
    ) -> None:
        build.proposed(world, checks[2])
        assert "waiting for approval" not in words(clerk.get(ASKED))
        assert "waiting for approval" not in clerk.get(f"{ASKED}export.csv").content.decode()

    def test_the_file_holds_the_narrowed_list_and_is_recorded(
        self, world: Graduate, clerk: Client, checks: list[Check]
    ) -> None:
        answer = clerk.get(f"{ASKED}export.csv?show=answered")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [row["Number"] for row in rows] == [checks[1].number, checks[0].number]
        assert rows[0]["Answer"] == "not found"
        assert rows[0]["Identifier (masked)"] == checks[1].id_masked
        assert build.national_id(2) not in answer.content.decode()
        with scope(world.holder_approver.actor):
            looks = Entry.objects.filter(action="check.export")
            assert {one.target_uuid for one in looks} == {checks[0].uuid, checks[1].uuid}

    def test_no_cell_is_a_formula(self, world: Graduate, clerk: Client) -> None:
        build.asked(world, [build.claim(build.degree(9), world.holder, first_name="=1+1")])
        rows = list(csv.DictReader(io.StringIO(clerk.get(f"{ASKED}export.csv").content.decode())))
        assert not [cell for row in rows for cell in row.values() if cell.startswith("=")]

    def test_the_number_of_queries_does_not_grow(
        self, world: Graduate, clerk: Client, checks: list[Check]
    ) -> None:
        with CaptureQueriesContext(connection) as few:
            clerk.get(ASKED)
        claims = [build.claim(build.degree(n), world.holder) for n in range(20, 50)]
        build.asked(world, claims)
        with CaptureQueriesContext(connection) as many:
            clerk.get(ASKED)
        assert len(many) <= len(few) <= MOST_QUERIES

    def test_pages_go_on_to_older_ones(self, world: Graduate, clerk: Client) -> None:
        found = build.asked(
            world, [build.claim(build.degree(n), world.holder) for n in range(1, 53)]
        )
        first = clerk.get(ASKED)
        assert found[-1].number in words(first)
        assert found[0].number not in words(first)
        older = first.context["older"]
        assert found[0].number in words(clerk.get(ASKED + older))


class TestWhoMay:
    def test_a_director_sees_how_many_and_nobody(self, world: Graduate) -> None:
        (check,) = build.asked(world, [build.claim(build.degree(), world.holder)])
        director = browser_of(world.cast.director_a)
        page = words(director.get(ASKED))
        assert "0 of 1 answered" in page
        assert world.holder.name_en in page
        assert check.last_name not in page
        assert check.number not in page
        assert director.get(f"{ASKED}export.csv").status_code == 403
        assert director.get(NEW).status_code == 403

    def test_another_university_finds_nothing(self, world: Graduate) -> None:
        (check,) = build.asked(world, [build.claim(build.degree(), world.holder)])
        assert check.number not in words(browser_of(stranger()).get(ASKED))

    @pytest.mark.parametrize("who", ["uploader_a", "privacy", "secretary"])
    def test_other_roles_are_refused(self, world: Graduate, who: str) -> None:
        browser = browser_of(getattr(world.cast, who))
        assert [browser.get(url).status_code for url in (ASKED, NEW)] == [403, 403]
