"""A home university's list of students who are to take courses elsewhere: pasted, or from a file.

A row with a problem is kept and told, never dropped: the registrar decides.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from apps.core.identifiers import PersonId
from apps.courses.incoming.files import read_headed_file
from apps.courses.incoming.pasted import read_headed_text
from apps.courses.incoming.person_cells import (
    read_birth_date,
    read_english_name,
    read_home_credits,
    read_name,
    read_needed_by,
    read_person_id,
)
from apps.courses.incoming.problems import CellProblem
from apps.courses.incoming.read_list import ReadList
from apps.courses.incoming.row_checks import Repeated, RowReader
from apps.courses.incoming.student_columns import STUDENTS, guess_students
from apps.courses.incoming.tables import HeadedTable


@dataclass(frozen=True, slots=True)
class StudentRow:
    """One student in one course. Texts are "" and other values None where nothing was written.

    ``line`` counts from 1 as a person sees it. ``person_id`` prints itself masked.
    ``home_credits`` are those taken at home in the same term.
    """

    line: int
    student_code: str
    title: str
    first_name: str
    last_name: str
    first_name_en: str
    last_name_en: str
    course_code: str
    section: str
    person_id: PersonId | None
    born_on: dt.date | None
    needed_by: dt.date | None
    home_credits: Decimal | None
    problems: tuple[CellProblem, ...]

    @property
    def is_blocked(self) -> bool:
        """Tell whether the row has to be corrected before it can go on."""
        return any(problem.blocks for problem in self.problems)


def read_student_text(
    text: str, *, one_course: bool = False, today: dt.date | None = None
) -> ReadList[StudentRow]:
    """Read a pasted list, with or without a heading line, columns apart by tab, comma or spaces.

    With ``one_course`` the caller gives the course for all, and rows without one are right.
    Raises ListRefusedError where nothing can be read, or beyond 1,000 rows.
    """
    table = read_headed_text(text, STUDENTS, guess_students)
    return _students(table, one_course, today or timezone.localdate())


def read_student_file(
    content: bytes, filename: str, *, one_course: bool = False, today: dt.date | None = None
) -> ReadList[StudentRow]:
    """Read an uploaded list (XLSX, XLS, CSV) with headings; see read_student_text."""
    table = read_headed_file(content, filename, STUDENTS)
    return _students(table, one_course, today or timezone.localdate())


def _students(table: HeadedTable, one_course: bool, today: dt.date) -> ReadList[StudentRow]:
    repeated = Repeated()
    rows: list[StudentRow] = []
    for listed in table.rows:
        reader = RowReader(listed, table.headings, STUDENTS)
        person_id = read_person_id(reader)
        code = reader.student_code(person_id)
        course = reader.course_code(required=not one_course)
        repeated.check(reader, code, course)
        rows.append(_student(reader, person_id, code, course, today))
    return ReadList(tuple(rows), dict(table.headings), table.ignored, table.notes)


def _student(
    reader: RowReader,
    person_id: PersonId | None,
    student_code: str,
    course_code: str,
    today: dt.date,
) -> StudentRow:
    name = read_name(reader)
    first_name_en, last_name_en = read_english_name(reader)
    return StudentRow(
        line=reader.row.number,
        student_code=student_code,
        title=name.title,
        first_name=name.first,
        last_name=name.last,
        first_name_en=first_name_en,
        last_name_en=last_name_en,
        course_code=course_code,
        section=reader.section(),
        person_id=person_id,
        born_on=read_birth_date(reader, today),
        needed_by=read_needed_by(reader, today),
        home_credits=read_home_credits(reader),
        problems=tuple(reader.problems),
    )
