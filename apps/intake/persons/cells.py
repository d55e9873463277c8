"""Who the row is about: identifier, names, title, gender, date of birth."""

import datetime as dt
import re
from collections.abc import Callable

from apps.core.identifiers import PersonId, parse_person_id
from apps.core.thai.dates import ParsedDate, parse_date
from apps.core.thai.names import (
    TITLE_GENDER,
    FullName,
    Gender,
    TitleSplit,
    read_title,
    split_full_name,
    split_title,
)
from apps.intake.persons.values import FINE, Read, text_of
from apps.intake.reading import Cell

Dated = tuple[ParsedDate, int | None]
"""A date of birth as read, and the age at the end of the year in question where that is known."""

_NAME_LENGTH, _TITLE_LENGTH = 200, 60
_NO_DATE = ParsedDate()
_NOT_IN_NAMES = re.compile(r"[^A-Za-zÀ-ɏ\u0e01-\u0e3a\u0e40-\u0e4e .'’\-()ฯ]")
_GENDERS: dict[str, Gender] = {
    **dict.fromkeys(("ช", "ช.", "ชาย", "m", "male"), "m"),
    **dict.fromkeys(("ญ", "ญ.", "หญิง", "f", "female"), "f"),
}
_ID_RULES = {
    problem: (rule,)
    for problem, rule in (
        ("missing", "id_missing"),
        ("check_digit", "id_check_digit"),
        ("precision_lost", "id_precision_lost"),
        ("length", "id_length"),
        ("syntax", "id_syntax"),
    )
}


def check_person_id(cell: Cell) -> Read[PersonId | None]:
    """Rules id_*: a missing ID keeps a row out, save in history lists (decided by the caller)."""
    reading = parse_person_id(cell)
    return reading.person_id, _ID_RULES.get(reading.problem, FINE)


def check_name(cell: Cell) -> Read[str]:
    """Rules name_damaged, name_strange_sign, text_too_long.

    Whether a name may be missing is another rule.
    """
    return _checked_name(text_of(cell))


def check_first_name(cell: Cell) -> Read[tuple[str, TitleSplit]]:
    """As check_name, beside it the same with a title that may be written onto it split off."""
    name, rules = _checked_name(text_of(cell))
    return (name, split_title(name)), rules


def check_full_name(cell: Cell) -> Read[FullName]:
    """Rule name_joined_ambiguous, and those of check_name, for a name in one cell."""
    name, rules = _checked_name(text_of(cell))
    full = split_full_name(name)
    if full.certain or not full.last:  # a missing surname is another rule
        return full, rules
    return full, (*rules, "name_joined_ambiguous")


def _checked_name(name: str) -> Read[str]:
    if "\ufffd" in name or "?" in name:
        return name, ("name_damaged",)
    if len(name) > _NAME_LENGTH:
        return "", ("text_too_long",)
    return name, ("name_strange_sign",) if _NOT_IN_NAMES.search(name) else FINE


def check_title(cell: Cell) -> Read[str]:
    """Rules title_unknown, text_too_long; known titles come back in their standard form."""
    text = text_of(cell)
    if len(text) > _TITLE_LENGTH:
        return "", ("text_too_long",)
    title = read_title(text)
    return title or text, ("title_unknown",) if text and not title else FINE


def check_gender(cell: Cell) -> Read[Gender]:
    """Rule gender_unknown."""
    text = text_of(cell).casefold()
    gender = _GENDERS.get(text, "")
    return gender, ("gender_unknown",) if text and not gender else FINE


def title_gender_differs(title: str, gender: str) -> bool:
    """Rule title_gender_differs; titles for both genders never differ."""
    expected = TITLE_GENDER.get(title, "")
    return bool(expected and gender and expected != gender)


def birth_check(
    academic_year: int, today: dt.date, *, usual: range, possible: range
) -> Callable[[Cell], Read[Dated]]:
    """Return the check of birth dates (rules birth_*) for an academic year (Christian, beginning).

    The value is the date read and the age in years at the end of that year. Outside the ``usual``
    ages a person looks, outside the ``possible`` ones the date cannot be right.
    """

    def check(cell: Cell) -> Read[Dated]:
        born = parse_date(cell)
        if born.problem:
            return (born, None), (f"birth_{born.problem}",)
        assert born.year is not None  # noqa: S101  set wherever there is no problem
        age = academic_year + 1 - born.year
        if age not in possible or (born.value and born.value > today):
            return (_NO_DATE, age), ("birth_out_of_range",)
        rules = FINE if age in usual else ("birth_age_unusual",)
        if born.value is None:
            rules += ("birth_year_only",)
        elif born.note == "christian_year":
            rules += ("birth_christian_year",)
        return (born, age), rules

    return check
