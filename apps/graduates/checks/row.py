"""One row of a roster against all rules. Runs once for every row of every file, so it is kept short.

Each cell's check is remembered by the cell; only what concerns several cells is computed anew.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from apps.core.identifiers import mask_identifier, mask_numbers
from apps.core.thai.names import FullName, TitleSplit
from apps.graduates.checks import person, place, results
from apps.graduates.checks.duplicates import SeenPersons, Twice
from apps.graduates.checks.row_kind import row_kind_check
from apps.graduates.checks.rules import KEEPS_OUT, RULES
from apps.graduates.checks.shapes import Counts, Kind, RosterPerson, RowFinding, RowResult
from apps.graduates.checks.values import Remembered, text_of
from apps.graduates.layouts import Columns
from apps.intake.reading import Cell

_VALUE_LENGTH = 80
_IN_HISTORY = {"id_missing": "id_missing_history", "birth_missing": "birth_missing_history"}
_KEEPS_OUT = frozenset(rule for rule, told in RULES.items() if told.cls in KEEPS_OUT) | {
    "duplicate_person",
    "same_row_twice",
}
Broken = list[tuple[str, str, dict[str, str | int]]]
"""(field, rule, parameters), before the cell's value and heading are added."""


@dataclass(frozen=True, slots=True)
class RowContext:
    """Whose list it is, of which school year (Christian, its beginning), of which kind, and today."""

    school_code: str
    smis_code: str
    school_name: str
    academic_year: int
    kind: Kind
    today: dt.date


