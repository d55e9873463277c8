"""Who stands where in lists, what comes ticked, and what a form comes filled with."""

import re

import pytest
from django.test import Client

from apps.core.thai.sort import sort_key
from apps.courses.candidates import Candidate
from tests.builders import courses as build
from tests.builders.courses import Exchange
from tests.courses.pages import HOSTING, REQUESTS, ROWS, value, words

pytestmark = pytest.mark.django_db
NAMES = ("เอกชัย", "แก้ว", "กาญจนา", "ไพศาล", "ข้าวหอม")
IN_ORDER = ["กาญจนา", "แก้ว", "ข้าวหอม", "ไพศาล", "เอกชัย"]


def named(number: int = 0) -> list[Candidate]:
    return [
        build.candidate(line, student=f"67{number}{line:03}", title="", first_name=name)
        for line, name in enumerate(NAMES, 1)
    ]


def shown(browser: Client, url: str) -> list[str]:
    return re.findall("|".join(NAMES), words(browser.get(url)))


class TestOrder:
    def test_is_that_of_the_dictionary(self) -> None:
        assert sorted(NAMES, key=sort_key) == IN_ORDER

    def test_is_the_same_on_every_page(self, made: Exchange, home: Client, host: Client) -> None:
        asked, _rows = build.drafted(made, *named())
        assert shown(home, f"{REQUESTS}{asked.uuid}/") == IN_ORDER
        asked = build.submitted(made, *named(1))[0].request
        assert shown(home, f"{REQUESTS}{asked.uuid}/") == IN_ORDER
        assert shown(host, HOSTING) == IN_ORDER
        build.accepted(made, *named(2))
        assert shown(host, f"{HOSTING}enrolment/") == IN_ORDER
        assert shown(host, f"{HOSTING}classes/{made.offerings[0].uuid}/") == IN_ORDER
        assert shown(home, f"{ROWS}?state=accepted") == IN_ORDER

    def test_requests_keep_theirs(self, made: Exchange, home: Client) -> None:
        """The newest request above; names are compared within one request alone."""
        build.drafted(made, build.candidate(1, first_name="กาญจนา"))
        build.drafted(made, build.candidate(2, first_name="เอกชัย"))
        assert shown(home, ROWS) == ["เอกชัย", "กาญจนา"]


class TestTicks:
    def ticked(self, answer: object) -> list[bool]:
        page = answer.content.decode()  # type: ignore[attr-defined]
        return [
            "checked" in rest for rest in re.findall(r'name="pick" value="[^"]+"([^>]*)>', page)
        ]

    def test_the_rest_comes_unticked_after_some_were_accepted(
        self, made: Exchange, host: Client
    ) -> None:
        rows = build.submitted(made, *[build.candidate(n) for n in (1, 2, 3)])
        assert self.ticked(host.get(HOSTING)) == [True] * 3
        data = {"act": "accept", "pick": [value(row) for row in rows[:2]]}
        host.post(f"{HOSTING}decide/", data)
        assert self.ticked(host.get(HOSTING)) == [False]
        again = host.post(f"{HOSTING}decide/", {"act": "accept"})
        assert again.status_code == 422
        assert self.ticked(again) == [False]

    def test_another_request_is_not_touched_by_it(self, made: Exchange, host: Client) -> None:
        rows = build.submitted(made, build.candidate(1), build.candidate(2))
        build.submitted(made, build.candidate(3))
        host.post(f"{HOSTING}decide/", {"act": "accept", "pick": value(rows[0])})
        assert sorted(self.ticked(host.get(HOSTING))) == [False, True]

    def test_what_the_home_cancelled_is_no_answer(
        self, made: Exchange, home: Client, host: Client
    ) -> None:
        rows = build.submitted(made, build.candidate(1), build.candidate(2))
        data = {"act": "cancel", "pick": value(rows[0]), "reason": "student_wish"}
        assert home.post(f"{ROWS}bulk/", data).status_code == 302
        assert self.ticked(host.get(HOSTING)) == [True]

    def test_nothing_chosen_stays_nothing_chosen(self, made: Exchange, host: Client) -> None:
        build.submitted(made, build.candidate(1), build.candidate(2))
        answer = host.post(f"{HOSTING}decide/", {"act": "accept"})
        assert answer.status_code == 422
        assert self.ticked(answer) == [False, False]

    def test_all_can_be_ticked_at_once(self, made: Exchange, host: Client) -> None:
        build.submitted(made)
        assert 'data-tick="pick" hidden' in host.get(HOSTING).content.decode()

    def test_an_act_is_named_once(self, made: Exchange, home: Client) -> None:
        row = build.announced(made, build.enrolled(made))[0]
        page = words(home.get(f"{ROWS}{row.uuid}/"))
        assert page.count("Confirm receipt of the result") == 1


class TestAddingStudents:
    def course(self, browser: Client, url: str) -> list[str]:
        page = browser.get(url).content.decode()
        return [
            re.findall(r'value="([^"]*)"', field)[0] if "value=" in field else ""
            for field in re.findall(r'<input[^>]*name="(?:course_code|section)"[^>]*>', page)
        ]

    def test_begins_with_the_course_of_the_request(self, made: Exchange, home: Client) -> None:
        asked, _rows = build.drafted(made, build.candidate(1, "CS102"))
        url = f"{REQUESTS}{asked.uuid}/add/"
        assert self.course(home, url) == ["CS102", "1"]
        data = {
            "s-TOTAL_FORMS": "1", "s-INITIAL_FORMS": "1", "course_code": "CS102", "section": "1",
            "s-0-student_code": "6601000055", "s-0-first_name": "สมปอง",
        }  # fmt: skip
        assert home.post(url, data).status_code == 302
        page = words(home.get(f"{REQUESTS}{asked.uuid}/"))
        assert set(re.findall(r"(\d{10}) (CS\d+)", page)) == {
            ("6601000001", "CS102"),
            ("6601000055", "CS102"),
        }

    def test_of_several_courses_none_is_guessed(self, made: Exchange, home: Client) -> None:
        asked, _rows = build.drafted(made, build.candidate(1), build.candidate(2, "CS102"))
        assert self.course(home, f"{REQUESTS}{asked.uuid}/add/") == ["", ""]

    def test_a_line_taken_out_does_not_count(self, made: Exchange, home: Client) -> None:
        asked, rows = build.drafted(made, build.candidate(1), build.candidate(2, "CS102"))
        data = {"pick": value(rows[0]), "reason": "data_error"}
        home.post(f"{REQUESTS}{asked.uuid}/cancel/", data)
        assert self.course(home, f"{REQUESTS}{asked.uuid}/add/") == ["CS102", "1"]
