"""Pages of the host over HTTP: answering, confirming, grading, correcting."""

import re

import pytest
from django.test import Client

from apps.courses.models import (
    CrossRegistration,
    Result,
)
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.builders.courses import Exchange
from tests.courses.pages import HOSTING, ROWS, browser_of, value, words

pytestmark = pytest.mark.django_db


class TestHosting:
    def test_lines_are_accepted_by_request(self, made: Exchange, host: Client) -> None:
        rows = build.submitted(made, build.candidate(1), build.candidate(2))
        page = words(host.get(HOSTING))
        assert rows[0].request.number in page
        assert "2 students" in page
        data = {"act": "accept", "pick": [value(row) for row in rows]}
        assert host.post(f"{HOSTING}decide/", data).status_code == 302
        assert "Nothing waits for an answer" in words(host.get(HOSTING))

    def test_declining_needs_a_reason_and_keeps_the_choice(
        self, made: Exchange, host: Client
    ) -> None:
        rows = build.submitted(made, build.candidate(1), build.candidate(2))
        data = {"act": "decline", "pick": value(rows[1]), "note": "ขอโทษ"}
        answer = host.post(f"{HOSTING}decide/", data)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert f'value="{value(rows[1])}" checked' in page
        assert f'value="{value(rows[0])}" checked' not in page
        assert 'value="ขอโทษ"' in page
        assert host.post(f"{HOSTING}decide/", {**data, "reason": "full"}).status_code == 302

    def test_a_full_section_is_named(self, made: Exchange, host: Client) -> None:
        rows = build.submitted(made, *[build.candidate(n, "EN201") for n in (1, 2, 3)])
        data = {"act": "accept", "pick": [value(row) for row in rows]}
        answer = host.post(f"{HOSTING}decide/", data)
        assert answer.status_code == 422
        assert "EN201 section 1 has 2 places and all are taken." in words(answer)

    def test_a_table_confirms_registrations(self, made: Exchange, host: Client) -> None:
        rows = build.accepted(made, build.candidate(1), build.candidate(2))
        url = f"{HOSTING}enrolment/"
        assert host.get(url).status_code == 200
        data = {
            "pick": value(rows[0]),
            f"code-{rows[0].uuid}": "B66001",
            f"section-{rows[0].uuid}": "2",
            f"payment-{rows[0].uuid}": "waived",
            f"code-{rows[1].uuid}": "B66002",
        }
        assert host.post(url, data).status_code == 302
        first, second = build.fresh(made, rows)
        assert (first.state, first.host_student_code, first.section) == ("enrolled", "B66001", "2")
        assert (second.state, second.host_student_code) == ("accepted", "")

    def test_a_stale_table_keeps_what_was_typed(self, made: Exchange, host: Client) -> None:
        row = build.accepted(made)[0]
        data = {"pick": value(row, 1), f"code-{row.uuid}": "B66001"}
        answer = host.post(f"{HOSTING}enrolment/", data)
        assert answer.status_code == 409
        assert "it is version 3 now" in words(answer)
        assert 'value="B66001"' in answer.content.decode()


