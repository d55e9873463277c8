"""Pages of the survey: the public one of a link, the institution's results, links and sheets."""

import csv
import io
import re
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.test import Client

from apps.documents.services import bulk
from apps.institutions.scope import scope
from apps.kpi.choices import ServiceKind
from apps.kpi.models import SurveyInvitation, SurveyResponse
from apps.kpi.services.surveying import hand_out
from tests.builders import certificates as build
from tests.builders.cast import Cast, Person
from tests.courses.pages import browser_of, words
from tests.kpi.survey_answers import (
    WORKED,
    Delivering,
    delivered_paper,
    quick,
    token_in,
    write_answers,
)

pytestmark = pytest.mark.django_db

RESULTS, EXPORT, LINKS = "/indicators/survey/", "/indicators/survey/export.csv", (
    "/indicators/survey/links/"
)  # fmt: skip
ENGLISH = {"accept-language": "en"}
NOWHERE = "This link leads nowhere"


@pytest.fixture
def token(cast: Cast) -> str:
    with scope(cast.registrar_a.actor) as actor:
        return hand_out(actor=actor, count=1)[0].token


@pytest.fixture
def visitor() -> Client:
    client = Client()
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture
def delivered(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> Delivering:
    build.sign_for(cast.university_a, cast.approver_a)
    settings.PAPERS_ROOT = tmp_path
    monkeypatch.setattr(bulk, "render_many", quick)
    return partial(delivered_paper, cast)


def address(token: str) -> str:
    return f"/survey/{token}/"


def ask_address(uuid: object) -> str:
    return f"/indicators/survey/ask/{uuid}/"


def answers_of(person: Person) -> list[SurveyResponse]:
    with scope(person.actor):
        return list(SurveyResponse.objects.order_by("pk"))


class TestAnswering:
    def test_it_names_the_institution_and_the_service_alone(
        self, cast: Cast, visitor: Client, token: str
    ) -> None:
        page = visitor.get(address(token))
        assert page.status_code == 200
        assert "no-store" in page["Cache-Control"]
        text = words(page)
        assert f"{cast.university_a.name_en} · a visit to the counter" in text
        assert text.count("(optional)") == 1
        assert page.content.decode().count('type="radio"') == 30

    def test_answered_in_both_languages(self, cast: Cast, visitor: Client, token: str) -> None:
        given = {"overall": "4", "speed": "2", "comment": "บรรทัดแรก\r\nบรรทัดสอง"}
        thai = Client()
        assert thai.get(address(token)).content.decode().count('lang="th"') >= 1
        done = thai.post(address(token), given)
        assert (done.status_code, done["Location"]) == (302, "/survey/thanks/")
        assert "Thank you for your answer" in words(visitor.get(done["Location"]))
        (row,) = answers_of(cast.registrar_a)
        assert (row.points, row.comment, row.language) == (
            {"overall": 4, "speed": 2}, "บรรทัดแรก\nบรรทัดสอง", "th",
        )  # fmt: skip

    def test_a_second_answer_is_thanked_and_not_kept(
        self, cast: Cast, visitor: Client, token: str
    ) -> None:
        visitor.post(address(token), {"overall": "1"})
        for again in (visitor.get(address(token)), visitor.post(address(token), {"overall": "5"})):
            assert "This link was answered already" in words(again)
        assert [row.points["overall"] for row in answers_of(cast.registrar_a)] == [1]

    @pytest.mark.parametrize(
        "wrong", [{}, {"overall": ""}, {"overall": "6"}, {"overall": "0"}, {"overall": "x"},
                  {"overall": "5", "speed": "9"}, {"overall": "5", "comment": "ก" * 1001}],
    )  # fmt: skip
    def test_what_is_wrong_is_said_and_nothing_lost(
        self, cast: Cast, visitor: Client, token: str, wrong: dict[str, str]
    ) -> None:
        page = visitor.post(address(token), {"courtesy": "3", "comment": "ดีมาก"} | wrong)
        assert page.status_code == 422
        assert "Please correct what follows" in words(page)
        assert re.search(r'name="courtesy" value="3"[^>]*checked', page.content.decode())
        assert answers_of(cast.registrar_a) == []

    def test_line_breaks_count_once(self, cast: Cast, visitor: Client, token: str) -> None:
        comment = "ก\r\n" * 499 + "กข"
        assert visitor.post(address(token), {"overall": "5", "comment": comment}).status_code == 302
        assert len(answers_of(cast.registrar_a)[0].comment) == 1_000

    def test_links_that_lead_nowhere_are_all_alike(
        self, cast: Cast, visitor: Client, token: str
    ) -> None:
        with scope(cast.registrar_a.actor):
            SurveyInvitation.objects.update(expires_on="2026-01-01")
        pages = [visitor.get(address(each)) for each in (token, token[:-1] + "_", "x", "ก")]
        pages += [visitor.post(address(token), {"overall": "5"})]
        assert {page.status_code for page in pages} == {404}
        texts = {words(page) for page in pages}
        assert len(texts) == 1
        assert NOWHERE in texts.pop()
        assert answers_of(cast.registrar_a) == []

    def test_machines_are_slowed_down(self, visitor: Client, token: str) -> None:
        for _time in range(60):
            last = visitor.head(address("x"))
        assert last.status_code == 404
        slowed = visitor.get(address(token))
        assert slowed.status_code == 429
        assert "Wait a minute, then open the link again." in words(slowed)
        assert visitor.get(address(token), REMOTE_ADDR="10.0.0.9").status_code == 200

    def test_it_needs_the_sign_against_forgery(self, token: str) -> None:
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(address(token), {"overall": "5"}).status_code == 403

    def test_whoever_is_signed_in_answers_as_nobody(self, cast: Cast, token: str) -> None:
        other = browser_of(cast.registrar_b)
        assert other.get(address(token)).status_code == 200
        assert other.post(address(token), {"overall": "5"}).status_code == 302
        assert len(answers_of(cast.registrar_a)) == 1
        assert answers_of(cast.registrar_b) == []


class TestAsking:
    def test_from_the_page_of_a_delivered_request(
        self, cast: Cast, visitor: Client, delivered: Delivering
    ) -> None:
        row, clerk = delivered(), browser_of(cast.registrar_a)
        page = clerk.get(f"/certificates/requests/{row.uuid}/")
        assert "Ask how the service was" in words(page)
        assert "Send it by e-mail" not in words(page)
        assert ask_address(row.uuid) in page.content.decode()
        shown = clerk.post(ask_address(row.uuid))
        assert shown.status_code == 200
        assert '<svg xmlns="http://www.w3.org/2000/svg" class="qr"' in shown.content.decode()
        token = token_in(words(shown))
        assert "a certificate" in words(visitor.get(address(token)))
        assert "is not answered yet" in words(clerk.get(f"/certificates/requests/{row.uuid}/"))
        visitor.post(address(token), {"overall": "5"})
        assert "An answer came in." in words(clerk.get(f"/certificates/requests/{row.uuid}/"))
        refused = clerk.post(ask_address(row.uuid), follow=True)
        assert "A service is asked about once." in words(refused)

    def test_by_mail(self, cast: Cast, visitor: Client, delivered: Delivering) -> None:
        row = delivered(contact_email="asker@test.example")
        clerk = browser_of(cast.registrar_a)
        assert "Send it by e-mail" in words(clerk.get(f"/certificates/requests/{row.uuid}/"))
        sent = clerk.post(ask_address(row.uuid), {"how": "mail"}, follow=True)
        assert "The link is on its way" in words(sent)
        build.do_jobs(cast.registrar_a)
        (letter,) = mail.outbox
        assert visitor.get(address(token_in(str(letter.body)))).status_code == 200

    def test_before_the_delivery_nothing_is_offered(self, cast: Cast) -> None:
        row, clerk = build.requested(cast.registrar_a), browser_of(cast.registrar_a)
        assert "Ask how the service was" not in words(
            clerk.get(f"/certificates/requests/{row.uuid}/")
        )
        refused = clerk.post(ask_address(row.uuid), follow=True)
        assert "mark the paper as delivered first" in words(refused)

    def test_another_universitys_request_is_not_there(
        self, cast: Cast, delivered: Delivering
    ) -> None:
        row = delivered()
        stranger = browser_of(cast.registrar_b)
        for uuid in (row.uuid, uuid4()):
            for given in ({}, {"how": "mail"}):
                assert stranger.post(ask_address(uuid), given).status_code == 404
        assert stranger.get(ask_address(row.uuid)).status_code == 405

    def test_a_sheet_for_the_counter(self, cast: Cast, visitor: Client) -> None:
        clerk = browser_of(cast.registrar_a)
        assert 'value="20"' in clerk.get(LINKS).content.decode()
        sheet = clerk.post(LINKS, {"count": "3"})
        page = sheet.content.decode()
        assert page.count('class="qr"') == 3
        assert words(sheet).count(cast.university_a.name_th) == 3
        for wrong in ("0", "101", "x", ""):
            assert clerk.post(LINKS, {"count": wrong}).status_code == 422


class TestResults:
    def test_the_worked_example(self, cast: Cast) -> None:
        write_answers(cast.university_a, WORKED)
        for person in (cast.registrar_a, cast.approver_a, cast.director_a):
            text = words(browser_of(person).get(RESULTS))
            assert "318 answers" in text
            assert "4.28 / 5" in text
            assert "85.66 %" in text
            assert "81.45 %" in text
            assert re.search(r"5 · Very much 169 53\.1", text)

    def test_nothing_yet(self, cast: Cast) -> None:
        text = words(browser_of(cast.registrar_a).get(RESULTS))
        assert "No answer yet" in text
        assert text.count("Links for the counter") == 1
        assert "Links for the counter" not in words(browser_of(cast.director_a).get(RESULTS))

    def test_few_answers_are_hidden_with_the_reason(self, cast: Cast) -> None:
        write_answers(cast.university_a, [0, 9, 0, 0, 0], comment="จำเขาได้")
        clerk = browser_of(cast.registrar_a)
        text = words(clerk.get(RESULTS))
        assert "Fewer than 10 answers came in here" in text
        assert "4.00" not in text
        assert "จำเขาได้" not in text
        assert len(rows_of(clerk.get(EXPORT))) == 1

    def test_narrowed_by_period_and_service(self, cast: Cast) -> None:
        write_answers(cast.university_a, [10, 0, 0, 0, 0], service=ServiceKind.CERTIFICATE)
        write_answers(cast.university_a, [0, 0, 0, 0, 12], bucket="2025-08", service="counter")
        clerk = browser_of(cast.registrar_a)
        assert "22 answers" in words(clerk.get(RESULTS))
        assert "12 answers" in words(clerk.get(f"{RESULTS}?period=2025-08"))
        assert "12 answers" in words(clerk.get(f"{RESULTS}?period=fiscal-2025"))
        assert "10 answers" in words(clerk.get(f"{RESULTS}?service=certificate"))
        assert "22 answers" in words(clerk.get(f"{RESULTS}?service=x&period=2999-13&after=zz"))
        empty = words(clerk.get(f"{RESULTS}?period=2025-08&service=certificate"))
        assert "Too few answers to be shown" in empty

    def test_comments_are_text_and_for_staff(self, cast: Cast) -> None:
        write_answers(cast.university_a, [10, 0, 0, 0, 0], comment="<b>ดี</b>\nมาก")
        page = browser_of(cast.registrar_a).get(RESULTS).content.decode()
        assert "&lt;b&gt;ดี&lt;/b&gt;<br>มาก" in page
        assert "ดี" not in words(browser_of(cast.director_a).get(RESULTS))

    def test_further_comments(self, cast: Cast) -> None:
        for number in range(25):
            write_answers(cast.university_a, [1, 0, 0, 0, 0], comment=f"ข้อที่ {number}.")
        clerk = browser_of(cast.registrar_a)
        first = clerk.get(RESULTS)
        assert "ข้อที่ 24." in words(first)
        assert "ข้อที่ 4." not in words(first)
        older = clerk.get(RESULTS + first.context["older"])
        assert "ข้อที่ 4." in words(older)
        newer = clerk.get(RESULTS + older.context["newer"])
        assert "ข้อที่ 24." in words(newer)

    def test_export(self, cast: Cast) -> None:
        write_answers(cast.university_a, WORKED)
        heads, *rows = rows_of(browser_of(cast.director_a).get(EXPORT))
        overall = next(row for row in rows if row[2] == "The service as a whole")
        assert overall[3:] == ["169", "90", "45", "8", "6", "318", "4.28", "85.66", "81.45"]
        assert len(heads) == len(overall)

    def test_few_queries_however_many_answers(
        self, cast: Cast, django_assert_max_num_queries: Any
    ) -> None:
        write_answers(cast.university_a, [300, 0, 0, 0, 0], comment="ดี")
        clerk = browser_of(cast.registrar_a)
        clerk.get(RESULTS)
        with django_assert_max_num_queries(25):
            clerk.get(RESULTS)

    def test_of_others_nothing(self, cast: Cast) -> None:
        write_answers(cast.university_a, WORKED, comment="ดี")
        assert "No answer yet" in words(browser_of(cast.registrar_b).get(RESULTS))
        for person in (cast.coordinator, cast.secretary, cast.uploader_a, cast.privacy):
            browser = browser_of(person)
            for path in (RESULTS, EXPORT, LINKS):
                assert browser.get(path).status_code == 403
            assert browser.post(ask_address(uuid4())).status_code == 403
        for path in (RESULTS, EXPORT, LINKS):
            assert Client().get(path).status_code == 302
        for path in (LINKS, ask_address(uuid4())):
            assert browser_of(cast.director_a).post(path).status_code == 403


def rows_of(answer: Any) -> list[list[str]]:
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
