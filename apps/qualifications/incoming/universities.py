"""Which institution a name means, as applicants and staff write it. Pure.

Ministry codes, official names in Thai and English, and the usual short names are known. A name cut
short is never taken for a whole one, for a question would go to the wrong university: those that
begin with it are only named, for a person to choose.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from apps.core.identifiers import university_code
from apps.core.thai.text import canonical, search_key

Problem = Literal["", "missing", "unknown", "ambiguous", "dubious"]

SHORT_NAMES: Mapping[str, tuple[str, ...]] = {
    "00100": ("จุฬา", "จุฬาฯ", "จฬ.", "Chula", "CU"),
    "00200": ("มก.", "ม.เกษตร", "KU"),
    "00300": ("มข.", "KKU"),
    "00400": ("มช.", "CMU"),
    "00500": ("มธ.", "TU"),
    "00600": ("มม.", "MU"),
    "00700": ("มร.", "ราม", "RU"),
    "00800": ("มศก.", "SU"),
    "00900": ("มศว", "มศว.", "SWU"),
    "01000": ("มอ.", "ม.อ.", "PSU"),
    "01100": ("มสธ.", "STOU"),
    "01200": ("นิด้า", "สพบ.", "NIDA"),
    "01300": ("มจ.", "MJU"),
    "01400": ("มจธ.", "บางมด", "KMUTT"),
    "01500": ("มจพ.", "พระนครเหนือ", "KMUTNB"),
    "01600": ("สจล.", "ลาดกระบัง", "KMITL"),
    "01700": ("มทส.", "SUT"),
    "01800": ("มอบ.", "ม.อุบล", "UBU"),
    "01900": ("มบ.", "BUU"),
    "02000": ("มน.", "NU"),
    "02100": ("มมส.", "MSU"),
    "02200": ("มทษ.", "TSU"),
    "02300": ("มวล.", "WU"),
    "02400": ("มฟล.", "MFU"),
    "02500": ("มนร.", "PNU"),
    "02600": ("มนพ.", "NPU"),
    "02700": ("มพ.", "UP"),
    "05100": ("มกท.", "BU"),
}
"""Ministry code → short names in use. Codes: the ministry's open data set univ_uni_11_01."""

_LONG_FORMS = (
    (re.compile(r"^มรภ\.?\s*"), "มหาวิทยาลัยราชภัฏ"),
    (re.compile(r"^มทร\.?\s*"), "มหาวิทยาลัยเทคโนโลยีราชมงคล"),
    (re.compile(r"^ม\.\s*"), "มหาวิทยาลัย"),
    (re.compile(r"^U\.? of\s+", re.IGNORECASE), "University of "),
)
_UNIVERSITY = re.compile(r"\buniv\b\.?", re.IGNORECASE)
_CAMPUS = re.compile(r"[\s,(]*(?:วิทยาเขต|ศูนย์|campus).*$", re.IGNORECASE)
_KIND_WORDS = ("มหาวิทยาลัย", "university", "the")
_SHORTEST_BEGINNING = 3


class InstitutionNames(Protocol):
    """What is known of an institution that may hold a degree: `institutions.Institution` fits."""

    @property
    def code(self) -> str: ...
    @property
    def name_th(self) -> str: ...
    @property
    def name_en(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Resolution:
    """``codes`` of the institutions that may be meant; ``names`` for a person to read."""

    written: str
    codes: tuple[str, ...] = ()
    names: str = ""
    problem: Problem = ""


class Universities:
    """Resolves names against a list of institutions and one of names that are none."""

    def __init__(self, institutions: Iterable[InstitutionNames], dubious: Iterable[str]) -> None:
        self._names: dict[str, str] = {}
        self._by_key: dict[str, set[str]] = defaultdict(set)
        for one in institutions:
            self._names[one.code] = one.name_th or one.name_en
            for name in (one.name_th, one.name_en, *SHORT_NAMES.get(one.code, ())):
                for key in _keys(name):
                    self._by_key[key].add(one.code)
        self._dubious = {search_key(name): name for name in dubious if search_key(name)}

    def resolve(self, written: str) -> Resolution:
        """Return the institutions that a name or code may mean; exactly one where it is certain."""
        text = canonical(written)
        if not search_key(text):
            return Resolution(text, problem="missing")
        code = university_code(text)
        if code:
            return self._resolution(text, {code} & self._names.keys())
        keys = _forms(text)
        listed = next((self._dubious[key] for key in keys if key in self._dubious), None)
        if listed is not None:
            return Resolution(text, names=listed, problem="dubious")
        found = next((self._by_key[key] for key in keys if key in self._by_key), set())
        if found:
            return self._resolution(text, found)
        return self._resolution(text, self._beginning(keys[-1]), certain=False)

    def _beginning(self, bare: str) -> set[str]:
        if len(bare) < _SHORTEST_BEGINNING:
            return set()
        known = self._by_key.items()
        return {code for key, codes in known if _bare(key).startswith(bare) for code in codes}

    def _resolution(self, text: str, found: set[str], *, certain: bool = True) -> Resolution:
        codes = tuple(sorted(found))
        names = ", ".join(self._names[code] for code in codes[:5])
        if len(codes) == 1 and certain:
            return Resolution(text, codes, names)
        return Resolution(text, codes, names, "ambiguous" if codes else "unknown")


def _forms(text: str) -> list[str]:
    """Search keys of a name as it stands, written out, without its campus, and bare."""
    full = _UNIVERSITY.sub("University", _long(text))
    main = _CAMPUS.sub("", full)
    keys = [search_key(name) for name in (text, full, _CAMPUS.sub("", text), main)]
    return [key for key in (*keys, _bare(keys[-1])) if key] or [""]


def _keys(name: str) -> set[str]:
    key = search_key(name)
    return {key, _bare(key)} - {""}


def _bare(key: str) -> str:
    """Without the word for what it is, which some write and some do not."""
    for word in _KIND_WORDS:
        key = key.removeprefix(word).removesuffix(word)
    return key


def _long(text: str) -> str:
    for pattern, full in _LONG_FORMS:
        if pattern.match(text):
            return pattern.sub(full, text, count=1)
    return text
