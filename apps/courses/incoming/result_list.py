"""A host's list of results: pasted, or from a file. Rows with problems are kept and told."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from apps.courses.grades import LONGEST_GRADE, Scale, written_grade
from apps.courses.incoming.files import read_headed_file
from apps.courses.incoming.guessing import column_kinds
from apps.courses.incoming.layouts import SEQUENCE, Layout
from apps.courses.incoming.pasted import read_headed_text
from apps.courses.incoming.problems import CellProblem
from apps.courses.incoming.read_list import ReadList
from apps.courses.incoming.row_checks import Repeated, RowReader
from apps.courses.incoming.student_columns import (
    COURSE_CODES,
    FULL_NAMES,
    SECTIONS,
    SEQUENCES,
    STUDENT_CODES,
    guess_codes,
)
from apps.courses.incoming.tables import HeadedTable
from apps.intake.headings import NumberedRow

LARGEST_LIST = 2_000

RESULTS = Layout(
    {
        SEQUENCE: SEQUENCES,
        "student_code": STUDENT_CODES,
        "name": (*FULL_NAMES, "ชื่อ", "First name"),
        "course_code": COURSE_CODES,
        "section": SECTIONS,
        "grade": (
            "เกรด", "ผลการเรียน", "ระดับคะแนน", "ระดับผลการเรียน", "ผลการศึกษา", "ระดับขั้น", "Grade",
            "Result", "Letter grade",
        ),
    },
    needed=(("student_code",), ("grade",)),
    limit=LARGEST_LIST,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One result. ``student_code`` may be the host's or the home's; ``grade`` is on the scale."""

    line: int
    student_code: str
    course_code: str
    section: str
    grade: str
    problems: tuple[CellProblem, ...]

    @property
    def is_blocked(self) -> bool:
        """Tell whether the row has to be corrected before it can go on."""
        return any(problem.blocks for problem in self.problems)


def read_result_text(
    text: str, *, scale: Scale | None = None, one_course: bool = False
) -> ReadList[ResultRow]:
    """Read a pasted list, with a heading line or without (the grade then stands last).

    With a ``scale`` a grade that is not on it is a problem. With ``one_course`` the caller gives
    the course. Raises ListRefusedError where nothing can be read, or beyond 2,000 rows.
    """
    return _results(read_headed_text(text, RESULTS, guess_results), scale, one_course)


def read_result_file(
    content: bytes, filename: str, *, scale: Scale | None = None, one_course: bool = False
) -> ReadList[ResultRow]:
    """Read an uploaded list (XLSX, XLS, CSV) with headings; see read_result_text."""
    return _results(read_headed_file(content, filename, RESULTS), scale, one_course)


def guess_results(rows: Sequence[NumberedRow]) -> dict[str, tuple[int, ...]]:
    """Return the columns (from 0) of a list without headings: codes first, the grade last."""
    kinds = column_kinds(rows)
    filled = [place for place, kind in enumerate(kinds) if kind != "empty"]
    columns = dict(guess_codes(rows, kinds[: filled[-1]])) if filled else {}
    return columns | ({"grade": (filled[-1],)} if len(filled) > 1 else {})


def _results(table: HeadedTable, scale: Scale | None, one_course: bool) -> ReadList[ResultRow]:
    repeated = Repeated()
    rows: list[ResultRow] = []
    for listed in table.rows:
        reader = RowReader(listed, table.headings, RESULTS)
        code = reader.student_code()
        rows.append(_result(reader, code, repeated, scale, one_course))
    headings = {field: heading for field, heading in table.headings.items() if field != "name"}
    return ReadList(tuple(rows), headings, table.ignored, table.notes)


def _result(
    reader: RowReader, student_code: str, repeated: Repeated, scale: Scale | None, one_course: bool
) -> ResultRow:
    course_code = reader.course_code(required=not one_course)
    repeated.check(reader, student_code, course_code)
    return ResultRow(
        line=reader.row.number,
        student_code=student_code,
        course_code=course_code,
        section=reader.section(),
        grade=_grade(reader, scale),
        problems=tuple(reader.problems),
    )


def _grade(reader: RowReader, scale: Scale | None) -> str:
    grade = written_grade(reader.row.text("grade"))
    if not grade:
        if not reader.is_broken("grade"):
            reader.tell("grade", "grade_missing", _("The grade is missing."))
        return ""
    known = scale.find(grade) if scale else None
    if known is not None:
        return known.grade
    if scale is not None:
        sentence = _("This grade is not on the institution's scale: %(grades)s. Correct it.")
        listed = ", ".join(meaning.grade for meaning in scale.grades)
        reader.tell("grade", "grade_unknown", sentence % {"grades": listed})
        return ""
    if len(grade) > LONGEST_GRADE:
        reader.tell("grade", "grade", _("This is not a grade. Write it as on the transcript."))
        return ""
    return grade
