"""What the lists of students and of results check alike: codes, duplicates, broken cells."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from apps.core.identifiers import PersonId
from apps.courses.incoming.cells import Broken, broken_sentence, code_of, is_rounded
from apps.courses.incoming.layouts import Layout
from apps.courses.incoming.problems import CellProblem, shown_identifier, shown_value
from apps.courses.incoming.tables import ListedRow
from apps.courses.student_codes import FAULT, identifier_fault

STUDENT_CODE_CHARACTERS, COURSE_CODE_CHARACTERS = 30, 20
_STUDENT_CODE = re.compile(r"[0-9A-Zก-ฮ](?:[0-9A-Zก-ฮ ./-]*[0-9A-Zก-ฮ])?")
_COURSE_CODE = re.compile(r"[0-9A-Zก-๛](?:[0-9A-Zก-๛ ./&()+_-]*[0-9A-Zก-๛.)+])?")
_IDENTIFIERS = frozenset({"person_id"})


class RowReader:
    """One row while it is read: values come out, problems are gathered."""

    def __init__(self, row: ListedRow, headings: Mapping[str, str], layout: Layout) -> None:
        self.row = row
        self.problems: list[CellProblem] = []
        self._headings = headings
        self._layout = layout
        for field, cell in row.cells.items():
            if isinstance(cell, Broken):
                self.tell(field, cell.value, broken_sentence(cell))

    def tell(self, field: str, code: str, sentence: str, *, blocks: bool = True) -> None:
        """Note a problem of a field; the value goes along masked where it may be an identifier."""
        heading = self._headings.get(field) or self._layout.heading(field)
        text = self.row.text(field)
        masked = field in _IDENTIFIERS or code == FAULT
        value = shown_identifier(text) if masked else shown_value(text)
        self.problems.append(CellProblem(self.row.number, heading, value, code, sentence, blocks))

    def is_broken(self, field: str) -> bool:
        return isinstance(self.row.cells.get(field), Broken)

    def student_code(self, person_id: PersonId | None = None) -> str:
        """Return the code; an identifier of the person in its place is told and not handed on."""
        code = code_of(self.row.cells.get("student_code"))
        if fault := identifier_fault(code, person_id):
            self.tell("student_code", FAULT, fault)
            return ""
        if not code and not self.is_broken("student_code"):
            self.tell("student_code", "student_code_missing", _("The student's code is missing."))
        return self._checked("student_code", code, _STUDENT_CODE, STUDENT_CODE_CHARACTERS)

    def course_code(self, *, required: bool) -> str:
        code = code_of(self.row.cells.get("course_code"))
        if not code and required and not self.is_broken("course_code"):
            sentence = _("The course code is missing. Write it, or choose one course for the list.")
            self.tell("course_code", "course_code_missing", sentence)
        return self._checked("course_code", code, _COURSE_CODE, COURSE_CODE_CHARACTERS)

    def section(self) -> str:
        code = code_of(self.row.cells.get("section"))
        return self._checked("section", code, _COURSE_CODE, COURSE_CODE_CHARACTERS)

    def _checked(self, field: str, code: str, shape: re.Pattern[str], most: int) -> str:
        if code and is_rounded(code):
            sentence = _(
                "The spreadsheet shortened this number. Format the column as text and type the "
                "code again."
            )
            self.tell(field, "code_rounded", sentence)
            return ""
        if code and (len(code) > most or not shape.fullmatch(code)):
            sentence = _("This is not a code. Write at most %(most)s letters, digits, . - and /.")
            self.tell(field, "code", sentence % {"most": most})
            return ""
        return code


class Repeated:
    """Tells whether a student and course stood in an earlier row."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], int] = {}

    def check(self, reader: RowReader, student_code: str, course_code: str) -> None:
        if not student_code:
            return
        key = (compared(student_code), compared(course_code))
        first = self._first.setdefault(key, reader.row.number)
        if first != reader.row.number:
            sentence = _(
                "This student and course stand in row %(row)s already. Keep one of the two rows."
            )
            reader.tell("student_code", "repeated", sentence % {"row": first})


def compared(code: str) -> str:
    """Return a code as it is compared: TU 100 and tu100 are the same."""
    return re.sub(r"[ .\-/]", "", code).upper()
