"""Whose row it is: school and class."""

import re
from collections.abc import Callable

from apps.core.identifiers import school_code
from apps.core.thai.numerals import to_arabic
from apps.core.thai.text import canonical, search_key
from apps.intake.persons.values import FINE, Read, text_of
from apps.intake.reading import Cell

_M6 = re.compile(r"(?:ม|m|มัธยมศึกษาปีที่|มัธยมศึกษาปี|ชั้นมัธยมศึกษาปีที่)?\.?6(?:/[0-9]+)?")
_SCHOOL_WORD = "โรงเรียน"


def school_code_check(own_code: str, smis_code: str) -> Callable[[Cell], Read[str]]:
    """Return the check of a school code column (rule other_school_row); the value is the code.

    A number cell may have lost the zeros at the beginning, so they are put back before comparing.
    """

    def check(cell: Cell) -> Read[str]:
        text = text_of(cell)
        if text == "":
            return "", FINE
        code = school_code(text) or school_code(text.zfill(8)) or text
        return code, FINE if code in (own_code, smis_code) else ("other_school_row",)

    return check


def school_name_check(own_name: str) -> Callable[[Cell], Read[str]]:
    """Return the check of a school name column (rule other_school_row), for files without codes.

    Names are written in many ways; one that contains the other counts as the same.
    """
    own = _name_key(own_name)

    def check(cell: Cell) -> Read[str]:
        name = text_of(cell)
        key = _name_key(name)
        same = not key or key in own or own in key
        return name, FINE if same else ("other_school_row",)

    return check


def is_level_m6(cell: Cell) -> bool:
    """Tell whether a class is M.6 (ม.6, ม.๖/2, 6, มัธยมศึกษาปีที่ 6); a blank one counts as M.6."""
    text = to_arabic(text_of(cell)).replace(" ", "").casefold()
    return text == "" or _M6.fullmatch(text) is not None


def _name_key(name: str) -> str:
    return search_key(canonical(name).replace(_SCHOOL_WORD, ""))
