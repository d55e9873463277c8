"""Pages of agreements, rules, offerings and the catalogue over HTTP."""

import datetime as dt
import html
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.audit.models import Entry
from apps.courses.grades import USUAL_SCALE
from apps.courses.models import Agreement, GradeScale, Offering, RecognitionPolicy, Term
from apps.courses.selectors import agreements as agreement_reads
from apps.courses.selectors import catalogue as catalogue_reads
from apps.courses.services import agreeing
from apps.institutions.models import Institution
from apps.institutions.scope import scope, system_scope
from apps.intake.models import Upload
from tests.builders import courses as build
from tests.builders.cast import Cast, Person

pytestmark = pytest.mark.django_db

AGREEMENTS, RULES = "/courses/agreements/", "/courses/rules/"
OFFERINGS, CATALOGUE = "/courses/offerings/", "/courses/catalogue/"
IMPORT = f"{OFFERINGS}import/"
MOST_QUERIES = 15
PDF = b"%PDF-1.7\n%test\n%%EOF\n"
DRAFT = {
    "kind": "mou",
    "title_th": "บันทึกข้อตกลงเรียนข้ามสถาบัน",
    "starts_on": "1/6/2569",
    "ends_on": "31 พ.ค. 2574",
    "founding": ["00300"],
}
COURSE = {
    "term": "2026-1",
    "code": "ma201",
    "section": "1",
    "name_th": "แคลคูลัส",
    "credits": "3 (3-0-6)",
    "level": "bachelor",
    "language": "th",
    "withdraw_by": "31/10/2569",
}


@pytest.fixture
def made(cast: Cast) -> build.Exchange:
    return build.make_exchange(cast)


def browser_of(person: Person, language: str = "en") -> Client:
    browser = Client(headers={"accept-language": language})
    person.user.language = language
    person.user.save(update_fields=["language"])
    browser.force_login(person.user)
    return browser


def words(answer: object) -> str:
    """What is read on the page, without markup, in one line."""
    main = answer.content.decode().partition("<main")[2]  # type: ignore[attr-defined]
    return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", main).split()))


