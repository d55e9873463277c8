"""One row of a roster against all rules. It runs for every row of a file, so it is kept short.

Each cell's check is remembered by the cell; only what concerns several cells is computed anew.
"""

from collections.abc import Sequence

from apps.core.identifiers import mask_identifier, mask_numbers
from apps.graduates.checks import draft as drafts
from apps.graduates.checks import person, place
from apps.graduates.checks.cells import RowContext, cell_checks
from apps.graduates.checks.draft import Draft
from apps.graduates.checks.duplicates import SeenPersons
from apps.graduates.checks.row_kind import RowKinds
from apps.graduates.checks.rules import KEEPS_OUT, RULES
from apps.graduates.checks.shapes import Counts, RosterPerson, RowFinding, RowResult
from apps.graduates.checks.values import FINE, Remembered, text_of
from apps.graduates.layouts import Columns
from apps.intake.reading import Cell

_VALUE_LENGTH = 80
_TWICE = frozenset({"duplicate_person", "same_row_twice"})
_IN_HISTORY = {"id_missing": "id_missing_history", "birth_missing": "birth_missing_history"}
_FIELDS = {"named": "first_name", "dated": "born"}
Marks = frozenset[tuple[int, int]]


class RowChecks:
    """The checks of one file; its rows go through ``check`` in their order."""

    def __init__(
        self, columns: Columns, context: RowContext, counts: Counts, formulas: Marks, errors: Marks
    ) -> None:
        self.decisions_assumed = 0
        self.buddhist_date_cells = False
        self._columns, self._context, self._counts = columns, context, counts
        self._width = len(columns.headings)
        self._id_place = columns.index.get("person_id", self._width)
        self._level_place = columns.index.get("level")
        self._names = columns.full_name or tuple(
            columns.index[part]
            for part in ("title", "first_name", "last_name")
            if part in columns.index
        )
        # a field without a column reads the blank cell that is put behind every row
        self._plan = [
            (attribute, columns.index.get(_FIELDS.get(attribute, attribute), self._width), check)
            for attribute, check in cell_checks(columns, context).items()
        ]
        self._full_names = Remembered(person.check_full_name)
        self._levels = Remembered(lambda cell: (place.is_level_m6(cell), FINE))
        self._row_kinds = RowKinds(columns)
        self._seen = SeenPersons()
        self._marks = _marks_by_row(columns, formulas, errors)

    def check(self, number: int, row: Sequence[Cell]) -> RowResult | None:
        """Return the result for a person's row, None for every other row."""
        cells = [*row[: self._width], None]
        if len(cells) <= self._width:
            cells.extend([None] * (self._width + 1 - len(cells)))
        if not self._is_person(cells):
            return None
        draft = self._drafted(cells)
        self._check_together(draft, cells)
        if self._marks:
            draft.broken.extend((field, rule, {}) for field, rule in self._marks.get(number, ()))
        found: RosterPerson | None = None
        if not draft.breaks("school"):
            names = [str(cells[index]) for index in self._names if cells[index]]
            found = draft.finished(" ".join(names))
            self._check_twice(number, found, draft)
        return self._result(number, cells, found, draft)

    def _result(
        self, number: int, cells: list[Cell], found: RosterPerson | None, draft: Draft
    ) -> RowResult:
        self._counts.rows += 1
        if not draft.broken:
            self._counts.kept += 1
            return RowResult(number, found, (), True)
        findings = tuple([self._finding(number, cells, *one) for one in draft.broken])
        kept = not any(one.cls in KEEPS_OUT or one.rule in _TWICE for one in findings)
        self._counts.kept += kept
        self._counts.kept_out += not kept
        return RowResult(number, found, findings, kept)

    def _is_person(self, cells: list[Cell]) -> bool:
        cell = cells[self._id_place]
        if not (type(cell) is str and len(cell) == 13 and cell.isdigit()):
            kind = self._row_kinds.kind(cells)
            self._counts.blank += kind == "blank"
            self._counts.footers += kind == "footer"
            self._counts.repeated_headings += kind == "heading"
            if kind != "person":
                return False
        if self._level_place is None or self._levels[cells[self._level_place]][0]:
            return True
        self._counts.other_levels[text_of(cells[self._level_place])[:20]] += 1
        return False

    def _drafted(self, cells: list[Cell]) -> Draft:
        draft = Draft()
        draft.broken = []
        for attribute, index, check in self._plan:
            value, rules = check(cells[index])
            setattr(draft, attribute, value)
            for rule in rules:
                draft.add(_FIELDS.get(attribute, attribute), rule)
        draft.person_id, rules = person.check_person_id(cells[self._id_place])
        for rule in rules:
            draft.add("person_id", rule)
        return draft

    def _check_together(self, draft: Draft, cells: list[Cell]) -> None:
        if self._columns.full_name:
            # the cells of one merged heading are one name
            full, rules = self._full_names[" ".join([text_of(cells[i]) for i in self._names])]
            drafts.take_full_name(draft, full)
            for rule in rules:
                draft.add("full_name", rule)
        else:
            drafts.take_first_name(draft)
        drafts.check_names(draft)
        drafts.check_credits(draft)
        if draft.dated[0].note == "buddhist_in_date_cell":
            self.buddhist_date_cells = True
        if self._context.kind != "studying":
            index = self._columns.index
            if "decision" not in index:
                draft.decision = "graduated"
                self.decisions_assumed += 1
            drafts.check_graduate(draft, "gpax" in index, "approved_on" in index)
        if draft.broken:
            self._adapt(draft)

    def _adapt(self, draft: Draft) -> None:
        """Give broken rules what only the whole row and file know."""
        for position, (field, rule, params) in enumerate(draft.broken):
            if self._context.kind == "history":
                rule = _IN_HISTORY.get(rule, rule)
            if rule == "other_school_row":
                params = {"school": draft.school_name or draft.school_code}
                field = "school"
            elif rule == "birth_age_unusual":
                params = {"age": draft.dated[1] or 0}
            draft.broken[position] = (field, rule, params)

    def _check_twice(self, number: int, found: RosterPerson, draft: Draft) -> None:
        twice = None
        if found.person_id is not None:
            twice = self._seen.person(found.person_id, number, found)
            if twice is not None:
                draft.add("person_id", twice[0], first_row=twice[1])
        if twice is None and found.student_code:
            code = self._seen.student_code(found.student_code, number)
            if code is not None:
                draft.add("student_code", code[0], first_row=code[1])

    def _finding(
        self, number: int, cells: list[Cell], field: str, rule: str, params: dict[str, str | int]
    ) -> RowFinding:
        columns = self._columns
        if field == "school":
            field = "school_code" if "school_code" in columns.index else "school_name"
        if columns.full_name and field in ("first_name", "last_name"):
            field = "full_name"
        places = columns.full_name if field == "full_name" else (columns.index.get(field, -1),)
        value = " ".join([text_of(cells[index]) for index in places if index >= 0])
        masked = mask_identifier(value) if field == "person_id" else mask_numbers(value)
        heading = columns.heading(field)
        return RowFinding(number, heading, RULES[rule].cls, rule, masked[:_VALUE_LENGTH], params)


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
