"""Finding the row of headings among titles, report dates and merged cells.

Pure; knows no domain: the caller brings the headings it knows, each with the field it stands for.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from apps.core.thai.numerals import to_arabic
from apps.core.thai.text import canonical

SEARCHED_ROWS = 15
_PUNCTUATION = re.compile(r"[\s.,:;/\\()\[\]{}*\"'“”‘’_\-–—]+")
NumberedRow = tuple[int, Sequence[object]]


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """The headings found.

    ``position`` is the index of the last heading row in the rows searched, ``row`` its number as a
    person sees it. ``headings`` are as written, one for each column; ``groups`` what a merged cell
    above says over the column, or "".
    """

    position: int
    row: int
    headings: tuple[str, ...]
    groups: tuple[str, ...]


def normal_heading(text: object) -> str:
    """Return a heading without case, spaces and punctuation: ``ชื่อ - สกุล`` → ``ชื่อสกุล``."""
    return _PUNCTUATION.sub("", to_arabic(as_written(text))).casefold()


def as_written(cell: object) -> str:
    """Return a heading as its owner would recognise it: text in canonical form, on one line."""
    return "" if cell is None else canonical(str(cell))


def find_heading_row(
    rows: Sequence[NumberedRow], known: Mapping[str, str], *, needed: int = 3
) -> HeadingRow | None:
    """Return the row, or the pair of rows, with the most different known fields; first one wins.

    ``known`` maps normal headings to fields. None where fewer than ``needed`` fields were seen.
    """
    best, best_score = None, needed - 1
    for position, (number, cells) in enumerate(rows[:SEARCHED_ROWS]):
        headings = tuple(as_written(cell) for cell in cells)
        score = _score(headings, known)
        above = rows[position - 1][1] if position else ()
        # A repeated heading counts less than one more row of heading: try the pair as well.
        for candidate in (headings, _joined(above, headings)):
            score = _score(candidate, known)
            if score > best_score:
                groups = _spread(above, len(headings))
                best, best_score = HeadingRow(position, number, candidate, groups), score
    return best


def is_repeated_heading(cells: Sequence[object], headings: Sequence[str]) -> bool:
    """Tell whether a row is the headings printed again on top of another page."""
    pairs = [(as_written(cell), heading) for cell, heading in zip(cells, headings, strict=False)]
    filled = [(cell, heading) for cell, heading in pairs if cell]
    same = sum(cell == heading for cell, heading in filled)
    return same >= 2 and same * 2 >= len(filled)


def _score(headings: Sequence[str], known: Mapping[str, str]) -> int:
    return len({known[normal] for h in headings if (normal := normal_heading(h)) in known})


def _spread(above: Sequence[object], width: int) -> tuple[str, ...]:
    """Return the row above with each text carried over the empty cells to its right."""
    spread, carried = [], ""
    for index in range(width):
        text = as_written(above[index]) if index < len(above) else ""
        carried = text or carried
        spread.append(carried)
    return tuple(spread)


def _joined(above: Sequence[object], headings: tuple[str, ...]) -> tuple[str, ...]:
    """Read two rows as one: the upper text where the lower is empty, else group and heading."""
    spread = _spread(above, len(headings))
    own = [as_written(above[i]) if i < len(above) else "" for i in range(len(headings))]
    return tuple(
        (f"{spread[i]} {heading}".strip() if heading else own[i])
        for i, heading in enumerate(headings)
    )
