"""Results as a workbook: codes as text, numbers and dates as such, no formula ever."""

import datetime as dt
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from apps.core.spreadsheets import FORMULA_SIGNS
from apps.courses.exports.columns import COLUMNS, Cell, Language, cells, headings
from apps.courses.exports.record import CourseRecord

_TEXT, _DATE, _MOMENT = "@", "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"


def results_xlsx(records: Iterable[CourseRecord], *, language: Language) -> bytes:
    """Return the workbook; academic years are Buddhist in Thai, Christian in English.

    Times are Thai time. Dates are real dates, which a spreadsheet counts in Christian years.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("results")
    sheet.freeze_panes = "A2"
    for number, column in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.append([_heading(sheet, text) for text in headings(language)])
    for record in records:
        sheet.append([_cell(sheet, value) for value in cells(record, language)])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _heading(sheet: Any, text: str) -> Any:
    cell = _text_cell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Cell) -> Any:
    if isinstance(value, str):
        return _text_cell(sheet, value) if value else None
    if isinstance(value, dt.datetime):  # a workbook knows no time zones
        return _dated_cell(sheet, value.replace(tzinfo=None), _MOMENT)
    return _dated_cell(sheet, value, _DATE) if isinstance(value, dt.date) else value


def _text_cell(sheet: Any, text: str) -> Any:
    """A cell of text, whatever its first sign: openpyxl would take "=1+1" for a formula."""
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.number_format = _TEXT
    # what a spreadsheet notes for a leading apostrophe: it stays text when edited or saved
    cell.quotePrefix = text.startswith(FORMULA_SIGNS)
    return cell


def _dated_cell(sheet: Any, value: dt.date, number_format: str) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.value = value
    cell.number_format = number_format
    return cell
