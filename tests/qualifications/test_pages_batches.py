"""A term's list of entrants over HTTP: handed in, looked through, sent, and its board."""

import csv
import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.institutions.scope import scope
from apps.jobs.models import Job, State
from apps.qualifications.incoming.shapes import DegreeRow
from apps.qualifications.models import Check
from tests.builders import qualifications as build
from tests.builders.qualifications import Graduate
from tests.courses.pages import browser_of, stranger, words
from tests.qualifications.asking_pages import (
    BATCHES,
    HEADINGS,
    MOST_QUERIES,
    batch_of,
    checks_of,
    entrants_file,
    handed_in,
    question,
    read,
    sent,
)

pytestmark = pytest.mark.django_db
UNKNOWN = ("A9", "", "นาย", "ไม่มี", "ที่ไหน", "", "สถาบันที่ไม่มีจริง", "วท.บ.", "", "", "2565", "")


@pytest.fixture
def clerk(world: Graduate) -> Client:
    return browser_of(world.registrar)


def people(number: int) -> list[DegreeRow]:
    return [build.degree(one) for one in range(1, number + 1)]


class TestHandingIn:
    def test_the_template_is_a_list_that_can_be_handed_in(self, clerk: Client) -> None:
        headings = clerk.get(f"{BATCHES}template.csv").content.decode("utf-8-sig")
        assert "มหาวิทยาลัย" in headings.split(",")

    def test_a_missing_file_keeps_what_was_typed(self, clerk: Client) -> None:
        data = question(name="รอบ 1", term="2026-1", case="บศ.7")
        answer = clerk.post(f"{BATCHES}new/", data)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert 'value="รอบ 1"' in page
        assert 'value="บศ.7"' in page
        assert "File: This field is required." in words(answer)

    def test_its_page_shows_the_progress_until_it_is_read(
        self, world: Graduate, clerk: Client
    ) -> None:
        address = handed_in(clerk, entrants_file(world, people(2)))
        page = clerk.get(address).content.decode()
        assert re.search(r'hx-get="/jobs/[0-9a-f-]+/progress/"', page)
        assert "Discard this list" in page

    def test_a_file_that_is_no_list_says_why(self, world: Graduate, clerk: Client) -> None:
        page = words(clerk.get(read(world, clerk, b"a,b\n1,2\n")))
        assert "The file could not be read" in page
        assert "Hand in another file" in page

    def test_a_failed_check_can_be_discarded(self, world: Graduate, clerk: Client) -> None:
        address = handed_in(clerk, entrants_file(world, people(1)))
        fail(world)
        assert "The check could not be finished" in words(clerk.get(address))
        assert clerk.post(f"{address}discard/", {"confirmed": "yes"}).status_code == 302
        assert batch_of(world.registrar).state == "discarded"


class TestReview:
    def test_it_counts_and_says_whom_it_would_ask(self, world: Graduate, clerk: Client) -> None:
        page = words(clerk.get(read(world, clerk, entrants_file(world, people(3), UNKNOWN))))
        assert "4 degrees in the file" in page
        assert "3 to be asked about" in page
        assert "1 kept out" in page
        assert "Ask about 3 degrees" in page
        assert f"{world.holder.name_en} 3" in page

    def test_findings_name_row_and_remedy(self, world: Graduate, clerk: Client) -> None:
        address = read(world, clerk, entrants_file(world, people(1), UNKNOWN))
        page = words(clerk.get(f"{address}?rule=university_unknown"))
        assert "What to do:" in page
        assert "row 3" in page
        rows = list(csv.reader(io.StringIO(clerk.get(f"{address}findings.csv").content.decode())))
        assert [row[0] for row in rows if "สถาบันที่ไม่มีจริง" in row] == ["3"]

    def test_nobody_is_asked_before_it_is_sent(self, world: Graduate, clerk: Client) -> None:
        read(world, clerk, entrants_file(world, people(2)))
        assert checks_of(world.holder_registrar) == []

    def test_one_person_is_taken_out(self, world: Graduate, clerk: Client) -> None:
        address = read(world, clerk, entrants_file(world, people(2)))
        first, second = checks_of(world.registrar)
        answer = clerk.post(f"{address}drop/?words=x", {"check": str(first.uuid)})
        assert answer["Location"] == f"{address}?words=x#rows"
        assert [one.pk for one in checks_of(world.registrar)] == [second.pk]
        assert "Ask about 1 degree" in words(clerk.get(address))

    @pytest.mark.parametrize("check", ["", "x", "00000000-0000-0000-0000-000000000001"])
    def test_only_who_is_in_it_can_be_taken_out(
        self, world: Graduate, clerk: Client, check: str
    ) -> None:
        address = read(world, clerk, entrants_file(world, people(1)))
        assert clerk.post(f"{address}drop/", {"check": check}).status_code == 404

    def test_discarding_is_confirmed_by_its_name(self, world: Graduate, clerk: Client) -> None:
        address = read(world, clerk, entrants_file(world, people(1)))
        clerk.post(f"{address}discard/")
        assert "Nothing was discarded" in words(clerk.get(address))
        clerk.post(f"{address}discard/", {"confirmed": "yes"})
        assert "its persons were deleted and nobody was asked" in words(clerk.get(address))
        assert checks_of(world.registrar) == []

    def test_a_list_of_nobody_cannot_be_sent(self, world: Graduate, clerk: Client) -> None:
        address = read(world, clerk, entrants_file(world, [], UNKNOWN))
        assert "No row of the list can be asked about" in words(clerk.get(address))
        answer = clerk.post(f"{address}send/")
        assert answer.status_code == 422
        assert "Nothing was saved" in words(answer)


