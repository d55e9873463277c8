"""Pages of the register over HTTP: entries, corrections, holds, files, coverage, promise."""

import csv
import io
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.institutions.actor import Role
from apps.institutions.scope import scope
from apps.qualifications.incoming.register_layout import REGISTER_HEADINGS
from apps.qualifications.models import Conferral, PrivacyHold, RegisterLoad
from tests.builders import qualifications as build
from tests.builders.cast import make_person
from tests.builders.qualifications import Graduate
from tests.courses.pages import browser_of, stranger, words
from tests.qualifications.held import (
    COVERAGE,
    LOADS,
    MOST_QUERIES,
    PROMISE,
    REGISTER,
    check_url,
    form_values,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(world: Graduate) -> Client:
    return browser_of(world.holder_registrar)


@pytest.fixture
def approver(world: Graduate) -> Client:
    return browser_of(world.holder_approver)


def line_of(world: Graduate, code: str) -> UUID:
    with scope(world.holder_registrar.actor):
        return Conferral.objects.get(student_code=code, status="in_force").line


def line_url(line: UUID, more: str = "") -> str:
    return f"{REGISTER}lines/{line}/{more}"


def latest(world: Graduate) -> RegisterLoad:
    with scope(world.holder_registrar.actor):
        found = RegisterLoad.objects.order_by("-pk").first()
    assert found
    return found


def load_url(load: RegisterLoad, more: str = "") -> str:
    return f"{LOADS}{load.uuid}/{more}"


@pytest.fixture
def line(world: Graduate) -> UUID:
    """One degree in force."""
    build.registered(world, [build.degree(1)])
    return line_of(world, build.degree(1).student_code)


class TestEntries:
    def test_an_empty_register_says_how_to_begin(self, clerk: Client) -> None:
        page = words(clerk.get(REGISTER))
        assert "The register is empty" in page
        assert "Hand in a file" in page

    @pytest.mark.parametrize("wanted", ["6000000002", "จิราพร", "Kanda2"])
    def test_found_by_code_or_beginning_of_a_name(
        self, world: Graduate, clerk: Client, wanted: str
    ) -> None:
        build.registered(world, [build.degree(number) for number in (1, 2, 3)])
        page = words(clerk.get(REGISTER, {"words": wanted}))
        assert "6000000002" in page
        assert "6000000001" not in page
        assert "Nobody is found" in words(clerk.get(REGISTER, {"words": "พรจิรา"}))

    def test_the_number_of_queries_does_not_grow(self, world: Graduate, clerk: Client) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as caught:
                assert clerk.get(REGISTER).status_code == 200
            return len(caught)

        build.registered(world, [build.degree(1)])
        few = queries()
        build.registered(world, [build.degree(number) for number in range(2, 12)])
        assert queries() <= few < MOST_QUERIES

    def test_an_entry_shows_who_brought_and_approved_it(
        self, world: Graduate, clerk: Client, line: UUID
    ) -> None:
        page = words(clerk.get(line_url(line)))
        for person in (world.holder_registrar, world.holder_approver):
            assert person.user.name_th in page
        assert "x-xxxx-xxxxx" in page
        assert build.national_id(1) not in clerk.get(line_url(line)).content.decode()
        assert browser_of(stranger()).get(line_url(line)).status_code == 404
        assert browser_of(world.registrar).get(line_url(line)).status_code == 404

    def test_a_director_reads_no_person(self, world: Graduate, line: UUID) -> None:
        director = browser_of(make_person("director-b", world.holder, Role.DIRECTOR))
        for url in (REGISTER, line_url(line), LOADS):
            assert director.get(url).status_code == 403
        for url in (COVERAGE, PROMISE):
            assert director.get(url).status_code == 200


class TestCorrecting:
    def test_the_form_is_prefilled_without_the_identifier(self, clerk: Client, line: UUID) -> None:
        page = clerk.get(line_url(line, "correct/")).content.decode()
        given = form_values(page)
        assert given["degree_th"] == ["วิทยาศาสตรบัณฑิต"]
        assert given["gpax"] == ["3.25"]
        assert given["person_id"] == [""]
        assert "x-xxxx-xxxxx-01-3" in page

    def test_a_correction_waits_and_becomes_a_version(
        self, world: Graduate, clerk: Client, approver: Client, line: UUID
    ) -> None:
        url = line_url(line, "correct/")
        given = form_values(clerk.get(url).content.decode())
        given |= {"gpax": "3.52", "reason": "registry_error", "note": "บันทึกผิดช่อง"}
        assert clerk.post(url, given).status_code == 302
        load = latest(world)
        assert "waits for approval" in words(clerk.get(line_url(line)))
        page = words(approver.get(load_url(load)))
        assert "GPAX: 3.25 → 3.52" in page
        assert "บันทึกผิดช่อง" in page
        content = form_content(approver, load)
        assert approver.post(load_url(load, "accept/"), {"content": content}).status_code == 302
        after = words(approver.get(line_url(line)))
        assert "version 2" in after
        assert "GPAX: 3.25 → 3.52" in after
        with scope(world.holder_registrar.actor):
            old, new = Conferral.objects.order_by("version")
        assert (old.id_masked, bytes(old.id_index or b"")) == (
            new.id_masked,
            bytes(new.id_index or b""),
        )

    def test_what_is_missing_keeps_what_was_typed(self, clerk: Client, line: UUID) -> None:
        url = line_url(line, "correct/")
        given = form_values(clerk.get(url).content.decode())
        answer = clerk.post(url, given | {"major": "ชีววิทยา", "gpax": "5"})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert 'value="ชีววิทยา"' in page
        assert 'value="5"' in page

    def test_nothing_different_is_refused(self, clerk: Client, line: UUID) -> None:
        url = line_url(line, "correct/")
        given = form_values(clerk.get(url).content.decode())
        given |= {"reason": "other", "note": "ไม่เปลี่ยน"}
        answer = clerk.post(url, given)
        assert answer.status_code == 422
        assert "Nothing is different" in words(answer)

    def test_a_withdrawal_reopens_what_stood_on_it(
        self, world: Graduate, clerk: Client, approver: Client, line: UUID
    ) -> None:
        (check,) = build.asked(world, [build.claim(build.degree(1), world.holder)])
        assert check.by_register
        url = line_url(line, "withdraw/")
        assert clerk.post(url, {"reason": "", "note": "x"}).status_code == 422
        data = {"reason": "revoked", "note": "มติสภาครั้งที่ 4/2569"}
        assert clerk.post(url, data).status_code == 302
        load = latest(world)
        assert "would leave the register" in words(approver.get(load_url(load)))
        content = form_content(approver, load)
        assert approver.post(load_url(load, "accept/"), {"content": content}).status_code == 302
        page = words(approver.get(line_url(line)))
        assert "the degree was revoked" in page
        assert "Correct" not in page
        assert build.fresh(check, world.registrar).state == "waiting"
        told = words(browser_of(world.registrar).get(check_url(check)))
        assert "waiting for the holder" in told


def form_content(browser: Client, load: RegisterLoad) -> str:
    page = browser.get(load_url(load)).content.decode()
    return page.partition('name="content" value="')[2].partition('"')[0]


class TestHolds:
    def test_a_hold_is_placed_shown_and_lifted(
        self, world: Graduate, approver: Client, line: UUID
    ) -> None:
        assert approver.post(line_url(line, "hold/"), {"note": ""}).status_code == 422
        assert approver.post(line_url(line, "hold/"), {"note": "ก"}).status_code == 422
        note = "คำขอลงวันที่ 3 ม.ค. 2569"
        assert approver.post(line_url(line, "hold/"), {"note": note}).status_code == 302
        assert note in words(approver.get(line_url(line)))
        assert "privacy hold" in words(approver.get(REGISTER))
        assert approver.post(line_url(line, "hold/"), {"note": note}).status_code == 409
        assert approver.post(line_url(line, "lift/")).status_code == 302
        with scope(world.holder_approver.actor):
            assert PrivacyHold.objects.filter(lifted_at=None).exists()
        assert approver.post(line_url(line, "lift/"), {"confirmed": "yes"}).status_code == 302
        assert note not in words(approver.get(line_url(line)))

    def test_a_clerk_cannot_but_the_privacy_officer_can(
        self, world: Graduate, clerk: Client, line: UUID
    ) -> None:
        data = {"note": "คำขอของเจ้าของข้อมูล"}
        assert "/hold/" not in clerk.get(line_url(line)).content.decode()
        assert clerk.post(line_url(line, "hold/"), data).status_code == 403
        officer = browser_of(make_person("dpo-b", world.holder, Role.PRIVACY_OFFICER))
        page = officer.get(line_url(line)).content.decode()
        assert "/withdraw/" not in page
        assert officer.get(REGISTER).status_code == 200
        assert officer.post(line_url(line, "hold/"), data).status_code == 302


def register_file(*rows: dict[str, str]) -> SimpleUploadedFile:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(REGISTER_HEADINGS)
    writer.writerows([row.get(heading, "") for heading in REGISTER_HEADINGS] for row in rows)
    return SimpleUploadedFile("graduates.csv", out.getvalue().encode("utf-8-sig"), "text/csv")


def file_row(number: int, **given: str) -> dict[str, str]:
    row = build.degree(number)
    return {
        "รหัสนักศึกษา": row.student_code,
        "เลขประจำตัวประชาชน": build.national_id(number),
        "คำนำหน้า": row.title,
        "ชื่อ": row.first_name,
        "นามสกุล": row.last_name,
        "วันเกิด": "5/3/2542",
        "ชื่อปริญญา": "วิทยาศาสตรบัณฑิต",
        "สาขาวิชา": "วิทยาการคอมพิวเตอร์",
        "ระดับ": "ปริญญาตรี",
        "ปีการศึกษาที่สำเร็จ": "2564",
        "วันสำเร็จการศึกษา": "20/5/2565",
        "วันอนุมัติ (สภา)": "27/6/2565",
        "เกรดเฉลี่ย": "3.25",
    } | given


class TestFiles:
    def handed_in(self, browser: Client, *rows: dict[str, str], **given: Any) -> str:
        answer = browser.post(f"{LOADS}new/", {"file": register_file(*rows)} | given)
        assert answer.status_code == 302, words(answer)
        return str(answer["Location"])

    def test_the_template_has_the_headings(self, clerk: Client) -> None:
        text = clerk.get(f"{LOADS}template.csv").content.decode("utf-8-sig")
        assert next(csv.reader(io.StringIO(text))) == list(REGISTER_HEADINGS)

    def test_a_file_is_read_reviewed_and_put_in_force(
        self, world: Graduate, clerk: Client, approver: Client
    ) -> None:
        build.registered(world, [build.degree(1)])
        bad = file_row(4) | {"วันอนุมัติ (สภา)": "30/2/2565"}
        url = self.handed_in(clerk, file_row(1), file_row(2), file_row(3), bad, complete="on")
        assert "hx-get" in clerk.get(url).content.decode()
        assert build.do_jobs(world.holder_registrar) == ["done"]
        page = words(clerk.get(url))
        assert "2 new" in page
        assert "1 changed" in page
        assert "1 kept out, of 4 rows" in page
        assert "approval “30/2/2565” is no full date." in page
        assert "birth date" in page
        assert "You brought this yourself." in page
        assert "6000000002" in words(clerk.get(f"{url}?change=added"))
        load = latest(world)
        assert approver.post(f"{url}accept/", {"content": "00"}).status_code == 409
        content = form_content(approver, load)
        assert clerk.post(f"{url}accept/", {"content": content}).status_code == 403
        assert approver.post(f"{url}accept/", {"content": content}).status_code == 302
        assert "Put into the register by" in words(clerk.get(url))
        assert approver.post(f"{url}accept/", {"content": content}).status_code == 409
        reach = words(clerk.get(COVERAGE))
        assert "3 conferred degrees in all" in reach
        assert "complete" in reach

    def test_findings_can_be_taken_away(self, world: Graduate, clerk: Client) -> None:
        url = self.handed_in(clerk, file_row(1) | {"ปีการศึกษาที่สำเร็จ": "=1+1"}, file_row(2))
        build.do_jobs(world.holder_registrar)
        text = clerk.get(f"{url}findings.csv").content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        assert len(rows) > 1
        assert not any(cell.startswith("=") for row in rows for cell in row)
        assert build.national_id(1) not in text

    def test_a_file_that_is_none_says_why(self, world: Graduate, clerk: Client) -> None:
        empty = SimpleUploadedFile("a.csv", b"", "text/csv")
        assert clerk.post(f"{LOADS}new/", {"file": empty}).status_code == 422
        file = SimpleUploadedFile("a.csv", "ก,ข\n1,2\n".encode("utf-8-sig"), "text/csv")
        url = str(clerk.post(f"{LOADS}new/", {"file": file})["Location"])
        build.do_jobs(world.holder_registrar)
        page = words(clerk.get(url))
        assert "The file could not be read" in page
        assert "headings" in page

    def test_discarding_names_it_first(self, world: Graduate, clerk: Client) -> None:
        url = self.handed_in(clerk, file_row(1))
        build.do_jobs(world.holder_registrar)
        assert clerk.post(f"{url}discard/").status_code == 422
        assert clerk.post(f"{url}discard/", {"confirmed": "yes"}).status_code == 302
        assert "This was discarded" in words(clerk.get(url))
        with scope(world.holder_registrar.actor):
            assert not Conferral.objects.exists()

    def test_any_address_of_a_load_is_harmless(self, world: Graduate, clerk: Client) -> None:
        load = build.load_rows(world, [build.degree(1)])
        for query in (
            "change=x",
            "row=x",
            "row=99999999999",
            "rule=x",
            "after=-1",
            "change=changed",
        ):
            assert clerk.get(f"{load_url(load)}?{query}").status_code == 200

    def test_the_degree_of_an_answer_goes_with_the_answer(
        self, world: Graduate, approver: Client
    ) -> None:
        check = build.asked(world, [build.claim(build.degree(1), world.holder)])[0]
        build.proposed(world, check, outcome="confirmed", facts=build.degree(1))
        load = latest(world)
        page = approver.get(load_url(load)).content.decode()
        assert "/accept/" not in page
        assert "/discard/" not in page
        for act in ("accept/", "discard/"):
            refused = approver.post(load_url(load, act), {"confirmed": "yes", "content": ""})
            assert refused.status_code == 409
            assert "belongs to an answer" in words(refused)

    def test_the_list_of_loads(self, world: Graduate, clerk: Client) -> None:
        assert "Nothing was handed in yet" in words(clerk.get(LOADS))
        build.registered(world, [build.degree(1)])
        page = words(clerk.get(LOADS))
        assert "in the register" in page
        assert world.holder_approver.user.name_th in page


class TestReach:
    def test_years_down_and_levels_across(self, world: Graduate, clerk: Client) -> None:
        assert "The register holds no year yet" in words(clerk.get(COVERAGE))
        rows = [build.degree(1), build.degree(2, academic_year=2022, level=4)]
        build.registered(world, rows)
        page = words(clerk.get(COVERAGE))
        assert page.index("2022") < page.index("2021")
        assert "not yet complete" in page

    def test_the_approver_sets_the_time_to_answer(self, clerk: Client, approver: Client) -> None:
        assert "within 7 working days" in words(clerk.get(PROMISE))
        data = {"working_days": "5", "valid_from": "1/1/2599"}
        assert clerk.post(PROMISE, data).status_code == 403
        assert approver.post(PROMISE, {**data, "valid_from": "1/1/2560"}).status_code == 422
        assert approver.post(PROMISE, {**data, "working_days": "61"}).status_code == 422
        assert approver.post(PROMISE, data).status_code == 302
        assert "1 Jan 2056" in words(approver.get(PROMISE))
