"""Pages of requests over HTTP: asking, the work list, one request from the desk to the hand."""

import csv
import datetime as dt
import io
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.audit.models import Entry
from apps.certificates.models import ServiceRequest
from apps.certificates.services.feeding import FedRequest, feed_stages
from apps.documents.models import Paper
from apps.institutions.models import Signer
from apps.institutions.scope import scope, system_scope
from apps.qualifications.models import Conferral
from tests.builders import certificates as build
from tests.builders import qualifications as degrees
from tests.certificates.conftest import Rendering
from tests.certificates.desks import Desk
from tests.certificates.pages import (
    APPROVE,
    EXPORT,
    FIGURES,
    GRADUATION,
    LIST,
    MOST_QUERIES,
    NEW,
    SELECTED,
    STATUS_FORM,
    address,
    form_of,
    sent,
    typed,
)
from tests.courses.pages import NATIONAL_ID, browser_of, words

pytestmark = pytest.mark.django_db
HTML = '<img src=x onerror="alert(1)">'


@pytest.fixture
def clerk(desk: Desk) -> Client:
    return browser_of(desk.clerk)


@pytest.fixture
def approver(desk: Desk) -> Client:
    return browser_of(desk.approver)


def only_request(desk: Desk) -> ServiceRequest:
    with scope(desk.clerk.actor):
        return ServiceRequest.objects.get()


class TestAsking:
    def test_the_kinds_are_offered_with_their_times(self, clerk: Client) -> None:
        page = words(clerk.get(NEW))
        assert "Certificate of student status" in page
        assert "Ready within 3 working days." in page

    def test_typed_checked_and_sent(self, desk: Desk, clerk: Client) -> None:
        checked = words(clerk.post(STATUS_FORM, typed()))
        assert "หนังสือรับรองการเป็นนักศึกษา" in checked
        assert "เป็นนักศึกษาระดับปริญญาตรี" in checked
        answer = sent(clerk, STATUS_FORM, typed())
        row = only_request(desk)
        assert answer["Location"] == address(row)
        assert (row.state, row.purpose) == ("requested", "ขอทุนการศึกษา")
        assert row.facts["admitted_year"] == 2023
        assert "waits for approval" in words(clerk.get(address(row)))

    def test_nothing_typed_is_lost(self, clerk: Client) -> None:
        wrong = clerk.post(STATUS_FORM, typed(faculty="", term="9", addressee="ธนาคารทดสอบ"))
        assert wrong.status_code == 422
        page = wrong.content.decode()
        assert "ปาริชาติ" in page
        assert "ธนาคารทดสอบ" in page
        assert "Write a number from 1 to 3." in page
        checked = clerk.post(STATUS_FORM, typed(addressee="ธนาคารทดสอบ"))
        back = clerk.post(STATUS_FORM, form_of(checked.content.decode()) | {"step": "change"})
        assert back.status_code == 200
        assert form_of(back.content.decode())["addressee"] == ["ธนาคารทดสอบ"]

    def test_an_english_paper_needs_english_names(self, clerk: Client) -> None:
        answer = clerk.post(STATUS_FORM, typed(language="en", faculty_en=""))
        assert answer.status_code == 422
        assert "An English paper needs" in words(answer)
        assert "Certificate of Student Status" in words(
            clerk.post(STATUS_FORM, typed(language="en"))
        )

    def test_the_same_paper_twice_is_told_at_the_check(self, desk: Desk, clerk: Client) -> None:
        sent(clerk, STATUS_FORM, typed())
        again = sent(clerk, STATUS_FORM, typed())
        assert again.status_code == 409
        assert only_request(desk).code in words(again)

    @pytest.mark.parametrize(
        "given",
        [
            {"needed_by": "1/1/2560"},
            {"needed_by": "yesterday"},
            {"contact_email": "nobody"},
            {"student_code": NATIONAL_ID},
            {"first_name": HTML},
            {"purpose": "ก" * 301},
            {"level": "wizard"},
            {"language": "xx"},
            {"academic_year": "๒๕"},
        ],
    )
    def test_what_cannot_be_read_is_told_beside_the_field(
        self, desk: Desk, clerk: Client, given: dict[str, str]
    ) -> None:
        answer = clerk.post(STATUS_FORM, typed() | given)
        assert answer.status_code == 422
        (name,) = given
        assert answer.context["form"].errors[name]
        assert HTML not in answer.content.decode()

    def test_a_graduate_comes_out_of_the_own_register(self, desk: Desk) -> None:
        world = degrees.make_graduate_world(desk.cast)
        browser = browser_of(world.holder_registrar)
        degrees.registered(world, [degrees.degree(first_name_en="Kanda")])
        with scope(world.holder_registrar.actor):
            entry = Conferral.objects.get()
        found = browser.get(GRADUATION, {"words": entry.student_code})
        assert entry.first_name in words(found)
        url = f"{GRADUATION}?conferral={entry.uuid}"
        page = browser.get(url)
        assert entry.degree_th in words(page)
        assert "degree" not in page.context["form"].fields
        given = {"language": "th", "degree": "ปริญญาอื่น", "purpose": "สมัครงาน"}
        answer = sent(browser, url, given)
        assert answer.status_code == 302
        with scope(world.holder_registrar.actor):
            made = ServiceRequest.objects.get()
        assert made.conferral == entry.uuid
        assert made.facts["degree"] == entry.degree_th
        assert browser_of(desk.clerk).get(url).status_code == 404

    def test_addresses_that_somebody_made_up(self, clerk: Client) -> None:
        for path in (
            f"{NEW}transcript/",
            f"{GRADUATION}?conferral=nothing",
            f"{GRADUATION}?conferral={uuid4()}",
            f"{STATUS_FORM}?conferral={uuid4()}",
        ):
            assert clerk.get(path).status_code == 404, path


