"""Pages of the home over HTTP: requests and registrations."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.courses.models import (
    CrossRegistration,
    CrossRequest,
)
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.builders.cast import Cast
from tests.builders.courses import Exchange
from tests.courses.pages import (
    NATIONAL_ID,
    NATIONAL_IDS,
    REQUESTS,
    ROWS,
    TERM,
    browser_of,
    state_of,
    stranger,
    value,
    words,
)

pytestmark = pytest.mark.django_db


class TestNewRequest:
    def send(self, made: Exchange, browser: Client, **given: Any) -> Any:
        assert made.agreement is not None
        data = {
            "basis": f"{made.agreement.uuid}~{made.host.code}",
            "term": TERM,
            "s-TOTAL_FORMS": "2",
            "s-INITIAL_FORMS": "2",
            **given,
        }
        return browser.post(f"{REQUESTS}new/", data)

    def typed(self, **more: str) -> dict[str, str]:
        row = {"student_code": "6601000001", "first_name": "สมใจ", "last_name": "ใฝ่ดี", **more}
        return {f"s-0-{name}": text for name, text in row.items()}

    def test_students_are_typed_in(self, made: Exchange, home: Client) -> None:
        typed = self.typed(course_code="cs101", needed_by="31/3/2570", home_credits="๑๒")
        answer = self.send(made, home, reference="ศธ 1/2569", **typed)
        with scope(made.registrar.actor):
            asked = CrossRequest.objects.get()
            row = CrossRegistration.objects.get()
        assert answer["Location"] == f"{REQUESTS}{asked.uuid}/"
        assert (row.course_code, row.state, row.home_credits) == ("CS101", "draft", Decimal(12))
        assert str(row.needed_by) == "2027-03-31"
        page = words(home.get(answer["Location"]))
        assert "สมใจ ใฝ่ดี" in page
        assert "Send 1 line to the host" in page

    def test_a_list_is_pasted_for_one_course(self, made: Exchange, home: Client) -> None:
        pasted = "6601000001\tนางสาวสมใจ\tใฝ่ดี\n6601000002\tนายสมชาย\tเรียนดี\n"
        answer = self.send(made, home, pasted=pasted, course_code="CS102")
        assert answer.status_code == 302
        with scope(made.registrar.actor):
            rows = list(CrossRegistration.objects.select_related("learner").order_by("pk"))
        assert [row.course_code for row in rows] == ["CS102", "CS102"]
        assert [row.learner.first_name for row in rows] == ["สมใจ", "สมชาย"]

    def test_a_file_is_chosen(self, made: Exchange, home: Client) -> None:
        csv = "รหัสนักศึกษา,ชื่อ,นามสกุล,รหัสวิชา\n6601000009,สมหญิง,รักเรียน,EN201\n".encode()
        answer = self.send(made, home, file=SimpleUploadedFile("students.csv", csv))
        assert answer.status_code == 302
        with scope(made.registrar.actor):
            assert CrossRegistration.objects.get().course_code == "EN201"

    def test_each_wrong_line_is_told_and_nothing_is_kept(
        self, made: Exchange, home: Client
    ) -> None:
        pasted = (
            "รหัสนักศึกษา\tชื่อ\tนามสกุล\tรหัสวิชา\n"
            "6601000001\tสมใจ\tใฝ่ดี\tCS101\n6601000002\tสมชาย\tเรียนดี\tXX999\n"
            "\tสมหมาย\tมานะ\tCS101\n"
        )
        answer = self.send(made, home, pasted=pasted, note="ฝากพิจารณา")
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "2 lines cannot be taken yet" in words(answer)
        assert "code is missing" in words(answer)
        assert "The host does not offer XX999 in this term." in words(answer)
        assert "6601000001\tสมใจ" in page
        assert "ฝากพิจารณา" in page
        with scope(made.registrar.actor):
            assert not CrossRequest.objects.exists()

    def test_a_new_student_needs_a_name(self, made: Exchange, home: Client) -> None:
        answer = self.send(made, home, **self.typed(first_name="", course_code="CS101"))
        assert answer.status_code == 422
        assert "Student 6601000001 is not known here yet." in words(answer)

    def test_a_known_student_needs_the_code_alone(self, made: Exchange, home: Client) -> None:
        build.drafted(made, build.candidate(1, "CS101", student="6601000001"))
        answer = self.send(made, home, **self.typed(first_name="", course_code="CS102"))
        assert answer.status_code == 302

    def test_a_national_id_is_no_student_code_and_is_masked(
        self, made: Exchange, home: Client
    ) -> None:
        lines = "".join(f"{number}\tสมใจ\tใฝ่ดี\n" for number in NATIONAL_IDS)
        pasted = f"รหัสนักศึกษา\tชื่อ\tนามสกุล\n{lines}"
        answer = self.send(made, home, pasted=pasted, course_code="CS101")
        assert answer.status_code == 422
        assert "This is a national ID." in words(answer)
        table = answer.content.decode().partition("<table")[2].partition("</table")[0]
        assert NATIONAL_ID not in table

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            ({}, "Enter at least one student."),
            ({"basis": "made-up"}, "Select a valid choice."),
            ({"pasted": "6601\tก\tข\n", "s-0-student_code": "1"}, "one of the two"),
            ({"s-0-needed_by": "31/12/69"}, "Write the year with four digits"),
            ({"s-0-home_credits": "many"}, "Write a number from 0 to 60."),
        ],
    )
    def test_what_is_wrong_is_said(
        self, made: Exchange, home: Client, given: dict[str, str], message: str
    ) -> None:
        answer = self.send(made, home, **given)
        assert answer.status_code == 422
        assert message in words(answer)

    def test_more_rows_keep_what_was_typed(self, made: Exchange, home: Client) -> None:
        answer = self.send(made, home, add="1", note="อย่าหาย", **self.typed())
        page = answer.content.decode()
        assert answer.status_code == 200
        assert 'name="s-TOTAL_FORMS" value="5"' in page
        assert 'value="6601000001"' in page
        assert 'value="อย่าหาย"' in page

    def test_the_catalogue_fills_host_term_and_course(self, made: Exchange, home: Client) -> None:
        assert made.agreement is not None
        page = home.get(f"{REQUESTS}new/?offering={made.offerings[1].uuid}").content.decode()
        assert 'value="CS102"' in page
        assert f'value="{made.agreement.uuid}~{made.host.code}" selected' in page
        assert f'value="{TERM}" selected' in page

    def test_without_an_agreement_the_page_says_so(self, cast: Cast) -> None:
        page = words(browser_of(stranger()).get(f"{REQUESTS}new/"))
        assert "No agreement in force" in page


class TestRequest:
    def test_is_sent_with_the_lines_that_were_seen(self, made: Exchange, home: Client) -> None:
        asked, rows = build.drafted(made, build.candidate(1), build.candidate(2))
        url = f"{REQUESTS}{asked.uuid}/"
        picks = " ".join(value(row) for row in rows)
        assert home.post(f"{url}send/", {"picks": picks}).status_code == 302
        page = words(home.get(url))
        assert "Sent to the host" in page
        assert "waiting for the host" in page

    def test_a_stale_page_is_refused_with_the_version(self, made: Exchange, home: Client) -> None:
        asked, rows = build.drafted(made)
        answer = home.post(f"{REQUESTS}{asked.uuid}/send/", {"picks": value(rows[0], 7)})
        assert answer.status_code == 409
        assert "it is version 1 now" in words(answer)
        assert state_of(made, rows[0]) == "draft"

    def test_an_overload_needs_a_reason(self, made: Exchange, home: Client) -> None:
        asked, rows = build.drafted(made, build.candidate(1, home_credits=Decimal(14)))
        url = f"{REQUESTS}{asked.uuid}/"
        assert "17 in the term, 15 allowed" in words(home.get(url))
        refused = home.post(f"{url}send/", {"picks": value(rows[0])})
        assert refused.status_code == 422
        assert "would have 17" in words(refused)
        given = {"picks": value(rows[0]), "overload_reason": "ภาคการศึกษาสุดท้าย"}
        assert home.post(f"{url}send/", given).status_code == 302

    def test_places_of_the_agreement_are_shown(self, cast: Cast) -> None:
        made = build.make_exchange(cast, seats_per_term=5)
        asked, _rows = build.drafted(made)
        page = words(browser_of(made.registrar).get(f"{REQUESTS}{asked.uuid}/"))
        assert "5 of 5 places are left in this term; you ask for 1." in page

    def test_lines_are_taken_out_with_a_reason(self, made: Exchange, home: Client) -> None:
        asked, rows = build.drafted(made, build.candidate(1), build.candidate(2))
        url = f"{REQUESTS}{asked.uuid}/cancel/"
        refused = home.post(url, {"pick": value(rows[0])})
        assert refused.status_code == 422
        assert "Choose a reason from the list." in words(refused)
        assert f'value="{value(rows[0])}" checked' in refused.content.decode()
        done = home.post(url, {"pick": value(rows[0]), "reason": "data_error"})
        assert done.status_code == 302
        assert state_of(made, rows[0]) == "cancelled"

    def test_lines_of_another_request_are_not_touched(self, made: Exchange, home: Client) -> None:
        asked, _rows = build.drafted(made)
        _other, others = build.drafted(made, build.candidate(2))
        data = {"pick": value(others[0]), "reason": "data_error"}
        assert home.post(f"{REQUESTS}{asked.uuid}/cancel/", data).status_code == 404
        assert state_of(made, others[0]) == "draft"

    def test_students_are_added_until_it_is_sent(self, made: Exchange, home: Client) -> None:
        asked, _rows = build.drafted(made)
        url = f"{REQUESTS}{asked.uuid}/add/"
        data = {
            "s-TOTAL_FORMS": "1",
            "s-INITIAL_FORMS": "1",
            "course_code": "CS102",
            "pasted": "6601000077\tสมปอง\tตั้งใจ\n",
        }
        assert home.get(url).status_code == 200
        assert home.post(url, data).status_code == 302
        again = home.post(url, data)
        assert again.status_code == 422
        assert "is registered for CS102 already" in words(again)
        sent = build.submitted(made, build.candidate(5))[0]
        assert home.get(f"{REQUESTS}{sent.request.uuid}/add/").status_code == 404

    def test_the_list_filters_by_address(self, made: Exchange, home: Client) -> None:
        draft, _rows = build.drafted(made)
        sent = build.submitted(made, build.candidate(2))[0].request
        page = words(home.get(f"{REQUESTS}?state=draft&term={TERM}&partner={made.host.code}"))
        assert draft.number in page
        assert sent.number not in page
        assert "No request fits" in words(home.get(f"{REQUESTS}?term={build.YEAR - 1}-1"))


class TestList:
    def test_results_are_received_together(self, made: Exchange, home: Client) -> None:
        rows = build.enrolled(made, build.candidate(1), build.candidate(2))
        rows = build.announced(made, rows)
        data = {"act": "acknowledge", "pick": [value(row) for row in rows]}
        answer = home.post(f"{ROWS}bulk/?state=completed", data)
        assert answer["Location"] == f"{ROWS}?state=completed"
        assert {row.state for row in build.fresh(made, rows)} == {"acknowledged"}

    def test_a_wrong_state_names_it_and_keeps_the_ticks(self, made: Exchange, home: Client) -> None:
        row = build.submitted(made)[0]
        answer = home.post(f"{ROWS}bulk/", {"act": "acknowledge", "pick": value(row)})
        assert answer.status_code == 409
        assert "the state is “waiting for the host”" in words(answer)
        assert f'value="{value(row)}" checked' in answer.content.decode()

    def test_nothing_ticked_and_nonsense(self, made: Exchange, home: Client) -> None:
        build.submitted(made)
        answer = home.post(f"{ROWS}bulk/", {"act": "cancel", "reason": "timetable"})
        assert answer.status_code == 422
        assert "Choose at least one line." in words(answer)
        assert home.post(f"{ROWS}bulk/", {"act": "cancel", "pick": "x~y"}).status_code == 404
        assert home.post(f"{ROWS}bulk/", {"act": "fly"}).status_code == 404

    def test_every_row_is_met_once_on_the_way_down_and_up(
        self, made: Exchange, home: Client
    ) -> None:
        many = [build.candidate(number) for number in range(1, 121)]
        _asked, rows = build.drafted(made, *many)
        shown: list[str] = []
        address, pages = ROWS, []
        while address:
            page = home.get(address).content.decode()
            codes = re.findall(r'<small class="whole">(\d+)</small>', page)
            pages.append(codes)
            shown += codes
            older = re.search(r'rel="next" href="([^"]+)"', page)
            address = ROWS + older[1].replace("&amp;", "&") if older else ""
        assert [len(codes) for codes in pages] == [50, 50, 20]
        in_time = [row.home_student_code for row in reversed(rows)]
        parts = [in_time[start : start + 50] for start in (0, 50, 100)]
        assert pages == [sorted(codes) for codes in parts]  # by name within one request
        newer = re.search(r'rel="prev" href="([^"]+)"', page)
        assert newer is not None
        back = home.get(ROWS + newer[1].replace("&amp;", "&")).content.decode()
        assert re.findall(r'<small class="whole">(\d+)</small>', back) == pages[1]

    @pytest.mark.parametrize("cursor", ["o", "o1~2", "n2026-13-01~x", "zzz", "o2026-01-01T00:00~x"])
    def test_a_made_up_cursor_begins_at_the_newest(
        self, made: Exchange, home: Client, cursor: str
    ) -> None:
        build.drafted(made)
        assert "6601000001" in words(home.get(ROWS, {"after": cursor}))
        assert home.get(REQUESTS, {"after": "o-5"}).status_code == 200
