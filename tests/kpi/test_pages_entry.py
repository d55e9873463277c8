"""Entering a figure over HTTP: the whole way, the form, its sources, closed cycles."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from apps.institutions.scope import scope
from apps.kpi.services.approving import Pin, return_submission
from apps.kpi.services.cycles import excuse, extend, lock_cycle
from tests.builders import kpi as build
from tests.certificates.pages import form_of
from tests.courses.pages import browser_of, words
from tests.kpi.desks import WORK, Desk
from tests.kpi.entry_pages import (
    HTML,
    as_it_stands,
    current,
    fed,
    figure,
    pdf,
    seen_by_portal,
    typed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(desk: Desk) -> Client:
    return browser_of(desk.clerk)


@pytest.fixture
def approver(desk: Desk) -> Client:
    return browser_of(desk.approver)


class TestJourney:
    def test_entered_returned_corrected_approved(
        self, desk: Desk, clerk: Client, approver: Client
    ) -> None:
        assert "Enter the figure" in words(clerk.get(WORK))
        answer = clerk.post(desk.entry, typed(step="send", file_E1=pdf()))
        row = current(desk)
        assert answer["Location"] == figure(row)
        assert row.state == "submitted"

        assert "Look and approve" in words(approver.get(WORK))
        page = approver.get(figure(row))
        assert "95.00 %" in words(page)
        fields = page.context["forms"]["return"].pinnable
        place = [field for field, _label in fields].index("numerator")
        back = approver.post(
            figure(row, "act/return/"),
            {
                "version": row.version,
                f"pin_{place}": "on",
                f"reason_{place}": "arithmetic",
                f"note_{place}": "นับรวมรายวิชาที่ยกเลิก",
            },
        )
        assert back["Location"] == figure(row)

        page = clerk.get(desk.entry)
        assert "Sent back: Numerator. The numbers do not fit together" in words(page)
        assert "not changed yet" in words(page)
        given = form_of(page.content.decode()) | {"numerator": "94", "step": "send"}
        assert clerk.post(desk.entry, given)["Location"] == figure(row)

        page = approver.get(figure(row))
        assert "Numerator 95 94" in words(page)
        assert "changed since" in words(page)
        seen = form_of(page.content.decode(), "act/approve")
        assert approver.post(figure(row, "act/approve/"), seen).status_code == 302
        assert current(desk).state == "approved"
        assert current(desk).approved_name == desk.approver.user.name_th
        assert "Waiting for others" in words(clerk.get(WORK))

    def test_taken_back_and_changed_while_the_approver_looks(
        self, desk: Desk, clerk: Client, approver: Client
    ) -> None:
        row = build.sent(desk.clerk, desk.cycle, build.share(95, 100))
        stale = form_of(approver.get(figure(row)).content.decode(), "act/approve")
        given = form_of(clerk.get(figure(row)).content.decode(), "act/take_back")
        assert clerk.post(figure(row, "act/take_back/"), given)["Location"] == desk.entry
        changed = as_it_stands(clerk, desk.entry, numerator="96", step="send")
        assert clerk.post(desk.entry, changed).status_code == 302
        answer = approver.post(figure(row, "act/approve/"), stale)
        assert answer.status_code == 409
        assert "Somebody changed this figure" in words(answer)
        assert current(desk).state == "submitted"

    def test_opened_again_it_is_a_new_revision(self, desk: Desk, clerk: Client) -> None:
        people = (desk.clerk, desk.approver, desk.cast.secretary)
        row = build.accepted(*people, desk.cycle, build.share(95, 100))
        wrong = clerk.post(figure(row, "act/reopen/"), {"reason": "ก"})
        assert wrong.status_code == 422
        answer = clerk.post(figure(row, "act/reopen/"), {"reason": "พบรายการตกหล่น"})
        assert answer["Location"] == desk.entry
        assert "พบรายการตกหล่น" in words(clerk.get(desk.entry))
        assert "This is an earlier revision" in words(clerk.get(figure(row)))
        newer = words(clerk.get(figure(current(desk))))
        assert "Revision 2" in newer
        assert "Revision 1" in newer


class TestEntry:
    def test_the_draft_is_saved_and_shown(self, desk: Desk, clerk: Client) -> None:
        page = words(clerk.get(desk.entry))
        assert "All results announced for the term" in page
        assert "not begun" in page
        assert clerk.post(desk.entry, typed("๙,๙๙๙", "10,000"))["Location"] == desk.entry
        row = current(desk)
        assert (row.state, row.numerator, row.denominator) == ("draft", 9_999, 10_000)
        given = as_it_stands(clerk, desk.entry)
        assert (given["numerator"], given["version"]) == (["9999"], ["1"])
        assert "Evidence is missing for" in words(clerk.get(desk.entry))

    @pytest.mark.parametrize(
        ("good", "n", "told"),
        [
            ("96", "95", "A part cannot be larger than its whole"),
            ("-1", "95", "must be a whole number"),
            ("9.5", "95", "must be a whole number"),
            ("ninety", "95", "must be a whole number"),
            ("1", "9" * 18, "is larger than 999,999,999"),
            ("95", "", "Write the number. If there was none, write 0."),
        ],
    )
    def test_numbers_that_cannot_be_are_told_and_the_rest_is_saved(
        self, desk: Desk, clerk: Client, good: str, n: str, told: str
    ) -> None:
        answer = clerk.post(desk.entry, typed(good, n, step="send", file_E1=pdf()))
        page = words(answer)
        assert told in page
        assert "Everything else was saved" in page
        assert form_of(answer.content.decode())["numerator"] == [good]
        row = current(desk)
        assert (row.state, row.counts, row.narrative) == ("draft", {}, "นับครบทุกคณะ")
        assert form_of(answer.content.decode())["version"] == [str(row.version)]
        with scope(desk.clerk.actor):
            assert row.evidence.get().filename == "report.pdf"

    def test_an_empty_draft_may_be_saved_but_not_sent(self, desk: Desk, clerk: Client) -> None:
        assert clerk.post(desk.entry, typed("", "")).status_code == 302
        page = clerk.post(desk.entry, as_it_stands(clerk, desk.entry, step="send"))
        assert "Write the number" in words(page)
        assert current(desk).state == "draft"

    def test_a_zero_denominator_is_no_data(self, desk: Desk, clerk: Client) -> None:
        clerk.post(desk.entry, typed("0", "0", step="send", file_E1=pdf()))
        row = current(desk)
        assert (row.state, row.value) == ("submitted", None)
        assert "No data" in words(clerk.get(figure(row)))
        assert "No data" in words(clerk.get(WORK))

    def test_what_waits_for_a_reason_is_told_and_saved(self, desk: Desk, clerk: Client) -> None:
        answer = clerk.post(desk.entry, typed(step="send"), follow=True)
        assert "Saved, but not sent yet" in words(answer)
        assert current(desk).state == "draft"
        reason = {"reason_evidence_missing__E1": "เอกสารรอลงนาม", "step": "send"}
        given = form_of(answer.content.decode()) | reason
        assert clerk.post(desk.entry, given)["Location"] == figure(current(desk))
        shown = words(clerk.get(figure(current(desk))))
        assert "No evidence (E1)" in shown
        assert "เอกสารรอลงนาม" in shown

    def test_a_reason_that_nothing_asks_for_any_more_goes(self, desk: Desk, clerk: Client) -> None:
        clerk.post(desk.entry, typed())
        reason = {"reason_evidence_missing__E1": "เอกสารรอลงนาม"}
        clerk.post(desk.entry, as_it_stands(clerk, desk.entry, **reason, step="save"))
        assert current(desk).overrides == {"evidence_missing:E1": "เอกสารรอลงนาม"}
        clerk.post(desk.entry, as_it_stands(clerk, desk.entry, file_E1=pdf(), step="send"))
        assert (current(desk).state, current(desk).overrides) == ("submitted", {})

    def test_five_counts_for_a_question(self, desk: Desk, clerk: Client) -> None:
        cycle = build.open_cycle_for(desk.cast, "REG03", "2024")
        url = f"/indicators/cycles/{cycle.uuid}/"
        given = {f"count_{point}": n for point, n in zip("54321", (169, 90, 45, 8, 6), strict=True)}
        clerk.post(url, given | {"basis": "declared", "step": "save", "version": "0"})
        row = current(desk)
        assert (row.n, row.numerator) == (318, 1362)
        page = words(clerk.get(url))
        assert "85.66" in page
        assert "Answers with 5 points" in page
        assert "Answers with 5 169" in words(clerk.get(figure(row)))

    def test_somebody_saved_meanwhile(self, desk: Desk, clerk: Client, approver: Client) -> None:
        before = as_it_stands(clerk, desk.entry, numerator="11", denominator="12")
        assert approver.post(desk.entry, typed()).status_code == 302
        answer = clerk.post(desk.entry, before | {"basis": "declared", "step": "save"})
        assert answer.status_code == 409
        assert "What you typed is still in the form" in words(answer)
        again = form_of(answer.content.decode())
        assert again["numerator"] == ["11"]
        assert current(desk).numerator == 95
        assert clerk.post(desk.entry, again | {"step": "save"}).status_code == 302
        assert current(desk).numerator == 11

    def test_markup_stays_text(self, desk: Desk, clerk: Client) -> None:
        clerk.post(desk.entry, typed(narrative=HTML, step="send", file_E1=pdf(f"{HTML}.pdf")))
        for url in (figure(current(desk)), figure(current(desk), "versions/2/")):
            answer = clerk.get(url)
            assert answer.status_code == 200
            assert "<img" not in answer.content.decode().partition("<main")[2]

    @pytest.mark.parametrize(
        "given",
        [{"basis": "guess"}, {"version": "x"}, {"version": "-1"}, {"step": "?"}, {"remove": "x"}],
    )
    def test_forms_that_somebody_made_up(
        self, desk: Desk, clerk: Client, given: dict[str, str]
    ) -> None:
        assert clerk.post(desk.entry, typed() | given).status_code in (200, 302)
        assert current(desk).state == "draft"


class TestSources:
    def test_three_beside_each_other_with_the_reason(self, desk: Desk, clerk: Client) -> None:
        seen_by_portal(desk, 110, 10)
        fed(desk, 4100, 110)
        page = clerk.get(desk.entry)
        shown = words(page)
        assert "The portal saw 120 of the 4,210 records (2.9 percent)" in shown
        given = form_of(page.content.decode())
        assert given["numerator"] == ["4100"], "what was fed is proposed"
        clerk.post(desk.entry, given | {"basis": "fed", "step": "save"})
        row = current(desk)
        assert (row.basis, row.numerator, row.denominator) == ("fed", 4100, 4210)

    def test_the_portals_own_figure_is_taken_over_and_marked(
        self, desk: Desk, clerk: Client
    ) -> None:
        seen_by_portal(desk, 110, 10)
        page = clerk.get(desk.entry)
        assert "never compared" in words(page)
        given = form_of(page.content.decode()) | {"basis": "derived", "file_E1": pdf()}
        clerk.post(desk.entry, given | {"step": "send"})
        row = current(desk)
        assert (row.basis, row.counts) == ("derived", {"good": 110, "bad": 10})
        assert "Not compared" in words(clerk.get(figure(row)))
        assert "seen by the portal alone, not compared" in words(clerk.get(WORK))

    def test_own_numbers_beside_a_taken_figure_are_not_dropped(
        self, desk: Desk, clerk: Client
    ) -> None:
        seen_by_portal(desk, 110, 10)
        answer = clerk.post(desk.entry, typed("4100", "4210", basis="derived"))
        assert "You changed the numbers" in words(answer)
        assert form_of(answer.content.decode())["numerator"] == ["4100"]
        assert current(desk).counts == {}

    def test_a_source_that_is_not_there(self, desk: Desk, clerk: Client) -> None:
        answer = clerk.post(desk.entry, typed(basis="fed"))
        assert answer.context["form"].errors["basis"]
        assert current(desk).counts == {}

    def test_files_beyond_what_is_read_at_once_are_told(
        self, desk: Desk, clerk: Client, settings: Any
    ) -> None:
        settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 2_000
        many = pdf(content=build.PDF + b"0" * 3_000)
        answer = clerk.post(desk.entry, typed(step="send", file_E1=many))
        assert "MB together, and none of it was taken." in words(answer)
        row = current(desk)
        assert (row.state, row.numerator) == ("draft", 95)


class TestDescribed:
    def test_a_field_names_its_pins_and_findings(self, desk: Desk, clerk: Client) -> None:
        row = build.sent(desk.clerk, desk.cycle, build.share(95, 100), evidence=("E1",))
        pins = [Pin(field, "arithmetic", "นับใหม่") for field in ("numerator", "evidence:E1")]
        with scope(desk.approver.actor) as actor:
            return_submission(actor=actor, uuid=row.uuid, version=row.version, pins=pins)
        page = clerk.get(desk.entry).content.decode()
        assert described(page, "numerator") == ["id_numerator_helptext", "pin_0_numerator"]
        assert described(page, "file_E1") == ["id_file_E1_helptext", "pin_0_evidence__E1"]
        assert described(page, "denominator") == ["id_denominator_helptext"]

    def test_a_box_for_a_reason_names_what_was_found(self, desk: Desk, clerk: Client) -> None:
        build.entered(desk.clerk, desk.cycle, build.share(95, 100), evidence=())
        page = clerk.get(desk.entry).content.decode()
        found = "finding_evidence_missing__E1"
        assert described(page, "file_E1") == ["id_file_E1_helptext", found]
        assert described(page, "reason_evidence_missing__E1") == [found]

    def test_the_error_is_named_as_well(self, desk: Desk, clerk: Client) -> None:
        page = clerk.post(desk.entry, typed("x", "100")).content.decode()
        assert described(page, "numerator") == ["id_numerator_helptext", "id_numerator_error"]


def described(page: str, name: str) -> list[str]:
    """Ids by which the control is described; each stands in the page exactly once."""
    (control,) = re.findall(rf'<(?:input|textarea)[^>]* name="{name}"[^>]*>', page)
    ids = str(re.findall(r'aria-describedby="([^"]*)"', control)[0]).split()
    assert [page.count(f'id="{one}"') for one in ids] == [1] * len(ids)
    return ids


class TestClosed:
    def test_reasons_in_words(self, desk: Desk, clerk: Client) -> None:
        early = build.open_cycle_for(desk.cast, period="2023-T1", opens=5)
        late = build.open_cycle_for(desk.cast, period="2023-T2", opens=-60, due=-30, locks=-1)
        with scope(desk.cast.secretary.actor) as actor:
            excuse(
                actor=actor,
                cycle=desk.cycle,
                institution=desk.cast.university_a,
                reason="ไม่มีนักศึกษาในภาคนี้",
            )
        told = {early: "not open yet", late: "The cycle is closed", desk.cycle: "ไม่มีนักศึกษาในภาคนี้"}
        for cycle, text in told.items():
            url = f"/indicators/cycles/{cycle.uuid}/"
            assert text in words(clerk.get(url))
            assert clerk.post(url, typed()).status_code == 409
        page = words(clerk.get(WORK))
        for text in ("Not open yet", "closed without a figure", "not expected"):
            assert text in page

    def test_a_figure_that_came_too_late_is_not_called_missing(
        self, desk: Desk, clerk: Client
    ) -> None:
        build.entered(desk.clerk, desk.cycle, build.share(99, 100))
        with scope(desk.cast.secretary.actor) as actor:
            lock_cycle(actor=actor, uuid=desk.cycle.uuid)
        page = words(clerk.get(WORK))
        assert "closed before it was accepted" in page
        assert "closed without a figure" not in page

    def test_an_exception_is_shown_with_its_day(self, desk: Desk, clerk: Client) -> None:
        late = build.open_cycle_for(desk.cast, period="2023-T2", opens=-60, due=-30, locks=-1)
        url = f"/indicators/cycles/{late.uuid}/"
        with scope(desk.cast.secretary.actor) as actor:
            lock_cycle(actor=actor, uuid=late.uuid)
            extend(
                actor=actor,
                cycle=late,
                institution=desk.cast.university_a,
                until=desk.cycle.due_on,
                reason="ระบบทะเบียนขัดข้อง",
            )
        assert "your exception ends" in words(clerk.get(url))
        assert "exception until" in words(clerk.get(WORK))
        assert clerk.post(url, typed(step="send", file_E1=pdf())).status_code == 302
        assert current(desk).state == "submitted"

    def test_not_expected_is_not_found(self, desk: Desk, clerk: Client) -> None:
        other = build.open_cycle_for(
            desk.cast, period="2023-T1", institutions=[desk.cast.university_b]
        )
        for uuid in (other.uuid, uuid4()):
            assert clerk.get(f"/indicators/cycles/{uuid}/").status_code == 404
            assert clerk.post(f"/indicators/cycles/{uuid}/", typed()).status_code == 404