class TestSending:
    def test_it_shows_its_progress(self, world: Graduate, clerk: Client) -> None:
        address = read(world, clerk, entrants_file(world, people(2)))
        clerk.post(f"{address}send/")
        page = clerk.get(address).content.decode()
        assert re.search(r'hx-get="/jobs/[0-9a-f-]+/progress/"', page)
        assert "Discard this list" not in page

    def test_a_second_press_is_told_that_it_is_under_way(
        self, world: Graduate, clerk: Client
    ) -> None:
        address = sent(world, clerk, entrants_file(world, people(1)))
        answer = clerk.post(f"{address}send/")
        assert answer.status_code == 409
        assert "Somebody was quicker" in words(answer)

    def test_a_failed_sending_is_begun_again(self, world: Graduate, clerk: Client) -> None:
        address = read(world, clerk, entrants_file(world, people(2)))
        clerk.post(f"{address}send/")
        fail(world, "budget_exhausted")
        page = words(clerk.get(address))
        assert "more persons than your university may look up today" in page
        assert clerk.post(f"{address}send/").status_code == 302
        assert build.do_jobs(world.registrar) == ["done"]
        assert [one.state for one in checks_of(world.registrar)] == ["waiting", "waiting"]

    def test_a_sending_under_way_is_not_begun_twice(self, world: Graduate, clerk: Client) -> None:
        address = read(world, clerk, entrants_file(world, people(1)))
        clerk.post(f"{address}send/")
        assert clerk.post(f"{address}send/").status_code == 409


