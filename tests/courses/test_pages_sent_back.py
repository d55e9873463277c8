"""A result that is not announced after all: sent back, or its student left. Both are seen."""

import re

import pytest
from django.test import Client

from apps.audit.models import Entry
from apps.courses.models import CrossRegistration, Result
from apps.courses.services.approving import return_result
from apps.courses.services.leaving import withdraw_registrations
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.builders.courses import Exchange
from tests.courses.pages import HOSTING, ROWS, browser_of, value, words

pytestmark = pytest.mark.django_db
NOTE = "ตรวจกลุ่มเรียนอีกครั้ง"
INBOX = "Results that the approver sent back"
RESULTS = f"{HOSTING}results/"


def sheet(made: Exchange) -> str:
    return f"{HOSTING}classes/{made.offerings[0].uuid}/"


def send_back(made: Exchange, *results: Result) -> None:
    with scope(made.host_approver.actor) as actor:
        for result in results:
            return_result(actor=actor, uuid=result.uuid, note=NOTE)


def leave(made: Exchange, rows: list[CrossRegistration]) -> None:
    with scope(made.host_registrar.actor) as actor:
        withdraw_registrations(actor=actor, picks=build.picks(*rows), reason="student_wish")


class TestSentBack:
    def test_the_home_page_leads_to_the_note_and_the_sheet(
        self, made: Exchange, host: Client
    ) -> None:
        rows = build.enrolled(made, build.candidate(1), build.candidate(2))
        results = build.graded(made, rows)
        assert INBOX not in words(host.get("/"))
        send_back(made, results[0])
        start = host.get("/")
        assert INBOX in words(start)
        assert "1 to be entered anew" in words(start)
        assert f'href="{RESULTS}#returned"' in start.content.decode()
        listed = host.get(RESULTS)
        assert 'id="returned"' in listed.content.decode()
        assert f"was sent back by {made.host_approver.user.name_th}: {NOTE}" in words(listed)
        assert f'href="{sheet(made)}"' in listed.content.decode()

    def test_entering_it_anew_empties_the_inbox(self, made: Exchange, host: Client) -> None:
        rows = build.enrolled(made)
        send_back(made, *build.graded(made, rows))
        page = words(host.get(sheet(made)))
        assert "1 grade was sent back by the approver" in page
        assert "waits for a second person" not in page
        data = {"act": "save", f"grade-{value(rows[0])}": "B+"}
        assert host.post(sheet(made), data).status_code == 302
        assert INBOX not in words(host.get("/"))
        assert "returned" not in host.get(RESULTS).content.decode().partition("<main")[2]
        assert "1 grade waits for a second person" in words(host.get(sheet(made)))

    def test_a_correction_is_entered_anew_on_its_own_page(
        self, made: Exchange, host: Client
    ) -> None:
        rows = build.announced(made, build.enrolled(made))
        send_back(made, *build.graded(made, rows, "C+", "appeal"))
        url = f"{ROWS}{rows[0].uuid}/correct/"
        assert f'href="{url}"' in host.get(RESULTS).content.decode()
        for address in (url, f"{ROWS}{rows[0].uuid}/", sheet(made)):
            assert NOTE in words(host.get(address))
        page = words(host.get(f"{ROWS}{rows[0].uuid}/"))
        assert "waits for a second person" not in page

    def test_the_home_university_learns_nothing_of_it(self, made: Exchange) -> None:
        rows = build.enrolled(made)
        send_back(made, *build.graded(made, rows))
        home = browser_of(made.registrar)
        assert INBOX not in words(home.get("/"))
        assert NOTE not in words(home.get(f"{ROWS}{rows[0].uuid}/"))

    def test_the_approver_hears_where_the_note_went(self, made: Exchange) -> None:
        result = build.graded(made, build.enrolled(made))[0]
        approver = browser_of(made.host_approver)
        done = approver.post(f"{RESULTS}{result.uuid}/return/", {"note": NOTE}, follow=True)
        assert "find it with your note on their home page" in words(done)
        assert INBOX in words(approver.get("/"))


class TestLeftTheCourse:
    def test_a_grade_entered_before_is_still_seen(self, made: Exchange, host: Client) -> None:
        rows = build.enrolled(made, build.candidate(1), build.candidate(2))
        build.graded(made, rows, "A")
        leave(made, rows[:1])
        page = words(host.get(sheet(made)))
        left = page.partition("Left the course after a grade was entered")[2]
        assert re.findall(r"66010\d{5}", left) == [rows[0].home_student_code]
        assert f"grade A, entered by {made.host_registrar.user.name_th}" in left
        assert "1 grade waits for a second person" in page
        own = words(host.get(f"{ROWS}{rows[0].uuid}/"))
        assert "It is not announced, because the student has left the course." in own
        assert "waits for a second person" not in own

    def test_nobody_approves_or_corrects_it(self, made: Exchange, host: Client) -> None:
        rows = build.enrolled(made, build.candidate(1), build.candidate(2))
        results = build.graded(made, rows)
        send_back(made, results[1])
        leave(made, rows)
        assert INBOX not in words(host.get("/"))
        page = words(browser_of(made.host_approver).get(RESULTS))
        assert "No result waits for approval" in page
        assert NOTE not in page

    def test_looking_at_them_is_recorded(self, made: Exchange, host: Client) -> None:
        rows = build.enrolled(made)
        build.graded(made, rows)
        leave(made, rows)
        host.get(sheet(made))
        with scope(made.approver.actor):
            looks = Entry.objects.filter(action="cross_registration.look")
            assert [one.target_uuid for one in looks] == [rows[0].uuid]

    def test_a_class_without_them_says_nothing(self, made: Exchange, host: Client) -> None:
        build.graded(made, build.enrolled(made))
        assert "Left the course" not in words(host.get(sheet(made)))
