"""Which check belongs to which cell of a row, for one file."""

import datetime as dt
from dataclasses import dataclass

from apps.graduates.checks import place, results
from apps.graduates.checks.shapes import Kind
from apps.intake.persons import cells as person
from apps.intake.persons.columns import Columns
from apps.intake.persons.rows import CellCheck, remembered
from apps.intake.persons.studies import check_code, check_gpax
from apps.intake.persons.values import FINE, Read, text_of
from apps.intake.reading import Cell

# adult learners finish late
_USUAL_AGES, _POSSIBLE_AGES = range(14, 41), range(10, 100)


@dataclass(frozen=True, slots=True)
class RowContext:
    """Whose list it is, of which school year (Christian, its beginning) and kind, and today."""

    school_code: str
    smis_code: str
    school_name: str
    academic_year: int
    kind: Kind
    today: dt.date


def cell_checks(columns: Columns, context: RowContext) -> dict[str, CellCheck]:
    """Return the check of each attribute of a draft, ready to be called with a cell."""
    year, today = context.academic_year, context.today
    own_code = place.school_code_check(context.school_code, context.smis_code)
    own_name = place.school_name_check(context.school_name)
    has_code = "school_code" in columns.index
    has_decision = "decision" in columns.index
    repeated: dict[str, CellCheck] = {
        "title": person.check_title,
        "named": person.check_first_name,
        "last_name": person.check_name,
        "gender": person.check_gender,
        "dated": person.birth_check(year, today, usual=_USUAL_AGES, possible=_POSSIBLE_AGES),
        "gpax": check_gpax,
        "credits_attempted": results.check_credits,
        "credits_earned": results.check_credits,
        "decision": results.check_decision if has_decision else _no_decision,
        "approved_on": results.approval_check(year, today),
        "por1_set": results.check_por1,
        "school_code": own_code,
        # names are written in many ways: where there is a code, the code alone decides
        "school_name": _any_school if has_code else own_name,
    }
    unique: dict[str, CellCheck] = {
        "student_code": check_code,
        "por1_number": results.check_por1,
    }
    return remembered(repeated) | unique


def _no_decision(_cell: Cell) -> Read[str]:
    return "", FINE


def _any_school(cell: Cell) -> Read[str]:
    return text_of(cell), FINE
