"""Degrees, majors and faculties as people write them, brought to a form that can be compared.

Pure. Two degrees agree only where the table or their own words say so; what no rule can tell is
``unclear`` and goes to a person.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from apps.core.matching import Agreement
from apps.core.thai.numerals import to_arabic
from apps.core.thai.text import canonical, search_key
from apps.qualifications.degree_table import (
    ENGLISH_LETTERS,
    ENGLISH_WORDS,
    GRADUATE_DIPLOMA,
    HIGHER_GRADUATE_DIPLOMA,
    LEVEL_BEGINNINGS,
    LEVEL_NAMES,
    OTHER_ENGLISH,
    STEMS,
    THAI_LETTERS,
    THAI_SUFFIXES,
    Stem,
)
from apps.qualifications.units import compare_units, unit_key, without_unit_words

DegreeHow = Literal["spelling", "abbreviation", "translation", "prefix", "major_in_degree"]
Form = Literal["thai", "thai_short", "english", "english_short", "other", ""]

_THAI = re.compile("[\u0e01-\u0e2e]")
_HONOURS = re.compile(
    r"[\s,(]*(?:เกียรตินิยม|(?:with )?(?:first|second)[- ]class|(?:with )?honou?rs\b).*$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_PREFIXES = ("หลักสูตร", "ปริญญาบัตร", "ปริญญา", "วุฒิ")
_LEVEL_PREFIX = re.compile("(?:ปริญญา|ป\\.? ?)(?:ตรี|โท|เอก)\\s+(?=.)")
_MAJOR_AFTER = re.compile(r"^(?P<name>.+?)(?:\s+programme?)?\s+in\s+(?P<major>.+)$", re.IGNORECASE)
_THAI_SHORT = re.compile("(?:[ก-ฮ]{1,4}\\.? ?){1,3}([บมด])\\.?")
_MAJOR_WORD = re.compile("^(?P<name>.+?)(?P<major>(?:สาขา|วิชาเอก).+)$")
_SUFFIX_LEVELS = sorted(
    ((suffix, level) for level, suffix in THAI_SUFFIXES.items()), key=lambda one: -len(one[0])
)
_LETTER_LEVELS = {letter: level for level, letter in THAI_LETTERS.items()}


@dataclass(frozen=True, slots=True)
class Degree:
    """A degree as read.

    ``ids`` are the degrees that the words may mean, () for none: the table's as abbreviation and
    level (วท:2), others by their own words (~…). ``level`` is that of TQF, None where unknown.
    ``major`` is what stood in brackets, after "in" or after สาขาวิชา.
    """

    ids: frozenset[str]
    level: int | None
    form: Form
    major: str

    @property
    def is_known(self) -> bool:
        """Tell whether the degree stands in the table."""
        return bool(self.ids) and not any(one.startswith("~") for one in self.ids)


@dataclass(frozen=True, slots=True)
class DegreeAgreement:
    """Whether a degree agrees, and what had to be overlooked for it."""

    agreement: Agreement
    how: tuple[DegreeHow, ...] = ()


@lru_cache(maxsize=4096)  # few names fill a whole register
def parse_degree(text: str) -> Degree:
    """Read a degree: full or short, Thai or English, with or without its major."""
    plain = _plain(text)
    found = _looked_up(plain, "")
    if found is not None:
        return found
    bare, major = _without_brackets(plain)
    for name, rest in _readings(bare):
        found = _looked_up(name, major or without_unit_words(rest))
        if found is not None:
            return found
    return _by_words(bare, major)


def level_of_name(text: str) -> int | None:
    """Return the TQF level that a cell of levels names (ป.ตรี, Master, 2), or None."""
    key = search_key(text).removeprefix("ระดับ")
    if key in {"1", "2", "3", "4", "5", "6"}:
        return int(key)
    return LEVEL_NAMES.get(key)


def degree_key(degree_th: str, degree_abbr: str, degree_en: str, major: str) -> str:
    """Return what makes two rows of one person the same degree: the degree and its major.

    The first of the names that the table knows counts, else the first that is given.
    """
    read = [parse_degree(name) for name in (degree_th, degree_abbr, degree_en) if name.strip()]
    chosen = next((one for one in read if one.is_known), read[0] if read else None)
    if chosen is None:
        return f"|{unit_key(major)}"
    return f"{'/'.join(sorted(chosen.ids))}|{unit_key(major or chosen.major)}"[:200]


def compare_degrees(
    claimed: str, recorded: str | Sequence[str], *, major: str = ""
) -> DegreeAgreement:
    """Compare a claimed degree with the recorded one in any of its forms (Thai, short, English).

    A recorded form in the claim's own language decides before a translation. ``major`` is the
    recorded one, for claims that carry a major within the degree.
    """
    forms = [recorded] if isinstance(recorded, str) else recorded
    forms = [form for form in forms if search_key(form)]
    if not search_key(claimed) or not forms:
        return DegreeAgreement("not_given")
    same = [form for form in forms if _is_thai(form) == _is_thai(claimed)]
    results = [_compare(claimed, form, major) for form in same or forms]
    kinds = {result.agreement for result in results}
    if len(kinds) == 1:
        return min(results, key=lambda result: len(result.how))
    if kinds == {"agree", "unclear"}:
        return next(result for result in results if result.agreement == "agree")
    return DegreeAgreement("differ" if kinds == {"differ", "unclear"} else "unclear")


def _compare(claimed: str, recorded: str, recorded_major: str) -> DegreeAgreement:
    if search_key(claimed) == search_key(recorded):
        return DegreeAgreement(
            "agree", () if claimed.strip() == recorded.strip() else ("spelling",)
        )
    ours, theirs = parse_degree(claimed), parse_degree(recorded)
    if ours.level and theirs.level and ours.level != theirs.level:
        return DegreeAgreement("differ")
    if not ours.ids or not theirs.ids:
        return DegreeAgreement("unclear")
    if not ours.ids & theirs.ids:
        # English abbreviations are free; the other forms are names that a university lays down
        named = ours.form == theirs.form != "english_short"
        certain = (ours.is_known and theirs.is_known) or named
        return DegreeAgreement("differ" if certain else "unclear")
    major = theirs.major or recorded_major
    if ours.major and major and compare_units(ours.major, major) == "differ":
        # brackets also hold what is no major (ต่อเนื่อง, ภาคพิเศษ), so a person looks
        return DegreeAgreement("unclear", ("major_in_degree",))
    return DegreeAgreement("agree", _how(claimed, recorded, ours, theirs))


def _how(claimed: str, recorded: str, ours: Degree, theirs: Degree) -> tuple[DegreeHow, ...]:
    if ours.form.startswith("thai") != theirs.form.startswith("thai"):
        return ("translation",)
    if ours.form != theirs.form:
        return ("abbreviation",)
    if bool(ours.major) != bool(theirs.major):
        return ("major_in_degree",)
    return (
        ("prefix",)
        if search_key(_plain(claimed)) == search_key(_plain(recorded))
        else ("spelling",)
    )


def _plain(text: str) -> str:
    """Canonical, without honours and without หลักสูตร and ปริญญา before the name."""
    plain = _HONOURS.sub("", to_arabic(canonical(text))).strip()
    while True:
        before = plain
        plain = _LEVEL_PREFIX.sub("", plain, count=1) if _LEVEL_PREFIX.match(plain) else plain
        for prefix in _PREFIXES:
            rest = plain.removeprefix(prefix).strip()
            if rest and search_key(plain) not in LEVEL_NAMES:
                plain = rest
        if plain == before:
            return plain


def _without_brackets(plain: str) -> tuple[str, str]:
    inside = [one.strip() for one in _BRACKETS.findall(plain)]
    return _BRACKETS.sub(" ", plain).strip(), without_unit_words(" ".join(inside))


def _readings(bare: str) -> list[tuple[str, str]]:
    """Return (name of the degree, its major) as the words may be divided, the whole first."""
    readings = [(bare, "")]
    for pattern in (_MAJOR_AFTER, _MAJOR_WORD):
        found = pattern.match(bare)
        if found:
            readings.append((found["name"], found["major"]))
    words = bare.split(" ")
    readings += [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, min(len(words), 4))]
    return readings


def _looked_up(name: str, major: str) -> Degree | None:
    found = _TABLE.get(search_key(name))
    if found is None:
        return None
    form, ids = found
    levels = {int(one.rpartition(":")[2]) for one in ids}
    return Degree(ids, levels.pop() if len(levels) == 1 else None, form, major)


def _by_words(bare: str, major: str) -> Degree:
    """A degree that the table does not have: its own words, and its level where they tell it."""
    key = search_key(bare)
    diploma = _diploma(bare, key, major)
    if diploma is not None:
        return diploma
    if key in LEVEL_NAMES:
        return Degree(frozenset(), LEVEL_NAMES[key], "", major)
    found = _MAJOR_AFTER.match(bare) or _MAJOR_WORD.match(bare)
    if found and _level_of_words(found["name"]):
        bare, major = found["name"], major or without_unit_words(found["major"])
        key = search_key(bare)
    if not key:
        return Degree(frozenset(), None, "", major)
    return Degree(frozenset({f"~{key}"}), _level_of_words(bare), _form_of(bare), major)


def _diploma(bare: str, key: str, major: str) -> Degree | None:
    """A diploma after a degree has no stem; its subject stands behind it."""
    for beginning, level in LEVEL_BEGINNINGS:
        if level in (GRADUATE_DIPLOMA, HIGHER_GRADUATE_DIPLOMA) and key.startswith(beginning):
            subject = without_unit_words(major or key.removeprefix(beginning).removeprefix("in"))
            form: Form = "thai" if _is_thai(bare) else "english"
            return Degree(frozenset({f"ป:{level}"}), level, form, subject)
    return None


def _level_of_words(name: str) -> int | None:
    key = search_key(name)
    for beginning, level in LEVEL_BEGINNINGS:
        if key.startswith(beginning):
            return level
    for suffix, level in _SUFFIX_LEVELS:
        if key.endswith(suffix):
            return level
    short = _THAI_SHORT.fullmatch(name)
    return _LETTER_LEVELS[short[1]] if short else None


def _form_of(name: str) -> Form:
    if _is_thai(name):
        return "thai_short" if _THAI_SHORT.fullmatch(name) else "thai"
    return "english_short" if "." in name or name.isupper() else "english"


def _is_thai(text: str) -> bool:
    return _THAI.search(text) is not None


def _table() -> dict[str, tuple[Form, frozenset[str]]]:
    """Search key of every name → its form and the degrees that it may mean."""
    forms: dict[str, Form] = {}
    ids: dict[str, set[str]] = defaultdict(set)

    def add(name: str, form: Form, degree: str) -> None:
        key = search_key(name)
        forms.setdefault(key, form)
        ids[key].add(degree)

    for stem in STEMS:
        for level in stem.levels:
            for name, form in _names(stem, level):
                add(name, form, f"{stem.abbreviation}:{level}")
    return {key: (forms[key], frozenset(found)) for key, found in ids.items()}


def _names(stem: Stem, level: int) -> list[tuple[str, Form]]:
    suffix = THAI_SUFFIXES[level]
    names: list[tuple[str, Form]] = [
        (stem.thai + suffix, "thai"),
        (f"{stem.thai}\u0e4c{suffix}", "thai"),  # วิทยาศาสตร์บัณฑิต, a common misspelling
        (f"{stem.abbreviation}.{THAI_LETTERS[level]}.", "thai_short"),
    ]
    for name in stem.english:
        names.append((f"{ENGLISH_WORDS[level]} of {name}", "english"))
    for short in stem.english_abbreviations:
        names.append((short.replace("*", ENGLISH_LETTERS[level]), "english_short"))
    for name in OTHER_ENGLISH.get((stem.abbreviation, level), ()):
        names.append((name, "english_short" if "." in name else "english"))
    return names


_TABLE = _table()
