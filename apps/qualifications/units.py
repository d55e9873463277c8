"""Majors and faculties, with or without the word before them (สาขาวิชา, คณะ, Faculty of). Pure."""

import re
from functools import lru_cache

from apps.core.matching import Agreement
from apps.core.thai.text import canonical, search_key

_THAI = re.compile("[\u0e01-\u0e2e]")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
# longest first; each is taken off for as long as something is left behind it
_KINDS = (
    "สาขาวิชา|สาขา|แขนงวิชา|แขนง|กลุ่มวิชา|โปรแกรมวิชา|ภาควิชา|วิชาเอก|หลักสูตร|คณะ|สำนักวิชา"
    r"|(?:faculty|school|college|department|major|program|programme|field|division)\s+(?:of|in)\b"
    r"|(?:major|programme?|field)\s*:"
)
_BEFORE = re.compile(rf"^(?:{_KINDS})[\s:.\-–]*(?=\S)", re.IGNORECASE)
# วิชา and เอก alone may be part of a name (วิชาชีพครู), so they are left aside in comparing only
_BEFORE_KEY = re.compile(rf"^(?:{_KINDS}|วิชา|เอก)[\s:.\-–]*(?=\S)", re.IGNORECASE)


def without_unit_words(text: str) -> str:
    """Return the name of a major, department or faculty without the word for what it is."""
    return _stripped(text, _BEFORE)


@lru_cache(maxsize=4096)  # few names fill a whole register
def unit_key(text: str) -> str:
    """Return the form in which majors and faculties are compared."""
    return search_key(_stripped(text, _BEFORE_KEY))


def compare_units(claimed: str, recorded: str) -> Agreement:
    """Compare majors or faculties; brackets count only where both sides have them.

    A Thai and an English name are not compared.
    """
    ours, theirs = _stripped(claimed, _BEFORE_KEY), _stripped(recorded, _BEFORE_KEY)
    whole = search_key(ours), search_key(theirs)
    if not all(whole) or _is_thai(ours) != _is_thai(theirs):
        return "not_given"
    if whole[0] == whole[1]:
        return "agree"
    if bool(_BRACKETS.search(ours)) == bool(_BRACKETS.search(theirs)):
        return "differ"
    bare = search_key(_BRACKETS.sub("", ours)), search_key(_BRACKETS.sub("", theirs))
    return "agree" if bare[0] and bare[0] == bare[1] else "differ"


def _stripped(text: str, words: re.Pattern[str]) -> str:
    plain = canonical(text).strip()
    while found := words.match(plain):
        plain = plain[found.end() :]
    return plain


def _is_thai(text: str) -> bool:
    return _THAI.search(text) is not None
