"""Pages of the home over HTTP: recognition and the credit account."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from apps.courses.models import (
    CreditEntry,
    CrossRegistration,
    Recognition,
    RecognitionSource,
)
from apps.courses.services.recognising import digest as digest_of
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.builders.courses import Exchange
from tests.courses.pages import (
    LEARNERS,
    RECOGNITIONS,
    browser_of,
    state_of,
    value,
    words,
)

pytestmark = pytest.mark.django_db


class TestRecognition:
    def given(self, *rows: CrossRegistration, **more: str) -> dict[str, Any]:
        return {
            "sources": [value(row) for row in rows],
            "decision": "transfer",
            "target_code": "sc111",
            "target_name_th": "การเขียนโปรแกรม",
            "target_credits": "3",
            "target_level": "bachelor",
            "content_share": "80",
            **more,
        }

    def url(self, row: CrossRegistration) -> str:
        return f"{RECOGNITIONS}new/?registration={row.uuid}"

    def test_checked_proposed_approved(self, made: Exchange, home: Client) -> None:
        row = build.acknowledged(made)[0]
        page = home.get(self.url(row)).content.decode()
        assert re.search(r'name="home_grade" value="B\+"', page)
        checked = home.post(self.url(row), self.given(row, act="check"))
        assert checked.status_code == 200
        assert "The content agrees to 80 %" in words(checked)
        with scope(made.registrar.actor):
            assert not Recognition.objects.exists()
        done = home.post(self.url(row), self.given(row, act="propose"))
        assert done.status_code == 302
        approver = browser_of(made.approver)
        page = approver.get(done["Location"]).content.decode()
        seen = re.search(r'name="seen" value="([0-9a-f]+)"', page)
        assert seen is not None
        answer = approver.post(f"{done['Location']}approve/", {"seen": seen[1]})
        assert answer.status_code == 302
        assert state_of(made, row) == "recognised"

    def test_several_courses_stand_for_one(self, made: Exchange, home: Client) -> None:
        codes = enumerate(("CS101", "CS102"), 1)
        two = [build.candidate(line, code, student="6601000001") for line, code in codes]
        rows = build.acknowledged(made, *two)
        data = self.given(*rows, target_credits="6", act="propose")
        assert home.post(self.url(rows[0]), data).status_code == 302
        with scope(made.registrar.actor):
            assert RecognitionSource.objects.filter(live=True).count() == 2

    def test_what_the_rules_do_not_allow_needs_an_exception(
        self, made: Exchange, home: Client
    ) -> None:
        row = build.acknowledged(made, grade="D")[0]
        data = self.given(row, act="propose", content_share="60")
        answer = home.post(self.url(row), data)
        page = words(answer)
        assert answer.status_code == 422
        assert "The content agrees only to 60 %" in page
        assert "Write the reason for an exception" in page
        assert 'value="การเขียนโปรแกรม"' in answer.content.decode()
        reason = {"override_reason": "มติคณะกรรมการประจำคณะ"}
        assert home.post(self.url(row), {**data, **reason}).status_code == 302

    def test_no_transfer_needs_its_reason(self, made: Exchange, home: Client) -> None:
        row = build.acknowledged(made, grade="F")[0]
        data = {"sources": value(row), "decision": "no_transfer", "act": "propose"}
        assert home.post(self.url(row), data).status_code == 422
        assert home.post(self.url(row), {**data, "no_transfer": "grade"}).status_code == 302

    def test_missing_fields_are_named(self, made: Exchange, home: Client) -> None:
        row = build.acknowledged(made)[0]
        answer = home.post(self.url(row), {"decision": "transfer", "target_credits": "99"})
        page = words(answer)
        assert answer.status_code == 422
        for sentence in (
            "Choose at least one course.",
            "Write the code of your own course.",
            "Write a number from 0.5 to 30.",
            "Say how much of the content agrees",
        ):
            assert sentence in page

    def test_a_stale_proposal_is_refused(self, made: Exchange, home: Client) -> None:
        row = build.acknowledged(made)[0]
        data = self.given(row, act="propose") | {"sources": value(row, 1)}
        answer = home.post(self.url(row), data)
        assert answer.status_code == 409
        assert f"it is version {row.version} now" in words(answer)
        assert f'value="{value(row)}"' in answer.content.decode()

    def test_a_course_in_a_decision_cannot_begin_another(
        self, made: Exchange, home: Client
    ) -> None:
        rows = build.acknowledged(made)
        build.proposed(made, rows)
        assert home.get(self.url(rows[0])).status_code == 409
        assert home.get(f"{RECOGNITIONS}new/").status_code == 404

    def test_returned_and_reopened_with_a_note(self, made: Exchange) -> None:
        rows = build.acknowledged(made)
        proposed = build.proposed(made, rows)
        approver = browser_of(made.approver)
        url = f"{RECOGNITIONS}{proposed.uuid}/"
        refused = approver.post(f"{url}return/", {"note": "ไม่"})
        assert refused.status_code == 422
        assert 'value="ไม่"' in refused.content.decode()
        assert approver.post(f"{url}return/", {"note": "เลือกรายวิชาอื่น"}).status_code == 302
        build.recognised(made, rows)
        with scope(made.registrar.actor):
            stands = Recognition.objects.get(state="approved")
        url = f"{RECOGNITIONS}{stands.uuid}/"
        assert approver.post(f"{url}reopen/", {"note": "พิจารณาใหม่ตามมติ"}).status_code == 302
        assert state_of(made, rows[0]) == "acknowledged"
        again = approver.post(f"{url}reopen/", {"note": "พิจารณาใหม่ตามมติ"})
        assert again.status_code == 409

    def test_nobody_approves_the_own_proposal(self, made: Exchange) -> None:
        row = build.acknowledged(made)[0]
        approver = browser_of(made.approver)
        done = approver.post(self.url(row), self.given(row, act="propose"))
        assert "You proposed this yourself" in words(approver.get(done["Location"]))
        with scope(made.approver.actor):
            seen = digest_of(Recognition.objects.get())
        assert approver.post(f"{done['Location']}approve/", {"seen": seen}).status_code == 403

    def test_a_correction_shows_under_reopened_and_at_home(
        self, made: Exchange, home: Client
    ) -> None:
        rows = build.recognised(made, build.acknowledged(made))
        build.announced(made, rows, "C+", reason="instructor_error")
        page = words(home.get(f"{RECOGNITIONS}?show=reopened"))
        assert "CS101" in page
        assert "Confirm the result" in page
        start = words(home.get("/"))
        assert "A host corrected results: your decisions on them no longer stand" in start
        assert "1 to be decided anew" in start

    def test_precedents_of_the_network_stand_beside_it(self, made: Exchange, home: Client) -> None:
        build.recognised(made, build.acknowledged(made))
        row = build.acknowledged(made, build.candidate(2))[0]
        page = words(home.get(self.url(row)))
        assert "SC111" in page.partition("How the network decided before")[2]


class TestAccount:
    def test_entries_balances_and_totals(self, made: Exchange, home: Client) -> None:
        rows = build.recognised(made, build.acknowledged(made), granted="2")
        build.acknowledged(made, build.candidate(1, "CS102"))
        with scope(made.registrar.actor):
            learner = rows[0].learner
            balances = list(CreditEntry.objects.order_by("pk").values_list("credits", flat=True))
        assert balances == [Decimal(3), Decimal(-2), Decimal(3)]
        page = words(home.get(f"{LEARNERS}{learner.uuid}/"))
        assert "6 credits earned elsewhere" in page
        assert "2 of them recognised" in page
        assert "3 still available" in page
        table = page.partition("Entries")[2].partition("Courses elsewhere")[0]
        assert re.findall(r" ([+-]\d) (\d) ", table) == [("+3", "3"), ("-2", "1"), ("+3", "4")]

    def test_students_are_found_by_code_and_name(self, made: Exchange, home: Client) -> None:
        build.drafted(made, build.candidate(1), build.candidate(2))
        for typed in ("6601000002", "ทดสอบ2", "test2", "ทดสอบ2 แลก"):
            page = words(home.get(LEARNERS, {"q": typed}))
            assert "6601000002" in page
            assert "6601000001" not in page
        assert "Nobody found" in words(home.get(LEARNERS, {"q": "ไม่มี"}))
