"""The student codes of a whole register, read from a file; everything else in it is passed over.

A column is found by its heading, or is the only one. What is no code stops the file as a whole: a
register from which rows were left out in silence would be another one than the students'.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.identifiers import is_national_id
from apps.courses.incoming.cells import broken_sentence, code_of, is_blank, is_rounded
from apps.courses.incoming.problems import CellProblem, ListRefusedError, shown_identifier
from apps.intake.errors import Unreadable
from apps.intake.footers import is_footer_text
from apps.intake.headings import SEARCHED_ROWS, NumberedRow, normal_heading
from apps.intake.limits import DEFAULT
from apps.intake.reading import Sheet, open_table
from apps.kpi.incoming.register_column import Column, broken_cells, find_column, no_column

MOST_CODES = 1_000_000
PIECE_LINES = DEFAULT.rows - 1_000
_TOLD = 20
_CODE = re.compile(r"(?=(?:[^0-9]*[0-9]){3})[0-9A-Zก-ฮ][0-9A-Zก-ฮ./-]{2,29}")
_DASHES = re.compile(r"[./-]")
_BY_CHANCE = 0.3
"""Of student codes with 13 digits one in ten has the check digit of a national ID by chance."""
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Register:
    """codes: every code once, sorted. rows: codes in the file, repeated ones too.

    blanks: rows with something in them but no code; problems: the first ones of `wrong` rows that
    hold no code that could be one.
    """

    codes: tuple[str, ...] = field(repr=False)
    rows: int
    blanks: int
    column: str
    notes: tuple[str, ...]
    wrong: int
    problems: tuple[CellProblem, ...]

    @property
    def size(self) -> int:
        return len(self.codes)

    @property
    def duplicates(self) -> int:
        return self.rows - len(self.codes)


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    codes: set[str] = field(default_factory=set)
    rows: int = 0
    blanks: int = 0
    wrong: int = 0
    footers: int = 0
    problems: list[CellProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def take(self, line: int, cell: object, heading: str) -> None:
        code = register_code(cell)
        if _CODE.fullmatch(code):
            if len(self.codes) == MOST_CODES and code not in self.codes:
                raise ListRefusedError("list_too_long", _too_long())
            self.codes.add(code)
            self.rows += 1
        elif is_footer_text(code.casefold()):
            self.footers += 1
        elif normal_heading(cell) != normal_heading(heading):
            self.tell(line, heading, code, _why(code))

    def tell(self, line: int, heading: str, value: str, sentence: str) -> None:
        self.wrong += 1
        if len(self.problems) < _TOLD:
            shown = shown_identifier(value)
            self.problems.append(CellProblem(line, heading, shown, "code", sentence))


def read_register_file(content: bytes, filename: str) -> Register:
    """Read an uploaded file (XLSX, XLS, CSV, TXT). Raises ListRefusedError, also for a column of
    national IDs and for more than 1,000,000 codes.
    """
    reading, column = _Reading(), None
    try:
        for lines_before, piece in _pieces(content):
            with open_table(piece, filename) as table:
                reading.notes += [note.message for note in table.notes]
                for sheet in table.sheets:
                    column = _read_sheet(sheet, reading, column, lines_before) or column
    except Unreadable as refusal:
        raise ListRefusedError(refusal.rule, refusal.message) from None
    if column is None:
        raise ListRefusedError("headings_missing", no_column())
    _refuse_national_ids(reading.codes)
    if not reading.codes and not reading.wrong:
        raise ListRefusedError("no_rows", _("The list holds no student codes."))
    return Register(
        codes=tuple(sorted(reading.codes)),
        rows=reading.rows,
        blanks=reading.blanks,
        column=column.heading,
        notes=tuple(dict.fromkeys((*reading.notes, *_footer_note(reading.footers)))),
        wrong=reading.wrong,
        problems=tuple(reading.problems),
    )


def register_code(cell: object) -> str:
    """A code as it is compared: ASCII digits, capital letters, no spaces."""
    if isinstance(cell, str) and cell.isascii() and cell.isalnum():
        return cell.upper()
    return "".join(code_of(cell).lstrip("'’").split())


def _pieces(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(lines before, bytes). The reader takes 200,000 rows at once: long text goes in pieces."""
    if content.startswith(_WORKBOOKS) or content.count(b"\n") <= PIECE_LINES:
        yield 0, content
        return
    lines = content.splitlines(keepends=True)
    for start in range(0, len(lines), PIECE_LINES):
        piece = b"".join(lines[start : start + PIECE_LINES])
        if piece.strip():
            yield start, piece


def _read_sheet(
    sheet: Sheet, reading: _Reading, before: Column | None, lines_before: int
) -> Column | None:
    """Take the codes of one sheet, or of a further piece of a text file."""
    first: list[NumberedRow] = list(islice(sheet.rows, SEARCHED_ROWS))
    column = before.further() if before and lines_before else find_column(first)
    if column is None:
        if first:
            text = _("The sheet “%(sheet)s” was not read: it has no column with student codes.")
            reading.notes.append(text % {"sheet": sheet.name})
        return None
    broken = broken_cells(sheet, column)
    for number, cells in chain(first[column.skipped :], sheet.rows):
        cell = cells[column.place] if column.place < len(cells) else None
        if not is_blank(cell):
            broken.pop(number, None)
            reading.take(number + lines_before, cell, column.heading)
        elif number not in broken and _is_student(cells):
            reading.blanks += 1
    for number, kind in sorted(broken.items()):
        reading.tell(number, column.heading, "", broken_sentence(kind))
    return column


def _is_student(cells: Sequence[object]) -> bool:
    """Whether a row without a code holds a student all the same, and no signature or total."""
    texts = [str(cell).strip() for cell in cells if not is_blank(cell)]
    return bool(texts) and not any(is_footer_text(text) for text in texts)


def _why(code: str) -> str:
    if is_rounded(code):
        return _(
            "The spreadsheet rounded this number. Set the column to text, fill it again and save."
        )
    return _("This is not a student code. Correct it, or take the row away.")


def _refuse_national_ids(codes: set[str]) -> None:
    long = [plain for code in codes if len(plain := _DASHES.sub("", code)) == 13]
    valid = sum(map(is_national_id, long))
    if valid and valid > _BY_CHANCE * len(long):
        text = ngettext(
            "%(count)s number is built like a national ID. Hand in student codes alone; nothing of "
            "this file was kept.",
            "%(count)s numbers are built like national IDs. Hand in student codes alone; nothing "
            "of this file was kept.",
            valid,
        )
        raise ListRefusedError("national_ids", text % {"count": f"{valid:,}"})


def _footer_note(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    text = ngettext(
        "%(count)s row with a total or a signature was not read.",
        "%(count)s rows with totals or signatures were not read.",
        count,
    )
    return (text % {"count": count},)


def _too_long() -> str:
    text = _("The file holds more than %(limit)s student codes. Hand in your own register alone.")
    return text % {"limit": f"{MOST_CODES:,}"}
