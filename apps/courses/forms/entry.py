"""The part of a page where students are entered: rows to type in, a list to paste, a file."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from apps.courses.errors import LineProblem
from apps.courses.forms.request import (
    MOST_ROWS,
    Line,
    StudentForm,
    StudentFormSet,
    StudentsForm,
    lines_read,
    lines_typed,
)
from apps.courses.incoming.problems import ListRefusedError

ROWS = 3
PREFIX = "s"


class StudentEntry:
    """What was entered, and after `read` the lines with their problems; nothing typed is lost."""

    def __init__(
        self, data: Any = None, files: Any = None, initial: dict[str, Any] | None = None
    ) -> None:
        self.lines: list[Line] = []
        self.notes: tuple[str, ...] = ()
        self.listing = StudentsForm(data, files, initial=initial)
        if data is None:
            self.rows = StudentFormSet(prefix=PREFIX, initial=[{} for _row in range(ROWS)])
            return
        data = data.copy()
        data[f"{PREFIX}-INITIAL_FORMS"] = "0"  # so that every row may stay empty
        self.rows = StudentFormSet(data, prefix=PREFIX)

    @classmethod
    def resized(cls, data: Any) -> "StudentEntry":
        """Three rows more; what was typed stays and nothing is checked."""
        entry = cls()
        given = data.get(f"{PREFIX}-TOTAL_FORMS", "")
        number = int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 0
        fields = StudentForm.base_fields
        typed = [
            {name: data.get(f"{PREFIX}-{row}-{name}", "") for name in fields}
            for row in range(min(number + ROWS, MOST_ROWS))
        ]
        entry.rows = StudentFormSet(prefix=PREFIX, initial=typed)
        plain = {name: data.get(name, "") for name in ("course_code", "section", "pasted")}
        entry.listing = StudentsForm(initial=plain)
        return entry

    def is_valid(self) -> bool:
        """Also reads the lines; a list that cannot be read at all is an error of its field."""
        if not (self.listing.is_valid() & self.rows.is_valid()):
            return False
        typed = [form for form in self.rows if form.has_changed()]
        if not self.listing.has_list:
            self.lines = lines_typed(typed, self.listing)
        elif typed:
            sentence = _("Type the students or give a list of them: one of the two.")
            self.listing.add_error("pasted", sentence)
        else:
            self._read_list()
        if not self.lines and not self.listing.errors:
            self.listing.add_error("pasted", _("Enter at least one student."))
        return not self.listing.errors

    def _read_list(self) -> None:
        try:
            found = self.listing.read()
        except ListRefusedError as error:
            field = "file" if self.listing.cleaned_data["file"] else "pasted"
            self.listing.add_error(field, str(error.message))
            return
        self.lines = lines_read(found.rows, self.listing)
        self.notes = found.notes

    def tell(self, problems: Sequence[LineProblem]) -> None:
        """Put each problem to its line; those of the list as a whole above it."""
        by_line: dict[int, tuple[str, ...]] = {}
        for problem in problems:
            by_line[problem.line] = (*by_line.get(problem.line, ()), str(problem.message))
        self.lines = [
            replace(line, problems=(*line.problems, *by_line.get(line.candidate.line, ())))
            for line in self.lines
        ]
        lines = {line.candidate.line for line in self.lines}
        for place, sentences in by_line.items():
            if place not in lines:
                for sentence in sentences:
                    self.listing.add_error(None, sentence)

    @property
    def is_typed(self) -> bool:
        """Whether the rows should be open: something was typed there."""
        if self.rows.is_bound:
            return any(form.has_changed() for form in self.rows)
        return len(self.rows.forms) > ROWS

    @property
    def to_correct(self) -> list[Line]:
        return [line for line in self.lines if line.problems]

    @property
    def remarked(self) -> list[Line]:
        return [line for line in self.lines if line.remarks and not line.problems]
