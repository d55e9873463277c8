"""One row of a list of persons against all rules. It runs for every row, so it is kept short.

Each cell's check is remembered by the cell; only what concerns several cells is computed anew. A
kind of list brings its draft, its checks of cells and its rules over several of them.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from apps.core.identifiers import mask_identifier, mask_numbers
from apps.intake.persons import draft as drafts
from apps.intake.persons.cells import check_full_name, check_person_id
from apps.intake.persons.columns import Columns
from apps.intake.persons.draft import PersonDraft
from apps.intake.persons.duplicates import SeenPersons
from apps.intake.persons.findings import Counts, RowFinding, RowResult
from apps.intake.persons.row_kind import RowKinds
from apps.intake.persons.values import Read, Remembered, text_of
from apps.intake.reading import Cell

Marks = frozenset[tuple[int, int]]
CellCheck = Callable[[Cell], Read[Any]]
"""Any: each check has a value type of its own, which the draft declares."""

_VALUE_LENGTH = 80
_NAME_PARTS = ("title", "first_name", "last_name")
_WRITTEN_LENGTH = 500
P = TypeVar("P")
D = TypeVar("D", bound=PersonDraft)


def remembered(checks: Mapping[str, CellCheck]) -> dict[str, CellCheck]:
    """Return checks whose results are remembered, for columns in which cells repeat."""
    return {name: Remembered(check).__getitem__ for name, check in checks.items()}


class PersonRows(ABC, Generic[P, D]):
    """The checks of one file; its rows go through ``check`` in their order.

    ``checks`` maps attributes of the draft to the checks of their cells; a field without a column
    is checked as a blank cell.
    """

    FIELDS: ClassVar[Mapping[str, str]] = {"named": "first_name", "dated": "born"}
    """Attributes of the draft that are not named as the field they are read from."""

    draft: type[D]
    finding: type[RowFinding]

    def __init__(
        self,
        columns: Columns,
        checks: Mapping[str, CellCheck],
        counts: Counts,
        formulas: Marks,
        errors: Marks,
    ) -> None:
        self.buddhist_date_cells = False
        self.columns, self.counts = columns, counts
        self.seen = SeenPersons()
        self._width = len(columns.headings)
        self._id_place = columns.index.get("person_id", self._width)
        self._names = columns.full_name or tuple(
            columns.index[part] for part in _NAME_PARTS if part in columns.index
        )
        # a field without a column reads the blank cell that is put behind every row
        self._plan = [
            (
                attribute,
                columns.index.get(self.FIELDS.get(attribute, attribute), self._width),
                check,
            )
            for attribute, check in checks.items()
        ]
        self._full_names = Remembered(check_full_name)
        self._row_kinds = RowKinds(columns)
        self._marks = _marks_by_row(columns, formulas, errors)

    def check(self, number: int, row: Sequence[Cell]) -> RowResult[P] | None:
        """Return the result for a person's row, None for every other row."""
        read = self.read(number, row)
        return None if read is None else self._result(number, *read)

    def read(self, number: int, row: Sequence[Cell]) -> tuple[list[Cell], P | None, D] | None:
        """Return cells, person and draft with its broken rules; None where it is no person."""
        cells = [*row[: self._width], None]
        if len(cells) <= self._width:
            cells.extend([None] * (self._width + 1 - len(cells)))
        if not self._is_person(cells):
            return None
        draft = self._drafted(cells)
        self._take_name(draft, cells)
        self.check_together(draft)
        if draft.broken:
            self.adapt(draft)
        if self._marks:
            draft.broken.extend((field, rule, {}) for field, rule in self._marks.get(number, ()))
        names = [str(cells[index]) for index in self._names if cells[index]]
        found = self.finished(draft, " ".join(names)[:_WRITTEN_LENGTH])
        if found is not None:
            self.check_twice(number, found, draft)
        return cells, found, draft

    @abstractmethod
    def check_together(self, draft: D) -> None:
        """Apply the rules over several cells; name and identifier are already there."""

    @abstractmethod
    def finished(self, draft: D, name_as_written: str) -> P | None:
        """Return the person; None where the row is another institution's."""

    @abstractmethod
    def check_twice(self, number: int, found: P, draft: D) -> None:
        """Apply the rules over several rows."""

    def adapt(self, draft: D) -> None:
        """Give broken rules what only the whole row and file know."""

    def is_wanted(self, _cells: list[Cell]) -> bool:
        """Tell whether a person's row belongs to the list at all."""
        return True

    def place_of(self, field: str) -> str:
        """Return the field at whose column a finding is shown."""
        return field

    def _result(self, number: int, cells: list[Cell], found: P | None, draft: D) -> RowResult[P]:
        self.counts.rows += 1
        if not draft.broken:
            self.counts.kept += 1
            return RowResult(number, found, (), True)
        findings = tuple([self.finding_at(number, cells, *one) for one in draft.broken])
        kept = not any(one.keeps_out for one in findings)
        self.counts.kept += kept
        self.counts.kept_out += not kept
        return RowResult(number, found, findings, kept)

    def _is_person(self, cells: list[Cell]) -> bool:
        cell = cells[self._id_place]
        if not (type(cell) is str and len(cell) == 13 and cell.isdigit()):
            kind = self._row_kinds.kind(cells)
            self.counts.blank += kind == "blank"
            self.counts.footers += kind == "footer"
            self.counts.repeated_headings += kind == "heading"
            if kind != "person":
                return False
        return self.is_wanted(cells)

    def _drafted(self, cells: list[Cell]) -> D:
        draft = self.draft()
        draft.broken = []
        for attribute, index, check in self._plan:
            value, rules = check(cells[index])
            setattr(draft, attribute, value)
            for rule in rules:
                draft.add(self.FIELDS.get(attribute, attribute), rule)
        draft.person_id, rules = check_person_id(cells[self._id_place])
        for rule in rules:
            draft.add("person_id", rule)
        return draft

    def _take_name(self, draft: D, cells: list[Cell]) -> None:
        if self.columns.full_name:
            # the cells of one merged heading are one name
            full, rules = self._full_names[" ".join([text_of(cells[i]) for i in self._names])]
            drafts.take_full_name(draft, full)
            for rule in rules:
                draft.add("full_name", rule)
        else:
            drafts.take_first_name(draft)
        drafts.check_names(draft)
        if draft.dated[0].note == "buddhist_in_date_cell":
            self.buddhist_date_cells = True

    def finding_at(
        self, number: int, cells: list[Cell], field: str, rule: str, params: dict[str, str | int]
    ) -> RowFinding:
        """Return a broken rule with heading and masked value."""
        columns = self.columns
        field = self.place_of(field)
        if columns.full_name and field in ("first_name", "last_name"):
            field = "full_name"
        places = columns.full_name if field == "full_name" else (columns.index.get(field, -1),)
        value = " ".join([text_of(cells[index]) for index in places if index >= 0])
        masked = mask_identifier(value) if field == "person_id" else mask_numbers(value)
        heading, cls = columns.heading(field), self.finding.RULES[rule].cls
        return self.finding(number, heading, cls, rule, masked[:_VALUE_LENGTH], params)


def _marks_by_row(
    columns: Columns, formulas: Marks, errors: Marks
) -> dict[int, list[tuple[str, str]]]:
    """Return (field, rule) for the marked cells of known columns, by row number."""
    fields = {index + 1: field for field, index in columns.index.items()}
    fields |= {index + 1: "full_name" for index in columns.full_name}
    marks: dict[int, list[tuple[str, str]]] = {}
    for cells, rule in ((formulas, "formula"), (errors, "cell_error")):
        for row, column in sorted(cells):
            if column in fields:
                marks.setdefault(row, []).append((fields[column], rule))
    return marks
