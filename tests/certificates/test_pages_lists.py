"""Pages of lists over HTTP: handing in, looking, approving, making, taking away."""

import csv
import io
import re
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from apps.certificates.models import RequestBatch, ServiceRequest
from apps.institutions.scope import scope
from apps.intake.models import Upload
from apps.jobs.models import Job
from tests.builders import certificates as build
from tests.certificates.conftest import Rendering, broken
from tests.certificates.desks import Desk
from tests.certificates.pages import BATCH_NEW, BATCHES, LIST, batch_address, form_of
from tests.certificates.test_incoming import FIRST, HEADINGS, row
from tests.courses.pages import browser_of, words

pytestmark = pytest.mark.django_db
CHOSEN = {"kind": "student_status", "language": "th", "title": "ทุนการศึกษา 2569"}


@pytest.fixture
def clerk(desk: Desk) -> Client:
    return browser_of(desk.clerk)


@pytest.fixture
def approver(desk: Desk) -> Client:
    return browser_of(desk.approver)


def file(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    written = io.StringIO()
    csv.writer(written).writerows([HEADINGS, *rows])
    return SimpleUploadedFile("list.csv", written.getvalue().encode())


def handed_in(browser: Client, *rows: tuple[str, ...]) -> str:
    """The address of the page that shows what was read."""
    answer = browser.post(BATCH_NEW, CHOSEN | {"file": file(*rows)})
    assert answer.status_code == 302, words(answer)
    return str(answer["Location"])


def confirmed(browser: Client, url: str, **given: Any) -> Any:
    return browser.post(url, form_of(browser.get(url).content.decode()) | given)


def only_batch(desk: Desk) -> RequestBatch:
    with scope(desk.clerk.actor):
        return RequestBatch.objects.get()


SECOND = row(รหัสนักศึกษา="6500000002")


class TestHandingIn:
    def test_empty_says_what_to_do(self, clerk: Client) -> None:
        assert "No list yet" in words(clerk.get(BATCHES))

    def test_the_template_is_read_again(self, clerk: Client) -> None:
        answer = clerk.get(f"{BATCHES}template-student_status.csv")
        assert "รหัสนักศึกษา" in answer.content.decode("utf-8-sig")
        assert clerk.get(f"{BATCHES}template-transcript.csv").status_code == 404

    def test_read_shown_taken(self, desk: Desk, clerk: Client) -> None:
        url = handed_in(clerk, FIRST, SECOND)
        page = words(clerk.get(url))
        assert "2 can be taken" in page
        assert "ศาสนา" in page
        with scope(desk.clerk.actor):
            assert not ServiceRequest.objects.exists()
        answer = confirmed(clerk, url)
        batch = only_batch(desk)
        assert answer["Location"] == batch_address(batch)
        assert (batch.total, batch.title) == (2, "ทุนการศึกษา 2569")
        with scope(desk.clerk.actor):
            assert not Upload.objects.filter(erased_at=None).exists()
        assert clerk.get(url).status_code == 404

    def test_rows_with_problems_are_told_and_left_out_on_demand(
        self, desk: Desk, clerk: Client
    ) -> None:
        url = handed_in(clerk, FIRST, row(รหัสนักศึกษา="6500000003", ชั้นปี="สิบสอง"))
        page = words(clerk.get(url))
        assert "1 to be corrected" in page
        assert "Write a number from 1 to 9." in page
        assert confirmed(clerk, url).status_code == 422
        assert confirmed(clerk, url, leave_out="yes").status_code == 302
        assert only_batch(desk).total == 1

    def test_who_has_an_open_request_is_told_on_its_row(self, desk: Desk, clerk: Client) -> None:
        assert confirmed(clerk, handed_in(clerk, FIRST)).status_code == 302
        url = handed_in(clerk, SECOND, FIRST)
        refused = confirmed(clerk, url)
        assert refused.status_code == 422
        assert "open request for the same paper" in words(refused)
        again = form_of(refused.content.decode())
        assert again["without"] == ["3"]
        answer = clerk.post(url, again | {"leave_out": "yes"})
        assert answer.status_code == 302
        with scope(desk.clerk.actor):
            assert sorted(RequestBatch.objects.values_list("total", flat=True)) == [1, 1]

    def test_given_up_keeps_nothing(self, desk: Desk, clerk: Client) -> None:
        url = handed_in(clerk, FIRST)
        assert clerk.post(url, {"discard": "1"})["Location"] == BATCH_NEW
        with scope(desk.clerk.actor):
            assert not Upload.objects.filter(erased_at=None).exists()
            assert not ServiceRequest.objects.exists()

    def test_a_file_that_is_none_keeps_the_rest(self, clerk: Client) -> None:
        nothing = SimpleUploadedFile("list.xlsx", b"\x00\x01 not a workbook")
        answer = clerk.post(BATCH_NEW, CHOSEN | {"file": nothing})
        assert answer.status_code == 422
        assert CHOSEN["title"] in answer.content.decode()
        assert clerk.post(BATCH_NEW, CHOSEN).status_code == 422

    def test_another_persons_file_is_not_found(
        self, desk: Desk, clerk: Client, approver: Client
    ) -> None:
        url = handed_in(clerk, FIRST)
        assert approver.get(url).status_code == 404
        assert clerk.get(url.partition("?")[0]).status_code == 404
        assert clerk.get(f"{BATCH_NEW}{uuid4()}/?{url.partition('?')[2]}").status_code == 404

    def test_a_count_that_the_page_did_not_show(self, clerk: Client) -> None:
        url = handed_in(clerk, FIRST)
        assert clerk.post(url, {"expected": "7", "without": "²"}).status_code == 409


class TestOneList:
    def test_approved_as_shown_made_and_taken_away(
        self, desk: Desk, clerk: Client, approver: Client, rendering: Rendering
    ) -> None:
        batch = build.listed(desk.clerk, 3)
        assert "An approver of your office" in words(clerk.get(batch_address(batch)))
        page = approver.get(batch_address(batch, "approve/"))
        assert "Approve 3 requests" in words(page)
        form = form_of(page.content.decode(), "approve/")
        assert approver.post(batch_address(batch, "approve/"), form).status_code == 302
        running = clerk.get(batch_address(batch, "progress/"))
        assert "0 of 3" in running.content.decode()
        assert "HX-Refresh" not in running
        build.do_jobs(desk.approver)
        assert clerk.get(batch_address(batch, "progress/"))["HX-Refresh"] == "true"
        assert "Download the archive" in words(clerk.get(batch_address(batch)))
        archive = clerk.get(batch_address(batch, "archive.zip"))
        content = b"".join(archive.streaming_content)  # type: ignore[attr-defined]
        assert len(content) == int(archive["Content-Length"])
        assert len(ZipFile(io.BytesIO(content)).namelist()) == 4
        done = clerk.post(batch_address(batch, "deliver/"), {"how": "desk"})
        assert done.status_code == 302
        assert {one.state for one in build.rows_of(desk.clerk, batch)} == {"delivered"}

    def test_a_list_that_changed_is_not_approved(self, desk: Desk, approver: Client) -> None:
        batch = build.listed(desk.clerk, 2)
        url = batch_address(batch, "approve/")
        form = form_of(approver.get(url).content.decode(), "approve/")
        one = build.rows_of(desk.clerk, batch)[0]
        browser = browser_of(desk.clerk)
        browser.post(f"/certificates/requests/{one.uuid}/act/cancel/", {"reason": "ยกเลิกแล้ว"})
        assert approver.post(url, form).status_code == 409

    def test_the_own_list_is_somebody_elses_to_approve(self, desk: Desk, approver: Client) -> None:
        batch = build.listed(desk.approver, 2)
        assert "Another approver of your office" in words(approver.get(batch_address(batch)))
        url = batch_address(batch, "approve/")
        page = approver.get(url)
        assert "Another approver of your office" in words(page)
        assert 'name="seen"' not in page.content.decode()
        assert browser_of(desk.clerk).get(url).status_code == 403

    def test_failed_rows_say_why_and_can_be_tried_again(
        self, desk: Desk, approver: Client, rendering: Rendering
    ) -> None:
        rendering(broken)
        batch = build.listed(desk.clerk, 2)
        build.approved_list(desk.approver, batch)
        build.do_jobs(desk.approver)
        page = approver.get(batch_address(batch))
        assert "The paper could not be laid out." in words(page)
        retry = re.search(r'href="(/certificates/approve/[^"]*)"', page.content.decode())
        assert retry
        again = approver.get(retry[1].replace("&amp;", "&"))
        assert "Approve 2 requests" in words(again)

    def test_a_list_whose_making_stopped(self, desk: Desk, clerk: Client, approver: Client) -> None:
        batch = build.listed(desk.clerk, 2)
        build.approved_list(desk.approver, batch)
        with scope(desk.approver.actor):
            Job.objects.update(state="failed", finished_at=timezone.now())
        assert "can have them made again" in words(clerk.get(batch_address(batch)))
        answer = approver.post("/certificates/resume/", {"batch": batch.uuid})
        assert answer["Location"] == batch_address(batch)

    def test_delivering_nothing_is_refused(self, desk: Desk, clerk: Client) -> None:
        batch = build.listed(desk.clerk, 1)
        answer = clerk.post(batch_address(batch, "deliver/"), {"how": "desk"})
        assert answer.status_code == 422
        assert clerk.get(batch_address(batch, "archive.zip")).status_code == 404

    def test_found_among_the_lists_and_the_requests(self, desk: Desk, clerk: Client) -> None:
        batch = build.listed(desk.clerk, 2)
        assert batch.title in words(clerk.get(BATCHES))
        assert "Only requests of the list" in words(clerk.get(f"{LIST}?batch={batch.uuid}"))

    @pytest.mark.parametrize("more", ["", "approve/", "progress/", "archive.zip"])
    def test_a_stranger_finds_nothing(self, desk: Desk, more: str) -> None:
        batch = build.listed(desk.clerk, 1)
        browser = browser_of(desk.strange_approver)
        assert browser.get(batch_address(batch, more)).status_code == 404

    def test_nobody_without_account_or_role(self, desk: Desk) -> None:
        batch = build.listed(desk.clerk, 1)
        assert Client().get(batch_address(batch, "archive.zip")).status_code == 302
        director = browser_of(desk.director)
        assert director.get(batch_address(batch, "archive.zip")).status_code == 403
