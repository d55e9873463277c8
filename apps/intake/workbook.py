"""The rows of Excel workbooks, by calamine. Runs in the limited child, no Django."""

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import python_calamine as calamine

from apps.intake.limits import Limits
from apps.intake.refusals import Refused

RawCell = str | float | bool | dt.date | dt.time | dt.timedelta
SentCell = str | float | None


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A worksheet as the workbook lists it."""

    index: int
    name: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row ready to be sent: dates are apart, as (column from 0, ISO text), None in ``cells``."""

    number: int
    cells: list[SentCell]
    dates: list[tuple[int, str]]


def open_workbook(data: bytes) -> calamine.CalamineWorkbook:
    """Open a workbook from memory. Raises Refused for encrypted and damaged ones."""
    try:
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except calamine.PasswordError:
        raise Refused("encrypted") from None
    except calamine.CalamineError as error:
        # calamine has a type for encrypted files, but not every version of it raises that
        locked = "password" in str(error).lower()
        raise Refused("encrypted" if locked else "damaged") from None


def list_sheets(book: calamine.CalamineWorkbook) -> list[ListedSheet]:
    """Return the worksheets (no charts, no macro sheets) in the order of the workbook."""
    return [
        ListedSheet(index, sheet.name, sheet.visible != calamine.SheetVisibleEnum.Visible)
        for index, sheet in enumerate(book.sheets_metadata)
        if sheet.typ == calamine.SheetTypeEnum.WorkSheet
    ]


def load_sheet(book: calamine.CalamineWorkbook, index: int) -> calamine.CalamineSheet:
    """Load one sheet. Raises Refused for a damaged one."""
    try:
        return book.get_sheet_by_index(index)
    except calamine.CalamineError:
        raise Refused("damaged") from None


def read_rows(sheet: calamine.CalamineSheet, limits: Limits) -> Iterator[SentRow]:
    """Yield the rows that hold anything, with the number a person sees and column A first."""
    if sheet.start is None or sheet.end is None:
        return
    last_row, last_column = sheet.end[0] + 1, sheet.end[1] + 1
    if last_column > limits.columns:
        raise Refused("too_many_columns", column=last_column, limit=limits.columns)
    if last_row > limits.rows:
        raise Refused("too_many_rows", row=last_row, limit=limits.rows)
    left: list[SentCell] = [""] * sheet.start[1]
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if any(cell != "" for cell in row):
            yield _sent(number, left, row)


def _sent(number: int, left: list[SentCell], row: Sequence[RawCell]) -> SentRow:
    cells, dates = list(left), []
    for cell in row:
        if type(cell) is str or type(cell) is float:
            cells.append(cell)
        elif isinstance(cell, dt.date):
            dates.append((len(cells), _iso(cell)))
            cells.append(None)
        else:  # true, false, times and durations: nothing in a list is one, the text shows it
            cells.append(str(cell))
    return SentRow(number, cells, dates)


def _iso(cell: dt.date) -> str:
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return cell.isoformat()
