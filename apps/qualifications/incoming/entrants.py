"""Reading a graduate school's list of entrants with the degrees that they claim."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from apps.intake.persons.findings import RowResult
from apps.intake.persons.lists import OpenList, open_list
from apps.intake.persons.reading import ListReading
from apps.qualifications.incoming.entrant_layout import ENTRANTS
from apps.qualifications.incoming.entrant_rows import EntrantRows
from apps.qualifications.incoming.shapes import EntrantRow
from apps.qualifications.incoming.universities import InstitutionNames, Universities

_ABSENT = {"id_missing": "id_not_in_file", "birth_missing": "birth_not_in_file"}


class EntrantReading(ListReading[EntrantRow]):
    """A list of entrants while it is read: one result for each claimed degree, so that a row of
    the file may give several. Findings are of EntrantFinding; those about the person stand with
    the first of the row's results."""

    def __init__(self, opened: OpenList, checks: EntrantRows) -> None:
        super().__init__(opened, checks)
        self._claims = checks

    def rows(self) -> Iterator[RowResult[EntrantRow]]:
        for number, row in self.opened.rows:
            yield from self._claims.results(number, row)
        self.conclude()

    def about_file(self) -> None:
        for what, rule in _ABSENT.items():
            if self._claims.absent[what]:
                self.add_whole(rule, count=self._claims.absent[what])


@contextmanager
def read_entrants(
    data: bytes,
    filename: str,
    *,
    institutions: Iterable[InstitutionNames],
    dubious: Iterable[str],
    today: dt.date,
) -> Iterator[EntrantReading]:
    """Open a list of entrants (XLSX, XLS, CSV).

    ``institutions`` are those that may be asked, ``dubious`` names that are no recognised
    institution. Raises Unreadable where the file cannot be read or holds no such list, also while
    rows stream.
    """
    with open_list(data, filename, ENTRANTS) as opened:
        universities = Universities(institutions, dubious)
        checks = EntrantRows(opened.columns, universities, today, opened.formulas, opened.errors)
        yield EntrantReading(opened, checks)
