"""Reading the cells of a list of offerings: each function gives what is stored, or WrongCell."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from apps.core.thai.dates import parse_date
from apps.core.thai.text import search_key
from apps.courses.choices import Level
from apps.courses.credits import parse_credits
from apps.courses.incoming.cells import code_of, is_rounded, number_of, text_of
from apps.courses.incoming.offering_words import FREE, LANGUAGES, LEVELS, UNLIMITED
from apps.intake.headings import normal_heading

CODE_CHARACTERS, NAME_CHARACTERS, SCHEDULE_CHARACTERS = 20, 300, 200
DESCRIPTION_CHARACTERS = 5_000
_MOST_SEATS = 10_000
_HIGHEST_FEE = Decimal("9999999.99")
_KEY_CHARACTERS = 700
_CODE = re.compile(r"[0-9A-Zก-๛](?:[0-9A-Zก-๛ ./&()+_-]*[0-9A-Zก-๛.)+])?")
# ISCED-F 2013: broad fields 00–10, below them one digit for the narrow and one for the detailed
_ISCED = re.compile(r"(?:0[0-9]|10)[0-9]{0,2}")


class WrongCell(ValueError):  # noqa: N818  says what happened
    """A cell that cannot be taken; ``sentence`` says why and what to write instead."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence


def read_code(cell: object) -> str:
    """Return a course code: capital letters, ASCII digits, single spaces."""
    code = code_of(cell)
    if not code:
        raise WrongCell("code_missing", _("The course code is missing. Write it in this row."))
    return _checked_code(code)


def read_section(cell: object) -> str:
    """Return a section; 1 where none is written."""
    code = code_of(cell)
    return _checked_code(code) if code else "1"


def read_thai_name(cell: object) -> str:
    """Return the name that every course has."""
    name = _text(cell, NAME_CHARACTERS)
    if not name:
        sentence = _("The Thai name is missing. Where there is none, repeat the English name.")
        raise WrongCell("name_missing", sentence)
    return name


def read_name(cell: object) -> str:
    return _text(cell, NAME_CHARACTERS)


def read_schedule(cell: object) -> str:
    return _text(cell, SCHEDULE_CHARACTERS)


def read_description(cell: object) -> str:
    """Return the description with its paragraphs."""
    if not isinstance(cell, str):
        return _text(cell, DESCRIPTION_CHARACTERS)
    lines = (_text(line, DESCRIPTION_CHARACTERS) for line in cell.splitlines())
    return _checked_length("\n".join(line for line in lines if line), DESCRIPTION_CHARACTERS)


def read_credits(cell: object) -> str:
    """Return credits in canonical notation."""
    text = text_of(cell)
    stated = parse_credits(text)
    if stated is not None:
        return stated.notation
    if not text:
        raise WrongCell("credits_missing", _("The credits are missing. Write them as 3(2-2-5)."))
    sentence = _(
        "These are not credits. Write them as 3(2-2-5): credits, and hours a week of lectures, "
        "practice and self-study; or the number alone, such as 3."
    )
    if isinstance(cell, dt.date):
        sentence = _("The spreadsheet made a date of it. Format the column as text, type 3(2-2-5).")
    raise WrongCell("credits", sentence)


def read_level(cell: object) -> str:
    """Return a level; bachelor where none is written."""
    text = text_of(cell)
    if not text:
        return Level.BACHELOR.value
    level = LEVELS.get(normal_heading(text)) or LEVELS.get(
        normal_heading(text.removeprefix("ระดับ"))
    )
    if level is None:
        known = ", ".join(str(choice.label) for choice in Level)
        sentence = _("This level is not known. Write one of: %(known)s.") % {"known": known}
        raise WrongCell("level", sentence)
    return level.value


def read_isced(cell: object) -> str:
    """Return an ISCED-F 2013 code of 2 to 4 digits; a zero lost by a spreadsheet is put back."""
    code = code_of(cell).partition(" ")[0]
    if not code:
        return ""
    if code.isdigit() and not _ISCED.fullmatch(code):
        code = f"0{code}"
    if not _ISCED.fullmatch(code):
        sentence = _("This is not a field of ISCED-F 2013. Write 2 to 4 digits, such as 0613.")
        raise WrongCell("isced", sentence)
    return code


def read_seats(cell: object) -> int | None:
    """Return the number of places; None where nothing limits it."""
    text = text_of(cell)
    if not text or normal_heading(text) in UNLIMITED:
        return None
    number = number_of(cell, "คน", "ที่นั่ง", "ที่")
    if number is None or number % 1 or number > _MOST_SEATS:
        sentence = _(
            "This is not a number of places. Write a whole number up to %(most)s, or leave the "
            "cell empty where nothing limits it."
        )
        raise WrongCell("seats", sentence % {"most": _MOST_SEATS})
    return int(number)


def read_fee(cell: object) -> Decimal | None:
    """Return the fee in baht; None where it is not stated."""
    text = text_of(cell)
    if not text:
        return None
    if normal_heading(text) in FREE:
        return Decimal("0.00")
    number = number_of(cell, "บาท", "baht", "THB", ".-")
    if number is None or number > _HIGHEST_FEE or number % Decimal("0.01"):
        raise WrongCell(
            "fee", _("This is not an amount in baht. Write for example 1500 or 1500.50.")
        )
    return number.quantize(Decimal("0.01"))


def read_language(cell: object) -> str:
    """Return an ISO 639-1 code; th where none is written."""
    text = text_of(cell)
    if not text:
        return "th"
    code = LANGUAGES.get(normal_heading(text))
    if code is None:
        sentence = _(
            "This language is not known. Write one language of instruction, such as ไทย or English."
        )
        raise WrongCell("language", sentence)
    return code


def withdrawal_reader(academic_year: int) -> Callable[[object], dt.date | None]:
    """Return the reader of the last day of withdrawal for a year (Christian, its beginning)."""

    def read(cell: object) -> dt.date | None:
        parsed = parse_date(cell if isinstance(cell, dt.date) else text_of(cell))
        if parsed.problem == "missing":
            return None
        if parsed.value is None:
            sentence = _("This is not a full date. Write day/month/Buddhist year, as 31/10/2568.")
            raise WrongCell("date", sentence)
        if parsed.value.year not in (academic_year, academic_year + 1):
            sentence = _("The date lies outside the academic year. Compare its year.")
            raise WrongCell("date_outside", sentence)
        return parsed.value

    return read


def catalogue_key(code: str, name_th: str, name_en: str) -> str:
    """Return what the catalogue is searched by: code and names, each as a search key."""
    return " ".join(search_key(part) for part in (code, name_th, name_en))[:_KEY_CHARACTERS]


def _checked_code(code: str) -> str:
    if is_rounded(code):
        sentence = _(
            "The spreadsheet shortened this number. Format the column as text and type the code "
            "again."
        )
        raise WrongCell("code_rounded", sentence)
    if len(code) > CODE_CHARACTERS or not _CODE.fullmatch(code):
        sentence = _("This is not a code. Write at most %(most)s letters, digits and . - / signs.")
        raise WrongCell("code", sentence % {"most": CODE_CHARACTERS})
    return code


def _text(cell: object, most: int) -> str:
    text = text_of(cell)
    if "\ufffd" in text:
        sentence = _("Letters of this text are damaged. Type it again.")
        raise WrongCell("text_damaged", sentence)
    return _checked_length(text, most)


def _checked_length(text: str, most: int) -> str:
    if len(text) > most:
        sentence = _("The text has %(length)s characters; at most %(most)s are kept. Shorten it.")
        raise WrongCell("text_too_long", sentence % {"length": len(text), "most": most})
    return text
