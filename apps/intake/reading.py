"""Reading an uploaded file: looked at here, read in a limited child, rows streamed back.

``open_table`` is the only way in. The parent never parses a stranger's bytes; it starts the child,
waits for it no longer than it may take, and turns whatever becomes of it into one of the published
reasons. A child that is killed, runs out of memory or hangs costs the worker nothing.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from apps.intake import frames
from apps.intake.errors import Note, Unreadable
from apps.intake.limits import DEFAULT, Limits
from apps.intake.prescan import inspect
from apps.intake.process import ReaderProcess
from apps.intake.refusals import Refused

Cell = str | int | float | bool | dt.date | dt.datetime | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet. ``rows`` streams (row number from 1 as a person sees it, cells) once.

    Cells begin at column A; the rows need not be equally long, and rows without content may be
    absent. ``total_rows`` is the number of the last row, for progress. ``formulas`` and ``errors``
    hold (row, column), both from 1, of cells with a formula or an error value.
    """

    name: str
    rows: Iterator[tuple[int, Sequence[Cell]]]
    total_rows: int
    formulas: frozenset[tuple[int, int]]
    errors: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Table:
    """An open file. ``sheets`` streams once and in order; rows left over in one are skipped.

    ``format`` is xlsx, xls or csv; ``encoding`` is set for csv alone.
    """

    format: str
    encoding: str | None
    notes: tuple[Note, ...]
    sheet_names: tuple[str, ...]
    sheets: Iterator[Sheet]


@contextmanager
def open_table(data: bytes, filename: str, *, limits: Limits = DEFAULT) -> Iterator[Table]:
    """Open an uploaded file for reading. Raises Unreadable, also later while rows stream.

    The child is gone when the context ends, whether or not all rows were taken.
    """
    try:
        file_format = inspect(data, filename, limits)
    except Refused as refusal:
        raise Unreadable(refusal.rule, refusal.params) from None
    with ReaderProcess(data, file_format, limits) as process:
        stream = _Stream(process.frames())
        head = stream.next()
        yield Table(
            format=file_format,
            encoding=head[1]["encoding"],
            notes=tuple(Note(rule, params) for rule, params in head[1]["notes"]),
            sheet_names=tuple(head[1]["sheets"]),
            sheets=_sheets(stream),
        )


class _Stream:
    """The child's frames with one of them put back where it was one too many."""

    def __init__(self, source: Iterator[list[Any]]) -> None:  # Any: whatever JSON holds
        self._source = source
        self._kept: list[Any] | None = None

    def next(self) -> list[Any]:
        if self._kept is not None:
            frame, self._kept = self._kept, None
            return frame
        return next(self._source)

    def put_back(self, frame: list[Any]) -> None:
        self._kept = frame


def _sheets(stream: _Stream) -> Iterator[Sheet]:
    while (frame := stream.next())[0] != frames.END:
        content = frame[1]
        rows = _rows(stream)
        yield Sheet(
            name=content["name"],
            rows=rows,
            total_rows=content["rows"],
            formulas=frozenset((row, column) for row, column in content["formulas"]),
            errors=frozenset((row, column) for row, column in content["errors"]),
        )
        for _left_over in rows:
            pass


def _rows(stream: _Stream) -> Iterator[tuple[int, Sequence[Cell]]]:
    while (frame := stream.next())[0] == frames.ROWS:
        _kind, numbers, rows, dates = frame
        for place, column, iso in dates:
            rows[place][column] = _date(iso)
        yield from zip(numbers, rows, strict=True)
    stream.put_back(frame)


def _date(iso: str) -> dt.date:
    return dt.date.fromisoformat(iso) if len(iso) == 10 else dt.datetime.fromisoformat(iso)