def pdf(name: str = "mou.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def queries_of(browser: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert browser.get(path).status_code == 200
    return len(caught)


class TestAgreements:
    def draft(self, cast: Cast, **more: object) -> Agreement:
        answer = browser_of(cast.registrar_a).post(f"{AGREEMENTS}new/", {**DRAFT, **more})
        assert answer.status_code == 302, words(answer)
        with scope(cast.registrar_a.actor):
            return Agreement.objects.get(uuid=answer["Location"].rstrip("/").rpartition("/")[2])

    def test_an_empty_list_says_what_to_do(self, cast: Cast) -> None:
        page = words(browser_of(cast.registrar_a).get(AGREEMENTS))
        assert "No agreement yet" in page
        assert "New agreement" in page
        assert "New agreement" not in words(browser_of(cast.director_a).get(AGREEMENTS))

    @pytest.mark.parametrize("path", [AGREEMENTS, RULES, OFFERINGS, CATALOGUE])
    def test_a_school_is_refused(self, cast: Cast, path: str) -> None:
        assert browser_of(cast.uploader_a).get(path).status_code == 403

    def test_from_draft_to_force_through_the_pages(self, cast: Cast) -> None:
        agreement = self.draft(cast, file=pdf())
        page = f"{AGREEMENTS}{agreement.uuid}/"
        browser = browser_of(cast.registrar_a)
        assert agreement.version == 2
        assert "Open for signature" in words(browser.get(page))
        browser.post(f"{page}offer/", {"version": "2"})
        assert "A registrar approver or director" in words(browser.get(page))

        signed = {"version": "2", "name": "ศ. สมมติ", "post": "อธิการบดี", "signed_on": "1/6/2569"}
        browser_of(cast.director_a).post(f"{page}sign/", signed)
        waiting = words(browser.get(page))
        assert "Your university has signed. Waiting for:" in waiting
        assert f"Not signed yet: {cast.university_b.name_en}" in words(browser.get(AGREEMENTS))

        other = build.make_person("approver-b", cast.university_b, cast.approver_a.actor.role)
        assert "our signature is missing" in words(browser_of(other).get(AGREEMENTS))
        browser_of(other).post(f"{page}sign/", {**signed, "name": "รศ. ทดสอบ"})
        shown = words(browser.get(page))
        assert "in force" in shown
        assert "ศ. สมมติ อธิการบดี" in shown
        assert "put it in force by the last signature" in shown
        assert browser.get(f"{page}document.pdf").content == PDF

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"founding": []}, "Choose at least one other university as a party."),
            ({"founding": ["00300", "00200"]}, "With more than one other university this is"),
            ({"ends_on": "1/1/2560"}, "The last day must come after the first day."),
            ({"starts_on": "1/6/69"}, "Write the year with four digits"),
            ({"starts_on": "31/2/2569"}, "This is not a date."),
            ({"starts_on": "2569"}, "Write the whole date"),
            ({"kind": "one_off"}, "Say for how many registrations the approval is given."),
            ({"file": pdf("x.pdf", b"no pdf at all")}, "Attach a PDF file of at most 20 MB."),
        ],
    )
    def test_wrong_input_keeps_what_was_typed(
        self, cast: Cast, wrong: dict[str, object], sentence: str
    ) -> None:
        browser = browser_of(cast.registrar_a)
        answer = browser.post(f"{AGREEMENTS}new/", {**DRAFT, "number": "อว 99", **wrong})
        assert answer.status_code == 422
        assert sentence in words(answer)
        assert 'value="อว 99"' in answer.content.decode()
        with scope(cast.registrar_a.actor):
            assert not Agreement.objects.exists()

    def test_a_consortium_has_all_its_parties(self, cast: Cast) -> None:
        agreement = self.draft(cast, kind="consortium", founding=["00300", "00200"], others="00100")
        assert len(agreement.party_ids) == 4
        page = words(browser_of(cast.registrar_b).get(f"{AGREEMENTS}{agreement.uuid}/"))
        assert "Chulalongkorn University" in page

    def test_a_stale_change_is_409_and_keeps_both_sides(self, cast: Cast) -> None:
        agreement = self.draft(cast)
        address = f"{AGREEMENTS}{agreement.uuid}/edit/"
        change = {**DRAFT, "version": "1", "title_en": "Theirs", "number": "ม.ข. 7"}
        assert browser_of(cast.registrar_b).post(address, change).status_code == 302
        browser = browser_of(cast.registrar_a)
        answer = browser.post(address, {**DRAFT, "version": "1", "title_en": "Ours"})
        assert answer.status_code == 409
        page = words(answer)
        assert "it is version 2 now" in page
        assert "Title in English – stored now: Theirs" in page
        assert "Number – stored now: ม.ข. 7" in page
        assert 'value="Ours"' in answer.content.decode()
        again = browser.post(address, {**DRAFT, "version": "2", "title_en": "Ours"})
        assert again.status_code == 302
        with scope(cast.registrar_a.actor):
            assert Agreement.objects.get().title_en == "Ours"

    def test_a_change_comes_too_late_for_a_closed_draft(self, cast: Cast) -> None:
        agreement = self.draft(cast, file=pdf())
        browser = browser_of(cast.registrar_a)
        browser.post(f"{AGREEMENTS}{agreement.uuid}/offer/", {"version": "2"})
        answer = browser.post(
            f"{AGREEMENTS}{agreement.uuid}/edit/", {**DRAFT, "version": "2", "terms": "ฟรี"}
        )
        assert answer.status_code == 409
        assert "so that you can copy it" in words(answer)
        assert "ฟรี</textarea>" in answer.content.decode()

    def test_an_older_version_is_not_signed(self, made: build.Exchange) -> None:
        agreement = self.draft(made.cast, file=pdf())
        page, browser = f"{AGREEMENTS}{agreement.uuid}/", browser_of(made.registrar)
        browser.post(f"{page}offer/", {"version": "2"})
        signed = {"version": "1", "name": "ศ. สมมติ", "post": "อธิการบดี", "signed_on": "1/6/2569"}
        answer = browser_of(made.approver).post(f"{page}sign/", signed)
        assert answer.status_code == 409
        assert "it is version 2 now" in words(answer)
        assert 'value="ศ. สมมติ"' in answer.content.decode()
        late = browser_of(made.approver).post(f"{page}sign/", {**signed, "signed_on": "1/6/2599"})
        assert late.status_code == 409
        future = {**signed, "version": "2", "signed_on": "1/6/2599"}
        assert "lies in the future" in words(browser_of(made.approver).post(f"{page}sign/", future))

    def test_the_paper_is_needed_before_signatures(self, cast: Cast) -> None:
        agreement = self.draft(cast)
        page, browser = f"{AGREEMENTS}{agreement.uuid}/", browser_of(cast.registrar_a)
        assert "The paper is missing." in words(browser.get(page))
        answer = browser.post(f"{page}offer/", {"version": "1"})
        assert answer.status_code == 422
        assert "Attach the agreement as a PDF before it is signed." in words(answer)
        wrong = browser.post(f"{page}document/", {"version": "1", "file": pdf(content=b"GIF89a")})
        assert wrong.status_code == 422
        assert "Attach a PDF file of at most 20 MB." in words(wrong)
        assert browser.get(f"{page}document.pdf").status_code == 404
        assert browser.post(f"{page}document/", {"version": "1", "file": pdf()}).status_code == 302
        assert browser.get(f"{page}document.pdf").content == PDF

    def test_an_end_needs_a_reason_and_the_name(self, made: build.Exchange) -> None:
        assert made.agreement is not None
        page, browser = f"{AGREEMENTS}{made.agreement.uuid}/", browser_of(made.approver)
        form = {"version": "2", "note": "ครบกำหนดตามมติ", "confirmed": "on"}
        for wrong, sentence in (
            ({"confirmed": ""}, "tick the box that names the agreement"),
            ({"note": "x"}, "Write a reason of at least five letters"),
        ):
            answer = browser.post(f"{page}terminate/", {**form, **wrong})
            assert answer.status_code == 422
            assert sentence in words(answer)
        assert browser_of(made.registrar).post(f"{page}terminate/", form).status_code == 403
        assert browser.post(f"{page}terminate/", form).status_code == 302
        shown = words(browser.get(page))
        assert "terminated" in shown
        assert "ครบกำหนดตามมติ" in shown

    def test_negotiation_again_and_dropped(self, cast: Cast) -> None:
        agreement = self.draft(cast, file=pdf())
        page, browser = f"{AGREEMENTS}{agreement.uuid}/", browser_of(cast.registrar_b)
        browser.post(f"{page}offer/", {"version": "2"})
        reason = {"note": "ขอแก้ค่าธรรมเนียม", "confirmed": "on"}
        browser.post(f"{page}renegotiate/", {"version": "2", **reason})
        assert "being negotiated" in words(browser.get(page))
        browser.post(f"{page}drop/", {"version": "3", **reason})
        assert "dropped" in words(browser.get(page))
        assert "Ended" in words(browser.get(AGREEMENTS))

    def test_a_third_university_sees_nothing(self, made: build.Exchange) -> None:
        assert made.agreement is not None
        third = Institution.objects.get(code="00200", kind="university")
        stranger = build.make_person("stranger", third, made.registrar.actor.role)
        browser, page = browser_of(stranger), f"{AGREEMENTS}{made.agreement.uuid}/"
        for path in (page, f"{page}edit/", f"{page}document.pdf"):
            assert browser.get(path).status_code == 404
        for act in ("offer", "drop"):
            form = {"version": "2", "note": "ลองดูครับ", "confirmed": "on"}
            assert browser.post(f"{page}{act}/", form).status_code == 404

    def test_pages_of_a_group(self, made: build.Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(agreement_reads, "PAGE", 2)
        with scope(made.registrar.actor) as actor:
            for number in range(4):
                content = agreeing.Content(
                    "mou", f"ฉบับ {number}", [made.host], dt.date(2026, 1, 1), dt.date(2030, 1, 1)
                )
                agreeing.draft_agreement(actor=actor, content=content)
        browser = browser_of(made.registrar)
        assert "Show all of these" in words(browser.get(AGREEMENTS))
        first = browser.get(f"{AGREEMENTS}?show=draft")
        older = re.search(r'href="(\?show=draft&amp;after=[^"]+)"', first.content.decode())
        assert older
        second = words(browser.get(AGREEMENTS + html.unescape(older[1])))
        assert "ฉบับ 3" in words(first)
        assert "ฉบับ 0" in second
        assert "ฉบับ 3" not in second


class TestRules:
    def grades(self, **changes: str) -> dict[str, str]:
        """The usual scale as the form sends it."""
        sent = {"g-INITIAL_FORMS": "0", "valid_from": "1/8/2569", "note": "ข้อ 12"}
        for row, grade in enumerate(USUAL_SCALE.as_json()["grades"]):
            sent |= {f"g-{row}-{name}": value or "" for name, value in grade.items()}
        rows = len(USUAL_SCALE.grades) + 1
        return {**sent, "g-TOTAL_FORMS": str(rows), f"g-{rows - 1}-outcome": "passed", **changes}

    def test_only_the_approver_sets(self, made: build.Exchange) -> None:
        for path in ("scale/", "recognition/undergraduate/", "term/"):
            assert browser_of(made.registrar).get(RULES + path).status_code == 403
            assert browser_of(made.approver).get(RULES + path).status_code == 200
        page = words(browser_of(made.cast.director_a).get(RULES))
        assert "A registrar approver of your university sets the rules." in page

    def test_a_scale_begins_from_the_usual_one_and_keeps_history(self, cast: Cast) -> None:
        browser = browser_of(cast.approver_a)
        assert 'value="B+"' in browser.get(f"{RULES}scale/").content.decode()
        assert browser.post(f"{RULES}scale/", self.grades()).status_code == 302
        answer = browser.post(f"{RULES}scale/", self.grades())
        assert answer.status_code == 422
        assert "Choose a later day" in words(answer)
        later = self.grades(**{"valid_from": "1/9/2569", "g-0-points": "3.90"})
        assert browser.post(f"{RULES}scale/", later).status_code == 302
        page = words(browser.get(RULES))
        assert "In force from 1 Sep 2026 . Based on: ข้อ 12." in page
        assert "Earlier scale, in force from 1 Aug 2026" in page
        with scope(cast.approver_a.actor):
            assert len(GradeScale.objects.get(valid_from="2026-08-01").grades) == 13

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"g-1-grade": "a"}, "The grade “a” stands twice in the scale."),
            ({"g-0-points": "5"}, "The points of grade “A” must be a number from 0 to"),
            ({"g-10-points": "1"}, "Grade “W” has points although"),
            ({"valid_from": ""}, "This field is required."),
        ],
    )
    def test_a_wrong_scale_is_told_at_its_row(
        self, cast: Cast, wrong: dict[str, str], sentence: str
    ) -> None:
        answer = browser_of(cast.approver_a).post(f"{RULES}scale/", self.grades(**wrong))
        assert answer.status_code == 422
        assert sentence in words(answer)
        assert 'value="C+"' in answer.content.decode()

    def test_more_rows_keep_what_was_typed(self, cast: Cast) -> None:
        typed = self.grades(**{"g-0-grade": "A**", "add": "1", "valid_from": "not a day"})
        answer = browser_of(cast.approver_a).post(f"{RULES}scale/", typed)
        assert answer.status_code == 200
        shown = answer.content.decode()
        assert 'value="A**"' in shown
        assert 'value="not a day"' in shown
        assert 'name="g-16-grade"' in shown

    def test_recognition_begins_from_the_usual_values(self, cast: Cast) -> None:
        browser, path = browser_of(cast.approver_a), f"{RULES}recognition/graduate/"
        shown = browser.get(path).content.decode()
        assert 'name="content_share" value="75"' in shown
        form = {
            "content_share": "80 %",
            "grade_points": "3.00",
            "load_cap": "",
            "programme_share": "37.5",
            "valid_from": "1/8/2569",
        }
        wrong = browser.post(path, {**form, "content_share": "180"})
        assert wrong.status_code == 422
        assert "Write a percentage from 0 to 100" in words(wrong)
        assert browser.post(path, form).status_code == 302
        with scope(cast.approver_a.actor):
            row = RecognitionPolicy.objects.get()
        assert (row.content_share, row.load_cap) == (Decimal("0.8"), None)
        assert row.programme_share == Decimal("0.375")
        page = words(browser.get(RULES))
        assert "80 %" in page
        assert "37.5 % of the programme's credits" in page
        assert browser.get(f"{RULES}recognition/unknown/").status_code == 404

    def test_dates_of_a_term_are_set_and_changed(self, cast: Cast) -> None:
        browser, path = browser_of(cast.approver_a), f"{RULES}term/"
        form = {"term": "2026-1", "starts_on": "10/8/2569", "ends_on": "15/12/2569"}
        wrong = browser.post(path, {**form, "ends_on": "1/8/2569"})
        assert wrong.status_code == 422
        assert "The last day must come after the first day." in words(wrong)
        browser.post(path, form)
        again = browser.get(f"{path}?term=2026-1").content.decode()
        assert 'value="10/08/2026"' in again
        browser.post(path, {**form, "withdraw_by": "31/10/2569"})
        with scope(cast.approver_a.actor):
            assert Term.objects.get().withdraw_by == dt.date(2026, 10, 31)
        assert "31 Oct 2026" in words(browser.get(RULES))

    def test_rules_of_others_are_read_not_set(self, made: build.Exchange) -> None:
        browser = browser_of(made.approver)
        assert made.host.name_en in words(browser.get(RULES))
        page = words(browser.get(f"{RULES}{made.host.uuid}/"))
        assert f"Rules of {made.host.name_en}" in page
        assert "Set by" not in page
        assert "Set a grade scale" not in page
        assert browser.get(f"{RULES}{made.home.uuid}/")["Location"] == RULES
        assert browser.get(f"{RULES}{made.cast.school_a.uuid}/").status_code == 404


