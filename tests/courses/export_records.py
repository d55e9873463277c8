"""Invented registrations for the tests of the exports: one by hand, and any that may exist."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from apps.courses.exports.record import Body, CourseRecord

THAMMASAT = Body("00500", "มหาวิทยาลัยธรรมศาสตร์", "Thammasat University", "https://tu.ac.th")
CHIANG_MAI = Body("00400", "มหาวิทยาลัยเชียงใหม่", "Chiang Mai University", "https://cmu.ac.th")
KHON_KAEN = Body("00300", "มหาวิทยาลัยขอนแก่น", "Khon Kaen University", "https://www.kku.ac.th")
GENERATED = dt.datetime(2026, 1, 15, 9, 30, 0, 123456, tzinfo=dt.UTC)
SCALE = {"00400": ("A = 4.00", "B+ = 3.50", "W = ถอน (withdrawn)")}
CLASS = {"A": 8, "B+": 5, "C": 2, "F": 1}


def a_record(**changes: Any) -> CourseRecord:
    """A passed course of a Thammasat student at Chiang Mai; every field filled."""
    values: dict[str, Any] = {
        "registration": UUID("0190a1b2-0000-7000-8000-000000000001"),
        "request_number": "CR-2568-0001",
        "home": THAMMASAT,
        "host": CHIANG_MAI,
        "title": "นางสาว",
        "first_name": "น้ำผึ้ง",
        "last_name": "ศรีสุวรรณ์",
        "first_name_en": "Namphueng",
        "last_name_en": "Srisuwan",
        "born_on": dt.date(2004, 2, 29),
        "gender": "f",
        "home_student_code": "0641012345",
        "host_student_code": "680510999",
        "course_code": "204111",
        "course_name_th": "การเขียนโปรแกรมเบื้องต้น",
        "course_name_en": "Fundamentals of Programming",
        "credits": "3(2-2-5)",
        "credit_value": Decimal("3.00"),
        "level": "bachelor",
        "isced": "0613",
        "section": "001",
        "language": "th",
        "academic_year": 2025,
        "term": 1,
        "term_starts_on": dt.date(2025, 6, 23),
        "term_ends_on": dt.date(2025, 10, 26),
        "state": "recognised",
        "result_version": 2,
        "grade": "B+",
        "grade_points": Decimal("3.50"),
        "outcome": "passed",
        "completed_on": dt.date(2025, 10, 20),
        "announced_at": dt.datetime(2025, 11, 10, 3, 0, tzinfo=dt.UTC),
        "home_grade": "B+",
        "distribution": CLASS,
        "mapped_course": "คพ.101",
        "recognised_credits": Decimal("3"),
    }
    return CourseRecord(**(values | changes))


NO_RESULT: dict[str, Any] = {
    "grade": "",
    "grade_points": None,
    "outcome": "",
    "completed_on": None,
    "announced_at": None,
    "result_version": None,
    "home_grade": "",
    "distribution": None,
    "mapped_course": "",
    "recognised_credits": None,
}
CASES: dict[str, list[CourseRecord]] = {
    "everything filled": [a_record()],
    "no English names": [
        a_record(first_name_en="", last_name_en="", course_name_en="", host=Body("00400", "มช."))
    ],
    "no dates": [
        a_record(born_on=None, term_starts_on=None, term_ends_on=None, completed_on=None)
    ],
    "half a term": [a_record(term_ends_on=None)],
    "no grade yet": [a_record(state="enrolled", **NO_RESULT)],
    "requested only": [a_record(state="submitted", **NO_RESULT)],
    "incomplete": [a_record(grade="I", grade_points=None, outcome="in_progress")],
    "left in the term": [a_record(state="withdrawn", **NO_RESULT)],
    "withdrawn": [a_record(grade="W", grade_points=None, outcome="withdrawn", state="withdrawn")],
    "audited": [a_record(grade="AU", grade_points=None, outcome="not_counted")],
    "failed": [a_record(grade="F", grade_points=Decimal(0), outcome="failed")],
    "small class": [a_record(distribution={"A": 5, "F": 4})],
    "nothing but the duty": [
        a_record(
            title="", first_name="", last_name="", first_name_en="", last_name_en="",
            home_student_code="", host_student_code="", course_code="", course_name_th="",
            course_name_en="", credits="", level="", isced="", section="", language="", gender="",
        )
    ],
    "several courses": [a_record(), a_record(course_code="204112", term=3, grade="A")],
    "several hosts": [a_record(), a_record(host=KHON_KAEN, distribution=None)],
    "two scales of one host": [a_record(grade_scale="old"), a_record(grade_scale="new", grade="S")],
}  # fmt: skip

_any_text = st.text(max_size=20) | st.text("กำ้ัน่ =+-@\t\r\n\x00\x0b\ufffe<&\"]'", max_size=12)
_number = st.decimals(min_value=0, max_value=999, allow_nan=False, allow_infinity=False)
_day = st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31))
_moment = st.integers(0, 2_000_000_000).flatmap(
    lambda seconds: st.timezones().map(lambda zone: dt.datetime.fromtimestamp(seconds, zone))
)
_body = st.builds(Body, code=_any_text, name_th=_any_text, name_en=_any_text, url=st.sampled_from(
    ["", "https://tu.ac.th", "https://www.ku.ac.th/th/", "tu.ac.th", "ไม่มี"]
))  # fmt: skip
any_record: st.SearchStrategy[CourseRecord] = st.builds(
    CourseRecord,
    registration=st.uuids(),
    request_number=_any_text,
    home=st.just(THAMMASAT),
    host=_body,
    title=_any_text,
    first_name=_any_text,
    last_name=_any_text,
    first_name_en=_any_text,
    last_name_en=_any_text,
    born_on=st.none() | _day,
    gender=st.sampled_from(["m", "f", ""]),
    home_student_code=st.just("0641012345"),
    host_student_code=_any_text,
    course_code=_any_text,
    course_name_th=_any_text,
    course_name_en=_any_text,
    credits=_any_text,
    credit_value=_number,
    level=st.sampled_from(["bachelor", "master", "doctor", "vocational", ""]),
    isced=_any_text,
    section=_any_text,
    language=st.sampled_from(["th", "en", "", "th, en"]) | _any_text,
    academic_year=st.integers(1950, 2100),
    term=st.integers(1, 3),
    term_starts_on=st.none() | _day,
    term_ends_on=st.none() | _day,
    state=st.sampled_from(["submitted", "accepted", "enrolled", "completed", "withdrawn"]),
    result_version=st.none() | st.integers(1, 9),
    grade=_any_text,
    grade_points=st.none() | _number,
    grade_scale=st.sampled_from(["", "old", "\x00"]),
    outcome=st.sampled_from(["passed", "failed", "in_progress", "withdrawn", "not_counted", ""]),
    completed_on=st.none() | _day,
    announced_at=st.none() | _moment,
    home_grade=_any_text,
    distribution=st.none() | st.dictionaries(_any_text, st.integers(0, 500), max_size=5),
    mapped_course=_any_text,
    recognised_credits=st.none() | _number,
)
any_scale = st.dictionaries(_any_text, st.lists(_any_text, max_size=3), max_size=3)
