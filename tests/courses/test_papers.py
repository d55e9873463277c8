"""Papers of courses: what they tell, that they are made once, and what a correction does."""

import json
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from django.conf import settings as django_settings
from django.test import Client
from lxml import etree

from apps.audit.models import Entry
from apps.core.errors import ForbiddenError, InvalidError, NotFoundError
from apps.courses.models import CoursePaper, CrossRegistration, Learner
from apps.courses.papers.errors import EmptyAccountError, HostIssuesError, NoResultsError
from apps.courses.selectors.ledger import papers_of_learner
from apps.courses.selectors.registrations import papers_of
from apps.courses.services.papering import (
    request_results_paper,
    request_statement_paper,
    write_paper_file,
)
from apps.documents.models import Paper, Status
from apps.documents.selectors import paper_content
from apps.documents.services import paper_pin
from apps.events.models import Event
from apps.institutions.actor import Role
from apps.institutions.models import Institution, Kind
from apps.institutions.scope import scope
from apps.jobs.models import Job
from apps.jobs.services import run
from tests.builders import courses as build
from tests.builders.cast import Cast, Person, make_person
from tests.courses.elmo_order import check_structure
from tests.graduates.test_pages import browser_of, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("papers_root")]


def asked(person: Person, row: CrossRegistration, language: str = "th") -> CoursePaper:
    with scope(person.actor) as actor:
        return request_results_paper(actor=actor, registration=row.uuid, language=language)


def stated(person: Person, row: CrossRegistration, language: str = "th") -> CoursePaper:
    with scope(person.actor) as actor:
        uuid = Learner.objects.get(pk=row.learner_id).uuid
        return request_statement_paper(actor=actor, learner=uuid, language=language)


def finished(person: Person, paper: CoursePaper) -> Paper:
    """The job run, and the row of the ledger."""
    with scope(person.actor):
        job = CoursePaper.objects.select_related("job").get(pk=paper.pk).job
    assert job is not None
    assert run(job.uuid) == "done"
    return ledger(person, paper)


def ledger(person: Person, paper: CoursePaper) -> Paper:
    with scope(person.actor):
        return Paper.objects.select_related("replaced_by").get(uuid=paper.paper)


def content_of(person: Person, paper: Paper) -> bytes:
    with scope(person.actor) as actor:
        return paper_content(actor=actor, paper=paper)


