"""A file of counts: one row for each indicator and period, read as its office wrote it."""

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from apps.courses.incoming.cells import code_of, number_of, text_of
from apps.courses.incoming.files import read_headed_file
from apps.courses.incoming.layouts import Layout
from apps.courses.incoming.problems import CellProblem
from apps.courses.incoming.read_list import ReadList
from apps.courses.incoming.row_checks import RowReader
from apps.kpi.choices import PeriodKind
from apps.kpi.errors import PeriodError
from apps.kpi.formulas import Figure, evaluate, formula_of, share_counts
from apps.kpi.incoming.fed_rules import count_faults, definition_at
from apps.kpi.incoming.period_cell import read_period
from apps.kpi.models import Definition
from apps.kpi.periods import Period
from apps.kpi.plausibility import check_share

MOST_ROWS = 1_000
POINTS = ("5", "4", "3", "2", "1")
SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "indicator": ("ตัวชี้วัด", "รหัสตัวชี้วัด", "Indicator", "Indicator code"),
    "period": ("งวด", "งวดข้อมูล", "ช่วงเวลา", "ภาคการศึกษา", "เดือน", "ปี", "Period", "Term", "Month"),
    "numerator": ("ตัวตั้ง", "ตัวเศษ", "Numerator"),
    "denominator": ("ตัวหาร", "ตัวส่วน", "Denominator"),
    **{
        point: (f"ผู้ตอบ {point} คะแนน", f"ระดับ {point}", f"จำนวนผู้ตอบ {point}", f"Answers {point}")
        for point in POINTS
    },
}
COUNTS = Layout(SPELLINGS, needed=(("indicator",), ("period",)), limit=MOST_ROWS)
Known = Mapping[str, Sequence[Definition]]


@dataclass(frozen=True, slots=True)
class CountRow:
    """`line` as a person sees it; definition, period and counts are None where a problem has to be
    corrected first. `counts`: outcome of the formula → number.
    """

    line: int
    code: str
    written: str
    problems: tuple[CellProblem, ...]
    definition: Definition | None = None
    period: Period | None = None
    counts: Mapping[str, int] | None = None

    @property
    def is_blocked(self) -> bool:
        return self.counts is None

    @property
    def figure(self) -> Figure | None:
        if self.definition is None or self.counts is None:
            return None
        return evaluate(self.definition.formula, self.definition.parameters, self.counts)


def read_count_file(
    content: bytes, filename: str, known: Known, today: dt.date
) -> ReadList[CountRow]:
    """Read an uploaded file (XLSX, XLS, CSV) with headings.

    `known`: code of an indicator → its published definitions, the newest first. Raises
    ListRefusedError where nothing can be read, or beyond 1,000 rows.
    """
    table = read_headed_file(content, filename, COUNTS)
    first: dict[tuple[str, str], int] = {}
    rows = []
    for listed in table.rows:
        reader = RowReader(listed, table.headings, COUNTS)
        rows.append(_row(reader, known, first, today))
    return ReadList(tuple(rows), dict(table.headings), table.ignored, table.notes)


def template_csv() -> bytes:
    """One line of headings, UTF-8 with BOM for Excel."""
    written = StringIO(newline="")
    csv.writer(written).writerow([COUNTS.heading(field) for field in SPELLINGS])
    return ("\ufeff" + written.getvalue()).encode()


def _row(
    reader: RowReader, known: Known, first: dict[tuple[str, str], int], today: dt.date
) -> CountRow:
    code, written = code_of(reader.row.cells.get("indicator")), _written(reader)
    found = _period(reader, known.get(code, ()), known, today)
    if found is None:
        return CountRow(reader.row.number, code, written, tuple(reader.problems))
    definition, period = found
    counts = _counts(reader, definition)
    row = first.setdefault((code, period.code), reader.row.number)
    if row != reader.row.number:
        sentence = _("This indicator and period stand in row %(row)s already. Keep one of the two.")
        reader.tell("period", "repeated", sentence % {"row": row})
    problems = tuple(reader.problems)
    return CountRow(
        reader.row.number, code, written, problems, definition, period, None if problems else counts
    )


def _written(reader: RowReader) -> str:
    return reader.row.text("period")[:20]


def _period(
    reader: RowReader, versions: Sequence[Definition], known: Known, today: dt.date
) -> tuple[Definition, Period] | None:
    if not versions:
        sentence = _("There is no such indicator. Write one of: %(codes)s.")
        reader.tell("indicator", "indicator", sentence % {"codes": ", ".join(known)})
        return None
    try:
        code = read_period(
            reader.row.cells.get("period"), by_term=versions[0].period_kind == PeriodKind.TERM
        )
    except PeriodError:
        code = ""
    definition, told = definition_at(versions, code, today)
    if isinstance(definition, Definition) and isinstance(told, Period):
        return definition, told
    reader.tell("period", "period", str(told))
    return None


def _counts(reader: RowReader, definition: Definition) -> dict[str, int] | None:
    if "good" in formula_of(definition.formula).outcomes:
        return _share(reader)
    given = {point: _number(reader, point) for point in POINTS if reader.row.text(point)}
    if not given:
        sentence = _(
            "This indicator is counted from answers of 5 to 1. Fill the five columns of answers."
        )
        reader.tell("5", "missing", sentence)
        return None
    labels = {point: COUNTS.heading(point) for point in POINTS}
    _tell(reader, count_faults(definition, given, labels))
    return {point: count for point, count in given.items() if isinstance(count, int)}


def _share(reader: RowReader) -> dict[str, int] | None:
    for field in ("numerator", "denominator"):
        if not reader.row.text(field) and not reader.is_broken(field):
            sentence = _("The number is missing. Write it, 0 where there was none.")
            reader.tell(field, "missing", sentence)
    if reader.problems:
        return None
    numerator, denominator = (_number(reader, field) for field in ("numerator", "denominator"))
    labels = {field: COUNTS.heading(field) for field in ("numerator", "denominator")}
    _tell(
        reader,
        [(each.field, each.sentence) for each in check_share(numerator, denominator, labels)],
    )
    if reader.problems or not (isinstance(numerator, int) and isinstance(denominator, int)):
        return None
    return share_counts(numerator, denominator)


def _number(reader: RowReader, field: str) -> int | str:
    """A whole number, or the text that is none, for the check to refuse."""
    cell = reader.row.cells.get(field)
    number = number_of(cell)
    if number is None or number != number.to_integral_value():
        return text_of(cell)
    return int(Decimal(number))


def _tell(reader: RowReader, faults: Sequence[tuple[str, str | Promise]]) -> None:
    for field, sentence in faults:
        reader.tell(field, "count", str(sentence))
