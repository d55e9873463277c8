"""Titles before Thai and Latin names, and the splitting of names written in one cell.

Neither "the longest title wins" nor "no title" is safe alone: นายิกา is a name without a title, and
นางสาวิตรี is นาง and สาวิตรี. A title that touches the name counts only where the rest can begin a
word, and a reading that is not the only one is marked as not certain, for a person to look at.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from apps.core.thai.text import canonical, is_thai_base

Gender = Literal["m", "f", ""]

_SPELLINGS: tuple[tuple[str, Gender, tuple[str, ...]], ...] = (
    ("นาย", "m", ("นาย",)),
    ("นางสาว", "f", ("นางสาว", "น.ส.", "นส.", "น.ส", "นส")),
    ("นาง", "f", ("นาง",)),
    ("เด็กชาย", "m", ("เด็กชาย", "ด.ช.", "ดช.", "ด.ช", "ดช")),
    ("เด็กหญิง", "f", ("เด็กหญิง", "ด.ญ.", "ดญ.", "ด.ญ", "ดญ")),
    ("ว่าที่ร้อยตรีหญิง", "f", ("ว่าที่ร้อยตรีหญิง", "ว่าที่ ร.ต.หญิง", "ว่าที่ร.ต.หญิง")),
    ("ว่าที่ร้อยตรี", "", ("ว่าที่ร้อยตรี", "ว่าที่ ร.ต.", "ว่าที่ร.ต.")),
    ("สามเณร", "m", ("สามเณร",)),
    ("พระ", "m", ("พระ",)),
    ("พระมหา", "m", ("พระมหา",)),
    ("พระครู", "m", ("พระครู",)),
    ("แม่ชี", "f", ("แม่ชี",)),
    ("หม่อมหลวง", "", ("หม่อมหลวง", "ม.ล.")),
    ("หม่อมราชวงศ์", "", ("หม่อมราชวงศ์", "ม.ร.ว.")),
    ("พลทหาร", "m", ("พลทหาร", "พลฯ")),
    ("สิบตรี", "", ("สิบตรี", "ส.ต.")),
    ("สิบโท", "", ("สิบโท", "ส.ท.")),
    ("สิบเอก", "", ("สิบเอก", "ส.อ.")),
    ("จ่าสิบเอก", "", ("จ่าสิบเอก", "จ.ส.อ.")),
    ("ร้อยตรี", "", ("ร้อยตรี", "ร.ต.")),
    ("ร้อยโท", "", ("ร้อยโท", "ร.ท.")),
    ("ร้อยเอก", "", ("ร้อยเอก", "ร.อ.")),
    ("Mr.", "m", ("Mr.", "Mr", "Mister")),
    ("Miss", "f", ("Miss",)),
    ("Ms.", "f", ("Ms.", "Ms")),
    ("Mrs.", "f", ("Mrs.", "Mrs")),
    ("Master", "m", ("Master",)),
)
TITLE_GENDER: Mapping[str, Gender] = MappingProxyType({t: g for t, g, _ in _SPELLINGS})
_BY_SPELLING = {s.casefold(): title for title, _, spellings in _SPELLINGS for s in spellings}
_LONGEST_FIRST = sorted(_BY_SPELLING, key=len, reverse=True)
# Written onto the name these may just as well be the beginning of the name itself.
_DOUBTFUL_WHEN_JOINED = frozenset({"พระ", "พระมหา", "พระครู", "แม่ชี", "นาง", "นส", "ดช", "ดญ"})


@dataclass(frozen=True, slots=True)
class TitleSplit:
    """A name without its title; ``certain`` is false where another reading is possible."""

    title: str
    rest: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class FullName:
    """A name written in one cell, in its parts; ``certain`` as in :class:`TitleSplit`."""

    title: str
    first: str
    last: str
    certain: bool


def read_title(text: str) -> str:
    """Return the standard form of a title that stands alone (น.ส. → นางสาว), or "" if unknown."""
    return _BY_SPELLING.get(canonical(text).casefold(), "")


def split_title(text: str) -> TitleSplit:
    """Separate a title, longest first, from a name written after it with or without a space."""
    name = canonical(text)
    folded = name.casefold()
    for spelling in _LONGEST_FIRST:
        if not folded.startswith(spelling):
            continue
        rest = name[len(spelling) :]
        if not rest or rest[0] == " " or spelling.endswith("."):
            return TitleSplit(_BY_SPELLING[spelling], rest.strip())
        if _can_begin_a_name(rest, spelling):
            return TitleSplit(_BY_SPELLING[spelling], rest, _is_certain(spelling, rest))
    return TitleSplit("", name)


def split_full_name(text: str) -> FullName:
    """Separate title, first name and surname written in one cell.

    Certain where there are exactly two words, or a surname with ณ; with more words the first is
    taken as the first name and the reading is marked as not certain.
    """
    split = split_title(text)
    first, _, last = split.rest.partition(" ")
    one_reading = bool(last) and (" " not in last or last.startswith("ณ "))
    return FullName(split.title, first, last, split.certain and one_reading)


def _can_begin_a_name(rest: str, spelling: str) -> bool:
    # A mark or following vowel right after the "title" shows that the word goes on.
    if spelling.isascii() or not is_thai_base(rest[0]):
        return False
    word = rest.partition(" ")[0]
    return sum("\u0e01" <= sign <= "\u0e2e" for sign in word) >= 2


def _is_certain(spelling: str, rest: str) -> bool:
    # นาง + สาวิตรี was reached because นางสาว + ิตรี is impossible: only one reading is left.
    if spelling == "นาง" and rest.startswith("สาว"):
        return True
    return spelling not in _DOUBTFUL_WHEN_JOINED