class TestResults:
    def test_tells_all_announced_results_of_the_term(
        self, made: build.Exchange, text_of: Callable[[bytes], str]
    ) -> None:
        rows = build.enrolled(
            made,
            build.candidate(1, "CS101", "6601000001", first_name="น้ำทิพย์", last_name="ป่ำกุล"),
            build.candidate(2, "CS102", "6601000001", first_name="น้ำทิพย์", last_name="ป่ำกุล"),
            build.candidate(3, "EN201", "6601000001", first_name="น้ำทิพย์", last_name="ป่ำกุล"),
            build.candidate(4, "CS101", "6601000004"),
        )
        build.announced(made, [rows[0]], "B+")
        build.announced(made, [rows[1]], "F")
        build.announced(made, [rows[3]], "A")
        paper = finished(made.host_registrar, asked(made.host_registrar, rows[0]))
        text = " ".join(text_of(content_of(made.registrar, paper)).split())
        assert (paper.issuer, paper.holder, paper.persons) == (made.host, made.home, 1)
        assert paper.status == Status.ACTIVE
        for shown in (
            *("น้ำทิพย์ ป่ำกุล", "6601000001", "การโปรแกรมเบื้องต้น", "Introduction to Programming"),
            *("CS101", "CS102", "3(2-2-5)", "B+", "3.50", "ไม่ผ่าน", "ภาคการศึกษาที่ ๑ ปีการศึกษา ๒๕๖๙"),
            *("หน่วยกิตที่ลงทะเบียน 6", "หน่วยกิตที่สอบผ่าน 3", "S = ผ่าน", "A = 4.00"),
            *(paper.serial, paper_pin(paper), made.host.name_th, made.home.name_th),
            made.host_approver.user.name_th,
        ):
            assert shown in text, shown
        for hidden in ("EN201", "6601000004", "ฉบับแก้ไข"):
            assert hidden not in text

    def test_in_english(self, made: build.Exchange, text_of: Callable[[bytes], str]) -> None:
        rows = build.acknowledged(made)
        paper = finished(made.host_registrar, asked(made.host_registrar, rows[0], "en"))
        text = " ".join(text_of(content_of(made.host_registrar, paper)).split())
        assert "Semester 1, academic year 2026" in text
        assert "Test1 Exchange" in text
        assert text.index("Introduction to Programming") < text.index("การโปรแกรมเบื้องต้น")
        assert "credits passed 3" in text
        assert "Page 1 / 1" in text

    def test_carries_its_data_and_conforms(self, made: build.Exchange) -> None:
        rows = build.recognised(made, build.acknowledged(made))
        paper = finished(made.host_registrar, asked(made.host_registrar, rows[0]))
        with pikepdf.open(BytesIO(content_of(made.registrar, paper))) as pdf:
            with pdf.open_metadata() as metadata:
                assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
                assert list(metadata["dc:creator"]) == [made.host.name_th]
            assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
            assert pdf.Root.MarkInfo.Marked
            assert [str(one.AFRelationship) for one in pdf.Root.AF] == ["/Data", "/Data"]
            data = json.loads(pdf.attachments["results.json"].get_file().read_bytes())
            elmo = pdf.attachments["results.xml"].get_file().read_bytes()
        (course,) = data["courses"]
        assert data["serial"] == paper.serial
        assert (course["code"], course["grade"], course["points"]) == ("CS101", "B+", "3.5")
        assert check_structure(elmo) == []
        text = etree.tostring(etree.fromstring(elmo), encoding="unicode")
        # what the home decided is not the host's to tell
        assert "SC111" not in text
        assert "recognised" not in text

    def test_asked_again_it_is_the_same_paper(self, made: build.Exchange) -> None:
        rows = build.announced(made, build.enrolled(made))
        first = asked(made.host_registrar, rows[0])
        assert asked(made.host_approver, rows[0]).pk == first.pk
        issued = finished(made.host_registrar, first)
        build.recognised(made, build.received(made, rows))
        again = asked(made.host_registrar, rows[0])
        assert again.pk == first.pk
        assert asked(made.host_registrar, rows[0], "en").pk != first.pk
        with scope(made.host_registrar.actor) as actor:
            write_paper_file(actor=actor, uuid=first.uuid, progress=lambda *_: None)
        assert ledger(made.host_registrar, first).sha256 == issued.sha256

    def test_a_further_result_makes_a_newer_paper(self, made: build.Exchange) -> None:
        student = "6601000001"
        rows = build.enrolled(
            made, build.candidate(1, "CS101", student), build.candidate(2, "CS102", student)
        )
        build.announced(made, [rows[0]])
        old = asked(made.host_registrar, rows[0])
        finished(made.host_registrar, old)
        build.announced(made, [rows[1]])
        new = finished(made.host_registrar, asked(made.host_registrar, rows[0]))
        assert ledger(made.host_registrar, old).replaced_by == new

    def test_a_correction_outdates_and_the_new_one_takes_its_place(
        self, made: build.Exchange, client: Client, text_of: Callable[[bytes], str]
    ) -> None:
        rows = build.acknowledged(made)
        old = asked(made.host_registrar, rows[0])
        code = finished(made.host_registrar, old).code
        rows = build.announced(made, rows, "C+", reason="appeal")
        assert ledger(made.registrar, old).status == Status.SUPERSEDED
        client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
        shown = client.get(f"/verify/{code}")
        assert "a corrected paper is not there yet" in shown.content.decode()
        new = asked(made.host_registrar, rows[0])
        assert new.pk != old.pk
        paper = finished(made.host_registrar, new)
        assert ledger(made.registrar, old).replaced_by == paper
        shown = client.get(f"/verify/{code}")
        assert paper.serial in shown.content.decode()
        text = " ".join(text_of(content_of(made.registrar, paper)).split())
        assert "ฉบับแก้ไข ครั้งที่ 2" in text
        assert "B+" not in text.partition("ระดับคะแนน ใช้")[0]

    def test_corrected_before_it_was_made_it_is_never_issued(self, made: build.Exchange) -> None:
        rows = build.announced(made, build.enrolled(made))
        old = asked(made.host_registrar, rows[0])
        rows = build.announced(made, rows, "A", reason="registry_error")
        assert finished(made.host_registrar, old).status == Status.RESERVED
        page = browser_of(made.host_registrar).get(f"/courses/papers/{old.uuid}/")
        assert "It was not made" in words(page)
        new = asked(made.host_registrar, rows[0])
        assert new.pk != old.pk
        assert finished(made.host_registrar, new).status == Status.ACTIVE

    def test_what_failed_is_tried_again_when_asked_again(self, made: build.Exchange) -> None:
        rows = build.announced(made, build.enrolled(made))
        paper = asked(made.host_registrar, rows[0])
        assert paper.job is not None
        with scope(made.host_registrar.actor):
            Job.objects.filter(pk=paper.job.pk).update(state="failed")
        page = browser_of(made.host_registrar).get(f"/courses/papers/{paper.uuid}/")
        assert "The paper could not be made." in words(page)
        again = asked(made.host_registrar, rows[0])
        assert (again.pk, again.job == paper.job) == (paper.pk, False)
        assert finished(made.host_registrar, again).status == Status.ACTIVE

    def test_only_the_host_issues(self, made: build.Exchange) -> None:
        rows = build.announced(made, build.enrolled(made))
        with pytest.raises(HostIssuesError):
            asked(made.registrar, rows[0])
        with pytest.raises(ForbiddenError):
            asked(made.cast.director_a, rows[0])
        with pytest.raises(InvalidError):
            asked(made.host_registrar, rows[0], "de")
        assert not CoursePaper._base_manager.exists()

    def test_nothing_to_certify(self, made: build.Exchange) -> None:
        rows = build.enrolled(made)
        build.graded(made, rows)
        with pytest.raises(NoResultsError):
            asked(made.host_registrar, rows[0])

    def test_both_sides_find_it_and_the_home_is_told(self, made: build.Exchange) -> None:
        rows = build.announced(made, build.enrolled(made))
        paper = asked(made.host_registrar, rows[0])
        finished(made.host_registrar, paper)
        for person in (made.registrar, made.host_registrar):
            with scope(person.actor):
                assert papers_of(rows[0]) == [paper]
                assert papers_of_learner(rows[0].learner) == [paper]
        with scope(made.registrar.actor):
            assert Event.objects.filter(kind="paper.issued", audience_id=made.home.pk).exists()


