"""Results as CSV: UTF-8 with BOM, dates in ISO form, no cell that a spreadsheet would run."""

import csv
import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from io import StringIO

from apps.core.spreadsheets import safe_cell
from apps.courses.exports.columns import Cell, Language, cells, headings
from apps.courses.exports.plain_text import decimal_text
from apps.courses.exports.record import CourseRecord


def results_csv(records: Iterable[CourseRecord], *, language: Language) -> bytes:
    """Return the file; academic years are Buddhist in Thai, Christian in English."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(headings(language))
    writer.writerows([_text(cell) for cell in cells(record, language)] for record in records)
    return written.getvalue().encode("utf-8-sig")


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return safe_cell(cell)
    if isinstance(cell, Decimal):
        return decimal_text(cell)
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)
