"""Pages of requests over HTTP: one request from the desk to the hand."""

import pytest
from django.test import Client
from django.utils import timezone

from apps.audit.models import Entry
from apps.certificates.models import ServiceRequest
from apps.documents.models import Paper
from apps.institutions.scope import scope, system_scope
from apps.jobs.models import Job
from apps.notices.models import Notice
from tests.builders import certificates as build
from tests.certificates.conftest import Rendering, broken
from tests.certificates.desks import Desk
from tests.certificates.pages import (
    LIST,
    address,
    form_of,
    sent,
)
from tests.courses.pages import browser_of, words

pytestmark = pytest.mark.django_db
HTML = '<img src=x onerror="alert(1)">'


@pytest.fixture
def clerk(desk: Desk) -> Client:
    return browser_of(desk.clerk)


@pytest.fixture
def approver(desk: Desk) -> Client:
    return browser_of(desk.approver)


class TestOneRequest:
    def test_from_the_desk_to_the_hand(
        self, desk: Desk, clerk: Client, approver: Client, rendering: Rendering
    ) -> None:
        row = build.requested(desk.clerk)
        with system_scope("tests read notices"):
            assert Notice.objects.get().path == address(row)
        page = approver.get(address(row))
        form = form_of(page.content.decode(), "act/approve/")
        assert approver.post(address(row, "act/approve/"), form).status_code == 302
        assert "waiting" in words(clerk.get(address(row)))
        build.do_jobs(desk.approver)
        shown = words(clerk.get(address(row)))
        with scope(desk.clerk.actor):
            paper = Paper.objects.get()
        assert paper.serial in shown
        assert "PIN" in shown
        file = clerk.get(address(row, "paper.pdf"))
        assert file.content.startswith(b"%PDF")
        given = form_of(clerk.get(address(row)).content.decode(), "act/deliver/")
        assert clerk.post(address(row, "act/deliver/"), given | {"how": "desk"}).status_code == 302
        assert "handed over at the desk" in words(clerk.get(address(row)))
        with system_scope("tests read the log"):
            assert Entry.objects.filter(action="service_request.download").count() == 1

    def test_revoked_with_a_public_reason(
        self, desk: Desk, clerk: Client, approver: Client, rendering: Rendering
    ) -> None:
        (row,) = build.produced(desk.clerk, desk.approver, build.requested(desk.clerk))
        short = approver.post(address(row, "act/revoke/"), {"reason": "x"})
        assert short.status_code == 422
        assert "never the name of a person" in words(short)
        assert clerk.post(address(row, "act/revoke/"), {"reason": "ออกผิด"}).status_code == 403
        done = approver.post(address(row, "act/revoke/"), {"reason": "ข้อมูลไม่ถูกต้อง"})
        assert done.status_code == 302
        shown = words(clerk.get(address(row)))
        assert "ข้อมูลไม่ถูกต้อง" in shown
        with scope(desk.clerk.actor):
            code = Paper.objects.get().code
        assert "ข้อมูลไม่ถูกต้อง" in words(Client().get(f"/verify/{code}"))

    def test_replaced_by_a_corrected_one(
        self, desk: Desk, clerk: Client, rendering: Rendering
    ) -> None:
        (row,) = build.produced(desk.clerk, desk.approver, build.requested(desk.clerk))
        form = form_of(clerk.get(address(row, "replace/")).content.decode())
        assert form["first_name"] == ["ปาริชาติ"]
        without = clerk.post(address(row, "replace/"), form)
        assert without.status_code == 422
        changed = form | {"last_name": "ทองดี", "reason": "สะกดชื่อผิด"}
        answer = sent(clerk, address(row, "replace/"), changed)
        assert answer.status_code == 302
        with scope(desk.clerk.actor):
            new = ServiceRequest.objects.get(replaces=row)
        assert new.code in words(clerk.get(address(row)))
        assert row.code in words(clerk.get(address(new)))
        assert clerk.get(address(row, "replace/")).status_code == 409
        build.approved(desk.approver, new)
        build.do_jobs(desk.approver)
        assert "Replaced by" in words(clerk.get(address(row)))

    def test_cancelled_with_a_reason(self, desk: Desk, clerk: Client) -> None:
        row = build.requested(desk.clerk)
        assert clerk.post(address(row, "act/cancel/"), {"reason": ""}).status_code == 422
        done = clerk.post(address(row, "act/cancel/"), {"reason": "นักศึกษาไม่ต้องการแล้ว"})
        assert done.status_code == 302
        assert "นักศึกษาไม่ต้องการแล้ว" in words(clerk.get(address(row)))
        assert clerk.post(address(row, "act/cancel/"), {"reason": "อีกครั้งหนึ่ง"}).status_code == 409

    def test_the_own_entry_has_no_approval(self, desk: Desk, approver: Client) -> None:
        row = build.requested(desk.approver)
        page = approver.get(address(row))
        assert "act/approve/" not in page.content.decode()
        assert "Another approver of your office" in words(page)

    def test_a_failed_one_says_why_and_what_to_do(
        self, desk: Desk, approver: Client, rendering: Rendering
    ) -> None:
        rendering(broken)
        row = build.requested(desk.clerk)
        build.produced(desk.clerk, desk.approver, row)
        page = approver.get(address(row))
        assert "The paper could not be laid out." in words(page)
        assert "Approve it again" in words(page)
        form = form_of(page.content.decode(), "act/approve/")
        assert approver.post(address(row, "act/approve/"), form).status_code == 302
        assert build.fresh(desk.clerk, row)[0].state == "approved"

    def test_a_stopped_one_can_be_made_again(self, desk: Desk, approver: Client) -> None:
        row, other = build.requested(desk.clerk), build.requested(desk.clerk, 2)
        build.approved(desk.approver, row, other)
        with scope(desk.approver.actor):
            Job.objects.update(state="failed", finished_at=timezone.now())
        page = approver.get(address(row))
        assert "The making of 1 paper stopped" in words(page)
        form = form_of(page.content.decode(), "/certificates/resume/")
        answer = approver.post("/certificates/resume/", form)
        assert answer.headers["Location"] == address(row)
        states = [one.job.state for one in build.fresh(desk.clerk, row, other) if one.job]
        assert states == ["queued", "failed"], "the page of one paper begins no other"
        assert approver.post("/certificates/resume/").headers["Location"] == LIST
        states = [one.job.state for one in build.fresh(desk.clerk, row, other) if one.job]
        assert states == ["queued", "queued"]
        gone = "5b3c6f0e-0000-4000-8000-000000000000"
        assert approver.post("/certificates/resume/", {"request": gone}).status_code == 404
        assert approver.post("/certificates/resume/", {"batch": "x"}).status_code == 404
        assert browser_of(desk.clerk).post("/certificates/resume/").status_code == 403

    def test_editing_ends_the_approval_and_is_bound_to_what_was_seen(
        self, desk: Desk, clerk: Client
    ) -> None:
        row = build.requested(desk.clerk)
        build.approved(desk.approver, row)
        page = clerk.get(address(row, "edit/"))
        assert "A change ends the approval" in words(page)
        form = form_of(page.content.decode()) | {"purpose": "ใหม่"}
        assert sent(clerk, address(row, "edit/"), form).status_code == 302
        assert build.fresh(desk.clerk, row)[0].state == "requested"
        stale = sent(clerk, address(row, "edit/"), form | {"purpose": "ใหม่กว่า"})
        assert stale.status_code == 409
        assert "ใหม่กว่า" in words(stale)

    def test_html_is_inert(self, desk: Desk, clerk: Client) -> None:
        row = build.requested(
            desk.clerk, given=build.application(purpose=HTML, addressee=HTML, faculty=HTML)
        )
        for path in (address(row), LIST, address(row, "edit/")):
            assert HTML not in clerk.get(path).content.decode()

    def test_acts_and_files_that_there_are_not(self, desk: Desk, clerk: Client) -> None:
        row = build.requested(desk.clerk)
        assert clerk.post(address(row, "act/burn/")).status_code == 404
        assert clerk.get(address(row, "paper.pdf")).status_code == 404
        assert clerk.get(address(row, "replace/")).status_code == 409
