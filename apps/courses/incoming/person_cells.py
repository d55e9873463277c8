"""Who a row is about: names, identifier, dates. Values come out, problems go to the reader."""

import datetime as dt
import re
from decimal import Decimal

from django.utils.translation import gettext as _

from apps.core.identifiers import PersonId, parse_person_id
from apps.core.thai.dates import parse_date
from apps.core.thai.names import FullName, read_title, split_full_name, split_title
from apps.courses.incoming.cells import number_of, text_of
from apps.courses.incoming.row_checks import RowReader
from apps.courses.load import MOST_HOME_CREDITS

NAME_CHARACTERS, TITLE_CHARACTERS = 150, 50
_POSSIBLE_AGES = range(10, 100)
_NOT_IN_NAMES = re.compile(r"[^A-Za-zÀ-ɏ\u0e01-\u0e3a\u0e40-\u0e4e .'’\-()ฯ]")
_NOBODY = FullName("", "", "", True)


def read_name(reader: RowReader) -> FullName:
    """Return title, first name and surname, written in one cell, two or three."""
    row = reader.row
    field = "first_name" if "first_name" in row.cells else "full_name"
    text = row.text(field)
    if not text:
        if not reader.is_broken(field):
            reader.tell(field, "name_missing", _("The name is missing."))
        return _NOBODY
    beside = _surname_field(reader)
    name = _separated(reader, field, beside)
    _check_letters(reader, field, name.first)
    _check_letters(reader, beside or field, name.last)
    if not name.last:
        sentence = _("There is no surname. Add it, unless the person has none.")
        reader.tell(beside or field, "surname_missing", sentence, blocks=False)
    title = row.text("title")
    title = read_title(title) or title or name.title
    return FullName(title[:TITLE_CHARACTERS], name.first, name.last, name.certain)


def read_english_name(reader: RowReader) -> tuple[str, str]:
    """Return first name and surname in Latin letters, without title."""
    row = reader.row
    if "first_name_en" in row.cells:
        first = split_title(row.text("first_name_en")).rest
        last = row.text("last_name_en")
        field = "first_name_en"
    else:
        field = "full_name_en"
        name = split_full_name(row.text(field))
        first, last = name.first, name.last
    _check_letters(reader, field, first)
    _check_letters(reader, "last_name_en" if "last_name_en" in row.cells else field, last)
    return first, last


def read_person_id(reader: RowReader) -> PersonId | None:
    """Return the identifier, which may be missing."""
    cell = reader.row.cells.get("person_id")
    if not text_of(cell):
        return None
    reading = parse_person_id(cell)
    if reading.person_id is None and reading.problem != "missing":
        reader.tell("person_id", f"id_{reading.problem}", id_sentence(reading.problem))
    return reading.person_id


def read_birth_date(reader: RowReader, today: dt.date) -> dt.date | None:
    born = _read_date(reader, "born_on")
    if born is not None and today.year - born.year not in _POSSIBLE_AGES:
        sentence = _("This cannot be a date of birth. Compare its year with the student's papers.")
        reader.tell("born_on", "birth_out_of_range", sentence)
        return None
    return born


def read_needed_by(reader: RowReader, today: dt.date) -> dt.date | None:
    wanted = _read_date(reader, "needed_by")
    if wanted is not None and not today <= wanted < today.replace(day=1, year=today.year + 10):
        sentence = _("The date by which the result is needed must lie ahead. Correct it.")
        reader.tell("needed_by", "needed_by_out_of_range", sentence)
        return None
    return wanted


def read_home_credits(reader: RowReader) -> Decimal | None:
    """Return the credits taken at home in the same term; one decimal at most."""
    cell = reader.row.cells.get("home_credits")
    if not text_of(cell):
        return None
    number = number_of(cell, "หน่วยกิต", "นก.", "credits")
    if number is None or number > MOST_HOME_CREDITS or number % Decimal("0.1"):
        sentence = _("These are not the credits of a term. Write a number such as 15.")
        reader.tell("home_credits", "home_credits", sentence)
        return None
    return number.quantize(Decimal("0.1"))


def _surname_field(reader: RowReader) -> str:
    """Return the field of the surname's own column, or "": ชื่อสกุล beside ชื่อ is the surname."""
    cells = reader.row.cells
    if "last_name" in cells:
        return "last_name"
    return "full_name" if {"first_name", "full_name"} <= cells.keys() else ""


def _separated(reader: RowReader, field: str, beside: str) -> FullName:
    text = reader.row.text(field)
    if beside:
        split = split_title(text)
        name = FullName(split.title, split.rest, reader.row.text(beside), split.certain)
    else:
        name = split_full_name(text)
    if not name.certain and name.last:
        sentence = _(
            "The name was read as title “%(title)s”, first name “%(first)s”, surname “%(last)s”. "
            "If this is wrong, put title, first name and surname into columns of their own."
        )
        params = {"title": name.title, "first": name.first, "last": name.last}
        reader.tell(field, "name_uncertain", sentence % params, blocks=False)
    return name


def _check_letters(reader: RowReader, field: str, name: str) -> None:
    if "\ufffd" in name or "?" in name:
        reader.tell(field, "name_damaged", _("Letters of the name are damaged. Type it again."))
    elif _NOT_IN_NAMES.search(name):
        sentence = _("The name holds a sign that does not belong into names. Correct it.")
        reader.tell(field, "name_strange_sign", sentence)
    elif len(name) > NAME_CHARACTERS:
        reader.tell(field, "name_too_long", _("The name is too long to be one. Correct it."))


def _read_date(reader: RowReader, field: str) -> dt.date | None:
    cell = reader.row.cells.get(field)
    if not text_of(cell):
        return None
    parsed = parse_date(cell)
    if parsed.value is None and parsed.problem != "missing":
        sentence = _("This is not a full date. Write day/month/Buddhist year, as 5/3/2568.")
        reader.tell(field, "date", sentence)
    return parsed.value


def id_sentence(problem: str) -> str:
    """What to do about an identifier that parse_person_id does not take."""
    sentences = {
        "length": _("A national ID has 13 digits. Compare it with the paper."),
        "check_digit": _("The check digit is wrong. Compare the number with the paper."),
        "precision_lost": _("The spreadsheet shortened this number. Type it from the paper."),
    }
    return sentences.get(problem, _("Write 13 digits, G and 12 digits, or a passport number."))
