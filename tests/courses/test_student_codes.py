"""An identifier of a person is refused as a student's code, whichever way it comes."""

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.identifiers import PersonId, check_digit, parse_person_id
from apps.core.thai.numerals import to_thai
from apps.courses.incoming.result_list import read_result_text
from apps.courses.incoming.student_list import read_student_text
from apps.courses.models import CrossRegistration, CrossRequest
from apps.courses.student_codes import identifier_fault
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.builders.courses import Exchange
from tests.courses.pages import HOSTING, NATIONAL_ID, REQUESTS, ROWS, TERM, browser_of, value, words
from tests.courses.partner_system import System, asked_for, pointers, student, system_of

FAULT = "national_id_as_code"
REFUSED = "This is a national ID. Write the student's code at the university."
MASKED = "xxxxxxxxxx" + NATIONAL_ID[-3:]
ID_WITH_DASHES = "-".join((NATIONAL_ID[0], NATIONAL_ID[1:5], NATIONAL_ID[5:10], NATIONAL_ID[10:]))
COMMON_ID = st.from_regex(r"[1-48][0-9]{11}", fullmatch=True)
ADMITTED = st.from_regex(r"6[0-9][0-9]{10}", fullmatch=True)
TWELVE = st.text("0123456789", min_size=12, max_size=12)


class TestRule:
    @settings(max_examples=60, deadline=None)
    @given(COMMON_ID, st.sampled_from(["", " ", "-", ".", "\u200b", "–"]), st.integers(1, 12))
    def test_separators_and_digits_hide_nothing(self, first: str, sign: str, place: int) -> None:
        whole = first + check_digit(first)
        assert identifier_fault(whole[:place] + sign + whole[place:])
        assert identifier_fault(to_thai(whole))

    @settings(max_examples=60, deadline=None)
    @given(TWELVE, st.integers(1, 9))
    def test_a_wrong_check_digit_is_a_code(self, first: str, off: int) -> None:
        assert not identifier_fault(first + str((int(check_digit(first)) + off) % 10))
        assert not identifier_fault(first)

    @settings(max_examples=60, deadline=None)
    @given(ADMITTED)
    def test_a_code_of_an_admission_year_is_a_code_though_its_digit_fits(self, first: str) -> None:
        code = first + check_digit(first)
        assert not identifier_fault(code)
        assert identifier_fault(code, PersonId("national", "TH", code))

    def test_a_passport_is_refused_beside_its_owner_alone(self) -> None:
        person = parse_person_id("AA1234567").person_id
        assert identifier_fault("aa 1234567", person)
        assert not identifier_fault("AA1234567")
        assert not identifier_fault("AA1234568", person)


class TestLists:
    @pytest.mark.parametrize("code", [NATIONAL_ID, ID_WITH_DASHES])
    def test_one_row_is_enough(self, code: str) -> None:
        text = f"รหัสนักศึกษา\tชื่อ\tนามสกุล\n{code}\tสมใจ\tใฝ่ดี\n6601\tสมชาย\tดี\n"
        wrong, right = read_student_text(text, one_course=True).rows
        assert [problem.code for problem in wrong.problems] == [FAULT]
        assert wrong.student_code == ""
        assert NATIONAL_ID not in repr(wrong)
        assert (right.student_code, right.is_blocked) == ("6601", False)

    def test_a_passport_in_both_columns_is_masked(self) -> None:
        head = "รหัสนักศึกษา\tชื่อ\tนามสกุล\tเลขบัตรประชาชน\n"
        text = f"{head}AA1234567\tAnna\tMay\tAA1234567\n"
        (row,) = read_student_text(text, one_course=True, today=timezone.localdate()).rows
        assert [problem.code for problem in row.problems] == [FAULT]
        assert "AA1234567" not in row.problems[0].told

    def test_results_too(self) -> None:
        (row,) = read_result_text(f"รหัสนักศึกษา\tเกรด\n{NATIONAL_ID}\tA\n", one_course=True).rows
        assert [problem.code for problem in row.problems] == [FAULT]


