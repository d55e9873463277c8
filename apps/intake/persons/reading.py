"""A list of persons while it is read: what is known at once, the rows, then what they showed."""

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from apps.intake.errors import Note
from apps.intake.persons.findings import RowFinding, RowResult
from apps.intake.persons.lists import OpenList
from apps.intake.persons.rows import PersonRows

P = TypeVar("P")


class ListReading(Generic[P]):
    """A file whose columns are recognised. ``rows`` streams once; afterwards ``whole`` is complete.

    ``columns`` maps fields to headings as written, ``dropped`` names the columns left behind,
    ``header_row`` counts from 1, ``total_hint`` is the number of rows below it, for progress.
    ``whole`` holds findings about the file (row 0). ``counts`` grow with the rows.
    """

    def __init__(self, opened: OpenList, checks: PersonRows[Any, Any]) -> None:
        self.format, self.encoding, self.sheet = opened.format, opened.encoding, opened.sheet
        self.header_row, self.total_hint = opened.header_row, opened.total_hint
        self.columns = opened.columns.as_written()
        self.dropped = list(opened.columns.dropped)
        self.notes: list[Note] = opened.notes
        self.counts = checks.counts
        self.whole: list[RowFinding] = []
        self.opened, self.checks = opened, checks

    def rows(self) -> Iterator[RowResult[P]]:
        """Yield one result for each person, in the order of the file. Raises Unreadable."""
        check = self.checks.check
        for number, row in self.opened.rows:
            result = check(number, row)
            if result is not None:
                yield result
        self.conclude()

    def conclude(self) -> None:
        """Say what only all rows together show."""
        self.about_file()
        if self.checks.buddhist_date_cells:
            self.notes.append(Note("date_cells_buddhist"))
        for sheet in self.opened.other_lists():
            self.add_whole("sheet_not_read", sheet=sheet)

    def about_file(self) -> None:
        """Add the findings that only this kind of list has."""

    def add_whole(self, rule: str, **params: str | int) -> None:
        """Note a rule that the file as a whole breaks."""
        finding = self.checks.finding
        self.whole.append(finding(0, "", finding.RULES[rule].cls, rule, "", params))
