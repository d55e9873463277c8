"""Tables that people take away: safe in every spreadsheet, Thai at once."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> str:
    """A text that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def csv_response(filename: str, rows: Iterable[Sequence[object]]) -> HttpResponse:
    """UTF-8 with BOM, so that Excel shows Thai at once."""
    written = StringIO()
    csv.writer(written).writerows([safe_cell(cell) for cell in row] for row in rows)
    return HttpResponse(
        "\ufeff" + written.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )
