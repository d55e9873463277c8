"""Rosters as the files that schools send: CSV in two encodings, and workbooks."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Literal

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from apps.graduates.demo.mess import NEAT, Cell, Grid, Mess
from apps.graduates.demo.people import RosterRow
from apps.graduates.demo.tables import dmc_grid, por3_grid

CsvEncoding = Literal["utf-8-sig", "cp874"]
Changes = Mapping[int, Mapping[str, Cell]]
_NO_CHANGES: Changes = {}


def por3_csv(
    rows: Sequence[RosterRow],
    *,
    school_name: str,
    academic_year: int,
    encoding: CsvEncoding = "utf-8-sig",
    delimiter: str = ",",
    mess: Mess = NEAT,
    changes: Changes = _NO_CHANGES,
) -> bytes:
    """The flat ปพ.3 layout as CSV; `changes`: index of the row → heading → cell as written."""
    grid, _ = por3_grid(
        rows, school_name=school_name, academic_year=academic_year, mess=mess, changes=changes
    )
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([_typed(cell) for cell in row] for row in grid)
    return text.getvalue().encode(encoding)


def por3_xlsx(
    rows: Sequence[RosterRow],
    *,
    school_name: str,
    academic_year: int,
    mess: Mess = NEAT,
    changes: Changes = _NO_CHANGES,
) -> bytes:
    """The flat ปพ.3 layout as a workbook, its title rows merged over all columns."""
    grid, above = por3_grid(
        rows, school_name=school_name, academic_year=academic_year, mess=mess, changes=changes
    )
    return _workbook(grid, merged=above, sheet_name="ปพ.3")


def dmc_xlsx(
    rows: Sequence[RosterRow],
    *,
    smis_code: str,
    school_name: str,
    reported_at: datetime,
    mess: Mess = NEAT,
) -> bytes:
    """The DMC export as a workbook. It holds no GPAX, decision or papers."""
    grid, above = dmc_grid(
        rows, smis_code=smis_code, school_name=school_name, reported_at=reported_at, mess=mess
    )
    return _workbook(grid, merged=above, sheet_name="รายงาน")


def _typed(cell: Cell) -> str:
    """A cell as a spreadsheet program writes it into CSV: floats keep their `.0`."""
    return "" if cell is None else str(cell)


def _workbook(grid: Grid, *, merged: int, sheet_name: str) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook always has one
    sheet.title = sheet_name
    for row in grid:
        sheet.append([float(cell) if isinstance(cell, Decimal) else cell for cell in row])
    width = max(map(len, grid))
    for number in range(1, merged + 1):
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=width)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
