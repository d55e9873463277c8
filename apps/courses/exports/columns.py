"""The columns of the flat exports (XLSX, CSV): one list, one row for each registration.

Codes and grades are given as they are stored; headings, names of institutions, the words for
level, state and outcome, and the count of years follow the reader's language. Birth date and gender
are left out: the home institution knows its student by the code.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from apps.core.academic_year import buddhist_year
from apps.courses.choices import Level
from apps.courses.exports.plain_text import one_line
from apps.courses.exports.record import THAI_TIME, CourseRecord
from apps.courses.grades import OUTCOME_LABELS
from apps.courses.states import State

Language = Literal["th", "en"]
_LEVELS: Mapping[str, str | Promise] = {level.value: level.label for level in Level}
_STATES: Mapping[str, str | Promise] = {state.value: state.label for state in State}
Cell = str | int | Decimal | dt.date | dt.datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, the value of a record under it, and a width in characters."""

    heading: str | Promise
    value: Callable[[CourseRecord, Language], Cell]
    width: int = 16


def _word(labels: Mapping[str, str | Promise], code: str) -> str:
    return str(labels.get(code, code))


def _year(record: CourseRecord, language: Language) -> int:
    year = record.academic_year
    return buddhist_year(year) if language == "th" else year


def _announced(record: CourseRecord, language: Language) -> dt.datetime | None:
    return record.announced_at and record.announced_at.astimezone(THAI_TIME)


def _distribution(record: CourseRecord, language: Language) -> str:
    return ", ".join(f"{grade}: {count}" for grade, count in record.class_distribution.items())


COLUMNS = (
    Column(_("Request"), lambda r, _l: r.request_number),
    Column(_("Home institution code"), lambda r, _l: r.home.code, 10),
    Column(_("Home institution"), lambda r, language: r.home.name(language), 30),
    Column(_("Host institution code"), lambda r, _l: r.host.code, 10),
    Column(_("Host institution"), lambda r, language: r.host.name(language), 30),
    Column(_("Student code at home"), lambda r, _l: r.home_student_code),
    Column(_("Student code at host"), lambda r, _l: r.host_student_code),
    Column(_("Title"), lambda r, _l: r.title, 10),
    Column(_("First name"), lambda r, _l: r.first_name, 20),
    Column(_("Last name"), lambda r, _l: r.last_name, 20),
    Column(_("First name (English)"), lambda r, _l: r.first_name_en, 20),
    Column(_("Last name (English)"), lambda r, _l: r.last_name_en, 20),
    Column(_("Academic year"), _year, 10),
    Column(_("Term"), lambda r, _l: r.term, 8),
    Column(_("Term starts"), lambda r, _l: r.term_starts_on, 12),
    Column(_("Term ends"), lambda r, _l: r.term_ends_on, 12),
    Column(_("Course code"), lambda r, _l: r.course_code),
    Column(_("Course name (Thai)"), lambda r, _l: r.course_name_th, 36),
    Column(_("Course name (English)"), lambda r, _l: r.course_name_en, 36),
    Column(_("Section"), lambda r, _l: r.section, 10),
    Column(_("Credits (lecture-laboratory-self-study)"), lambda r, _l: r.credits, 12),
    Column(_("Credits"), lambda r, _l: r.credit_value, 10),
    Column(_("Level"), lambda r, _l: _word(_LEVELS, r.level), 20),
    Column(_("ISCED field"), lambda r, _l: r.isced, 10),
    Column(_("Language of instruction"), lambda r, _l: r.language, 10),
    Column(_("State"), lambda r, _l: _word(_STATES, r.state), 20),
    Column(_("Outcome"), lambda r, _l: _word(OUTCOME_LABELS, r.outcome), 20),
    Column(_("Grade"), lambda r, _l: r.grade, 8),
    Column(_("Grade points"), lambda r, _l: r.grade_points, 8),
    Column(_("Version of the result"), lambda r, _l: r.result_version, 8),
    Column(_("Completed on"), lambda r, _l: r.completed_on, 12),
    Column(_("Announced at"), _announced, 20),
    Column(_("Grades of the class"), _distribution, 30),
    Column(_("Grade at home"), lambda r, _l: r.home_grade, 8),
    Column(_("Course code at home"), lambda r, _l: r.mapped_course),
    Column(_("Credits recognised"), lambda r, _l: r.recognised_credits, 10),
    Column(_("Registration"), lambda r, _l: str(r.registration), 38),
)


def headings(language: Language) -> list[str]:
    """The heading row in the given language, whichever one is active."""
    with override(language):
        return [str(column.heading) for column in COLUMNS]


def cells(record: CourseRecord, language: Language) -> list[Cell]:
    """The values of one row; texts hold one line, without signs that a file cannot hold."""
    with override(language):
        values = [column.value(record, language) for column in COLUMNS]
    return [one_line(value) if isinstance(value, str) else value for value in values]