class RowChecks:
    """The checks of one file; rows go through ``check`` in their order."""

    def __init__(
        self,
        columns: Columns,
        context: RowContext,
        counts: Counts,
        formulas: frozenset[tuple[int, int]],
        errors: frozenset[tuple[int, int]],
    ) -> None:
        self.decisions_assumed = 0
        self.buddhist_date_cells = False
        self._columns, self._context, self._counts = columns, context, counts
        self._width = len(columns.headings)
        index, blank = columns.index, self._width  # a field without a column reads a blank one
        self._id_place = index.get("person_id", blank)
        self._name_places = columns.full_name or tuple(
            index[part] for part in ("title", "first_name", "last_name") if part in index
        )
        self._level_place = index.get("level")
        self._levels = Remembered(lambda cell: (place.is_level_m6(cell), ()))
        self._plan = [
            (name, index.get(name, blank), check) for name, check in self._cell_checks().items()
        ]
        self._full_names = Remembered(person.check_full_name)
        self._row_kind = row_kind_check(columns)
        self._seen = SeenPersons()
        self._marked = self._marks(formulas, "formula") | self._marks(errors, "cell_error")

    def check(self, number: int, row: Sequence[Cell]) -> RowResult | None:
        """Return the result for a person's row, None for every other row."""
        cells = list(row[: self._width])
        cells.extend([None] * (self._width + 1 - len(cells)))
        if not self._is_person(cells):
            return None
        broken: Broken = []
        values: dict[str, Any] = {}  # Any: each field has a type of its own, see RosterPerson
        for name, index, check in self._plan:
            value, rules = check[cells[index]]
            values[name] = value
            for rule in rules:
                broken.append((name, rule, {}))
        person_id, rules = person.check_person_id(cells[self._id_place])
        for rule in rules:
            broken.append(("person_id", rule, {}))
        values["person_id"] = person_id
        self._check_names(cells, values, broken)
        self._check_together(values, broken)
        if self._marked and number in self._marked:
            broken.extend(self._marked[number])
        return self._conclude(number, cells, values, broken)

    def _conclude(
        self, number: int, cells: list[Cell], values: dict[str, Any], broken: Broken
    ) -> RowResult:
        self._counts.rows += 1
        if values.pop("school"):
            found: RosterPerson | None = self._person(cells, values)
        else:
            found = None
        if found is not None:
            self._check_twice(number, found, broken)
        kept = True
        findings: tuple[RowFinding, ...] = ()
        if broken:
            if self._context.kind == "history":
                broken = [(name, _IN_HISTORY.get(rule, rule), p) for name, rule, p in broken]
            findings = tuple(self._finding(number, cells, *one) for one in broken)
            kept = not any(finding.rule in _KEEPS_OUT for finding in findings)
        if kept:
            self._counts.kept += 1
        else:
            self._counts.kept_out += 1
        return RowResult(number, found, findings, kept)

    def _is_person(self, cells: list[Cell]) -> bool:
        cell = cells[self._id_place]
        if not (type(cell) is str and len(cell) == 13 and cell.isdigit()):
            kind = self._row_kind(cells)
            if kind != "person":
                self._count_skipped(kind)
                return False
        if self._level_place is not None and not self._levels[cells[self._level_place]][0]:
            self._counts.other_levels[text_of(cells[self._level_place])[:20]] += 1
            return False
        return True

    def _count_skipped(self, kind: str) -> None:
        counts = self._counts
        if kind == "blank":
            counts.blank += 1
        elif kind == "heading":
            counts.repeated_headings += 1
        else:
            counts.footers += 1

    def _check_names(self, cells: list[Cell], values: dict[str, Any], broken: Broken) -> None:
        if self._columns.full_name:
            written = " ".join([text_of(cells[index]) for index in self._name_places])
            full, rules = self._full_names[written]
            broken.extend(("full_name", rule, {}) for rule in rules)
            self._use_full_name(full, values)
        else:
            self._use_first_name(values, broken)
        if not values["first_name"]:
            broken.append(("first_name", "name_missing", {}))
        elif not values["last_name"]:
            broken.append(("last_name", "last_name_missing", {}))

    def _use_full_name(self, full: FullName, values: dict[str, Any]) -> None:
        values["title"] = values["title"] or full.title
        values["first_name"], values["last_name"] = full.first, full.last or values["last_name"]

    def _use_first_name(self, values: dict[str, Any], broken: Broken) -> None:
        """Take a title off the first name where it has no other place, or stands there twice."""
        split: TitleSplit = values["first_name"]
        if not split.title:
            values["first_name"] = split.rest
        elif values["title"] not in ("", split.title) or not split.rest:
            values["first_name"] = split.whole
        elif split.certain:
            values["title"], values["first_name"] = split.title, split.rest
        else:
            values["first_name"] = split.whole
            broken.append(("first_name", "name_joined_ambiguous", {}))

    def _check_together(self, values: dict[str, Any], broken: Broken) -> None:
        """The rules that concern several cells of a row."""
        if person.title_gender_differs(values["title"], values["gender"]):
            broken.append(("title", "title_gender_differs", {}))
        born, age = values["born"]
        if age is not None and broken:
            _add_age(broken, age)
        if born.note == "buddhist_in_date_cell":
            self.buddhist_date_cells = True
        attempted, earned = values["credits_attempted"], values["credits_earned"]
        if attempted is not None and earned is not None and earned > attempted:
            broken.append(("credits_earned", "credits_earned_exceed", {"attempted": str(attempted)}))
        if self._context.kind != "studying":
            self._check_graduation(values, broken)
        if any(rule == "other_school_row" for _name, rule, _params in broken):
            _name_school(broken, values["school_label"])
            values["school"] = False

    def _check_graduation(self, values: dict[str, Any], broken: Broken) -> None:
        index = self._columns.index
        if "decision" not in index:
            values["decision"] = "graduated"
            self.decisions_assumed += 1
        if values["decision"] != "graduated":
            return
        for name, rule in (("gpax", "gpax_missing"), ("approved_on", "approved_missing")):
            if values[name] is None and name in index and not _is_broken(broken, name):
                broken.append((name, rule, {}))

    def _check_twice(self, number: int, found: RosterPerson, broken: Broken) -> None:
        twice: Twice | None = None
        if found.person_id is not None:
            twice = self._seen.person(found.person_id, number, found)
            if twice is not None:
                broken.append(("", twice[0], {"first_row": twice[1]}))
        if twice is None and found.student_code:
            code = self._seen.student_code(found.student_code, number)
            if code is not None:
                broken.append(("student_code", code[0], {"first_row": code[1]}))
