"""One row of a list of entrants against all rules: a person and the degrees that they claim."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, cast

from apps.core.thai.dates import ParsedDate, parse_date
from apps.core.thai.text import search_key
from apps.intake.persons.columns import Columns
from apps.intake.persons.findings import Counts, RowFinding, RowResult
from apps.intake.persons.rows import CellCheck, Marks, PersonRows, remembered
from apps.intake.persons.studies import check_code, check_gpax
from apps.intake.persons.values import FINE, Read, text_of
from apps.intake.reading import Cell
from apps.qualifications.degrees import degree_key, parse_degree
from apps.qualifications.incoming.entrant_layout import CLAIM_FIELDS, LEVELS, column_of
from apps.qualifications.incoming.person import (
    ListedDraft,
    person_checks,
    take_other_names,
    text_check,
)
from apps.qualifications.incoming.register_cells import check_level
from apps.qualifications.incoming.rules import EntrantFinding
from apps.qualifications.incoming.shapes import EntrantRow, Level
from apps.qualifications.incoming.universities import Resolution, Universities

_USUAL_AGES = range(18, 91)
_WHOLE_INSTEAD = {"id_missing": "person_id", "birth_missing": "born"}
Claim = tuple[int | None, EntrantRow]
"""The level of the columns it stands in (None: columns without a level), and the claim."""


@dataclass(init=False)
class EntrantDraft(ListedDraft):
    """The checked cells of a person; those of the claims stand in ``claimed`` by column."""

    reference: str
    named_level: int | None

    def claimed(self, field: str, level: int | None) -> Any:
        """Return a claim's checked cell; Any: each field has a type of its own."""
        return self.__dict__.get(column_of(field, level))


class EntrantRows(PersonRows[tuple[Claim, ...], EntrantDraft]):
    """The checks of one list; ``results`` gives one result for each claim of a row.

    ``counts.rows`` counts claims. ``absent`` counts persons for whom the file has no column of
    identifiers or of birth dates.
    """

    draft = EntrantDraft
    finding = EntrantFinding

    def __init__(
        self,
        columns: Columns,
        universities: Universities,
        today: dt.date,
        formulas: Marks,
        errors: Marks,
    ) -> None:
        # an absent group of columns is not read at all
        self._levels = [
            level
            for level in LEVELS
            if any(column_of(field, level) in columns.index for field in CLAIM_FIELDS)
        ]
        checks = _checks(universities, today, self._levels)
        super().__init__(columns, checks, Counts(), formulas, errors)
        self.absent: Counter[str] = Counter()
        self._today = today

    def results(self, number: int, row: Sequence[Cell]) -> list[RowResult[EntrantRow]]:
        """Return one result for each degree that a person's row claims, [] for other rows."""
        read = self.read(number, row)
        if read is None:
            return []
        cells, claims, draft = read
        findings = [
            (_level_of(broken[0]), self.finding_at(number, cells, *broken))
            for broken in draft.broken
        ]
        return [
            self._claim_result(number, claim, level, findings, first=place == 0)
            for place, (level, claim) in enumerate(claims or ())
        ]

    def _claim_result(
        self,
        number: int,
        claim: EntrantRow,
        level: int | None,
        findings: list[tuple[int | None, RowFinding]],
        *,
        first: bool,
    ) -> RowResult[EntrantRow]:
        """What is wrong with the person keeps every claim out and is told with the first."""
        concerned = [one for of, one in findings if of in (None, level)]
        kept = not any(one.keeps_out for one in concerned)
        told = tuple(one for of, one in findings if of == level or (first and of is None))
        self.counts.rows += 1
        self.counts.kept += kept
        self.counts.kept_out += not kept
        return RowResult(number, claim, told, kept)

    def check_together(self, draft: EntrantDraft) -> None:
        take_other_names(draft)
        for level in self._claimed_levels(draft):
            self._check_university(draft, level)
            if not (draft.claimed("degree", level) or draft.claimed("major", level)):
                draft.add(column_of("degree", level), "claim_empty")
            graduated: ParsedDate | None = draft.claimed("graduated", level)
            if graduated is not None and _is_to_come(graduated, self._today):
                draft.add(column_of("graduated", level), "graduated_in_future")

    def _check_university(self, draft: EntrantDraft, level: int | None) -> None:
        field = column_of("university", level)
        found: Resolution | None = draft.claimed("university", level)
        if found is None or found.problem == "missing":
            draft.add(field, "university_missing")
        elif found.problem == "ambiguous":
            draft.add(field, "university_ambiguous", universities=found.names)
        elif found.problem == "dubious":
            draft.add(field, "university_dubious", listed=found.names)
        elif found.problem:
            draft.add(field, "university_unknown")

    def adapt(self, draft: EntrantDraft) -> None:
        kept = []
        for field, rule, params in draft.broken:
            if rule == "birth_age_unusual":
                params = {"age": draft.dated[1] or 0}
            if rule in _WHOLE_INSTEAD and _WHOLE_INSTEAD[rule] not in self.columns.index:
                self.absent[rule] += 1
            else:
                kept.append((field, rule, params))
        draft.broken = kept

    def finished(self, draft: EntrantDraft, name_as_written: str) -> tuple[Claim, ...]:
        listed = draft.listed(name_as_written)
        return tuple(
            (level, _claim(draft, listed, level, ordinal))
            for ordinal, level in enumerate(self._claimed_levels(draft), start=1)
        )

    def check_twice(self, number: int, found: tuple[Claim, ...], draft: EntrantDraft) -> None:
        for level, claim in found:
            who = (
                claim.person_id.canonical
                if claim.person_id
                else (search_key(claim.first_name + claim.last_name), claim.born_on)
            )
            what = (claim.candidates, degree_key("", "", claim.degree, claim.major))
            content = replace(claim, claim=1)
            twice = self.seen.person((who, what), number, content)
            if twice is not None:
                rule = twice[0].replace("duplicate_person", "duplicate_claim")
                draft.add(column_of("degree", level), rule, first_row=twice[1])

    def _claimed_levels(self, draft: EntrantDraft) -> list[int | None]:
        """Return the groups of columns that hold a claim; at least one, for its findings."""
        filled = [level for level in self._levels if _is_claimed(draft, level)]
        return filled or self._levels[:1]


