"""Pages of rosters and verifications over HTTP: what a person gets back when things go wrong."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.core.spreadsheets import safe_cell
from apps.graduates.claims import Claim
from apps.graduates.models import Finding, Roster, Verification
from apps.institutions.scope import scope
from tests.builders.cast import Cast, Person
from tests.builders.rosters import asked, certified, checked, people, school_file

ROSTERS, UPLOAD = "/graduates/rosters/", "/graduates/rosters/upload/"
VERIFICATIONS, ASK = "/graduates/verifications/", "/graduates/verifications/new/"
MOST_QUERIES = 15


def browser_of(person: Person) -> Client:
    """Signed in, reading English."""
    browser = Client(headers={"accept-language": "en"})
    person.user.language = "en"
    person.user.save(update_fields=["language"])
    browser.force_login(person.user)
    return browser


def words(answer: object) -> str:
    """What is read on the page, without markup, in one line."""
    main = answer.content.decode().partition("<main")[2]  # type: ignore[attr-defined]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def reviewed(cast: Cast, changes: dict[int, dict[str, str]] | None = None) -> Roster:
    rows = people(cast.school_a)
    return checked(cast.uploader_a, school_file(cast.school_a, rows, changes=changes or {}))


class TestUpload:
    def send(self, cast: Cast, content: bytes, filename: str = "roster.csv", **form: str) -> object:
        file = SimpleUploadedFile(filename, content)
        data = {"academic_year": "2024", "kind": "graduates", "file": file, **form}
        return browser_of(cast.uploader_a).post(UPLOAD, data)

    def test_goes_on_to_the_roster(self, cast: Cast) -> None:
        content = school_file(cast.school_a, people(cast.school_a))
        answer = self.send(cast, content)
        with scope(cast.uploader_a.actor):
            roster = Roster.objects.get()
        assert answer["Location"] == f"{ROSTERS}{roster.uuid}/"  # type: ignore[index]
        waiting = browser_of(cast.uploader_a).get(answer["Location"])  # type: ignore[index]
        assert "hx-get" in waiting.content.decode()

    @pytest.mark.parametrize(
        ("content", "form", "message"),
        [
            (b"", {}, "The file is empty. Choose the file again."),
            (b"a", {"academic_year": "1990"}, "Select a valid choice."),
            (b"a", {"kind": "others"}, "Select a valid choice."),
        ],
    )
    def test_says_what_is_wrong_and_keeps_nothing(
        self, cast: Cast, content: bytes, form: dict[str, str], message: str
    ) -> None:
        answer = self.send(cast, content, **form)
        assert answer.status_code == 422  # type: ignore[attr-defined]
        assert message in words(answer)
        with scope(cast.uploader_a.actor):
            assert not Roster.objects.exists()

    def test_a_form_without_anything(self, cast: Cast) -> None:
        answer = browser_of(cast.uploader_a).post(UPLOAD)
        assert answer.status_code == 422
        assert answer.content.decode().count('href="#id_') == 3

    @pytest.mark.parametrize(
        ("content", "filename", "remedy"),
        [
            (b"PK\x03\x04 broken", "roster.xlsx", "Copy or download it again"),
            ("ชื่อ,อายุ\nก,1\n".encode(), "roster.csv", "เลขประจำตัวประชาชน"),
        ],
    )
    def test_an_unreadable_file_is_explained(
        self, cast: Cast, content: bytes, filename: str, remedy: str
    ) -> None:
        roster = checked(cast.uploader_a, content, filename=filename)
        page = words(browser_of(cast.uploader_a).get(f"{ROSTERS}{roster.uuid}/"))
        assert roster.state == "unreadable"
        assert "The file could not be read" in page
        assert remedy in page
        assert "Upload another file" in page


class TestReview:
    def test_kinds_rows_remedy_and_why_not_yet(self, cast: Cast) -> None:
        rows = people(cast.school_a)
        other = "นาย" if rows[2].gender == "f" else "นางสาว"
        roster = reviewed(cast, {2: {"คำนำหน้า": other}, 4: {"ผลการเรียนเฉลี่ย": "4.51"}})
        answer = browser_of(cast.certifier_a).get(f"{ROSTERS}{roster.uuid}/")
        page = words(answer)
        assert "11 of 12 persons accepted" in page
        assert "4.51" in page
        assert "What to do:" in page
        assert "1 finding still needs a confirmation with a reason." in page
        assert f"{ROSTERS}{roster.uuid}/certify/" not in answer.content.decode()

    def test_an_identifier_is_shown_masked(self, cast: Cast) -> None:
        rows = people(cast.school_a)
        wrong = rows[0].national_id[:-1] + str((int(rows[0].national_id[-1]) + 1) % 10)
        roster = reviewed(cast, {0: {"เลขประจำตัวประชาชน": wrong}})
        browser = browser_of(cast.uploader_a)
        for path in (f"{ROSTERS}{roster.uuid}/", f"{ROSTERS}{roster.uuid}/findings.csv"):
            shown = browser.get(path).content.decode()
            assert wrong not in shown
            assert f"xxxxxxxxxx{wrong[-3:]}" in shown

    def test_a_confirmation_needs_a_reason(self, cast: Cast) -> None:
        rows = people(cast.school_a)
        other = "นาย" if rows[2].gender == "f" else "นางสาว"
        roster = reviewed(cast, {2: {"คำนำหน้า": other}})
        browser, path = browser_of(cast.uploader_a), f"{ROSTERS}{roster.uuid}/confirm/"
        form = {"rule": "title_gender_differs", "reason": "ok"}
        refused = browser.post(path, form, follow=True)
        assert "Write a reason of at least five letters" in words(refused)
        taken = browser.post(path, form | {"reason": "seen on the card"}, follow=True)
        assert "1 finding confirmed." in words(taken)
        assert "Confirmed: “seen on the card”" in words(taken)

    def test_the_uploader_is_told_that_another_certifies(self, cast: Cast) -> None:
        page = words(browser_of(cast.uploader_a).get(f"{ROSTERS}{reviewed(cast).uuid}/"))
        assert "somebody else of your school certifies it" in page

    def test_certified_over_http(self, cast: Cast) -> None:
        roster = reviewed(cast)
        browser, path = browser_of(cast.certifier_a), f"{ROSTERS}{roster.uuid}/"
        content = re.search(
            r'name="content" value="([0-9a-f]{64})"', browser.get(path).content.decode()
        )
        assert content is not None
        answer = browser.post(f"{path}certify/", {"content": content[1]}, follow=True)
        assert "The roster is certified and in force." in words(answer)

    def test_what_changed_meanwhile_is_looked_at_again(self, cast: Cast) -> None:
        path = f"{ROSTERS}{reviewed(cast).uuid}/"
        form = {"content": "00" * 32}
        answer = browser_of(cast.certifier_a).post(f"{path}certify/", form, follow=True)
        assert answer.redirect_chain == [(path, 302)]
        assert "The content changed after you opened it." in words(answer)

    def test_of_two_rows_of_one_person_the_school_chooses(self, cast: Cast) -> None:
        rows = people(cast.school_a)
        changes = {12: {"ผลการเรียนเฉลี่ย": "1.00"}}
        content = school_file(cast.school_a, [*rows, rows[0]], changes=changes)
        path = f"{ROSTERS}{checked(cast.uploader_a, content).uuid}/"
        browser = browser_of(cast.uploader_a)
        assert "Keep row 14 instead" in words(browser.get(f"{path}?rule=duplicate_person"))
        answer = browser.post(f"{path}keep-row/", {"row": "14"}, follow=True)
        assert "Row 14 counts from now on." in words(answer)
        assert "Keep row 2 instead" in words(answer)
        for row in ("3", "99", "x", "１４", ""):
            assert browser.post(f"{path}keep-row/", {"row": row}).status_code == 404

    def test_discarding_names_the_thing(self, cast: Cast) -> None:
        roster = reviewed(cast)
        browser, path = browser_of(cast.uploader_a), f"{ROSTERS}{roster.uuid}/discard/"
        assert "Nothing was discarded" in words(browser.post(path, follow=True))
        assert "was discarded" in words(browser.post(path, {"confirmed": "yes"}, follow=True))

    @pytest.mark.parametrize("path", ["", "findings.csv"])
    def test_another_schools_is_not_found(self, cast: Cast, path: str) -> None:
        roster = reviewed(cast)
        answer = browser_of(cast.uploader_b).get(f"{ROSTERS}{roster.uuid}/{path}")
        assert answer.status_code == 404
        assert roster.upload.filename not in answer.content.decode()


class TestExport:
    @pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
    def test_no_cell_becomes_a_formula(self, sign: str) -> None:
        assert safe_cell(f"{sign}1+1") == f"'{sign}1+1"

    def test_findings_as_a_file(self, cast: Cast) -> None:
        roster = reviewed(cast, {1: {"ผลการเรียนเฉลี่ย": "=1+1"}, 3: {"ผลการเรียนเฉลี่ย": "-9.50"}})
        answer = browser_of(cast.uploader_a).get(f"{ROSTERS}{roster.uuid}/findings.csv")
        assert answer["Content-Disposition"] == 'attachment; filename="findings-v1.csv"'
        heading, *lines = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
        assert heading == ["Row", "Column", "Class", "Value", "What is wrong", "What to do"]
        assert [(line[0], line[3]) for line in lines] == [("3", "'=1+1"), ("5", "'-9.50")]

    def test_the_template_can_be_read_back(self, cast: Cast) -> None:
        template = browser_of(cast.uploader_a).get(f"{ROSTERS}template.csv").content
        roster = checked(cast.uploader_a, template)
        assert roster.refusal == "no_rows"  # its headings are known, only persons are missing


class TestBudgets:
    def test_lists_ask_few_queries(self, cast: Cast) -> None:
        for year in (2022, 2023, 2024):
            rows = people(cast.school_a, 3, year=year)
            roster = checked(
                cast.uploader_a, school_file(cast.school_a, rows, year=year), year=year
            )
            certified(cast.uploader_a, cast.certifier_a, roster)
        claim = Claim(first_name="สมชาย", last_name="ใจดี")
        for number in range(3):
            asked(cast.registrar_a, [claim] * 3, case=f"TCAS69-{number}")
        with scope(cast.registrar_a.actor):
            question = Verification.objects.latest("pk")
        pages = {
            cast.uploader_a: ["/", ROSTERS, f"{ROSTERS}{roster.uuid}/"],
            cast.registrar_a: [
                "/", VERIFICATIONS, f"{VERIFICATIONS}{question.uuid}/", "/graduates/coverage/",
            ],
            cast.certifier_a: ["/access-log/"],
        }  # fmt: skip
        for person, paths in pages.items():
            browser = browser_of(person)
            for path in paths:
                with CaptureQueriesContext(
                    connection,
                ) as asked_for:
                    assert browser.get(path).status_code == 200
                assert len(asked_for) <= MOST_QUERIES, path


class TestAsking:
    def form(self, cast: Cast, **changes: str) -> dict[str, str]:
        person = people(cast.school_a)[0]
        return {
            "officer": "นางสาวทะเบียน", "purpose": "admission", "case": "TCAS69-0001",
            "a-TOTAL_FORMS": "1", "a-INITIAL_FORMS": "0", "a-0-person_id": person.national_id,
            "a-0-first_name": person.first_name, "a-0-last_name": person.last_name,
            "a-0-born": "5/3/2550", "a-0-school": cast.school_a.code, "a-0-academic_year": "2024",
            "a-0-gpax": "3.25", "a-0-gpax_terms": "6", **changes,
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"a-0-person_id": "1101700230700"}, "The check digit is wrong"),
            ({"a-0-born": "31/2/2550"}, "Write day/month/Buddhist year"),
            ({"a-0-school": "โรงเรียนที่ไม่มี"}, "No such school is known here."),
            ({"a-0-gpax": "4.5"}, "Write a number from 0.00 to 4.00."),
            ({"a-0-first_name": ""}, "This field is required."),
            ({"case": ""}, "This field is required."),
        ],
    )
    def test_an_error_loses_nothing(
        self, cast: Cast, changes: dict[str, str], message: str
    ) -> None:
        form = self.form(cast, **changes)
        answer = browser_of(cast.registrar_a).post(ASK, form)
        assert answer.status_code == 422
        assert message in words(answer)
        page = answer.content.decode()
        for name, value in form.items():
            if value and name not in {"purpose", "a-0-academic_year", "a-0-gpax_terms"}:
                assert f'name="{name}" value="{value}"' in page, name
        assert '<option value="2024" selected>' in page
        with scope(cast.registrar_a.actor):
            assert not Verification.objects.exists()

    def test_one_more_applicant_and_one_less(self, cast: Cast) -> None:
        browser, form = browser_of(cast.registrar_a), self.form(cast, **{"a-0-born": "not a day"})
        more = browser.post(ASK, form | {"add": "1"})
        assert more.status_code == 200
        assert 'name="a-0-born" value="not a day"' in more.content.decode()
        assert 'name="a-1-first_name"' in more.content.decode()
        less = browser.post(ASK, form | {"a-TOTAL_FORMS": "2", "drop": "1"})
        assert 'name="a-1-first_name"' not in less.content.decode()
        assert 'name="a-0-born" value="not a day"' in less.content.decode()

    def test_the_answer_explains_itself(self, cast: Cast) -> None:
        roster = reviewed(cast)
        certified(cast.uploader_a, cast.certifier_a, roster)
        person = people(cast.school_a)[0]
        born = f"{person.born_on.day}/{person.born_on.month}/{person.born_on.year + 543}"
        answer = browser_of(cast.registrar_a).post(
            ASK, self.form(cast, **{"a-0-born": born, "a-0-gpax": ""}), follow=True
        )
        page = words(answer)
        assert "Confirmed" in page
        assert "Agrees" in page
        assert person.national_id not in answer.content.decode()

    def test_another_universitys_is_not_found(self, cast: Cast) -> None:
        question = asked(cast.registrar_a, [Claim(first_name="สมชาย", last_name="ใจดี")])
        path = f"{VERIFICATIONS}{question.uuid}/"
        browser = browser_of(cast.registrar_b)
        assert browser.get(path).status_code == 404
        assert browser.post(f"{path}letter/").status_code == 404
        assert question.case not in browser.get(VERIFICATIONS).content.decode()

    def test_there_is_no_letter_before_it_is_made(self, cast: Cast) -> None:
        question = asked(cast.registrar_a, [Claim(first_name="สมชาย", last_name="ใจดี")])
        path = f"{VERIFICATIONS}{question.uuid}/letter.pdf"
        assert browser_of(cast.registrar_a).get(path).status_code == 404


class TestLanguage:
    def test_the_switch_returns_to_the_page(self, cast: Cast) -> None:
        browser = browser_of(cast.uploader_a)
        for language in ("th", "en"):
            form = {"language": language, "next": ROSTERS}
            answer = browser.post("/language/", form, follow=True)
            assert answer.redirect_chain == [(ROSTERS, 302)]
            assert f'<html lang="{language}">' in answer.content.decode()

    @pytest.mark.parametrize("path", ["https://elsewhere.example/", "//elsewhere.example"])
    def test_it_never_leads_elsewhere(self, client: Client, db: None, path: str) -> None:
        assert client.post("/language/", {"language": "en", "next": path})["Location"] == "/"

    def test_years_follow_the_language(self, cast: Cast) -> None:
        browser = browser_of(cast.uploader_a)
        roster = reviewed(cast)
        path = f"{ROSTERS}{roster.uuid}/"
        assert "2024" in words(browser.get(path))
        browser.post("/language/", {"language": "th"})
        assert "2567" in words(browser.get(path))


def test_more_rows_of_one_kind_come_page_by_page(cast: Cast) -> None:
    rows = people(cast.school_a, 60)
    changes = {place: {"ผลการเรียนเฉลี่ย": "9.99"} for place in range(60)}
    roster = checked(cast.uploader_a, school_file(cast.school_a, rows, changes=changes))
    with scope(cast.uploader_a.actor):
        rule = Finding.objects.filter(roster=roster, value="9.99").values_list("rule")[0][0]
    browser, path = browser_of(cast.uploader_a), f"{ROSTERS}{roster.uuid}/"
    first = browser.get(f"{path}?rule={rule}").content.decode()
    assert first.count("cell-wrong") == 50
    after = re.search(r"after=(\d+)", first)
    assert after is not None
    second = browser.get(f"{path}?rule={rule}&after={after[1]}").content.decode()
    assert second.count("cell-wrong") == 10


def test_a_file_name_with_markup_is_inert_in_the_head(cast: Cast) -> None:
    roster = checked(
        cast.uploader_a,
        school_file(cast.school_a, people(cast.school_a)),
        filename="<img src=x onerror=alert(1)>.csv",
    )
    browser = Client()
    browser.force_login(cast.uploader_a.user)
    page = browser.get(f"/graduates/rosters/{roster.uuid}/").content.decode()
    assert "&lt;img src=x onerror=alert(1)&gt;.csv" in page
    assert "<img src=x" not in page
    assert f'<span class="whole">{cast.uploader_a.user.name_th}</span>' in page