class TestStatement:
    def test_tells_entries_balances_and_decisions(
        self, made: build.Exchange, text_of: Callable[[bytes], str]
    ) -> None:
        rows = build.acknowledged(
            made,
            build.candidate(1, "CS101", "6601000001"),
            build.candidate(2, "CS102", "6601000001"),
        )
        build.recognised(made, rows[:1], granted="2")
        paper = finished(made.registrar, stated(made.registrar, rows[0]))
        content = content_of(made.registrar, paper)
        text = " ".join(text_of(content).split())
        for shown in ("ได้รับ 6", "เทียบโอนแล้ว 2", "คงเหลือที่ใช้ได้ 3", "ไม่ได้รับการเทียบ 1", "SC111", "−2"):
            assert shown in text, shown
        with pikepdf.open(BytesIO(content)) as pdf:
            data = json.loads(pdf.attachments["statement.json"].get_file().read_bytes())
        assert [(one["kind"], one["balance"]) for one in data["entries"]] == [
            ("earned", "3"),
            ("earned", "6"),
            ("used", "4"),
        ]
        assert data["totals"]["available"] == str(Decimal(3))

    def test_stays_the_same_until_something_is_booked(self, made: build.Exchange) -> None:
        rows = build.acknowledged(made)
        old = stated(made.registrar, rows[0])
        finished(made.registrar, old)
        assert stated(made.registrar, rows[0]).pk == old.pk
        build.recognised(made, rows)
        new = stated(made.registrar, rows[0])
        issued = finished(made.registrar, new)
        assert new.pk != old.pk
        assert ledger(made.registrar, old).replaced_by == issued

    def test_a_correction_outdates_it(self, made: build.Exchange) -> None:
        rows = build.recognised(made, build.acknowledged(made))
        paper = stated(made.registrar, rows[0])
        finished(made.registrar, paper)
        build.announced(made, rows, "C", reason="instructor_error")
        assert ledger(made.registrar, paper).status == Status.SUPERSEDED
        issued = finished(made.registrar, stated(made.registrar, rows[0]))
        assert ledger(made.registrar, paper).replaced_by == issued

    def test_is_the_homes_alone(self, made: build.Exchange) -> None:
        rows = build.acknowledged(made)
        with pytest.raises(NotFoundError):
            stated(made.host_registrar, rows[0])
        paper = stated(made.registrar, rows[0])
        answer = browser_of(made.host_registrar).get(f"/courses/papers/{paper.uuid}/")
        assert answer.status_code == 404

    def test_from_the_learners_page(self, made: build.Exchange) -> None:
        rows = build.acknowledged(made)
        with scope(made.registrar.actor):
            learner = Learner.objects.get(pk=rows[0].learner_id)
        path = f"/courses/learners/{learner.uuid}/statement/"
        browser = browser_of(made.registrar)
        answer = browser.post(path, {"language": "en"}, follow=True)
        assert "Credit statement" in words(answer)
        assert browser.post(path, {"language": "fr"}).status_code == 422
        assert browser_of(made.host_registrar).post(path).status_code == 404

    def test_an_empty_account(self, made: build.Exchange) -> None:
        rows = build.announced(made, build.enrolled(made))
        with pytest.raises(EmptyAccountError):
            stated(made.registrar, rows[0])