class TestWorkList:
    def test_empty_says_what_to_do(self, clerk: Client) -> None:
        assert "No request yet" in words(clerk.get(LIST))

    def test_filters_and_clock(self, desk: Desk, clerk: Client) -> None:
        first = build.requested(desk.clerk, 1)
        long_ago = timezone.now() - dt.timedelta(days=60)
        told = FedRequest(reference="REG-7", kind="transcript", requested_at=long_ago)
        with scope(desk.clerk.actor) as actor:
            feed_stages(actor=actor, stages=[told])
        page = words(clerk.get(LIST))
        assert "working days" in page
        assert "overdue by" in page
        only = words(clerk.get(f"{LIST}?show=overdue"))
        assert "REG-7" in only
        assert first.code not in only
        assert first.code in words(clerk.get(f"{LIST}?text={first.student_code}"))
        assert "No request fits" in words(clerk.get(f"{LIST}?kind=graduation"))

    @pytest.mark.parametrize(
        "query",
        ["show=nothing", "kind=x", "batch=x", "after=o1~2", "text=%F0%9F%90%98", "channel=%00"],
    )
    def test_addresses_that_somebody_made_up(self, desk: Desk, clerk: Client, query: str) -> None:
        build.requested(desk.clerk)
        assert clerk.get(f"{LIST}?{query}").status_code in (200, 400)

    def test_another_list_is_not_found(self, desk: Desk, clerk: Client) -> None:
        assert clerk.get(f"{LIST}?batch={uuid4()}").status_code == 404

    def test_a_bounded_number_of_queries(self, desk: Desk, approver: Client) -> None:
        build.listed(desk.clerk, 3)
        with CaptureQueriesContext(connection) as few:
            approver.get(LIST)
        build.listed(desk.clerk, 30, first=100)
        with CaptureQueriesContext(connection) as many:
            approver.get(LIST)
        assert len(many) == len(few) <= MOST_QUERIES

    def test_the_export_is_logged_and_holds_the_serial(
        self, desk: Desk, clerk: Client, rendering: Rendering
    ) -> None:
        row = build.requested(desk.clerk, given=build.application(purpose="=1+1"))
        build.produced(desk.clerk, desk.approver, row)
        answer = clerk.get(EXPORT)
        lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        with scope(desk.clerk.actor):
            paper = Paper.objects.get()
        assert len(lines) == 2
        assert paper.serial in lines[1]
        with system_scope("tests read the log"):
            assert Entry.objects.filter(action="service_request.export").count() == 1

    def test_a_director_reads_figures_and_no_persons(self, desk: Desk) -> None:
        row = build.requested(desk.clerk)
        browser = browser_of(desk.director)
        assert browser.get(LIST)["Location"] == FIGURES
        for path in (address(row), EXPORT, NEW, address(row, "paper.pdf")):
            assert browser.get(path).status_code == 403

    def test_a_stranger_finds_nothing(self, desk: Desk) -> None:
        row = build.requested(desk.clerk)
        browser = browser_of(desk.strange_approver)
        assert row.code not in words(browser.get(LIST))
        for path in (address(row), address(row, "edit/"), f"{APPROVE}?pick={row.uuid}"):
            assert browser.get(path).status_code == 404


