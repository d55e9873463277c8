"""Pages of the holder over HTTP: an answer entered and approved, and its letter."""

from dataclasses import replace

import pytest
from django.test import Client

from apps.institutions.scope import scope
from apps.qualifications.models import Answer, Conferral
from tests.builders import qualifications as build
from tests.builders.qualifications import Graduate
from tests.courses.pages import words
from tests.qualifications.held import (
    act,
    check_url,
    form_values,
    waiting_check,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a transcript"


class TestAnswering:
    def test_near_entries_stand_beside_the_question(self, world: Graduate, clerk: Client) -> None:
        build.registered(world, [build.degree(1), build.degree(2)])
        check = waiting_check(world, gpax=None, degree="ศศ.บ.")
        page = words(clerk.get(check_url(check, "answer/")))
        assert "วิทยาศาสตรบัณฑิต" in page
        assert "differs" in page
        assert build.degree(2).student_code not in page

    def test_an_answer_is_prefilled_entered_and_approved(
        self, world: Graduate, asker: Client, clerk: Client, approver: Client
    ) -> None:
        build.registered(world, [build.degree()])
        check = waiting_check(world, degree="ศศ.บ.")
        with scope(world.holder_registrar.actor):
            line = Conferral.objects.get().line
        url = check_url(check, f"answer/{line}/")
        given = form_values(clerk.get(url).content.decode())
        assert given["differing"] == ["degree"]
        assert given["outcome"] == ["confirmed_with_differences"]
        assert "tell" not in given
        assert clerk.post(url, given | {"tell": ["degree"]}).status_code == 302
        assert "วิทยาศาสตรบัณฑิต" not in words(asker.get(check_url(check)))
        own = words(clerk.get(check_url(check)))
        assert "It waits for an approver" in own
        seen = words(approver.get(check_url(check)))
        assert "This answer would go out" in seen
        assert "the register has “วิทยาศาสตรบัณฑิต”" in seen
        assert act(approver, check, "approve", world.holder_approver).status_code == 302
        told = words(asker.get(check_url(check)))
        assert "confirmed, with differences" in told
        assert "the register has “วิทยาศาสตรบัณฑิต”" in told
        done = build.fresh(check, world.registrar)
        assert done.differing == ["degree"]
        assert "person_id" in done.agreeing

    def test_the_nearest_entry_is_offered_first(self, world: Graduate, clerk: Client) -> None:
        same = build.degree(1)
        other = build.degree(2, first_name=same.first_name, last_name=same.last_name)
        build.registered(world, [same, replace(other, academic_year=2024)])
        page = words(clerk.get(check_url(waiting_check(world, degree="ศศ.บ."), "answer/")))
        assert 0 < page.index("x-xxxx-xxxxx-01-3 agrees") < page.index("differs Name")

    def test_nothing_is_suggested_for_another_person(self, world: Graduate, clerk: Client) -> None:
        build.registered(world, [build.degree(2)])
        check = waiting_check(world)
        with scope(world.holder_registrar.actor):
            line = Conferral.objects.get().line
        answer = clerk.get(check_url(check, f"answer/{line}/"))
        assert "This may be another person: identifier, name" in words(answer)
        assert "outcome" not in form_values(answer.content.decode())

    def test_the_approver_compares_with_the_register(
        self, world: Graduate, approver: Client
    ) -> None:
        check = waiting_check(world)
        build.proposed(world, check, outcome="confirmed", facts=build.degree())
        page = words(approver.get(check_url(check)))
        assert "Compare the question with the register" in page
        assert "วิทยาศาสตรบัณฑิต / วท.บ. / Bachelor of Science" in page

    def test_until_approval_the_asker_sees_it_waiting(self, world: Graduate, asker: Client) -> None:
        check = build.proposed(world, waiting_check(world))
        page = words(asker.get(check_url(check)))
        assert "waiting for the holder" in page
        assert "waiting for approval" not in page
        assert "not found" not in page

    def test_a_contradiction_is_refused_and_the_ticks_are_kept(
        self, world: Graduate, clerk: Client
    ) -> None:
        build.registered(world, [build.degree()])
        check = waiting_check(world, degree="ศศ.บ.")
        with scope(world.holder_registrar.actor):
            line = Conferral.objects.get().line
        url = check_url(check, f"answer/{line}/")
        data = {"version": check.version, "outcome": "confirmed", "differing": ["degree", "gpax"]}
        answer = clerk.post(url, data)
        assert answer.status_code == 422
        assert "Fields differ" in words(answer)
        assert set(form_values(answer.content.decode())["differing"]) == {"degree", "gpax"}
        assert clerk.post(url, {"version": check.version}).status_code == 422

    def test_nothing_is_told_of_a_field_that_agrees(self, world: Graduate, clerk: Client) -> None:
        build.registered(world, [build.degree()])
        check = waiting_check(world, degree="ศศ.บ.")
        with scope(world.holder_registrar.actor):
            line = Conferral.objects.get().line
        data = {
            "version": check.version,
            "outcome": "confirmed_with_differences",
            "differing": ["degree", "person_id"],
            "tell": ["gpax", "degree", "person_id"],
        }
        assert clerk.post(check_url(check, f"answer/{line}/"), data).status_code == 302
        with scope(world.holder_registrar.actor):
            assert Answer.objects.get().told == {"degree": "วิทยาศาสตรบัณฑิต"}

    def test_another_universitys_entry_is_not_found(
        self, world: Graduate, clerk: Client, asker: Client
    ) -> None:
        check = waiting_check(world)
        url = check_url(check, f"answer/{check.uuid}/")
        assert clerk.get(url).status_code == 404
        assert clerk.post(url, {"version": 2, "outcome": "confirmed"}).status_code == 404

    @pytest.mark.parametrize(
        ("outcome", "note", "status"),
        [
            ("not_found", "", 302),
            ("attended_not_conferred", "", 302),
            ("unable_to_confirm", "", 422),
            ("unable_to_confirm", "ทะเบียนปีนั้นสูญหาย", 302),
            ("confirmed", "", 422),
            ("", "", 422),
        ],
    )
    def test_without_a_degree_nothing_is_confirmed(
        self, world: Graduate, clerk: Client, outcome: str, note: str, status: int
    ) -> None:
        check = waiting_check(world)
        data = {"version": check.version, "outcome": outcome, "note": note}
        answer = clerk.post(check_url(check, "answer/none/"), data)
        assert answer.status_code == status
        assert note in answer.content.decode() or status == 302

    def test_a_written_degree_shows_its_differences_and_enriches_the_register(
        self, world: Graduate, clerk: Client, approver: Client
    ) -> None:
        check = waiting_check(world)
        url = check_url(check, "answer/written/")
        given = form_values(clerk.get(url).content.decode())
        assert given["first_name"] == [check.first_name]
        given |= {"gpax": "3.00", "same_person": "on"}
        first = clerk.post(url, given)
        assert first.status_code == 200
        assert "Before it is entered: this differs" in words(first)
        again = form_values(first.content.decode())
        assert again["seen"] == ["gpax"]
        assert clerk.post(url, again | {"tell": ["gpax"]}).status_code == 302
        seen = words(approver.get(check_url(check)))
        assert "With the approval the degree is added to your register" in seen
        assert "the register has “3.00”" in seen
        assert act(approver, check, "approve", world.holder_approver).status_code == 302
        done = build.fresh(check, world.registrar)
        assert (done.outcome, done.told) == ("confirmed_with_differences", {"gpax": "3.00"})
        with scope(world.holder_registrar.actor):
            entry = Conferral.objects.get()
        assert (entry.status, entry.id_masked) == ("in_force", check.id_masked)
        assert done.line == entry.line

    def test_a_written_degree_needs_somebody_to_belong_to(
        self, world: Graduate, clerk: Client
    ) -> None:
        check = waiting_check(world)
        url = check_url(check, "answer/written/")
        given = form_values(clerk.get(url).content.decode())
        given |= {"student_code": "", "degree_th": "", "degree_en": "", "first_name": ""}
        answer = clerk.post(url, given)
        assert answer.status_code == 422
        page = words(answer)
        assert "Write the student code or the identifier." in page
        assert "Write the degree in Thai, abbreviated or in English." in page
        assert "Write the first name as on the degree." in page

    def test_the_own_entry_cannot_be_approved(self, world: Graduate, approver: Client) -> None:
        check = waiting_check(world)
        data = {"version": check.version, "outcome": "not_found"}
        assert approver.post(check_url(check, "answer/none/"), data).status_code == 302
        page = words(approver.get(check_url(check)))
        assert "You entered this answer yourself." in page
        refused = act(approver, check, "approve", world.holder_approver)
        assert refused.status_code == 403

    def test_an_answer_is_given_back_with_a_note(
        self, world: Graduate, clerk: Client, approver: Client
    ) -> None:
        check = build.proposed(world, waiting_check(world))
        assert act(approver, check, "return", world.holder_approver, note="ก").status_code == 422
        note = "ตรวจชื่อเดิมอีกครั้ง"
        assert act(approver, check, "return", world.holder_approver, note=note).status_code == 302
        for more in ("", "answer/"):
            page = words(clerk.get(check_url(check, more)))
            assert note in page
            assert "The answer was given back by" in page

    def test_an_approval_is_bound_to_what_was_seen(self, world: Graduate, approver: Client) -> None:
        check = build.proposed(world, waiting_check(world))
        answer = approver.post(check_url(check, "act/approve/"), {"version": check.version - 1})
        assert answer.status_code == 409
        assert build.fresh(check, world.registrar).state == "proposed"

    def test_an_answer_is_taken_back_with_a_reason(
        self, world: Graduate, clerk: Client, approver: Client, asker: Client
    ) -> None:
        check = build.answered(world, waiting_check(world))
        assert "/act/reopen/" not in clerk.get(check_url(check)).content.decode()
        note = "พบทะเบียนเล่มเก่า"
        assert act(approver, check, "reopen", world.holder_approver, note=note).status_code == 302
        page = words(asker.get(check_url(check)))
        assert note in page
        assert "waiting for the holder" in page

    def test_an_answered_check_cannot_be_answered_again(
        self, world: Graduate, clerk: Client
    ) -> None:
        check = build.answered(world, waiting_check(world))
        assert clerk.get(check_url(check, "answer/")).status_code == 409


class TestLetter:
    def test_the_register_s_answer_becomes_a_letter_of_the_network(
        self, world: Graduate, asker: Client
    ) -> None:
        build.registered(world, [build.degree()])
        (check,) = build.asked(world, [build.claim(build.degree(), world.holder)])
        page = words(asker.get(check_url(check)))
        assert "the register of Khon Kaen University, at once" in page
        assert asker.get(check_url(check, "letter.pdf")).status_code == 404
        assert asker.post(check_url(check, "letter/"), {"language": "en"}).status_code == 302
        assert "hx-get" in asker.get(check_url(check)).content.decode()
        assert build.do_jobs(world.registrar) == ["done"]
        assert "is ready" in words(asker.get(check_url(check)))
        letter = asker.get(check_url(check, "letter.pdf"))
        assert letter.content.startswith(b"%PDF-")
        assert letter["Content-Type"] == "application/pdf"
        assert "no-store" in letter["Cache-Control"]

    def test_a_holder_s_letter_is_waited_for(self, world: Graduate, asker: Client) -> None:
        check = build.answered(world, waiting_check(world))
        page = words(asker.get(check_url(check)))
        assert "The letter of Khon Kaen University is being made." in page
