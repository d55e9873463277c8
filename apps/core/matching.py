"""Comparing what a paper claims with what a register holds, field by field.

Pure functions. They say whether a field agrees and how that came about; values are never part of an
answer. Nothing is guessed: a Thai and a Latin spelling of a name cannot be compared.
"""

import datetime as dt
import re
from collections.abc import Hashable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from apps.core.thai.names import split_title
from apps.core.thai.numerals import to_arabic
from apps.core.thai.text import canonical, clean, search_key

Agreement = Literal["agree", "differ", "not_given", "unclear"]
"""``not_given``: missing on one side. ``unclear``: given on both, but nobody can tell by rule."""
How = Literal[
    "title",
    "spelling",
    "spacing",
    "name_order",
    "former_name",
    "scripts_differ",
    "year_only",
]
_THAI = re.compile("[\u0e01-\u0e2e]")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
Parts = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PersonName:
    """First name and surname as written; a title may stand before the first name."""

    first_name: str
    last_name: str

    @property
    def is_latin(self) -> bool:
        """Tell whether no Thai letter stands in the name."""
        return not _THAI.search(self.first_name + self.last_name)


@dataclass(frozen=True, slots=True)
class NameAgreement:
    """Whether two names agree, what was overlooked for it, and whether they could be compared.

    ``how`` is empty where the names are the same letter by letter. Where ``comparable`` is false
    (a name is not given, or one is Thai and the other Latin) the names neither agree nor differ.
    """

    agrees: bool
    how: tuple[How, ...] = ()
    comparable: bool = True

    @property
    def agreement(self) -> Agreement:
        """Return the result as a table of outcomes takes it."""
        if not self.comparable:
            return "not_given"
        return "agree" if self.agrees else "differ"


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """Whether one field agrees, and what had to be overlooked for it."""

    agreement: Agreement
    how: tuple[How, ...] = ()


def compare_names(
    claimed: PersonName,
    recorded: PersonName,
    *,
    former_name: str = "",
    recorded_latin: PersonName | None = None,
    recorded_former: str = "",
) -> NameAgreement:
    """Compare names; a former name, in full or one part of it, counts like the present one.

    ``former_name`` is claimed, ``recorded_former`` stands in the register. A Latin name is compared
    with ``recorded_latin`` alone, where capitals, hyphens, spaces, titles and the order of surname
    and first name do not count; without a recorded Latin name it is not compared.
    """
    recordeds = [name for name in (recorded, recorded_latin) if name and _joined(name)]
    if not _joined(claimed) or not recordeds:
        return NameAgreement(agrees=False, comparable=False)
    for name in (claimed, *_former(claimed, former_name)):
        for other in (*recordeds, *_former(recorded, recorded_former)):
            how = _same(name, other)
            if how is not None:
                present = name is claimed and any(other is one for one in recordeds)
                former: tuple[How, ...] = () if present else ("former_name",)
                return NameAgreement(agrees=True, how=(*former, *how))
    if all(claimed.is_latin != other.is_latin for other in recordeds):
        return NameAgreement(agrees=False, how=("scripts_differ",), comparable=False)
    return NameAgreement(agrees=False)


def compare_births(
    claimed_on: dt.date | None,
    claimed_year: int | None,
    recorded_on: dt.date | None,
    recorded_year: int | None,
) -> FieldAgreement:
    """Compare dates of birth; where one side knows only the (Christian) year, the years decide."""
    if claimed_on is not None and recorded_on is not None:
        return FieldAgreement("agree" if claimed_on == recorded_on else "differ")
    claimed = claimed_on.year if claimed_on else claimed_year
    recorded = recorded_on.year if recorded_on else recorded_year
    if claimed is None or recorded is None:
        return FieldAgreement("not_given")
    if claimed != recorded:
        return FieldAgreement("differ")
    return FieldAgreement("agree", ("year_only",))


def compare_dates(claimed: dt.date | None, recorded: dt.date | None) -> Agreement:
    """Compare dates; one that is missing on either side was not compared."""
    return _equal(claimed, recorded)


def compare_decimals(claimed: Decimal | None, recorded: Decimal | None) -> Agreement:
    """Compare numbers such as GPAX by value: 3.5 is 3.50."""
    return _equal(claimed, recorded)


def compare_codes(claimed: str, recorded: str) -> Agreement:
    """Compare codes; capitals, separators, Thai digits and zeros at the beginning do not count."""
    if not claimed.strip() or not recorded.strip():
        return "not_given"
    return "agree" if _code(claimed) == _code(recorded) else "differ"


def _equal(claimed: Hashable | None, recorded: Hashable | None) -> Agreement:
    if claimed is None or recorded is None:
        return "not_given"
    return "agree" if claimed == recorded else "differ"


def _same(name: PersonName, recorded: PersonName) -> tuple[How, ...] | None:
    """Return what must be overlooked for the names to be the same, or None where they differ."""
    if (name.first_name, name.last_name) == (recorded.first_name, recorded.last_name):
        return ()
    plain, other = _canonical(name), _canonical(recorded)
    if plain == other:
        cleaned = clean(f"{name.first_name} {name.last_name}")
        only_spaces = cleaned == clean(f"{recorded.first_name} {recorded.last_name}")
        return ("spacing",) if only_spaces else ("spelling",)
    if tuple(map(str.casefold, plain)) == tuple(map(str.casefold, other)):
        return ("spelling",)
    if search_key("".join(plain)) == search_key("".join(other)):
        return ("spacing",)
    ours, theirs = _untitled(plain), _untitled(other)
    keys, wanted = _keys(ours), _keys(theirs)
    if keys & wanted:
        return ("title",)
    # a surname that stands first is the custom of some Latin lists, and never of Thai ones
    if name.is_latin and recorded.is_latin and (_turned(ours) & wanted or _turned(theirs) & keys):
        return ("name_order",)
    return None


def _canonical(name: PersonName) -> Parts:
    return canonical(name.first_name), canonical(name.last_name)


def _untitled(name: Parts) -> list[Parts]:
    """Return the name as it stands and, where a title may stand before either part, without it."""
    forms = [name]
    first = split_title(name[0])
    if first.title and first.rest:
        forms.append((first.rest, name[1]))
    if _LATIN.match(name[1]):  # SUWAN, Miss Namfon
        last = split_title(name[1])
        if last.title and last.rest:
            forms.append((name[0], last.rest))
    return forms


def _keys(forms: list[Parts]) -> set[str]:
    return {search_key(first + last) for first, last in forms}


def _turned(forms: list[Parts]) -> set[str]:
    """Return the names with the surname first; a name in one piece cannot be turned."""
    return {search_key(last + first) for first, last in forms if first and last}


def _former(present: PersonName, former_name: str) -> list[PersonName]:
    words = canonical(former_name).split(" ", 1)
    if len(words) == 2:
        return [PersonName(words[0], words[1]), *_titled_former(words)]
    if not words[0]:
        return []
    return [PersonName(present.first_name, words[0]), PersonName(words[0], present.last_name)]


def _titled_former(words: list[str]) -> list[PersonName]:
    # "นางสาว สมหญิง ใจดี": the first word alone is a title
    first, _, last = words[1].partition(" ")
    return [PersonName(first, last)] if last and not split_title(words[0]).rest else []


def _joined(name: PersonName) -> str:
    return search_key(name.first_name + name.last_name)


def _code(text: str) -> str:
    return search_key(to_arabic(text)).lstrip("0")