class TestManyAtOnce:
    def test_ticked_shown_approved(self, desk: Desk, approver: Client) -> None:
        rows = [build.requested(desk.clerk, place) for place in (1, 2)]
        answer = approver.post(SELECTED, {"act": "approve", "pick": [row.uuid for row in rows]})
        assert answer.status_code == 302
        page = approver.get(answer["Location"])
        assert "เป็นนักศึกษาระดับปริญญาตรี" in words(page)
        assert "วรรณา" in words(page) or "Wanna" in words(page)
        done = approver.post(APPROVE, form_of(page.content.decode(), APPROVE))
        assert done.status_code == 302
        assert {row.state for row in build.fresh(desk.clerk, *rows)} == {"approved"}

    def test_own_entries_are_marked_and_left_out(self, desk: Desk, approver: Client) -> None:
        mine, other = build.requested(desk.approver, 1), build.requested(desk.clerk, 2)
        page = approver.get(f"{APPROVE}?pick={mine.uuid}&pick={other.uuid}")
        assert "is your own entry" in words(page)
        form = form_of(page.content.decode(), APPROVE)
        assert [pick.partition("~")[0] for pick in form["pick"]] == [str(other.uuid)]
        forged = form | {"pick": [f"{mine.uuid}~{form['pick'][0].partition('~')[2]}"]}
        assert approver.post(APPROVE, forged).status_code in (403, 409)
        assert build.fresh(desk.clerk, mine)[0].state == "requested"

    def test_what_changed_meanwhile_is_not_approved(self, desk: Desk, approver: Client) -> None:
        row = build.requested(desk.clerk)
        form = form_of(approver.get(f"{APPROVE}?pick={row.uuid}").content.decode(), APPROVE)
        browser = browser_of(desk.clerk)
        edited = form_of(browser.get(address(row, "edit/")).content.decode())
        assert sent(browser, address(row, "edit/"), edited | {"purpose": "อื่น"}).status_code == 302
        answer = approver.post(APPROVE, form)
        assert answer.status_code == 409
        assert "Somebody changed this request" in words(answer)

    @pytest.mark.parametrize("day", ["", "x", "1/1/2600", "1/1/2560"])
    def test_a_date_that_no_paper_bears(self, desk: Desk, approver: Client, day: str) -> None:
        row = build.requested(desk.clerk)
        form = form_of(approver.get(f"{APPROVE}?pick={row.uuid}").content.decode(), APPROVE)
        assert approver.post(APPROVE, form | {"letter_date": day}).status_code == 422
        assert build.fresh(desk.clerk, row)[0].state == "requested"

    def test_without_a_signer_the_remedy_is_said(self, desk: Desk, approver: Client) -> None:
        with scope(desk.approver.actor):
            Signer.objects.filter(institution=desk.cast.university_a).update(active=False)
        row = build.requested(desk.clerk)
        page = approver.get(f"{APPROVE}?pick={row.uuid}")
        assert "Nobody is named who signs" in words(page)
        assert "/office/" in page.content.decode()

    def test_delivering_many(self, desk: Desk, clerk: Client, rendering: Rendering) -> None:
        rows = [build.requested(desk.clerk, place) for place in (1, 2)]
        build.produced(desk.clerk, desk.approver, *rows)
        given = {"act": "deliver", "how": "post", "pick": [row.uuid for row in rows]}
        answer = clerk.post(f"{SELECTED}?show=produced", given)
        assert answer["Location"] == f"{LIST}?show=produced"
        assert {row.delivered_how for row in build.fresh(desk.clerk, *rows)} == {"post"}

    def test_refusals_stay_on_the_list(self, desk: Desk, clerk: Client) -> None:
        row = build.requested(desk.clerk)
        nothing = clerk.post(SELECTED, {"act": "deliver", "how": "post"})
        assert nothing.status_code == 422
        assert "Choose at least one request." in words(nothing)
        early = {"act": "deliver", "how": "post", "pick": [row.uuid]}
        assert clerk.post(SELECTED, early).status_code == 409
        assert clerk.post(SELECTED, {"act": "burn", "pick": [row.uuid]}).status_code == 404
        assert clerk.post(SELECTED, early | {"pick": ["x"]}).status_code == 404
        approve = clerk.post(SELECTED, {"act": "approve", "pick": [row.uuid]}, follow=True)
        assert approve.status_code == 403

    @pytest.mark.parametrize("query", ["", "pick=x"])
    def test_an_address_without_picks(self, approver: Client, query: str) -> None:
        assert approver.get(f"{APPROVE}?{query}").status_code in (404, 422)
