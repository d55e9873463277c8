"""Reasons, names and owners as people read them on the pages of the exchange."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from apps.courses.models import Recognition
from apps.courses.services import hosting, leaving
from apps.courses.services.papering import request_results_paper, request_statement_paper
from apps.institutions.officers import PORTAL
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.builders.cast import Person
from tests.builders.courses import Exchange
from tests.courses.pages import HOSTING, LEARNERS, RECOGNITIONS, REQUESTS, ROWS, browser_of, words

pytestmark = pytest.mark.django_db
FELL = "The host corrected the result of CS101 Introduction to Programming: mistake of the"


def thai(person: Person) -> Client:
    browser = browser_of(person)
    person.user.language = "th"
    person.user.save(update_fields=["language"])
    return browser


class TestACorrection:
    def test_a_decision_that_fell_says_why_in_words(self, made: Exchange, home: Client) -> None:
        rows = build.recognised(made, build.acknowledged(made))
        build.announced(made, rows, "C+", reason="instructor_error")
        with scope(made.registrar.actor):
            decision = Recognition.objects.get()
        for url in (
            f"{RECOGNITIONS}{decision.uuid}/",
            f"{RECOGNITIONS}?show=decided",
            f"{ROWS}{rows[0].uuid}/",
        ):
            page = words(home.get(url))
            assert f"{FELL} instructor" in page
            assert "instructor_error" not in page

    def test_a_course_that_fell_with_it_names_the_corrected_one(
        self, made: Exchange, home: Client
    ) -> None:
        two = [build.candidate(n, code, student="66") for n, code in ((1, "CS101"), (2, "CS102"))]
        rows = build.recognised(made, build.acknowledged(made, *two), granted="6")
        build.announced(made, rows[:1], "C+", reason="registry_error")
        page = words(home.get(f"{ROWS}{rows[1].uuid}/"))
        assert f"{FELL} registry" in page.partition("What it counts for")[2]
        history = page.partition("What happened")[2]
        assert "The host corrected the result of CS101: mistake of the registry" in history
        assert "registry_error" not in page

    def test_a_decision_that_a_person_reopened_keeps_the_note(
        self, made: Exchange, home: Client
    ) -> None:
        rows = build.recognised(made, build.acknowledged(made))
        with scope(made.registrar.actor):
            decision = Recognition.objects.get()
        url = f"{RECOGNITIONS}{decision.uuid}/"
        browser_of(made.approver).post(f"{url}reopen/", {"note": "พิจารณาใหม่ตามมติ"})
        for address in (url, f"{ROWS}{rows[0].uuid}/"):
            assert "พิจารณาใหม่ตามมติ" in words(home.get(address))

    def test_the_portal_is_named_in_the_readers_language(self, made: Exchange) -> None:
        rows = build.recognised(made, build.acknowledged(made))
        build.announced(made, rows, "C+", reason="appeal")
        account = f"{LEARNERS}{rows[0].learner.uuid}/"
        page = words(browser_of(made.registrar).get(account))
        assert "portal follows by itself" in page
        assert PORTAL.name not in page
        assert PORTAL.name in words(thai(made.approver).get(account))

    def test_in_both_histories_too(self, made: Exchange, home: Client) -> None:
        two = [build.candidate(n, code, student="66") for n, code in ((1, "CS101"), (2, "CS102"))]
        rows = build.recognised(made, build.acknowledged(made, *two), granted="6")
        build.announced(made, rows[:1], "C+", reason="appeal")
        for url in (f"{ROWS}{rows[1].uuid}/", f"{REQUESTS}{rows[0].request.uuid}/"):
            page = words(home.get(url))
            assert "portal follows by itself" in page
            assert PORTAL.name not in page


class TestWhyItEnded:
    def test_reason_and_note_stand_in_every_list(self, made: Exchange, home: Client) -> None:
        rows = build.submitted(made, *[build.candidate(n) for n in (1, 2, 3)])
        with scope(made.host_registrar.actor) as actor:
            hosting.decline_registrations(
                actor=actor, picks=build.picks(rows[0]), reason="timetable", note="ชนวันอังคาร"
            )
            more = hosting.accept_registrations(actor=actor, picks=build.picks(rows[1]))
            hosting.enrol_registrations(
                actor=actor, enrolments=[hosting.Enrolment(pick) for pick in build.picks(*more)]
            )
        with scope(made.registrar.actor) as actor:
            leaving.cancel_registrations(
                actor=actor, picks=build.picks(rows[2]), reason="data_error"
            )
            left = build.fresh(made, [rows[1]])
        with scope(made.registrar.actor) as actor:
            leaving.withdraw_registrations(
                actor=actor, picks=build.picks(*left), reason="student_wish", note="ป่วย"
            )
        for url in (ROWS, f"{REQUESTS}{rows[0].request.uuid}/"):
            page = words(home.get(url))
            assert "declined the timetable does not allow it: ชนวันอังคาร" in page
            assert "cancelled a mistake in the data" in page
            assert "withdrawn the student asked for it: ป่วย" in page
        page = words(home.get(f"{ROWS}{rows[0].uuid}/"))
        assert "The reason given the timetable does not allow it: ชนวันอังคาร" in page

    def test_the_home_page_leads_to_the_reason(self, made: Exchange, home: Client) -> None:
        row = build.submitted(made)[0]
        with scope(made.host_registrar.actor) as actor:
            hosting.decline_registrations(actor=actor, picks=build.picks(row), reason="full")
        found = re.search(r'href="([^"]+)">See why', home.get("/").content.decode())
        assert found is not None
        assert "no place left" in words(home.get(found[1]))

    def test_another_reason_is_its_note(self, made: Exchange, home: Client) -> None:
        row = build.submitted(made)[0]
        with scope(made.host_registrar.actor) as actor:
            hosting.decline_registrations(
                actor=actor, picks=build.picks(row), reason="other", note="ผู้สอนลาศึกษาต่อ"
            )
        assert "declined ผู้สอนลาศึกษาต่อ" in words(home.get(ROWS))

    def test_what_goes_on_shows_no_reason(self, made: Exchange, home: Client) -> None:
        row = build.submitted(made)[0]
        with scope(made.host_registrar.actor) as actor:
            hosting.accept_registrations(actor=actor, picks=build.picks(row), note="ยินดี")
        assert "ยินดี" not in words(home.get(ROWS))


class TestOwnerAndPlace:
    def footer(self, browser: Client, url: str) -> str:
        page = browser.get(url).content.decode()
        return re.sub(r"\s+", " ", page.partition("<footer")[2])

    def test_the_data_are_the_homes_on_both_sides(
        self, made: Exchange, home: Client, host: Client
    ) -> None:
        row = build.announced(made, build.enrolled(made))[0]
        owner = f"Data of {made.home.name_en}"
        for browser in (home, host):
            assert owner in self.footer(browser, f"{ROWS}{row.uuid}/")
        assert owner in self.footer(host, f"{ROWS}{row.uuid}/correct/")

    def marked(self, browser: Client, url: str) -> list[str]:
        page = browser.get(url).content.decode()
        menu = page.partition('id="navigation"')[2].partition("</nav>")[0]
        return re.findall(r'href="([^"]+)" aria-current="page"', menu)

    def test_a_paper_stands_where_its_reader_comes_from(
        self, made: Exchange, home: Client, host: Client
    ) -> None:
        row = build.acknowledged(made)[0]
        with scope(made.host_registrar.actor) as actor:
            paper = request_results_paper(actor=actor, registration=row.uuid, language="th")
        url = reverse("courses:paper", args=[paper.uuid])
        for browser, entry in ((home, REQUESTS), (host, HOSTING)):
            page = browser.get(url).content.decode()
            crumbs = re.findall(r'<li><a href="([^"]+)"', page.partition('class="crumbs"')[2])
            assert crumbs[:3] == ["/", entry, f"{ROWS}{row.uuid}/"]
            assert self.marked(browser, url) == [REQUESTS]
            assert f"Data of {made.home.name_en}" in self.footer(browser, url)

    def test_a_statement_stands_under_the_account(self, made: Exchange, home: Client) -> None:
        row = build.acknowledged(made)[0]
        with scope(made.registrar.actor) as actor:
            paper = request_statement_paper(actor=actor, learner=row.learner.uuid, language="th")
        url = reverse("courses:paper", args=[paper.uuid])
        page = home.get(url).content.decode()
        crumbs = re.findall(r'<li><a href="([^"]+)"', page.partition('class="crumbs"')[2])
        assert crumbs[:3] == ["/", REQUESTS, f"{LEARNERS}{row.learner.uuid}/"]
        assert self.marked(home, url) == [REQUESTS]
