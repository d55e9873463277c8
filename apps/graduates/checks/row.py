"""One row of a roster against all rules."""

from apps.graduates.checks import place
from apps.graduates.checks.cells import RowContext, cell_checks
from apps.graduates.checks.draft import Draft, check_credits, check_graduate, finished
from apps.graduates.checks.shapes import RosterPerson, RowFinding
from apps.intake.persons.columns import Columns
from apps.intake.persons.findings import Counts
from apps.intake.persons.rows import Marks, PersonRows
from apps.intake.persons.values import FINE, Remembered, text_of
from apps.intake.reading import Cell

_IN_HISTORY = {"id_missing": "id_missing_history", "birth_missing": "birth_missing_history"}


class RosterRows(PersonRows[RosterPerson, Draft]):
    """The checks of one roster; ``decisions_assumed`` counts the persons of a file without any."""

    draft = Draft
    finding = RowFinding

    def __init__(
        self, columns: Columns, context: RowContext, counts: Counts, formulas: Marks, errors: Marks
    ) -> None:
        super().__init__(columns, cell_checks(columns, context), counts, formulas, errors)
        self.decisions_assumed = 0
        self._context = context
        self._level_place = columns.index.get("level")
        self._levels = Remembered(lambda cell: (place.is_level_m6(cell), FINE))

    def is_wanted(self, cells: list[Cell]) -> bool:
        if self._level_place is None or self._levels[cells[self._level_place]][0]:
            return True
        self.counts.other_levels[text_of(cells[self._level_place])[:20]] += 1
        return False

    def check_together(self, draft: Draft) -> None:
        check_credits(draft)
        if self._context.kind != "studying":
            index = self.columns.index
            if "decision" not in index:
                draft.decision = "graduated"
                self.decisions_assumed += 1
            check_graduate(draft, "gpax" in index, "approved_on" in index)

    def adapt(self, draft: Draft) -> None:
        for position, (field, rule, params) in enumerate(draft.broken):
            if self._context.kind == "history":
                rule = _IN_HISTORY.get(rule, rule)
            if rule == "other_school_row":
                params = {"school": draft.school_name or draft.school_code}
                field = "school"
            elif rule == "birth_age_unusual":
                params = {"age": draft.dated[1] or 0}
            draft.broken[position] = (field, rule, params)

    def finished(self, draft: Draft, name_as_written: str) -> RosterPerson | None:
        return None if draft.breaks("school") else finished(draft, name_as_written)

    def check_twice(self, number: int, found: RosterPerson, draft: Draft) -> None:
        twice = None
        if found.person_id is not None:
            twice = self.seen.person(found.person_id.canonical, number, found)
            if twice is not None:
                draft.add("person_id", twice[0], first_row=twice[1])
        if twice is None and found.student_code:
            code = self.seen.student_code(found.student_code, number)
            if code is not None:
                draft.add("student_code", code[0], first_row=code[1])

    def place_of(self, field: str) -> str:
        if field != "school":
            return field
        return "school_code" if "school_code" in self.columns.index else "school_name"