class TestBoard:
    @pytest.fixture
    def address(self, world: Graduate, clerk: Client) -> str:
        """One confirmed by the register, one answered by a person, two waiting, one overdue."""
        rows = people(5)
        build.registered(world, rows[:1])
        found = sent(world, clerk, entrants_file(world, rows))
        checks = checks_of(world.registrar)
        build.answered(world, checks[1], outcome="not_found", note="ไม่พบในทะเบียน")
        with scope(world.registrar.actor):
            Check.objects.filter(pk=checks[4].pk).update(due_on=dt.date(2020, 1, 6))
        return found

    def test_the_whole_is_one_sentence(self, clerk: Client, address: str) -> None:
        page = words(clerk.get(address))
        assert "2 of 5 answered: 1 confirmed, 1 answered otherwise." in page
        assert "3 wait for their universities." in page
        assert "1 is overdue." in page

    def test_each_university_has_its_line(
        self, world: Graduate, clerk: Client, address: str
    ) -> None:
        assert f"{world.holder.name_en} 5 1 1 3 0 1" in words(clerk.get(address))

    @pytest.mark.parametrize(
        ("query", "places"),
        [
            ("partner=00300", [0, 1, 2, 3, 4]),
            ("partner=00300&outcome=confirmed", [0]),
            ("partner=00300&show=otherwise", [1]),
            ("partner=00300&show=with_holder", [2, 3, 4]),
            ("partner=00300&show=overdue", [4]),
            ("after=3", [3, 4]),
        ],
    )
    def test_each_number_leads_to_its_rows(
        self, world: Graduate, clerk: Client, address: str, query: str, places: list[int]
    ) -> None:
        checks = checks_of(world.registrar)
        page = words(clerk.get(f"{address}?{query}"))
        assert [place for place in range(5) if checks[place].number in page] == places

    def test_the_addresses_on_the_board_are_those(self, clerk: Client, address: str) -> None:
        page = clerk.get(address).content.decode()
        for query in ("outcome=confirmed", "show=otherwise", "show=with_holder", "show=overdue"):
            assert f'href="?partner=00300&amp;{query}#rows"' in page

    def test_the_file_holds_references_and_answers(
        self, world: Graduate, clerk: Client, address: str
    ) -> None:
        answer = clerk.get(f"{address}board.csv?partner=00300")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [row["Own reference"] for row in rows] == [f"A{place:04d}" for place in range(1, 6)]
        assert [row["Answer"] for row in rows] == ["confirmed", "not found", "", "", ""]

    def test_the_summary_is_asked_for_made_and_taken(
        self, world: Graduate, clerk: Client, address: str
    ) -> None:
        assert clerk.get(f"{address}letter.pdf").status_code == 404
        assert clerk.post(f"{address}letter/", {"language": "xx"}).status_code == 422
        assert clerk.post(f"{address}letter/", {"language": "th"}).status_code == 302
        assert "/progress/" in clerk.get(address).content.decode()
        assert build.do_jobs(world.registrar) == ["done"]
        assert "tells 2 of the 2 answers" in words(clerk.get(address))
        letter = clerk.get(f"{address}letter.pdf")
        assert letter["Content-Type"] == "application/pdf"
        assert letter.content.startswith(b"%PDF-")
        build.answered(world, checks_of(world.registrar)[2], outcome="not_found", note="ไม่พบเลย")
        page = words(clerk.get(address))
        assert "tells 2 of the 3 answers" in page
        assert "More answers have come since." in page

    def test_without_an_answer_there_is_no_summary(self, world: Graduate, clerk: Client) -> None:
        address = sent(world, clerk, entrants_file(world, people(1)))
        assert "once the first answer is there" in words(clerk.get(address))
        assert clerk.post(f"{address}letter/", {"language": "th"}).status_code == 404

    def test_the_list_of_lists_tells_how_far_it_is(self, clerk: Client, address: str) -> None:
        assert "2 of 5" in words(clerk.get(BATCHES))

    def test_the_number_of_queries_is_small(self, clerk: Client, address: str) -> None:
        for url in (address, BATCHES):
            with CaptureQueriesContext(connection) as queries:
                clerk.get(url)
            assert len(queries) <= MOST_QUERIES

    def test_a_director_sees_the_board_and_nobody(self, world: Graduate, address: str) -> None:
        director = browser_of(world.cast.director_a)
        page = words(director.get(address))
        assert "2 of 5 answered" in page
        names = [part for one in checks_of(world.registrar) for part in (one.number, one.last_name)]
        assert [name for name in names if name in page] == []
        assert "2 of 5" in words(director.get(BATCHES))
        closed = ("board.csv", "letter.pdf", "findings.csv")
        assert [director.get(address + one).status_code for one in closed] == [403] * 3

    def test_another_university_finds_nothing(self, address: str) -> None:
        browser = browser_of(stranger())
        assert browser.get(address).status_code == 404
        for act in ("send", "discard", "drop", "letter"):
            data = {"confirmed": "yes", "check": "00000000-0000-0000-0000-000000000001"}
            assert browser.post(f"{address}{act}/", data).status_code == 404


def test_a_director_of_a_list_in_review_sees_no_person(world: Graduate, clerk: Client) -> None:
    address = read(world, clerk, entrants_file(world, people(2), UNKNOWN))
    page = words(browser_of(world.cast.director_a).get(address))
    assert "2 to be asked about" in page
    assert "สถาบันที่ไม่มีจริง" not in page
    assert checks_of(world.registrar)[0].last_name not in page


def test_the_headings_of_these_tests_are_the_templates(clerk: Client) -> None:
    offered = clerk.get(f"{BATCHES}template.csv").content.decode("utf-8-sig").strip().split(",")
    assert set(HEADINGS) <= set(offered)


def fail(world: Graduate, failure: str = "worker_lost") -> None:
    """The worker gave the waiting job up."""
    with scope(world.registrar.actor):
        Job.objects.filter(state=State.QUEUED).update(state=State.FAILED, failure=failure)
