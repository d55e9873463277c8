"""The numbers of a report as a workbook: made from the data inside the issued paper.

So paper and workbook never differ, whatever was corrected since. Numbers are numbers, texts are
texts whatever their first sign, and no cell holds a formula.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from apps.core.spreadsheets import FORMULA_SIGNS

Data = Mapping[str, Any]
Row = Sequence[object]
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 31
PLACES = 6
WIDE, NARROW = 60, 15
OWN = ("numerator", "denominator", "n", "value", "spread", "score", "origin")
GROUP = (
    *("count", "lowest", "q1", "median", "q3", "highest", "centre"),
    *("lower_95", "upper_95", "lower_998", "upper_998"),
)
TEXTS = frozenset({"score", "origin"})


def workbook_of(data: Data) -> bytes:
    """In the language in force: a sheet about the report, one for each indicator, one of what
    came in.
    """
    book = Workbook(write_only=True)
    _fill(book, _("About"), _about(data), (32, WIDE))
    for section in data["sections"]:
        rows = _periods(section, own=data["scope"] == "institution")
        _fill(book, section["code"], rows, [NARROW] * len(rows[0]))
    _fill(book, _("What came in"), _arrivals(data), (14, 44, *[NARROW] * 6))
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _about(data: Data) -> list[Row]:
    """Heading and reading aids, then each indicator with its finding and definition."""
    rows: list[Row] = [
        (_("Report"), data["title"]),
        (_("Institution"), data["institution"]),
        (_("Serial number"), data["serial"]),
        *(tuple(fact) for fact in data["about"]),
        *((_("How to read this report"), remark) for remark in data["remarks"]),
    ]
    for section in data["sections"]:
        rows.append((section["code"], section["name"]))
        rows.append((_("Finding"), section["headline"]))
        rows += [(_("Note"), note) for note in section["notes"]]
        rows += [tuple(fact) for fact in section["definition"]]
    return rows


def _periods(section: Data, *, own: bool) -> list[Row]:
    fields = OWN if own else ()
    heads = [_("Period"), _("Code of the period"), _("In this report"), _("Target (%)")]
    heads += [_own_heads()[name] for name in fields]
    heads += [_group_heads()[name] for name in GROUP if own or not name.startswith(LIMITS)]
    return [heads, *(_period(each, fields, own=own) for each in section["periods"])]


LIMITS = ("lower_", "upper_")


def _period(period: Data, fields: Sequence[str], *, own: bool) -> Row:
    group = period["group"] or {}
    return [
        period["label"],
        period["code"],
        _("yes") if period["reported"] else _("history"),
        _number(period["target"]),
        *(period[name] if name in TEXTS else _number(period[name]) for name in fields),
        *(_number(group.get(name)) for name in GROUP if own or not name.startswith(LIMITS)),
    ]


def _own_heads() -> dict[str, str]:
    return {
        "numerator": _("Numerator"),
        "denominator": _("Denominator"),
        "n": _("Records (n)"),
        "value": _("Value (%)"),
        "spread": _("Standard deviation (%)"),
        "score": _("Score"),
        "origin": _("Source"),
    }


def _group_heads() -> dict[str, str]:
    return {
        "count": _("Universities"),
        "lowest": _("Lowest value (%)"),
        "q1": _("Lower quartile (%)"),
        "median": _("Median (%)"),
        "q3": _("Upper quartile (%)"),
        "highest": _("Highest value (%)"),
        "centre": _("All records together (%)"),
        "lower_95": _("95 % limit below (%)"),
        "upper_95": _("95 % limit above (%)"),
        "lower_998": _("99.8 % limit below (%)"),
        "upper_998": _("99.8 % limit above (%)"),
    }


def _arrivals(data: Data) -> list[Row]:
    heads = [_("Code of the institution"), _("Institution"), _("Indicator"), _("Period")]
    heads += [_("Due"), _("Sent"), _("Arrival"), _("Days late")]
    fields = ("code", "institution", "indicator", "period", "due_on", "sent_on", "arrival")
    return [
        heads,
        *([*(_day(each[name]) for name in fields), each["days_late"]] for each in data["arrivals"]),
    ]


def _number(value: Any) -> int | float | None:
    """Counts as they are; percent with six decimals, which no reader needs more of."""
    if value is None or isinstance(value, int):
        return value
    return round(float(value), PLACES)


def _day(value: Any) -> object:
    """A date that was written as one; every other text as it is."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return dt.date.fromisoformat(value)
    return value


def _fill(book: Any, name: str, rows: Sequence[Row], widths: Sequence[int]) -> None:
    sheet = book.create_sheet(FORBIDDEN.sub(" ", name)[:LONGEST_NAME])
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for at, row in enumerate(rows):
        sheet.append([_cell(sheet, value, bold=at == 0) for value in row])


def _cell(sheet: Any, value: Any, *, bold: bool) -> Any:
    if isinstance(value, str):  # the soft line break of a word processor is no sign of a cell
        value = ILLEGAL_CHARACTERS_RE.sub(" ", value).strip()
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl would take "=1+1" for a formula
        cell.quotePrefix = value.startswith(FORMULA_SIGNS)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, dt.date):
        cell.number_format = "yyyy-mm-dd"
    if bold:
        cell.font = Font(bold=True)
    return cell