class TestGrades:
    def url(self, made: Exchange) -> str:
        return f"{HOSTING}classes/{made.offerings[0].uuid}/"

    def cells(self, rows: list[CrossRegistration], *grades: str) -> dict[str, str]:
        pairs = zip(rows, grades, strict=True)
        return {f"grade-{value(row)}": grade for row, grade in pairs}

    def test_a_class_is_graded_approved_and_announced(self, made: Exchange, host: Client) -> None:
        rows = build.enrolled(made, build.candidate(1), build.candidate(2))
        data = {"act": "save", "completed_on": "20/12/2569", **self.cells(rows, "A", "F")}
        assert host.post(self.url(made), data).status_code == 302
        approver = browser_of(made.host_approver)
        page = approver.get(f"{HOSTING}results/").content.decode()
        ticked = re.findall(r'name="approve" value="([^"]+)">', page)
        assert len(ticked) == 2
        done = approver.post(f"{HOSTING}results/approve/", {"approve": ticked})
        assert done.status_code == 302
        found = build.fresh(made, rows)
        assert {row.state for row in found} == {"completed"}
        assert {row.result.grade for row in found if row.result} == {"A", "F"}

    def test_an_untouched_grade_keeps_its_author(self, made: Exchange) -> None:
        rows = build.enrolled(made, build.candidate(1), build.candidate(2))
        build.graded(made, rows[:1], "A")
        data = {"act": "save", **self.cells(rows, "A", "B")}
        assert browser_of(made.host_approver).post(self.url(made), data).status_code == 302
        with scope(made.host_registrar.actor):
            authors = list(Result.objects.order_by("pk").values_list("entered_name", flat=True))
        assert authors == [made.host_registrar.user.name_th, made.host_approver.user.name_th]

    def test_a_pasted_list_fills_the_sheet_and_saves_nothing(
        self, made: Exchange, host: Client
    ) -> None:
        rows = build.enrolled(made, build.candidate(1), build.candidate(2))
        data = {"act": "fill", "pasted": "X0001\tB+\n6601000002\tc\n999999\tA\nX0002\tZ\n"}
        answer = host.post(self.url(made), data)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert page.count("selected") == 2
        assert "2 grades stand on the sheet now." in words(answer)
        assert "nobody in this class has the student code 999999" in words(answer)
        assert "not on the institution" in words(answer)
        with scope(made.host_registrar.actor):
            assert not Result.objects.exists()
        assert {row.state for row in build.fresh(made, rows)} == {"enrolled"}

    def test_wrong_and_missing_grades(self, made: Exchange, host: Client) -> None:
        rows = build.enrolled(made)
        answer = host.post(self.url(made), {"act": "save", **self.cells(rows, "Z")})
        assert answer.status_code == 422
        assert "“Z” is not on your grade scale." in words(answer)
        empty = host.post(self.url(made), {"act": "save", **self.cells(rows, "")})
        assert "No grade was entered or changed." in words(empty)
        stale = host.post(self.url(made), {"act": "save", f"grade-{value(rows[0], 1)}": "A"})
        assert stale.status_code == 409
        assert "selected" in stale.content.decode()

    def test_the_own_entry_cannot_be_ticked_nor_approved(self, made: Exchange) -> None:
        rows = build.enrolled(made)
        approver = browser_of(made.host_approver)
        approver.post(self.url(made), {"act": "save", **self.cells(rows, "A")})
        page = approver.get(f"{HOSTING}results/").content.decode()
        assert "your own entry" in page
        assert 'name="approve"' not in page
        with scope(made.host_registrar.actor):
            result = Result.objects.get()
        answer = approver.post(f"{HOSTING}results/approve/", {"approve": f"{result.uuid}~x"})
        assert answer.status_code in (403, 409)

    def test_what_was_edited_meanwhile_is_refused(self, made: Exchange) -> None:
        result = build.graded(made, build.enrolled(made))[0]
        answer = browser_of(made.host_approver).post(
            f"{HOSTING}results/approve/", {"approve": f"{result.uuid}~{'0' * 32}"}
        )
        assert answer.status_code == 409
        assert "Somebody was quicker" in words(answer)

    def test_an_entry_is_sent_back_with_a_note(self, made: Exchange, host: Client) -> None:
        rows = build.enrolled(made)
        result = build.graded(made, rows)[0]
        approver = browser_of(made.host_approver)
        url = f"{HOSTING}results/{result.uuid}/return/"
        assert approver.post(url, {"note": "ก"}).status_code == 422
        assert approver.post(url, {"note": "ตรวจกลุ่มเรียนอีกครั้ง"}).status_code == 302
        assert approver.get(url).status_code == 404
        page = words(host.get(f"{HOSTING}classes/{made.offerings[0].uuid}/"))
        assert "sent back by" in page
        assert "ตรวจกลุ่มเรียนอีกครั้ง" in page

    def test_a_correction_warns_waits_and_reopens(self, made: Exchange, host: Client) -> None:
        rows = build.recognised(made, build.acknowledged(made))
        url = f"{ROWS}{rows[0].uuid}/correct/"
        assert "Its decision on this course reopens" in words(host.get(url))
        data = {"version": rows[0].version, "grade": "C", "reason": "", "note": ""}
        assert host.post(url, data).status_code == 422
        data["reason"] = "other"
        refused = host.post(url, data)
        assert refused.status_code == 422
        assert "Write a reason of at least five letters" in words(refused)
        stale = host.post(url, {**data, "reason": "appeal", "version": 1})
        assert stale.status_code == 409
        assert host.post(url, {**data, "reason": "appeal"}).status_code == 302
        page = words(browser_of(made.host_approver).get(f"{HOSTING}results/"))
        assert "B+ → C" in page
        assert "reopens a decision" in page

    def test_a_result_not_announced_cannot_be_corrected(self, made: Exchange, host: Client) -> None:
        row = build.enrolled(made)[0]
        assert host.get(f"{ROWS}{row.uuid}/correct/").status_code == 409

    def test_grades_in_progress_are_followed_up(self, made: Exchange, host: Client) -> None:
        build.announced(made, build.enrolled(made), "I")
        assert "Grades in progress, to follow up" in words(host.get(f"{HOSTING}results/"))
