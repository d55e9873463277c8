"""What schools do to a tidy table before they send it: every disorder a reader must cope with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from random import Random
from typing import Literal

from apps.core.demo.seeds import stream
from apps.core.thai.numerals import to_thai

Cell = str | int | float | Decimal | date | datetime | None
Grid = list[list[Cell]]

NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True)
class Mess:
    """The disorders of one file; the default is a tidy one.

    ids: as text, as a floating-point number, with dashes, or in Thai digits.
    dates: as d/m/Buddhist text, as real date cells, or as date cells that hold the Buddhist year as
    if it were Christian (29 February stays text there). Date cells only make sense in a workbook.
    page_size: after so many persons a signature and the headings again; 0 is one single page.
    columns_seed: the seed of another column order; None keeps the published one.
    guardian_ids: a column with a parent's ID before the student's.
    """

    title_rows: int = 0
    footers: bool = False
    page_size: int = 0
    ids: Literal["text", "float", "dashed", "thai"] = "text"
    dates: Literal["text", "cell", "buddhist_cell"] = "text"
    thai_digits: bool = False
    padded_names: bool = False
    columns_seed: int | None = None
    guardian_ids: bool = False


NEAT = Mess()


def written_id(national_id: str, style: str) -> Cell:
    """The 13 digits as a school would have typed them."""
    if style == "float":
        return float(national_id)
    if style == "thai":
        return to_thai(national_id)
    if style == "dashed":
        first, office, book, number, check = (
            national_id[:1],
            national_id[1:5],
            national_id[5:10],
            national_id[10:12],
            national_id[12:],
        )
        return f"{first}-{office}-{book}-{number}-{check}"
    return national_id


def written_date(day: date | None, style: str) -> Cell:
    """A day as d/m/Buddhist year, or as a date cell; empty where there is none."""
    if day is None:
        return None
    if style == "cell":
        return day
    leap_day = (day.month, day.day) == (2, 29)
    if style == "buddhist_cell" and not leap_day:
        return date(day.year + 543, day.month, day.day)
    return f"{day.day}/{day.month}/{day.year + 543}"


def written_name(name: str, mess: Mess) -> str:
    return f"{NO_BREAK_SPACE}{name} " if mess.padded_names else name


def laid_out(
    titles: Sequence[str], headings: Sequence[str], body: Grid, mess: Mess, *, always: int = 0
) -> tuple[Grid, int]:
    """The whole sheet in its disorder, and how many rows stand above the headings.

    The first `always` titles belong to the layout; mess.title_rows adds as many more.
    """
    order = _column_order(len(headings), mess)
    above: Grid = [[title] for title in titles[: always + mess.title_rows]]
    heading_row: list[Cell] = [headings[place] for place in order]
    grid = [*above, heading_row]
    for number, row in enumerate(body, 1):
        grid.append([_in_thai_digits(row[place], mess) for place in order])
        if mess.page_size and number % mess.page_size == 0 and number < len(body):
            grid += [*_signatures(), list(heading_row)]
    if mess.footers:
        grid += [["รวม", f"{len(body)} คน"], [], *_signatures()]
    return grid, len(above)


def _signatures() -> Grid:
    return [
        [None, "ลงชื่อ ........................................ นายทะเบียน"],
        [None, "ลงชื่อ ........................................ ผู้อำนวยการโรงเรียน"],
    ]


def _column_order(width: int, mess: Mess) -> list[int]:
    order = list(range(width))
    if mess.columns_seed is not None:
        columns: Random = stream("columns", mess.columns_seed)
        columns.shuffle(order)
    return order


def _in_thai_digits(cell: Cell, mess: Mess) -> Cell:
    """Thai digits are a matter of typing: only what is text or becomes text can hold them."""
    if mess.thai_digits and isinstance(cell, (str, Decimal)):
        return to_thai(str(cell))
    return cell
