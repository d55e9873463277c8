"""Pages of one figure over HTTP: approving, sending back, evidence, the work list."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.audit.models import Entry as LogEntry
from apps.institutions.scope import scope, system_scope
from apps.kpi.models import Evidence
from apps.kpi.services.approving import Pin, return_submission
from tests.builders import kpi as build
from tests.builders.cast import Cast
from tests.courses.pages import browser_of, words
from tests.kpi.desks import WORK, Desk
from tests.kpi.entry_pages import EXPORT, MOST_QUERIES, as_it_stands, current, figure, pdf, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(desk: Desk) -> Client:
    return browser_of(desk.clerk)


@pytest.fixture
def approver(desk: Desk) -> Client:
    return browser_of(desk.approver)


class TestApproving:
    def test_own_work_is_left_to_a_colleague(self, desk: Desk, approver: Client) -> None:
        row = build.sent(desk.approver, desk.cycle, build.share(95, 100))
        page = approver.get(figure(row))
        assert "Another approver of your university must approve it" in words(page)
        assert "Look and approve" not in words(approver.get(WORK))
        given = {"seen": page.context["seen"], "version": row.version}
        pinned = {"pin_0": "on", "reason_0": "other", "note_0": "ขอแก้ไขเอง"}
        for act in ("approve", "return"):
            answer = approver.post(figure(row, f"act/{act}/"), given | pinned)
            assert answer.status_code == 403
        assert current(desk).state == "submitted"

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ({}, "Tick at least one value"),
            ({"pin_0": "on"}, "Choose a reason"),
            ({"pin_0": "on", "reason_0": "other", "note_0": "ก"}, "Write what is to be corrected"),
            ({"note_0": "ไม่ได้ทำเครื่องหมาย"}, "Tick the value too"),
        ],
    )
    def test_sending_back_says_what(
        self, desk: Desk, approver: Client, given: dict[str, str], told: str
    ) -> None:
        row = build.sent(desk.clerk, desk.cycle, build.share(95, 100))
        answer = approver.post(figure(row, "act/return/"), {"version": row.version} | given)
        assert answer.status_code == 422
        assert told in words(answer)
        assert current(desk).state == "submitted"

    def test_every_version_that_was_sent_stays_readable(self, desk: Desk, clerk: Client) -> None:
        row = build.sent(desk.clerk, desk.cycle, build.share(95, 100))
        first = row.version
        with scope(desk.approver.actor) as actor:
            pin = Pin("numerator", "arithmetic", "นับรวมรายวิชาที่ยกเลิก")
            return_submission(actor=actor, uuid=row.uuid, version=row.version, pins=[pin])
        row = build.sent(desk.clerk, desk.cycle, build.share(94, 100), evidence=())
        assert "Numerator 95" in words(clerk.get(figure(row, f"versions/{first}/")))
        assert "95.00 %" in words(clerk.get(figure(row, f"versions/{first}/")))
        assert "Numerator 95 94" in words(clerk.get(figure(row, f"versions/{row.version}/")))
        assert clerk.get(figure(row, "versions/99/")).status_code == 404

    def test_roles(self, desk: Desk) -> None:
        row = build.sent(desk.clerk, desk.cycle, build.share(95, 100))
        director = browser_of(desk.cast.director_a)
        assert director.get(figure(row)).status_code == 200
        assert "Your decision" not in words(director.get(figure(row)))
        assert "Enter the figure" not in words(director.get(WORK))
        assert director.get(desk.entry).status_code == 403
        assert director.post(figure(row, "act/approve/")).status_code == 403
        stranger = browser_of(desk.cast.registrar_b)
        for path in (figure(row), figure(row, "versions/2/")):
            assert stranger.get(path).status_code == 404
        assert stranger.post(figure(row, "act/take_back/")).status_code == 404
        for person in (desk.cast.secretary, desk.cast.uploader_a, desk.cast.coordinator):
            for path in (WORK, desk.entry, figure(row), EXPORT):
                assert browser_of(person).get(path).status_code == 403

    def test_acts_that_there_are_not(self, desk: Desk, clerk: Client) -> None:
        row = build.sent(desk.clerk, desk.cycle, build.share(95, 100))
        assert clerk.post(figure(row, "act/burn/")).status_code == 404
        assert clerk.get(figure(row, "act/take_back/")).status_code == 405
        answer = clerk.post(figure(row, "act/take_back/"), {"version": "x"})
        assert answer.status_code == 409
        assert clerk.post(figure(row, "act/approve/"), {}).status_code == 403


class TestEvidence:
    def test_saved_by_the_browser_and_on_record(self, desk: Desk, clerk: Client) -> None:
        clerk.post(desk.entry, typed(file_E1=[pdf("รายงาน.pdf"), pdf("b.pdf")]))
        with scope(desk.clerk.actor):
            found = Evidence.objects.order_by("pk")[0]
        answer = clerk.get(f"/indicators/evidence/{found.uuid}/")
        assert (answer.content, answer["Content-Type"]) == (build.PDF, "application/pdf")
        assert answer["Content-Disposition"].startswith("attachment")
        with system_scope("tests read the log"):
            assert LogEntry.objects.filter(action="indicator_evidence.read").count() == 1
        for person, status in (
            (desk.cast.registrar_b, 404),
            (desk.cast.secretary, 404),
            (desk.cast.director_a, 403),
        ):
            assert (
                browser_of(person).get(f"/indicators/evidence/{found.uuid}/").status_code == status
            )

    def test_removed_when_saving(self, desk: Desk, clerk: Client) -> None:
        clerk.post(desk.entry, typed(file_E1=pdf()))
        with scope(desk.clerk.actor):
            found = Evidence.objects.get()
        given = as_it_stands(clerk, desk.entry, remove=str(found.uuid), step="save")
        assert clerk.post(desk.entry, given).status_code == 302
        assert "report.pdf" not in words(clerk.get(desk.entry))
        assert clerk.get(f"/indicators/evidence/{found.uuid}/").status_code == 404

    def test_what_is_no_pdf_is_told_at_its_field(self, desk: Desk, clerk: Client) -> None:
        answer = clerk.post(desk.entry, typed(file_E1=pdf("a.docx", b"PK"), file_E2=pdf("b.pdf")))
        assert "“a.docx” cannot be taken." in words(answer)
        assert answer.context["form"].errors["file_E1"]
        with scope(desk.clerk.actor):
            assert Evidence.objects.get().filename == "b.pdf"
        assert current(desk).numerator == 95


class TestWorkList:
    def test_empty(self, cast: Cast) -> None:
        assert "Nothing is expected yet" in words(browser_of(cast.registrar_a).get(WORK))

    def test_filters_and_order(self, desk: Desk, clerk: Client) -> None:
        build.open_cycle_for(desk.cast, "REG02", "2024", due=3)
        build.open_cycle_for(desk.cast, "REG02", "2023", opens=-30, due=-3)
        every = clerk.get(WORK)
        due = [row["cycle"].period_code for row in every.context["groups"][0]["rows"]]
        assert due == ["2023", "2024", "2024-T1"]
        assert "late" in words(every)
        only = clerk.get(f"{WORK}?indicator=REG02&year=2024")
        assert [row["cycle"].period_code for row in only.context["groups"][0]["rows"]] == ["2024"]
        assert clerk.get(f"{WORK}?indicator=REG01&year=2023").context["groups"] == []
        assert len(clerk.get(f"{WORK}?indicator=x&year=abc").context["groups"][0]["rows"]) == 3

    def test_the_export_is_no_formula(self, desk: Desk, clerk: Client) -> None:
        build.accepted(
            desk.clerk, desk.approver, desk.cast.secretary, desk.cycle, build.share(0, 0)
        )
        build.open_cycle_for(desk.cast, "REG02", "2024")
        answer = clerk.get(EXPORT)
        lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [line[0] for line in lines[1:]] == ["REG01", "REG02"] or len(lines) == 3
        cells = {line[0]: line for line in lines[1:]}
        assert cells["REG01"][8] == "No data"
        assert cells["REG02"][6:9] == ["", "", ""]
        assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)

    def test_a_bounded_number_of_queries(self, desk: Desk, clerk: Client) -> None:
        clerk.get(WORK)
        with CaptureQueriesContext(connection) as few:
            clerk.get(WORK)
        for year in range(2018, 2024):
            cycle = build.open_cycle_for(desk.cast, "REG02", str(year))
            build.entered(desk.clerk, cycle, build.share(95, 100), evidence=())
        with CaptureQueriesContext(connection) as many:
            clerk.get(WORK)
        assert len(many) == len(few) <= MOST_QUERIES

    def test_pages_of_a_figure_ask_little(self, desk: Desk, clerk: Client) -> None:
        row = build.sent(desk.clerk, desk.cycle, build.share(95, 100))
        with CaptureQueriesContext(connection) as queries:
            clerk.get(figure(row))
        assert len(queries) <= 2 * MOST_QUERIES