class TestOfferings:
    def test_a_course_is_entered_opened_and_closed(self, made: build.Exchange) -> None:
        browser = browser_of(made.host_registrar)
        answer = browser.post(f"{OFFERINGS}new/", COURSE)
        page = answer["Location"]
        assert "Only your university sees this course." in words(browser.get(page))
        uuid = page.rstrip("/").rpartition("/")[2]
        state = {"offering": uuid, "state": "open", "back": "offering"}
        assert browser.post(f"{OFFERINGS}state/", state)["Location"] == page
        shown = words(browser.get(page))
        assert "1 section is open" in shown
        assert "MA201 แคลคูลัส" in shown
        assert "3(3-0-6)" in shown
        browser.post(f"{OFFERINGS}state/", {**state, "state": "closed"})
        assert "Open the course" in words(browser.get(page))

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"credits": "three"}, "Write the credits as 3(2-2-5)"),
            ({"code": "cs101"}, "This course has a section of that number in this term already."),
            ({"withdraw_by": "31/2/2569"}, "This is not a date."),
            ({"isced": "6"}, "Write two to four digits"),
            ({"seats": "-1"}, "Ensure this value is greater than or equal to 0."),
            ({"term": "1999-1"}, "Select a valid choice."),
        ],
    )
    def test_wrong_input_keeps_what_was_typed(
        self, made: build.Exchange, wrong: dict[str, str], sentence: str
    ) -> None:
        answer = browser_of(made.host_registrar).post(
            f"{OFFERINGS}new/", {**COURSE, "schedule": "จ. 9–12", **wrong}
        )
        assert answer.status_code == 422
        assert sentence in words(answer)
        assert 'value="จ. 9–12"' in answer.content.decode()

    def test_a_stale_change_is_409_and_keeps_both_sides(self, made: build.Exchange) -> None:
        one = made.offerings[0]
        address = f"{OFFERINGS}{one.uuid}/edit/"
        form = {**COURSE, "code": "CS101", "version": str(one.version)}
        browser = browser_of(made.host_registrar)
        assert browser.post(address, {**form, "fee": "1500"}).status_code == 302
        answer = browser.post(address, {**form, "fee": "900"})
        assert answer.status_code == 409
        assert "Fee in baht – stored now: 1500" in words(answer)
        assert 'value="900"' in answer.content.decode()
        assert browser.post(address, {**form, "version": "3", "fee": "900"}).status_code == 302

    def test_many_at_once_from_the_list(self, made: build.Exchange) -> None:
        browser = browser_of(made.host_registrar)
        uuids = [str(one.uuid) for one in made.offerings]
        form = {"term": "2026-1", "offering": uuids[:2], "state": "closed"}
        answer = browser.post(f"{OFFERINGS}state/", form)
        assert answer["Location"] == f"{OFFERINGS}?term=2026-1"
        assert "2 sections are closed" in words(browser.get(answer["Location"]))
        none = browser.post(f"{OFFERINGS}state/", {"state": "open"}, follow=True)
        assert "Choose at least one line." in words(none)
        assert "EN201" not in words(browser.get(f"{OFFERINGS}?term=2026-1&state=closed"))
        wrong = browser.post(f"{OFFERINGS}state/", {**form, "state": "draft"})
        assert wrong.status_code == 404

    def test_pages_go_on_by_code(
        self, made: build.Exchange, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(catalogue_reads, "PAGE", 2)
        for person, address in ((made.host_registrar, OFFERINGS), (made.registrar, CATALOGUE)):
            browser = browser_of(person)
            first = browser.get(f"{address}?term=2026-1")
            assert "EN201" not in words(first)
            link = re.search(r'rel="next" href="([^"]+)"', first.content.decode())
            assert link
            second = browser.get(address + html.unescape(link[1]))
            assert "EN201" in words(second)
            assert "CS102" not in words(second)
            assert "First page" in words(second)
            assert 'rel="next"' not in second.content.decode()

    def test_syllabus_and_class(self, made: build.Exchange) -> None:
        build.enrolled(made)
        one = made.offerings[0]
        page, browser = f"{OFFERINGS}{one.uuid}/", browser_of(made.host_registrar)
        assert "1 student takes a place" in words(browser.get(page))
        wrong = browser.post(f"{page}syllabus/", {"file": pdf(content=b"no")})
        assert wrong.status_code == 422
        assert "Attach a PDF file" in words(wrong)
        assert browser.post(f"{page}syllabus/", {"file": pdf()}).status_code == 302
        assert browser.get(f"{page}syllabus.pdf").content == PDF
        course = f"{CATALOGUE}{one.uuid}/syllabus.pdf"
        assert browser_of(made.registrar).get(course).content == PDF

    @pytest.mark.parametrize(
        ("written", "sentence"),
        [
            ("A 10, X 5", "The grade “X” is not on the grade scale in force."),
            ("A ten", "is not a grade with a number of students"),
        ],
    )
    def test_a_distribution_is_checked_against_the_scale(
        self, made: build.Exchange, written: str, sentence: str
    ) -> None:
        address = f"{OFFERINGS}{made.offerings[0].uuid}/distribution/"
        answer = browser_of(made.host_registrar).post(address, {"distribution": written})
        assert answer.status_code == 422
        assert sentence in words(answer)
        assert written in answer.content.decode()

    def test_a_distribution_is_kept_in_the_scales_order(self, made: build.Exchange) -> None:
        page = f"{OFFERINGS}{made.offerings[0].uuid}/"
        browser = browser_of(made.host_registrar)
        browser.post(f"{page}distribution/", {"distribution": "f 1, b + 3, A 2"})
        assert "A 2, B+ 3, F 1" in browser.get(page).content.decode()
        assert "Below 10 the grades are kept here but not shown" in words(browser.get(page))
        browser.post(f"{page}distribution/", {"distribution": ""})
        with scope(made.host_registrar.actor):
            assert Offering.objects.get(uuid=made.offerings[0].uuid).distribution is None

    def test_another_university_finds_nothing(self, made: build.Exchange) -> None:
        browser, page = browser_of(made.registrar), f"{OFFERINGS}{made.offerings[0].uuid}/"
        for path in (page, f"{page}edit/", f"{page}syllabus.pdf"):
            assert browser.get(path).status_code == 404
        assert browser.post(f"{page}distribution/", {"distribution": "A 1"}).status_code == 404
        state = {"offering": str(made.offerings[0].uuid), "state": "closed"}
        assert browser.post(f"{OFFERINGS}state/", state).status_code == 404
        assert browser_of(made.cast.director_a).get(f"{OFFERINGS}new/").status_code == 403


HEADINGS = "รหัสวิชา,กลุ่มเรียน,ชื่อวิชา (ไทย),หน่วยกิต,จำนวนรับ\n"


class TestImport:
    def send(self, browser: Client, rows: str, name: str = "courses.csv") -> object:
        file = SimpleUploadedFile(name, (HEADINGS + rows).encode())
        return browser.post(IMPORT, {"term": "2026-1", "file": file})

    def numbers(self, answer: object) -> dict[str, str]:
        shown = answer.content.decode()  # type: ignore[attr-defined]
        return dict(re.findall(r'name="(new|changed|unchanged)" value="([0-9]+)"', shown))

    def test_shown_first_then_taken_whole(self, made: build.Exchange) -> None:
        browser = browser_of(made.host_registrar)
        answer = self.send(
            browser,
            "CS101,1,การโปรแกรมเบื้องต้น,3(2-2-5),\nCS102,1,โครงสร้างข้อมูลใหม่,3(2-2-5),\n"
            "PH101,1,ฟิสิกส์,3(3-0-6),๔๐\n",
        )
        address = answer["Location"]  # type: ignore[index]
        preview = browser.get(address)
        page = words(preview)
        assert "1 new 1 changed 1 unchanged 0 to be corrected" in page
        assert "โครงสร้างข้อมูล → โครงสร้างข้อมูลใหม่" in page
        with scope(made.host_registrar.actor):
            assert not Offering.objects.filter(code="PH101").exists()
        taken = browser.post(address, self.numbers(preview))
        assert taken["Location"] == f"{OFFERINGS}?term=2026-1"
        assert "2 sections were taken" in words(browser.get(taken["Location"]))
        with scope(made.host_registrar.actor):
            assert Offering.objects.get(code="PH101").seats == 40
            assert Offering.objects.get(code="CS102").state == "open"
            assert Upload.objects.get().erased_at is not None
        with system_scope("the test reads the log"):
            assert Entry.objects.filter(action="offering.import").count() == 1
        assert browser.get(address).status_code == 404

    def test_a_wrong_row_stops_the_whole_file(self, made: build.Exchange) -> None:
        browser = browser_of(made.host_registrar)
        answer = self.send(browser, "PH101,1,ฟิสิกส์,สาม,\nPH102,1,ฟิสิกส์ 2,3(3-0-6),\n")
        address = answer["Location"]  # type: ignore[index]
        preview = browser.get(address)
        assert "1 row has to be corrected" in words(preview)
        assert "สาม" in words(preview)
        refused = browser.post(address, self.numbers(preview))
        assert refused.status_code == 422
        with scope(made.host_registrar.actor):
            assert not Offering.objects.filter(code__startswith="PH").exists()
        assert browser.get(address).status_code == 200

    def test_the_term_changed_meanwhile(self, made: build.Exchange) -> None:
        browser = browser_of(made.host_registrar)
        answer = self.send(browser, "PH101,1,ฟิสิกส์,3(3-0-6),\n")
        address = answer["Location"]  # type: ignore[index]
        shown = self.numbers(browser.get(address))
        browser.post(f"{OFFERINGS}new/", {**COURSE, "code": "PH101", "name_th": "ฟิสิกส์เดิม"})
        late = browser.post(address, shown)
        assert late.status_code == 409
        assert "Nothing was taken" in words(late)
        assert "ฟิสิกส์เดิม → ฟิสิกส์" in words(late)
        assert browser.post(address, self.numbers(late)).status_code == 302

    def test_a_file_that_is_none_is_told_and_not_kept(self, made: build.Exchange) -> None:
        browser = browser_of(made.host_registrar)
        file = SimpleUploadedFile("courses.xlsx", b"PK\x03\x04 broken")
        answer = browser.post(IMPORT, {"term": "2026-1", "file": file})
        assert answer.status_code == 422
        assert "Copy or download it again" in words(answer)
        with scope(made.host_registrar.actor):
            assert not Upload.objects.exists()

    def test_given_up_and_forgotten_files_are_erased(self, made: build.Exchange) -> None:
        browser = browser_of(made.host_registrar)
        first = self.send(browser, "PH101,1,ฟิสิกส์,3(3-0-6),\n")["Location"]  # type: ignore[index]
        second = self.send(browser, "PH102,1,ฟิสิกส์,3(3-0-6),\n")["Location"]  # type: ignore[index]
        assert browser.get(first).status_code == 404
        assert browser_of(made.registrar).get(second).status_code == 404
        given_up = browser.post(second, {"discard": "1"}, follow=True)
        assert "nothing was changed" in words(given_up)
        with scope(made.host_registrar.actor):
            assert not Upload.objects.filter(erased_at=None).exists()

    def test_an_export_is_read_back_unchanged(self, made: build.Exchange) -> None:
        for language in ("en", "th"):
            browser = browser_of(made.host_registrar, language)
            exported = browser.get("/courses/offerings.csv?term=2026-1").content
            file = SimpleUploadedFile("again.csv", exported)
            answer = browser.post(IMPORT, {"term": "2026-1", "file": file})
            assert self.numbers(browser.get(answer["Location"]))["unchanged"] == "3"
        assert "รหัสวิชา" in browser.get(f"{OFFERINGS}template.csv").content.decode()


class TestCatalogue:
    def test_without_agreements_it_leads_to_them(self, cast: Cast) -> None:
        assert "No agreement in force" in words(browser_of(cast.registrar_a).get(CATALOGUE))

    @pytest.mark.parametrize(
        ("query", "found", "missing"),
        [
            ("q=data+cs10", "CS102", "CS101"),
            ("q=โปรแกรม", "CS101", "EN201"),
            ("q=EN201", "EN201", "CS101"),
            ("host=00300", "CS101", "Nothing found"),
            ("level=doctor", "Nothing found", "CS101"),
            ("language=en", "Nothing found", "CS101"),
            ("q=%25", "CS101", "Nothing found"),
            ("after=CS102~gone", "EN201", "CS101"),
        ],
    )
    def test_search(self, made: build.Exchange, query: str, found: str, missing: str) -> None:
        page = words(browser_of(made.registrar).get(f"{CATALOGUE}?term=2026-1&{query}"))
        assert found in page.partition("Withdrawal until")[2] + page.partition("Search")[2]
        assert missing not in page

    def test_only_open_courses_of_partners(self, made: build.Exchange) -> None:
        one, browser = made.offerings[0], browser_of(made.registrar)
        page = browser.get(f"{CATALOGUE}{one.uuid}/")
        assert "CS101 Introduction to Programming" in words(page)
        assert "No university of the network has decided" in words(page)
        state = {"offering": str(one.uuid), "state": "closed"}
        browser_of(made.host_registrar).post(f"{OFFERINGS}state/", state)
        assert browser.get(f"{CATALOGUE}{one.uuid}/").status_code == 404
        third = Institution.objects.get(code="00200", kind="university")
        stranger = build.make_person("stranger", third, made.registrar.actor.role)
        other = f"{CATALOGUE}{made.offerings[1].uuid}/"
        assert browser_of(stranger).get(other).status_code == 404
        assert "your own course" in words(browser_of(made.host_registrar).get(other))

    def test_precedents_of_the_network_without_persons(self, made: build.Exchange) -> None:
        build.recognised(made, build.acknowledged(made))
        page = words(browser_of(made.host_registrar).get(f"{CATALOGUE}{made.offerings[0].uuid}/"))
        assert f"{made.home.name_en} recognised SC111 Programming 3 credits 80 % 1" in page
        assert "ทดสอบ" not in page


@pytest.mark.parametrize("path", [AGREEMENTS, RULES, OFFERINGS, CATALOGUE])
def test_lists_cost_the_same_however_long(made: build.Exchange, path: str) -> None:
    with scope(made.host_registrar.actor) as actor:
        template = Offering.objects.first()
        assert template is not None
        Offering.objects.bulk_create(
            Offering(
                host_id=actor.institution_id,
                academic_year=2026,
                term=1,
                code=f"ZZ{number:03}",
                name_th="วิชา",
                credits="3",
                credit_value=3,
                state="open",
                search_key=f"zz{number:03}วิชา",
            )
            for number in range(60)
        )
    with scope(made.registrar.actor) as actor:
        for number in range(25):
            content = agreeing.Content(
                "mou", f"ฉบับ {number}", [made.host], dt.date(2026, 1, 1), dt.date(2030, 1, 1)
            )
            agreeing.draft_agreement(actor=actor, content=content)
    person = made.host_registrar if path == OFFERINGS else made.registrar
    assert queries_of(browser_of(person), f"{path}?term=2026-1") <= MOST_QUERIES
