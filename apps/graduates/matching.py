"""Comparing what an applicant's paper says with what a school certified.

Pure functions. They say whether a field agrees and how that came about; values are never part of an
answer. Nothing is guessed: a Thai and a Latin spelling of a name cannot be compared.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from apps.core.thai.names import split_title
from apps.core.thai.numerals import to_arabic
from apps.core.thai.text import canonical, clean, search_key
from apps.graduates.deciding import (
    Agreement,
    EntryKind,
    MatchFacts,
    Outcome,
    RosterState,
    decide,
    entry_precedence,
)

__all__ = [
    "Agreement",
    "EntryKind",
    "FieldAgreement",
    "MatchFacts",
    "NameAgreement",
    "Outcome",
    "PersonName",
    "RosterState",
    "compare_births",
    "compare_dates",
    "compare_gpax",
    "compare_names",
    "compare_por1",
    "decide",
    "entry_precedence",
]

How = Literal["title", "spelling", "spacing", "former_name", "scripts_differ", "year_only"]


@dataclass(frozen=True, slots=True)
class PersonName:
    """First name and surname as written; a title may stand before the first name."""

    first_name: str
    last_name: str


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
        """Return the result as MatchFacts takes it."""
        if not self.comparable:
            return "not_given"
        return "agree" if self.agrees else "differ"


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """Whether one field agrees, and what had to be overlooked for it."""

    agreement: Agreement
    how: tuple[How, ...] = ()


def compare_names(
    claimed: PersonName, recorded: PersonName, *, former_name: str = ""
) -> NameAgreement:
    """Compare names; a former name, in full or one part of it, counts like the present one."""
    if not _joined(claimed) or not _joined(recorded):
        return NameAgreement(agrees=False, comparable=False)
    for name in (claimed, *_former(claimed, former_name)):
        how = _same(name, recorded)
        if how is not None:
            former: tuple[How, ...] = () if name is claimed else ("former_name",)
            return NameAgreement(agrees=True, how=(*former, *how))
    if _is_latin(claimed) != _is_latin(recorded):
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
    """Compare dates of approval; one that is missing on either side was not compared."""
    if claimed is None or recorded is None:
        return "not_given"
    return "agree" if claimed == recorded else "differ"


def compare_gpax(
    claimed: Decimal | None, recorded: Decimal | None, *, terms: Literal[5, 6] = 6
) -> Agreement:
    """Compare GPAX to the second decimal. One of five terms is not that of the whole course."""
    if claimed is None or recorded is None or terms != 6:
        return "not_given"
    return "agree" if claimed == recorded else "differ"


def compare_por1(claimed: tuple[str, str], recorded: tuple[str, str]) -> Agreement:
    """Compare set and number of ปพ.1; zeros at the beginning count for nothing.

    A part that is missing on either side was not compared.
    """
    pairs = [
        (_number(ours), _number(theirs))
        for ours, theirs in zip(claimed, recorded, strict=True)
        if ours.strip() and theirs.strip()
    ]
    if not pairs:
        return "not_given"
    return "agree" if all(ours == theirs for ours, theirs in pairs) else "differ"


def _same(name: PersonName, recorded: PersonName) -> tuple[How, ...] | None:
    """Return what must be overlooked for the names to be the same, or None where they differ."""
    if (name.first_name, name.last_name) == (recorded.first_name, recorded.last_name):
        return ()
    plain, other = _canonical(name), _canonical(recorded)
    if plain == other:
        cleaned = clean(f"{name.first_name} {name.last_name}")
        only_spaces = cleaned == clean(f"{recorded.first_name} {recorded.last_name}")
        return ("spacing",) if only_spaces else ("spelling",)
    if search_key("".join(plain)) == search_key("".join(other)):
        return ("spacing",)
    keys = {search_key("".join(form)) for form in _untitled(plain)}
    if keys & {search_key("".join(form)) for form in _untitled(other)}:
        return ("title",)
    return None


def _canonical(name: PersonName) -> tuple[str, str]:
    return canonical(name.first_name), canonical(name.last_name)


def _untitled(name: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the name as it stands and, where it may begin with a title, without it."""
    split = split_title(name[0])
    return [name, (split.rest, name[1])] if split.title and split.rest else [name]


def _former(claimed: PersonName, former_name: str) -> list[PersonName]:
    words = canonical(former_name).split(" ", 1)
    if len(words) == 2:
        return [PersonName(words[0], words[1]), *_titled_former(words)]
    if not words[0]:
        return []
    return [PersonName(claimed.first_name, words[0]), PersonName(words[0], claimed.last_name)]


def _titled_former(words: list[str]) -> list[PersonName]:
    # "นางสาว สมหญิง ใจดี": the first word alone is a title
    first, _, last = words[1].partition(" ")
    return [PersonName(first, last)] if last and not split_title(words[0]).rest else []


def _joined(name: PersonName) -> str:
    return search_key(name.first_name + name.last_name)


def _is_latin(name: PersonName) -> bool:
    return not any("\u0e01" <= sign <= "\u0e2e" for sign in name.first_name + name.last_name)


def _number(text: str) -> str:
    return search_key(to_arabic(text)).lstrip("0")
