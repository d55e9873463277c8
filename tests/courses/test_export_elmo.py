"""Results as ELMO: what a home system reads out of a document."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from apps.courses.exports.elmo import elmo_xml
from apps.courses.exports.elmo_archive import elmo_zip
from apps.courses.exports.record import Body, CourseRecord, by_learner
from tests.courses.elmo_order import check_structure
from tests.courses.export_records import (
    CASES,
    GENERATED,
    KHON_KAEN,
    NO_RESULT,
    SCALE,
    a_record,
    any_record,
    any_scale,
)

NAMES = {
    "e": "https://github.com/emrex-eu/elmo-schemas/tree/v1",
    "own": "urn:registrar-net:elmo:1",
}


def texts(document: bytes, path: str) -> list[str]:
    found: Sequence[Any] = etree.fromstring(document).xpath(path, namespaces=NAMES)
    return [str(item if isinstance(item, str) else item.text or "") for item in found]


def document_of(*records: CourseRecord, **options: Any) -> bytes:
    return elmo_xml(records, generated_at=GENERATED, **options)


@pytest.mark.parametrize("records", CASES.values(), ids=CASES.keys())
def test_the_structure_is_right(records: list[CourseRecord]) -> None:
    assert check_structure(document_of(*records, scale=SCALE)) == []


@given(st.lists(any_record, min_size=1, max_size=3), any_scale)
@settings(max_examples=60, deadline=None)
def test_any_records_give_a_right_structure(
    records: list[CourseRecord], scale: dict[str, list[str]]
) -> None:
    assert check_structure(document_of(*records, scale=scale)) == []


def test_the_learner_is_told_by_the_student_code() -> None:
    written = document_of(a_record())
    assert texts(written, "//e:learner/e:identifier/@type") == ["homeStudentCode"]
    assert texts(written, "//e:learner/*") == [
        "0641012345", "น้ำผึ้ง", "ศรีสุวรรณ์", "2004-02-29", "2",
    ]  # fmt: skip
    assert texts(written, "/e:elmo/e:extension/own:home/own:code") == ["00500"]


def test_the_name_is_the_latest() -> None:
    old, new = a_record(term=1), a_record(term=2, last_name="ใจดี")
    assert texts(document_of(new, old), "//e:familyName") == ["ใจดี"]


def test_the_course_as_a_whole() -> None:
    course = "//e:learningOpportunitySpecification"
    written = document_of(a_record(), scale=SCALE)
    assert texts(written, f"{course}/*[not(*)]") == [
        "204111", "การเขียนโปรแกรมเบื้องต้น", "Fundamentals of Programming", "Course", "0613",
    ]  # fmt: skip
    assert texts(written, f"{course}/e:title/@xml:lang") == ["th", "en"]
    assert texts(written, "//e:learningOpportunityInstance/*[not(*)]") == [
        "0190a1b2-0000-7000-8000-000000000001", "2025-06-23", "2025-10-20", "passed", "scale-1",
        "B+", "th",
    ]  # fmt: skip
    assert texts(written, "//e:academicTerm/*") == [
        "ภาคการศึกษาที่ 1 ปีการศึกษา 2568", "Semester 1, academic year 2025",
        "2025-06-23", "2025-10-26",
    ]  # fmt: skip
    assert texts(written, "//e:category/@label") == ["A", "B+", "C", "F"]
    assert texts(written, "//e:category/@count") == ["8", "5", "2", "1"]
    assert texts(written, "//e:credit/*") == ["TH", "3"]
    assert texts(written, "//e:level/e:value") == ["6"]
    assert texts(written, "//e:gradingScheme/@localId") == ["scale-1"]
    assert texts(written, "//e:gradingScheme/e:description[@xml:lang='en']") == [
        "Grades of Chiang Mai University\nA = 4.00\nB+ = 3.50\nW = ถอน (withdrawn)"
    ]


def test_the_issuer_is_the_host() -> None:
    written = document_of(a_record(host=KHON_KAEN))
    assert texts(written, "//e:issuer/*") == [
        "TH", "kku.ac.th", "00300", "มหาวิทยาลัยขอนแก่น", "Khon Kaen University",
        "https://www.kku.ac.th",
    ]  # fmt: skip
    assert texts(written, "//e:issuer/e:identifier/@type") == ["schac", "univId"]


def test_what_elmo_has_no_place_for_goes_along() -> None:
    written = document_of(a_record())
    own = "//e:learningOpportunityInstance/e:extension/own:crossRegistration/*"
    found = {node.tag.split("}")[1]: node.text for node in etree.fromstring(written).xpath(
        own, namespaces=NAMES
    )}  # fmt: skip
    assert found == {
        "requestNumber": "CR-2568-0001",
        "hostStudentCode": "680510999",
        "academicYear": "2025",
        "term": "1",
        "section": "001",
        "creditNotation": "3(2-2-5)",
        "level": "bachelor",
        "state": "recognised",
        "outcome": "passed",
        "resultVersion": "2",
        "gradePoints": "3.5",
        "announcedAt": "2025-11-10T10:00:00+07:00",
        "homeGrade": "B+",
        "homeCourseCode": "คพ.101",
        "recognisedCredits": "3",
    }


@pytest.mark.parametrize(
    ("case", "status", "label", "earned"),
    [
        ("everything filled", ["passed"], ["B+"], ["3"]),
        ("failed", ["failed"], ["F"], []),
        ("incomplete", ["in-progress"], ["I"], []),
        ("no grade yet", ["in-progress"], [], []),
        ("withdrawn", ["failed"], ["W"], []),
        ("left in the term", ["failed"], [], []),
        ("audited", ["failed"], ["AU"], []),
        ("requested only", [], [], []),
    ],
)
def test_nobody_passes_or_earns_by_omission(
    case: str, status: list[str], label: list[str], earned: list[str]
) -> None:
    written = document_of(*CASES[case])
    assert texts(written, "//e:status") == status
    assert texts(written, "//e:resultLabel") == label
    assert texts(written, "//e:credit/e:value") == earned


@pytest.mark.parametrize("state", ["draft", "submitted", "accepted", "declined", "cancelled"])
def test_what_was_not_studied_is_left_out(state: str) -> None:
    asked = a_record(state=state, course_code="999999", **NO_RESULT)
    written = document_of(asked, a_record())
    assert texts(written, "//e:identifier[@type='local']") == ["204111"]


def test_a_class_of_nine_shows_no_distribution_and_one_of_ten_does() -> None:
    assert texts(document_of(a_record(distribution={"A": 9})), "//e:category/@count") == []
    assert texts(document_of(a_record(distribution={"A": 10})), "//e:category/@count") == ["10"]


def test_each_course_names_the_scale_that_was_in_force() -> None:
    lines = {"old": ["P = กำลังศึกษา"], "new": ["P = ผ่าน"]}
    written = document_of(*CASES["two scales of one host"], scale=lines)
    assert texts(written, "//e:gradingSchemeLocalId") == ["scale-1", "scale-2"]
    assert texts(written, "//e:gradingScheme/e:description[@xml:lang='th']") == [
        "ระดับคะแนนของ มหาวิทยาลัยเชียงใหม่\nP = กำลังศึกษา",
        "ระดับคะแนนของ มหาวิทยาลัยเชียงใหม่\nP = ผ่าน",
    ]


def test_each_host_has_its_report() -> None:
    one = document_of(*CASES["several courses"])
    assert len(texts(one, "//e:report")) == 1
    assert len(texts(one, "//e:learningOpportunitySpecification")) == 2
    assert len(texts(document_of(*CASES["several hosts"]), "//e:report")) == 2


def test_signs_that_xml_forbids_are_dropped_and_markup_is_text() -> None:
    name = "<b>&\x00น้ำ\x0b\ud800\ufffe ]]>\r\n\t ใส"
    written = document_of(a_record(course_name_th=name))
    assert texts(written, "//e:learningOpportunitySpecification/e:title") == [
        "<b>&น้ำ ]]> ใส", "Fundamentals of Programming",
    ]  # fmt: skip


def test_numbers_have_no_exponent() -> None:
    written = document_of(a_record(credit_value=Decimal("1E+2"), grade_points=Decimal("0E-7")))
    assert texts(written, "//e:credit/e:value") == ["100"]
    assert texts(written, "//own:gradePoints") == ["0"]


def test_times_are_thai_and_whole_seconds() -> None:
    assert texts(document_of(a_record()), "//e:generatedDate | //e:issueDate") == [
        "2026-01-15T16:30:00+07:00"
    ] * 2  # fmt: skip


def test_refused_input() -> None:
    with pytest.raises(ValueError, match="one learner"):
        document_of()
    with pytest.raises(ValueError, match="one learner"):
        document_of(a_record(), a_record(home_student_code="1"))
    with pytest.raises(ValueError, match="time zone"):
        elmo_xml([a_record()], generated_at=dt.datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        a_record(announced_at=dt.datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="finite"):
        a_record(credit_value=Decimal("NaN"))
    with pytest.raises(ValueError, match="outcome"):
        a_record(outcome="merit")
    with pytest.raises(ValueError, match="negative"):
        a_record(distribution={"A": -1})


def test_the_archive_of_a_term() -> None:
    other = a_record(home_student_code="64/../10", home=Body("00500", "มธ."))
    alike = a_record(home_student_code="6410")
    groups = by_learner([a_record(), other, alike, a_record(course_code="204112")])
    written = elmo_zip(groups, generated_at=GENERATED, scale=SCALE)
    assert written == elmo_zip(groups, generated_at=GENERATED, scale=SCALE)
    with ZipFile(BytesIO(written)) as archive:
        names = ["00500-0641012345.xml", "00500-6410.xml", "00500-6410-2.xml"]
        assert archive.namelist() == names
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 1, 15, 16, 30, 0)}
        first = archive.read(names[0])
    assert first == document_of(a_record(), a_record(course_code="204112"), scale=SCALE)


def test_students_without_a_code_are_not_taken_for_one() -> None:
    unknown = [a_record(home_student_code="", registration=UUID(int=n)) for n in (1, 2)]
    assert [len(group) for group in by_learner(unknown)] == [1, 1]
