"""Pages of the sample audit, as a browser asks for them."""

import csv
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.audit.models import Entry
from apps.institutions.scope import scope
from apps.intake.models import Upload
from apps.kpi.models import AuditItem, AuditRound
from tests.builders.cast import Person
from tests.builders.kpi import open_cycle_for
from tests.courses.pages import browser_of, words
from tests.kpi import audit_desk as build
from tests.kpi.audit_desk import CODES, AuditDesk, make_audit_desk

pytestmark = pytest.mark.django_db
LIST = "/indicators/audits/"
MOST_QUERIES = 25


@pytest.fixture
def desk() -> AuditDesk:
    return make_audit_desk()


@pytest.fixture
def drawer(desk: AuditDesk) -> Client:
    return browser_of(desk.drawer)


@pytest.fixture
def checker(desk: AuditDesk) -> Client:
    return browser_of(desk.checker)


@pytest.fixture
def audit(desk: AuditDesk) -> AuditRound:
    return build.draw(desk)


def place_of(audit: AuditRound) -> str:
    return f"{LIST}{audit.uuid}/"


def register_of(desk: AuditDesk) -> str:
    return f"{LIST}cycles/{desk.cycle.uuid}/register/"


def file_of(*codes: str, name: str = "register.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join(("รหัสนักศึกษา", *codes)).encode(), "text/csv")


def handed_in(browser: Client, desk: AuditDesk, *codes: str) -> str:
    answer = browser.post(register_of(desk), {"file": file_of(*codes)})
    assert answer.status_code == 302, words(answer)
    return str(answer["Location"])


def round_now(person: Person) -> AuditRound:
    with scope(person.actor):
        return AuditRound.objects.get(dropped_at=None)


class TestDraw:
    def test_from_the_file_to_the_sample(self, desk: AuditDesk, drawer: Client) -> None:
        listed = words(drawer.get(LIST))
        assert "no sample yet" in listed
        assert "Hand in the register" in listed
        assert drawer.get(register_of(desk)).status_code == 200
        place = handed_in(drawer, desk, *CODES, CODES[0])
        shown = words(drawer.get(place))
        assert "100 different codes" in shown
        assert "1 repeated, counted once" in shown
        assert "xxxxxxx001" in shown
        assert CODES[0] not in shown
        assert re.search(r"60 records: about ±[0-9.]+ points", shown)
        answer = drawer.post(place, {"size": "other", "other": "40"})
        assert answer["Location"] == place_of(round_now(desk.drawer))
        assert round_now(desk.drawer).sample_size == 40
        assert drawer.get(place).status_code == 404
        with scope(desk.drawer.actor):
            assert Upload.objects.get().erased_at is not None
        assert "A colleague checks the records" in words(drawer.get(answer["Location"]))

    @pytest.mark.parametrize(
        "given", [{}, {"size": "other"}, {"size": "other", "other": "29"}, {"size": "7"}]
    )
    def test_a_size_that_is_none(
        self, desk: AuditDesk, drawer: Client, given: dict[str, str]
    ) -> None:
        place = handed_in(drawer, desk, *CODES)
        assert drawer.post(place, given).status_code == 422
        with scope(desk.drawer.actor):
            assert not AuditRound.objects.exists()

    def test_files_that_are_refused(self, desk: AuditDesk, drawer: Client) -> None:
        ids = ("1101700230708", "3100600450129", "1100200330413")
        valid = [code[:12] + str((11 - sum((13 - i) * int(d) for i, d in enumerate(code[:12])) % 11)
                                 % 10) for code in ids]  # fmt: skip
        for given in ({}, {"file": SimpleUploadedFile("x.csv", b"")}, {"file": file_of(*valid)}):
            answer = drawer.post(register_of(desk), given)
            assert answer.status_code == 422
            assert "Please correct what follows" in words(answer)
            assert valid[0] not in answer.content.decode()
        with scope(desk.drawer.actor):
            assert not Upload.objects.exists()

    def test_rows_to_be_corrected_stop_the_draw(self, desk: AuditDesk, drawer: Client) -> None:
        place = handed_in(drawer, desk, *CODES, "ไม่ทราบ")
        shown = words(drawer.get(place))
        assert "Row 102" in shown
        assert "Draw the sample" not in shown.partition("Look at what was read")[2]
        assert drawer.post(place, {"size": "30"}).status_code == 422

    def test_given_up_or_replaced(self, desk: AuditDesk, drawer: Client) -> None:
        first = handed_in(drawer, desk, *CODES)
        second = handed_in(drawer, desk, *CODES)
        assert drawer.get(first).status_code == 404
        assert "nothing was kept" in words(drawer.post(second, {"discard": "1"}, follow=True))
        with scope(desk.drawer.actor):
            assert not Upload.objects.filter(erased_at=None).exists()

    def test_a_file_of_somebody_else(
        self, desk: AuditDesk, drawer: Client, checker: Client
    ) -> None:
        place = handed_in(drawer, desk, *CODES)
        assert checker.get(place).status_code == 404

    def test_a_second_sample_is_refused(
        self, desk: AuditDesk, drawer: Client, checker: Client
    ) -> None:
        place = handed_in(checker, desk, *CODES)
        build.draw(desk)
        answer = checker.post(place, {"size": "30"})
        assert answer.status_code == 409
        assert "drawn for this cycle already" in words(answer)
        assert drawer.get(register_of(desk)).status_code == 409

    def test_repeated_from_the_same_file(
        self, audit: AuditRound, drawer: Client, checker: Client
    ) -> None:
        place = place_of(audit) + "again/"
        assert "Repeat the draw" in words(drawer.get(place))
        same = checker.post(place, {"file": file_of(*reversed(CODES))})
        assert "The draw is confirmed" in words(same)
        other = checker.post(place, {"file": file_of(*CODES[1:])})
        assert "The file holds other codes" in words(other)
        assert checker.post(place, {}).status_code == 422


class TestCheck:
    def test_one_after_the_other_to_the_result(
        self, desk: AuditDesk, audit: AuditRound, checker: Client
    ) -> None:
        listed = checker.get(place_of(audit) + "records/")
        (first, *_rest) = build.items_of(desk, audit)
        assert first.student_code in words(listed)
        place = f"{place_of(audit)}records/{first.uuid}/"
        assert place in listed.content.decode()
        page = checker.get(place)
        assert 'checked=""' not in page.content.decode().replace("checked>", 'checked="">')
        given = {f"field_{field['code']}": "right" for field in audit.fields}
        given |= {"field_birth": "differs", "note": "ปีเกิดในแฟ้มเป็น 2547", "seen": ""}
        while True:
            answer = checker.post(place, given)
            assert answer.status_code == 302, words(answer)
            place, given = answer["Location"], {"all_right": "1", "seen": ""}
            if place == place_of(audit):
                break
        shown = words(checker.get(place))
        assert "30 of 30" in shown
        assert "29 of them have every field right: 96.67 percent" in shown
        assert "Close the audit" in shown
        closed = checker.post(place + "close/", {"confirmed": "yes"}, follow=True)
        assert "The audit is closed" in words(closed)
        assert checker.post(place + "close/", {"confirmed": "yes"}).status_code == 409
        with scope(desk.checker.actor):
            assert AuditItem.objects.get(outcome="bad").note.startswith("ปีเกิด")

    def test_the_list_is_filtered_and_each_look_is_on_record(
        self, desk: AuditDesk, audit: AuditRound, checker: Client
    ) -> None:
        items = build.items_of(desk, audit)
        build.check(desk.approver, items[3], "status", note="ลาออกแล้ว")
        place = place_of(audit) + "records/"
        shown = words(checker.get(place, {"show": "differs"}))
        assert items[3].student_code in shown
        assert items[4].student_code not in shown
        assert "ลาออกแล้ว" in shown
        assert desk.approver.user.name_th in shown
        with scope(desk.checker.actor):
            look = Entry.objects.get(action="indicator_records.look")
            assert (look.target_uuid, look.purpose) == (items[3].uuid, "register_audit")
        waiting = words(checker.get(place, {"show": "unchecked"}))
        assert items[3].student_code not in waiting
        assert "No record fits" in words(checker.get(place, {"after": "500"}))
        assert items[0].student_code in words(checker.get(place, {"show": "<b>", "after": "x"}))

    def test_somebody_was_quicker(
        self, desk: AuditDesk, audit: AuditRound, checker: Client
    ) -> None:
        item = build.items_of(desk, audit)[0]
        build.check(desk.approver, item, "name")
        place = f"{place_of(audit)}records/{item.uuid}/"
        answer = checker.post(place, {"all_right": "1", "seen": ""})
        assert answer.status_code == 409
        assert "A colleague checked this record" in words(answer)
        (seen,) = re.findall(r'name="seen" value="([^"]+)"', checker.get(place).content.decode())
        assert checker.post(place, {"all_right": "1", "seen": seen}).status_code == 302

    def test_nothing_is_taken_for_granted(
        self, desk: AuditDesk, audit: AuditRound, checker: Client
    ) -> None:
        item = build.items_of(desk, audit)[0]
        place = f"{place_of(audit)}records/{item.uuid}/"
        for given in ({"seen": ""}, {"seen": "", "field_name": "differs", "all_right": "1"}):
            answer = checker.post(place, given)
            assert answer.status_code == 422
            assert "Choose whether it is right" in words(answer)
        with scope(desk.checker.actor):
            assert not AuditItem.objects.exclude(outcome="").exists()

    def test_whoever_drew_reads_and_does_not_check(
        self, desk: AuditDesk, audit: AuditRound, drawer: Client
    ) -> None:
        item = build.items_of(desk, audit)[0]
        place = f"{place_of(audit)}records/{item.uuid}/"
        page = drawer.get(place)
        assert "All fields are right" not in words(page)
        assert drawer.post(place, {"all_right": "1", "seen": ""}).status_code == 403
        assert drawer.post(place_of(audit) + "close/", {"confirmed": "yes"}).status_code == 403

    def test_as_many_queries_for_many_as_for_few(
        self, audit: AuditRound, checker: Client, django_assert_max_num_queries: Any
    ) -> None:
        for page in ("", "records/", "papers/"):
            with django_assert_max_num_queries(MOST_QUERIES):
                assert checker.get(place_of(audit) + page).status_code == 200


class TestPapers:
    def test_masked_and_without_notes(
        self, desk: AuditDesk, audit: AuditRound, checker: Client
    ) -> None:
        items = build.items_of(desk, audit)
        build.check(desk.checker, items[0], "name", note="สะกดผิด")
        for person in (desk.checker, desk.cast.director_a):
            page = browser_of(person).get(place_of(audit) + "papers/").content.decode()
            assert not any(item.student_code in page for item in items)
            assert f"xxxxxxx{items[0].student_code[-3:]}" in page
            assert "สะกดผิด" not in page
            assert audit.seed in page
        answer = checker.get(place_of(audit) + "papers/export.csv")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert len(rows) == 31
        assert rows[0][:3] == ["No.", "Student code", "Name"]
        assert rows[1][2:5] == ["0", "1", "1"]
        assert rows[2][2:5] == ["", "", ""]
        assert "สะกดผิด" not in answer.content.decode()
        with scope(desk.checker.actor):
            assert Entry.objects.filter(action="audit_round.export").count() == 1


class TestEnd:
    def test_dropped_with_a_reason(
        self, audit: AuditRound, drawer: Client, checker: Client
    ) -> None:
        place = place_of(audit)
        assert drawer.post(place + "drop/", {"reason": "x"}).status_code == 422
        answer = drawer.post(place + "drop/", {"reason": "The file lacked a faculty"}, follow=True)
        assert "The file lacked a faculty" in words(answer)
        assert "1 sample was dropped" in words(answer)
        assert drawer.post(place + "drop/", {"reason": "once more"}).status_code == 409
        assert "dropped" in words(checker.get(place))

    def test_not_without_saying_so(self, desk: AuditDesk, audit: AuditRound) -> None:
        build.check_all(desk, audit)
        browser = browser_of(desk.approver)
        assert browser.post(place_of(audit) + "close/").status_code == 302
        assert round_now(desk.drawer).closed_at is None

    def test_closing_too_early(self, audit: AuditRound, checker: Client) -> None:
        answer = checker.post(place_of(audit) + "close/", {"confirmed": "yes"})
        assert answer.status_code == 409
        assert "once every record is checked" in words(answer)


class TestWalls:
    def test_another_university_finds_nothing(
        self, desk: AuditDesk, audit: AuditRound, drawer: Client
    ) -> None:
        stranger = browser_of(desk.cast.registrar_b)
        item = build.items_of(desk, audit)[0]
        place = place_of(audit)
        pages = ("", "again/", "records/", f"records/{item.uuid}/", "papers/", "papers/export.csv")
        for page in pages:
            assert stranger.get(place + page).status_code == 404
        given = {"all_right": "1", "seen": "", "confirmed": "yes", "reason": "not mine at all"}
        for act in ("close/", "drop/", f"records/{item.uuid}/"):
            assert stranger.post(place + act, given).status_code == 404
        theirs = open_cycle_for(desk.cast, "REG04", "2024", institutions=[desk.cast.university_b])
        assert drawer.get(f"{LIST}cycles/{theirs.uuid}/register/").status_code == 404
        assert "no sample yet" in words(stranger.get(LIST))

    def test_roles(self, desk: AuditDesk, audit: AuditRound) -> None:
        item = build.items_of(desk, audit)[0]
        place = place_of(audit)
        named = (register_of(desk), place + "again/", place + "records/",
                 f"{place}records/{item.uuid}/")  # fmt: skip
        director, secretary = browser_of(desk.cast.director_a), browser_of(desk.cast.secretary)
        for page in named:
            assert director.get(page).status_code == 403
        for page in (LIST, place, place + "papers/"):
            assert director.get(page).status_code == 200
        for page in (*named, LIST, place, place + "papers/", place + "papers/export.csv"):
            assert secretary.get(page).status_code == 403
            assert Client().get(page).status_code == 302
        for act in ("close/", "drop/"):
            assert director.post(place + act).status_code == 403

    def test_no_cycle_yet(self, desk: AuditDesk) -> None:
        coordinator = browser_of(desk.cast.coordinator)
        assert coordinator.get(LIST).status_code == 403
        assert "REG04" in words(browser_of(desk.approver).get(LIST))
