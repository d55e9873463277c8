"""Facts as somebody sent them, read into the form in which they are kept."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.certificates.examples import day_example, year_example
from apps.certificates.facts.fields import FIELDS, Field, Shape
from apps.certificates.kinds import Kind, Language
from apps.core.academic_year import christian_year
from apps.core.thai.dates import parse_date
from apps.core.thai.numerals import to_arabic
from apps.core.thai.text import canonical
from apps.courses.student_codes import identifier_fault

Facts = dict[str, str | int]
"""Field → text, or a number for years and numbers; fields without a value are left out."""

YEARS = range(1950, 2101)
_NAME = re.compile(r"[A-Za-zÀ-ɏ\u0e01-\u0e3a\u0e40-\u0e4e .'’\-()ฯ]+")
_CODE = re.compile(r"[0-9A-Zก-ฮ](?:[0-9A-Zก-ฮ ./-]*[0-9A-Zก-ฮ])?")
_GRADE = re.compile(r"[0-3](?:\.[0-9]{1,2})?|4(?:\.00?)?")


@dataclass(frozen=True, slots=True)
class FactProblem:
    """What is wrong with one field, and what to do."""

    field: str
    sentence: str | Promise


class _Wrong(ValueError):  # noqa: N818  (not told to anybody as it is)
    def __init__(self, sentence: str | Promise) -> None:
        super().__init__()
        self.sentence = sentence


def read_facts(
    kind: str, given: Mapping[str, object], *, language: str
) -> tuple[Facts, list[FactProblem]]:
    """The facts of a paper of this kind, and what is wrong with them; only without problems may
    they be used. Fields that the kind does not know are problems as well.
    """
    facts: Facts = {}
    problems = [
        FactProblem(name, _("This kind of paper has no such field. Leave it out."))
        for name in sorted(given.keys() - {field.name for field in FIELDS[kind]})
    ]
    for field in FIELDS[kind]:
        try:
            value = _value(field, given.get(field.name))
        except _Wrong as wrong:
            problems.append(FactProblem(field.name, wrong.sentence))
            continue
        if value != "":
            facts[field.name] = value
        elif field.needed or (field.english and language == Language.EN):
            problems.append(FactProblem(field.name, _missing(field)))
    return facts, problems or _together(kind, facts)


def shown_name(facts: Mapping[str, object]) -> str:
    """Title, first name and surname, as lists show them."""
    first = f"{facts.get('title', '')}{facts.get('first_name', '')}"
    return f"{first} {facts.get('last_name', '')}".strip()


def _missing(field: Field) -> str | Promise:
    if field.english:
        return format_lazy(
            _("An English paper needs “{field}”. Write it in English."), field=field.label
        )
    return format_lazy(_("“{field}” is missing. Write it."), field=field.label)


def _value(field: Field, given: object) -> str | int:
    """The value as it is kept, "" for none. Raises _Wrong."""
    if given is None or given == "":
        return ""
    if isinstance(given, dt.datetime):
        given = given.date()
    if not isinstance(given, str | int | Decimal | dt.date) or isinstance(given, bool):
        raise _Wrong(_("This is not a text, number or date. Write it again."))
    text = canonical(str(given))
    if not text:
        return ""
    return _READERS[field.shape](field, text)


def _text(field: Field, text: str) -> str:
    if len(text) > field.most:
        raise _Wrong(
            format_lazy(_("This is longer than {most} characters. Shorten it."), most=field.most)
        )
    return text


def _name(field: Field, text: str) -> str:
    if not _NAME.fullmatch(text):
        raise _Wrong(_("The name holds a sign that does not belong into names. Correct it."))
    return _text(field, text)


def _code(field: Field, text: str) -> str:
    code = to_arabic(text).upper()
    if fault := identifier_fault(code):
        raise _Wrong(fault)
    if len(code) > field.most or not _CODE.fullmatch(code):
        raise _Wrong(
            format_lazy(
                _("This is not a code. Write at most {most} letters, digits, . - and /."),
                most=field.most,
            )
        )
    return code


def _year(field: Field, text: str) -> int:
    plain = to_arabic(text)
    year = christian_year(int(plain)) if plain.isascii() and plain.isdecimal() else 0
    if year not in YEARS:
        raise _Wrong(
            format_lazy(
                _("This is not an academic year. Write four digits, as {year}."),
                year=year_example(2026),
            )
        )
    return year


def _number(field: Field, text: str) -> int:
    plain = to_arabic(text)
    if not (plain.isascii() and plain.isdecimal() and 1 <= int(plain[:9]) <= field.most):
        raise _Wrong(format_lazy(_("Write a number from 1 to {most}."), most=field.most))
    return int(plain)


def _day(field: Field, text: str) -> str:
    day = parse_date(text).value
    if day is None:
        raise _Wrong(
            format_lazy(
                _("This is not a full date. Write day/month/year, as {day}."),
                day=day_example(dt.date(2025, 3, 5)),
            )
        )
    return day.isoformat()


def _grade(field: Field, text: str) -> str:
    plain = to_arabic(text)
    if not _GRADE.fullmatch(plain):
        raise _Wrong(_("Write a grade point average from 0.00 to 4.00."))
    try:
        return f"{Decimal(plain):.2f}"
    except InvalidOperation as error:  # cannot follow the pattern above; kept for its own sake
        raise _Wrong(_("Write a grade point average from 0.00 to 4.00.")) from error


def _choice(field: Field, text: str) -> str:
    words = {
        spelling.casefold(): value
        for value, label in field.choices
        for spelling in (value, str(label))
    }
    found = words.get(text.casefold())
    if found is None:
        raise _Wrong(
            format_lazy(
                _("Choose one of: {choices}."),
                choices=format_lazy(
                    ", ".join(["{}"] * len(field.choices)), *(word for _code, word in field.choices)
                ),
            )
        )
    return found


_READERS: dict[Shape, Callable[[Field, str], str | int]] = {
    Shape.TEXT: _text,
    Shape.NAME: _name,
    Shape.CODE: _code,
    Shape.YEAR: _year,
    Shape.NUMBER: _number,
    Shape.DAY: _day,
    Shape.GRADE: _grade,
    Shape.CHOICE: _choice,
}


def _together(kind: str, facts: Facts) -> list[FactProblem]:
    return _dates(facts) if kind == Kind.GRADUATION else _years(facts)


def _dates(facts: Facts) -> list[FactProblem]:
    """Completed, then approved by the council, then given at the ceremony."""
    names = [name for name in ("completed_on", "approved_on", "ceremony_on") if name in facts]
    days = [str(facts[name]) for name in names]
    return [
        FactProblem(later, _("This date lies before the one that comes first. Compare the two."))
        for before, after, later in zip(days, days[1:], names[1:], strict=False)
        if after < before
    ]


def _years(facts: Facts) -> list[FactProblem]:
    problems = []
    if int(facts["admitted_year"]) > int(facts["academic_year"]):
        sentence = _("The student was admitted after the year that is certified. Compare the two.")
        problems.append(FactProblem("admitted_year", sentence))
    if ("expected_year" in facts) != ("expected_term" in facts):
        sentence = _("Write both the year and the term of the expected graduation, or neither.")
        problems.append(FactProblem("expected_term", sentence))
    return problems
