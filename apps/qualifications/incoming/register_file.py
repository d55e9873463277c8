"""Reading a university's file of conferred degrees, in whatever form it has."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from apps.intake.persons.findings import Counts
from apps.intake.persons.lists import OpenList, open_list
from apps.intake.persons.reading import ListReading
from apps.qualifications.incoming.register_cells import RegisterContext
from apps.qualifications.incoming.register_layout import REGISTER
from apps.qualifications.incoming.register_rows import RegisterRows
from apps.qualifications.incoming.shapes import DegreeRow

_ABSENT = {
    "id_missing": "id_not_in_file",
    "birth_missing": "birth_not_in_file",
    "approved": "approved_not_in_file",
}


class RegisterReading(ListReading[DegreeRow]):
    """A register while it is read. ``rows()`` streams RowResult[DegreeRow]; then ``whole`` is
    complete. Findings are of RegisterFinding."""

    def __init__(self, opened: OpenList, checks: RegisterRows) -> None:
        super().__init__(opened, checks)
        self._absent = checks.absent

    def about_file(self) -> None:
        for what, rule in _ABSENT.items():
            if self._absent[what]:
                self.add_whole(rule, count=self._absent[what])


@contextmanager
def read_register(
    data: bytes,
    filename: str,
    *,
    university_code: str,
    university_names: Sequence[str],
    academic_year: int | None,
    today: dt.date,
) -> Iterator[RegisterReading]:
    """Open a register (XLSX, XLS, CSV). ``academic_year`` is Christian; None: the rows tell it.

    Rows that tell it too are believed, with a finding. Raises Unreadable where the file cannot be
    read or holds no such list, also while rows stream.
    """
    context = RegisterContext(university_code, tuple(university_names), academic_year, today)
    with open_list(data, filename, REGISTER) as opened:
        checks = RegisterRows(opened.columns, context, Counts(), opened.formulas, opened.errors)
        yield RegisterReading(opened, checks)
