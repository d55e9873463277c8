"""Data back home: what the files hold for each side, their looks, their bounds."""

import csv
import io
import zipfile
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree
from openpyxl import load_workbook

from apps.audit.models import Entry
from apps.courses.models import CrossRegistration, Term
from apps.courses.selectors.records import records_of
from apps.courses.services import ruling
from apps.courses.views import files
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.courses.elmo_order import check_structure
from tests.graduates.test_pages import browser_of, words

pytestmark = pytest.mark.django_db

TERM = "/courses/exports/2569/1"
MOST_QUERIES = 15


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


class TestRecords:
    def test_what_the_home_gets(self, made: build.Exchange) -> None:
        rows = build.recognised(made, build.acknowledged(made), granted="2")
        with scope(made.registrar.actor) as actor:
            read = records_of(actor=actor, rows=CrossRegistration.objects.filter(pk=rows[0].pk))
        (record,) = read.records
        assert (record.grade, record.grade_points, record.home_grade) == (
            "B+",
            Decimal("3.5"),
            "B+",
        )
        assert (record.mapped_course, record.recognised_credits) == ("SC111", Decimal(2))
        assert record.grade_scale == "00300-2020-01-01"
        assert read.scales["00300-2020-01-01"][:2] == ["A = 4.00", "B+ = 3.50"]
        assert record.host.url == "https://kku.ac.th"

    def test_what_the_host_gets(self, made: build.Exchange) -> None:
        rows = build.recognised(made, build.acknowledged(made))
        with scope(made.host_registrar.actor) as actor:
            read = records_of(actor=actor, rows=CrossRegistration.objects.filter(pk=rows[0].pk))
        (record,) = read.records
        assert (record.grade, record.first_name) == ("B+", "ทดสอบ1")
        assert (record.home_grade, record.mapped_course) == ("", "")
        assert record.recognised_credits is None

    def test_a_result_that_waits_is_in_nobodys_file(self, made: build.Exchange) -> None:
        rows = build.enrolled(made)
        build.graded(made, rows)
        for person in (made.registrar, made.host_registrar):
            with scope(person.actor) as actor:
                read = records_of(actor=actor, rows=CrossRegistration.objects.all())
            assert read.records[0].grade == ""

    def test_a_grade_of_another_scale_is_left_to_a_person(self, made: build.Exchange) -> None:
        own = [{"grade": "A", "points": "4.00", "outcome": "passed"}]
        with scope(made.approver.actor) as actor:
            ruling.set_grade_scale(actor=actor, valid_from=build.dt.date(2021, 1, 1), grades=own)
        rows = build.acknowledged(made)
        with scope(made.registrar.actor) as actor:
            read = records_of(actor=actor, rows=CrossRegistration.objects.filter(pk=rows[0].pk))
        assert read.records[0].home_grade == ""

    def test_dates_of_the_hosts_term(self, made: build.Exchange) -> None:
        rows = build.enrolled(made)
        first, last = build.dt.date(2026, 8, 3), build.dt.date(2026, 12, 18)
        for institution, starts in ((made.host, first), (made.home, build.dt.date(2026, 7, 1))):
            person = made.host_registrar if institution == made.host else made.registrar
            with scope(person.actor):
                Term.objects.create(
                    institution=institution, academic_year=2026, term=1, starts_on=starts,
                    ends_on=last,
                )  # fmt: skip
        with scope(made.registrar.actor) as actor:
            read = records_of(actor=actor, rows=CrossRegistration.objects.filter(pk=rows[0].pk))
        assert (read.records[0].term_starts_on, read.records[0].term_ends_on) == (first, last)

    def test_queries_do_not_grow_with_rows(self, made: build.Exchange) -> None:
        counted = []
        for size in (1, 4):
            candidates = [build.candidate(size * 10 + at) for at in range(size)]
            build.recognised(made, build.acknowledged(made, *candidates)[:1])
            with scope(made.registrar.actor) as actor, CaptureQueriesContext(connection) as asked:
                read = records_of(actor=actor, rows=CrossRegistration.objects.all())
            counted.append(len(asked))
        assert len(read.records) == 5
        assert counted[0] == counted[1] <= 6


