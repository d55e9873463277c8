"""What kinds of list are known by: their headings, and which column is which field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from apps.courses.incoming.cells import text_of
from apps.courses.incoming.problems import ListRefusedError
from apps.intake.headings import (
    SEARCHED_ROWS,
    HeadingRow,
    NumberedRow,
    find_heading_row,
    normal_heading,
)

SEQUENCE = "sequence"
Columns = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Layout:
    """What a kind of list is known by.

    ``spellings`` maps each field to its headings, the template's first. Of each group in
    ``needed`` one field must be there. A field in ``spread`` may cover several columns under one
    merged heading. At most ``limit`` rows are taken.
    """

    spellings: Mapping[str, tuple[str, ...]]
    needed: tuple[tuple[str, ...], ...]
    limit: int
    spread: frozenset[str] = frozenset()

    @cached_property
    def known(self) -> Mapping[str, str]:
        """Normal heading → field."""
        return {normal_heading(h): f for f, headings in self.spellings.items() for h in headings}

    def heading(self, field: str) -> str:
        """Return the heading of a field as the template has it."""
        return self.spellings[field][0]


def find_headings(first: Sequence[NumberedRow], layout: Layout) -> HeadingRow | None:
    """Return the heading row; None where no row holds two fields that are known."""
    return find_heading_row(first, layout.known, needed=2)


def columns_under(
    found: HeadingRow, sample: Sequence[NumberedRow], layout: Layout
) -> dict[str, tuple[int, ...]]:
    """Assign columns (from 0) to fields.

    Raises ListRefusedError where two can be the same one, or a needed one is missing.
    """
    columns: dict[str, tuple[int, ...]] = {}
    for place, heading in enumerate(found.headings):
        field = layout.known.get(normal_heading(heading))
        if field is None or (field == SEQUENCE and field in columns):
            continue
        if field in columns:
            raise _ambiguous(layout.heading(field), found.headings[columns[field][0]], heading)
        columns[field] = (place,)
    for field in layout.spread & columns.keys():
        columns[field] += _continued(columns[field][0], found.headings, sample)
    _require(columns, layout)
    return columns


def refuse_without_headings(layout: Layout) -> ListRefusedError:
    """Return the refusal of a list in which no heading row was found."""
    return _missing([layout.heading(group[0]) for group in layout.needed])


def refuse_empty() -> ListRefusedError:
    """Return the refusal of a list without rows."""
    return ListRefusedError(
        "no_rows", _("The list holds no rows. Put at least one row below the headings.")
    )


def _require(columns: Columns, layout: Layout) -> None:
    missing = [group[0] for group in layout.needed if not columns.keys() & set(group)]
    if missing:
        raise _missing([layout.heading(field) for field in missing])


def _missing(headings: Sequence[str]) -> ListRefusedError:
    sentence = _(
        "The columns %(missing)s were not found in the first %(rows)s rows. Put the headings into "
        "one row above the list, as in the template."
    )
    named = ", ".join(f"“{heading}”" for heading in headings)
    params = {"missing": named, "rows": SEARCHED_ROWS}
    return ListRefusedError("headings_missing", sentence % params)


def _ambiguous(field: str, first: str, second: str) -> ListRefusedError:
    sentence = _(
        "Two columns can be “%(field)s”: “%(first)s” and “%(second)s”. Give each column a heading "
        "of its own."
    )
    params = {"field": field, "first": first, "second": second}
    return ListRefusedError("headings_ambiguous", sentence % params)


def _continued(
    place: int, headings: Sequence[str], sample: Sequence[NumberedRow]
) -> tuple[int, ...]:
    """Return up to two columns right of a merged heading: no heading of their own, but content."""
    places = []
    for beside in range(place + 1, min(place + 3, len(headings))):
        filled = any(beside < len(cells) and text_of(cells[beside]) for _number, cells in sample)
        if headings[beside] or not filled:
            break
        places.append(beside)
    return tuple(places)