class TestPages:
    def test_from_the_button_to_the_file(self, made: build.Exchange) -> None:
        rows = build.announced(made, build.enrolled(made))
        host = browser_of(made.host_registrar)
        path = f"/courses/registrations/{rows[0].uuid}/paper/"
        answer = host.post(path, {"language": "en"})
        assert answer.status_code == 302
        assert "hx-get" in host.get(answer["Location"]).content.decode()
        home = browser_of(made.registrar)
        assert "it is being made" in words(home.get(answer["Location"]))
        file = f"{answer['Location'].rstrip('/')}.pdf"
        assert home.get(file).status_code == 404
        with scope(made.host_registrar.actor):
            paper = CoursePaper.objects.get()
        ledger_row = finished(made.host_registrar, paper)
        for browser in (host, home):
            assert "Issued, and active" in words(browser.get(answer["Location"]))
            got = browser.get(file)
            assert got["Content-Type"] == "application/pdf"
            assert got["Content-Disposition"] == f'attachment; filename="{ledger_row.serial}.pdf"'
            assert got.content.startswith(b"%PDF-")
        looks = Entry.objects.filter(action="course_paper.download").order_by("pk")
        owners = list(looks.values_list("owner_institution_id", "case", "purpose"))
        case = rows[0].request.number
        purpose = "course_at_another_university"
        assert owners == [(made.home.pk, case, purpose), (made.host.pk, case, purpose)]

    def test_a_stranger_finds_nothing(self, made: build.Exchange) -> None:
        rows = build.announced(made, build.enrolled(made))
        paper = asked(made.host_registrar, rows[0])
        finished(made.host_registrar, paper)
        stranger = browser_of(build_stranger(made.cast))
        for path in (f"/courses/papers/{paper.uuid}/", f"/courses/papers/{paper.uuid}.pdf"):
            assert stranger.get(path).status_code == 404
        assert stranger.post(f"/courses/registrations/{rows[0].uuid}/paper/").status_code == 404

    def test_the_home_is_told_whom_to_ask(self, made: build.Exchange) -> None:
        rows = build.announced(made, build.enrolled(made))
        answer = browser_of(made.registrar).post(f"/courses/registrations/{rows[0].uuid}/paper/")
        assert answer.status_code == 403
        assert "The host university issues this paper." in words(answer)

    def test_an_outdated_paper_says_what_to_do(self, made: build.Exchange) -> None:
        rows = build.announced(made, build.enrolled(made))
        paper = asked(made.host_registrar, rows[0])
        finished(made.host_registrar, paper)
        build.announced(made, rows, "A", reason="appeal")
        path = f"/courses/papers/{paper.uuid}/"
        assert "Ask Khon Kaen University for it" in words(browser_of(made.registrar).get(path))
        host = browser_of(made.host_registrar)
        assert "Make the paper anew" in words(host.get(path))
        new = host.post(f"/courses/registrations/{rows[0].uuid}/paper/", {"language": "th"})
        with scope(made.host_registrar.actor):
            finished(made.host_registrar, CoursePaper.objects.latest("pk"))
        assert f'href="{new["Location"]}"' in host.get(path).content.decode()


def build_stranger(cast: Cast) -> Person:
    elsewhere = Institution.objects.get(kind=Kind.UNIVERSITY, code="00400")
    return make_person("stranger", elsewhere, Role.REGISTRAR)
