"""One course with its result, as a ``learningOpportunitySpecification`` of ELMO 1.7.0."""

import datetime as dt
from collections.abc import Mapping

from apps.core.thai.dates import buddhist_year
from apps.courses.choices import Level
from apps.courses.exports.elmo_nodes import Node, add, add_own, add_titles, is_language
from apps.courses.exports.plain_text import decimal_text, one_line
from apps.courses.exports.record import THAI_TIME, CourseRecord
from apps.courses.grades import Outcome
from apps.courses.states import State

# The schema tells its readers to take a missing status for "passed", so that one is always given.
# It knows three: who withdrew, or studied without being counted, has not passed and will not.
STATUS: Mapping[str, str] = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "failed",
    Outcome.IN_PROGRESS: "in-progress",
    Outcome.WITHDRAWN: "failed",
    Outcome.NOT_COUNTED: "failed",
    "": "in-progress",
}
NOT_STUDIED = frozenset(
    {State.DRAFT, State.SUBMITTED, State.ACCEPTED, State.DECLINED, State.CANCELLED}
)
# Thai National Qualifications Framework; its lower levels are not settled enough to be stated.
NQF_LEVEL: Mapping[str, str] = {Level.BACHELOR: "6", Level.MASTER: "7", Level.DOCTOR: "8"}


def was_studied(record: CourseRecord) -> bool:
    """Whether there is anything to report: a result, or a course that has begun."""
    return bool(record.outcome or record.grade) or record.state not in NOT_STUDIED


def outcome_of(record: CourseRecord) -> str:
    """The outcome of the result; a student who left during the term has one without a result."""
    left = record.state == State.WITHDRAWN
    return record.outcome or (Outcome.WITHDRAWN.value if left else "")


def uses_scale(record: CourseRecord) -> bool:
    return bool(one_line(record.grade) or record.class_distribution)


def add_course(report: Node, record: CourseRecord, *, scale: str) -> None:
    """Append the course; ``scale`` is the local ID of the grading scheme in the same report."""
    course = add(report, "learningOpportunitySpecification")
    if one_line(record.course_code):
        add(course, "identifier", record.course_code, kind="local")
    add_titles(course, record.course_name_th, record.course_name_en, record.course_code)
    add(course, "type", "Course")
    if one_line(record.isced):
        add(course, "iscedCode", record.isced)
    instance = add(add(course, "specifies"), "learningOpportunityInstance")
    add(instance, "identifier", str(record.registration), kind="registration")
    _add_time(instance, record)
    _add_result(instance, record, scale)
    _add_level(instance, record)
    add_own(instance, "crossRegistration", _own_values(record))


def _add_time(instance: Node, record: CourseRecord) -> None:
    starts, ends = record.term_starts_on, record.term_ends_on
    if starts:
        add(instance, "start", starts.isoformat())
    if record.completed_on:
        add(instance, "date", record.completed_on.isoformat())
    if starts and ends:  # the schema has no term without both days
        term = add(instance, "academicTerm")
        add_titles(term, *term_titles(record.academic_year, record.term), "")
        add(term, "start", starts.isoformat())
        add(term, "end", ends.isoformat())


def term_titles(year: int, term: int) -> tuple[str, str]:
    """Thai and English name of a term of a (Christian) academic year; the third is the summer's."""
    thai = "ภาคฤดูร้อน" if term == 3 else f"ภาคการศึกษาที่ {term}"
    english = "Summer session" if term == 3 else f"Semester {term}"
    return f"{thai} ปีการศึกษา {buddhist_year(year)}", f"{english}, academic year {year}"


def _add_result(instance: Node, record: CourseRecord, scale: str) -> None:
    add(instance, "status", STATUS[outcome_of(record)])
    if uses_scale(record):
        add(instance, "gradingSchemeLocalId", scale)
    if one_line(record.grade):
        add(instance, "resultLabel", record.grade)
    if counts := record.class_distribution:
        distribution = add(instance, "resultDistribution")
        for label, count in counts.items():
            category = add(distribution, "category")
            category.set("label", one_line(label))
            category.set("count", str(count))
    if record.outcome == Outcome.PASSED:  # credit is what was earned, not what the course is worth
        credit = add(instance, "credit")
        add(credit, "scheme", "TH")
        add(credit, "value", decimal_text(record.credit_value))


def _add_level(instance: Node, record: CourseRecord) -> None:
    if record.level in NQF_LEVEL:
        level = add(instance, "level")
        add(level, "type", "TH-NQF")
        add(level, "description", "National Qualifications Framework of Thailand", lang="en")
        add(level, "value", NQF_LEVEL[record.level])
    if is_language(record.language):
        add(instance, "languageOfInstruction", record.language)


def _own_values(record: CourseRecord) -> dict[str, str]:
    """What the home system needs and ELMO has no place for; empty values are left out."""
    announced = record.announced_at
    version, points = record.result_version, record.grade_points
    recognised = record.recognised_credits
    return {
        "requestNumber": record.request_number,
        "hostStudentCode": record.host_student_code,
        "academicYear": str(record.academic_year),
        "term": str(record.term),
        "section": record.section,
        "creditNotation": record.credits,
        "level": record.level,
        "state": record.state,
        "outcome": outcome_of(record),
        "resultVersion": "" if version is None else str(version),
        "gradePoints": "" if points is None else decimal_text(points),
        "announcedAt": stamp(announced) if announced else "",
        "homeGrade": record.home_grade,
        "homeCourseCode": record.mapped_course,
        "recognisedCredits": "" if recognised is None else decimal_text(recognised),
    }


def stamp(moment: dt.datetime) -> str:
    """An xs:dateTime in Thai time; raises ValueError without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("a time in an ELMO document needs a time zone")
    return moment.astimezone(THAI_TIME).isoformat(timespec="seconds")