@pytest.mark.django_db
class TestPages:
    @pytest.mark.parametrize(("code", "told"), [(ID_WITH_DASHES, REFUSED), ("\u200b", "missing")])
    def test_a_typed_student(self, made: Exchange, code: str, told: str) -> None:
        assert made.agreement is not None
        data = {
            "basis": f"{made.agreement.uuid}~{made.host.code}",
            "term": TERM,
            "course_code": "CS101",
            "s-TOTAL_FORMS": "1",
            "s-INITIAL_FORMS": "0",
            "s-0-student_code": code,
            "s-0-first_name": "สมใจ",
            "s-0-last_name": "ใฝ่ดี",
        }
        answer = browser_of(made.registrar).post(f"{REQUESTS}new/", data)
        assert answer.status_code == 422
        assert told in words(answer).replace("&#x27;", "'")
        with scope(made.registrar.actor):
            assert not CrossRequest.objects.exists()

    def test_the_hosts_table_and_form(self, made: Exchange) -> None:
        host: Client = browser_of(made.host_registrar)
        (row,) = build.accepted(made)
        data = {
            "pick": value(row),
            f"code-{row.uuid}": ID_WITH_DASHES,
            f"section-{row.uuid}": "1",
            f"payment-{row.uuid}": "paid",
        }
        table = host.post(f"{HOSTING}enrolment/", data)
        assert table.status_code == 422
        assert REFUSED in words(table).replace("&#x27;", "'")
        given = {"action": "enrol", "version": row.version, "section": "1", "payment": "paid"}
        form = host.post(f"{ROWS}{row.uuid}/act/", {**given, "host_student_code": NATIONAL_ID})
        assert form.status_code == 422
        assert REFUSED in words(form).replace("&#x27;", "'")
        with scope(made.registrar.actor):
            assert CrossRegistration.objects.get().host_student_code == ""

    def test_the_sentence_shows_the_value_masked(self, made: Exchange) -> None:
        (row,) = build.accepted(made)
        data = {"pick": value(row), f"code-{row.uuid}": NATIONAL_ID}
        page = words(browser_of(made.host_registrar).post(f"{HOSTING}enrolment/", data))
        assert f"“{MASKED}”" in page
        assert NATIONAL_ID not in page


@pytest.mark.django_db
class TestApi:
    @pytest.fixture
    def home(self, made: Exchange) -> System:
        return system_of(made.home)

    @pytest.mark.parametrize(
        ("more", "field", "code"),
        [
            ({"student_code": NATIONAL_ID}, "student_code", FAULT),
            ({"student_code": "AA1234567", "person_id": "AA1234567"}, "student_code", FAULT),
            ({"student_code": "\u200b\x0b"}, "student_code", "blank"),
            ({"course_code": "\u200b"}, "course_code", "blank"),
        ],
    )
    def test_a_student(
        self, made: Exchange, home: System, more: dict[str, str], field: str, code: str
    ) -> None:
        body = asked_for(made, student(1), student(2, **more))
        refused = home.post("cross-requests/", body, 400)
        assert pointers(refused) == [(f"/students/1/{field}", code)]
        assert NATIONAL_ID not in str(refused)

    @pytest.mark.parametrize("act", ["enrol", "details"])
    def test_the_hosts_code(self, made: Exchange, home: System, act: str) -> None:
        rows = build.accepted(made) if act == "enrol" else build.enrolled(made)
        given = {
            "uuid": str(rows[0].uuid),
            "version": rows[0].version,
            "host_student_code": ID_WITH_DASHES,
        }
        path = f"cross-registrations/{act}"
        refused = system_of(made.host).post(path, {"registrations": [given]}, 400)
        assert pointers(refused) == [("/registrations/0/host_student_code", FAULT)]
        assert refused["errors"][0]["message_th"] != ""
        assert ID_WITH_DASHES not in str(refused)