def _is_claimed(draft: EntrantDraft, level: int | None) -> bool:
    found: Resolution | None = draft.claimed("university", level)
    named = found is not None and found.problem != "missing"
    return named or bool(draft.claimed("degree", level) or draft.claimed("major", level))


def _claim(
    draft: EntrantDraft, listed: dict[str, Any], level: int | None, ordinal: int
) -> EntrantRow:
    found = draft.claimed("university", level) or Resolution("")
    graduated: ParsedDate = draft.claimed("graduated", level) or ParsedDate()
    degree = draft.claimed("degree", level) or ""
    read = parse_degree(degree)
    gpax: Decimal | None = draft.claimed("gpax", level)
    named = draft.named_level if level is None else level
    return EntrantRow(
        **(listed | {"student_code": draft.claimed("holder_code", level) or ""}),
        claim=ordinal,
        reference=draft.reference,
        university=found.written,
        candidates=found.codes,
        degree=degree,
        major=draft.claimed("major", level) or read.major,
        faculty=draft.claimed("faculty", level) or "",
        level=cast(Level | None, read.level or named),
        graduated_on=graduated.value,
        graduated_year=graduated.year,
        gpax=gpax,
    )


def _checks(
    universities: Universities, today: dt.date, levels: list[int | None]
) -> dict[str, CellCheck]:
    repeated: dict[str, CellCheck] = {
        **person_checks(today, _USUAL_AGES),
        "named_level": check_level,
    }
    for level in levels:
        of_claim: dict[str, CellCheck] = {
            "university": _university_check(universities),
            "degree": text_check(200),
            "major": text_check(200),
            "faculty": text_check(200),
            "holder_code": check_code,
            "graduated": _check_graduated,
            "gpax": check_gpax,
        }
        repeated |= {column_of(field, level): check for field, check in of_claim.items()}
    return remembered(repeated) | {"student_code": _no_code, "reference": text_check(100)}


def _university_check(universities: Universities) -> CellCheck:
    def check(cell: Cell) -> Read[Resolution]:
        text = text_of(cell)
        if len(text) > 200:
            return Resolution("", problem="missing"), ("text_too_long",)
        return universities.resolve(text), FINE

    return check


def _check_graduated(cell: Cell) -> Read[ParsedDate]:
    """Rule graduated_unreadable; a year alone is enough."""
    parsed = parse_date(cell)
    readable = parsed.problem in ("", "missing")
    return parsed, FINE if readable else ("graduated_unreadable",)


def _is_to_come(date: ParsedDate, today: dt.date) -> bool:
    if date.value is not None:
        return date.value > today
    return date.year is not None and date.year > today.year


def _no_code(_cell: Cell) -> Read[str]:
    return "", FINE


def _level_of(field: str) -> int | None:
    _name, _, level = field.partition(":")
    return int(level) if level else None