class TestFiles:
    @pytest.mark.parametrize("side", ["home", "host"])
    def test_a_registration_in_every_form(self, made: build.Exchange, side: str) -> None:
        rows = build.acknowledged(made)
        browser = browser_of(made.registrar if side == "home" else made.host_registrar)
        path = f"/courses/registrations/{rows[0].uuid}/export"
        (line,) = table(browser.get(f"{path}.csv").content)
        assert (line["Course code"], line["Grade"], line["First name"]) == ("CS101", "B+", "ทดสอบ1")
        book = load_workbook(io.BytesIO(browser.get(f"{path}.xlsx").content))
        assert book.active is not None
        assert book.active.max_row == 2
        answer = browser.get(f"{path}.elmo")
        assert answer["Content-Type"] == "application/xml"
        assert check_structure(answer.content) == []
        name = f"{rows[0].request.number}-CS101-{rows[0].home_student_code}.xml"
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'

    def test_a_request_of_several_students(self, made: build.Exchange) -> None:
        rows = build.acknowledged(made, build.candidate(1), build.candidate(2))
        browser = browser_of(made.registrar)
        path = f"/courses/requests/{rows[0].request.uuid}/export"
        assert len(table(browser.get(f"{path}.csv").content)) == 2
        archive = zipfile.ZipFile(io.BytesIO(browser.get(f"{path}.elmo").content))
        codes = {
            etree.fromstring(archive.read(name)).findtext(".//{*}learner/{*}identifier")
            for name in archive.namelist()
        }
        assert codes == {"6601000001", "6601000002"}

    def test_no_identifier_and_no_home_matters_for_the_host(self, made: build.Exchange) -> None:
        rows = build.recognised(made, build.acknowledged(made))
        path = f"/courses/requests/{rows[0].request.uuid}/export"
        home, host = browser_of(made.registrar), browser_of(made.host_registrar)
        assert b"SC111" in home.get(f"{path}.elmo").content
        for ending in ("csv", "elmo"):
            assert b"SC111" not in host.get(f"{path}.{ending}").content

    def test_each_row_is_a_recorded_look(self, made: build.Exchange) -> None:
        rows = build.acknowledged(made, build.candidate(1), build.candidate(2))
        browser_of(made.host_registrar).get(f"/courses/requests/{rows[0].request.uuid}/export.csv")
        looks = Entry.objects.filter(action="cross_registration.export")
        assert set(looks.values_list("owner_institution_id", "purpose", "case", "target_uuid")) == {
            (made.home.pk, "course_at_another_university", row.request.number, row.uuid)
            for row in rows
        }

    @pytest.mark.parametrize(
        "path",
        [
            "/courses/requests/{request}/export.csv",
            "/courses/registrations/{row}/export.elmo",
        ],
    )
    def test_what_is_anothers_is_not_found(self, made: build.Exchange, path: str) -> None:
        request, rows = build.drafted(made)
        asked = path.format(request=request.uuid, row=rows[0].uuid)
        assert browser_of(made.host_registrar).get(asked).status_code == 404  # not sent yet
        assert browser_of(made.registrar).get(asked).status_code == 200
        assert browser_of(made.registrar).get(asked.rpartition(".")[0] + ".pdf").status_code == 404
        assert browser_of(made.cast.director_a).get(asked).status_code == 403


class TestTerm:
    def test_both_sides_and_partners(self, made: build.Exchange) -> None:
        build.acknowledged(made)
        build.drafted(made, build.candidate(9, "CS102"))
        home, host = browser_of(made.registrar), browser_of(made.host_registrar)
        (line,) = table(home.get(f"{TERM}.csv").content)
        assert line["Course code"] == "CS101"
        assert len(table(home.get("/courses/exports/2026/1.csv").content)) == 1
        assert len(table(host.get(f"{TERM}.csv?side=host").content)) == 1
        for query, number in (("partner=00300", 1), ("partner=00400", 0), ("side=host", 0)):
            assert len(table(home.get(f"{TERM}.csv?{query}").content)) == number
        assert table(home.get("/courses/exports/2569/2.csv").content) == []

    @pytest.mark.parametrize(
        "path", ["2569/4.csv", "2569/1.pdf", "2569/1.csv?side=x", "2569/1.csv?partner=x"]
    )
    def test_what_there_is_not(self, made: build.Exchange, path: str) -> None:
        assert browser_of(made.registrar).get(f"/courses/exports/{path}").status_code == 404

    def test_too_many_for_one_file(
        self, made: build.Exchange, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        build.submitted(made, build.candidate(1), build.candidate(2))
        monkeypatch.setattr(files, "MOST_ROWS", 1)
        answer = browser_of(made.registrar).get(f"{TERM}.csv")
        assert answer.status_code == 422
        assert "Choose one partner university" in words(answer)
        assert not Entry.objects.filter(action="cross_registration.export").exists()
        assert len(table(browser_of(made.registrar).get(f"{TERM}.csv?partner=00400").content)) == 0

    def test_few_queries_however_many_rows(self, made: build.Exchange) -> None:
        build.acknowledged(made, *(build.candidate(at) for at in range(20)))
        browser = browser_of(made.registrar)
        for ending in ("csv", "xlsx", "elmo"):
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(f"{TERM}.{ending}").status_code == 200
            assert len(asked) <= MOST_QUERIES, ending
