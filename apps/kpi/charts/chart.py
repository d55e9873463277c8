"""What a template is given: texts, a picture in two shapes, and the table that says the same."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from apps.core.reader import date_text
from apps.kpi.charts.frames import Frame
from apps.kpi.charts.labels import Label
from apps.kpi.charts.marks import Drawn, Mark, drawn
from apps.kpi.charts.numbers import HARD_SPACE, count_text

Text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """The words round a chart, in the language that is active when the chart is made.

    title: the finding ("REG02 below its target three months running"), never the axes
    sentence: what the picture shows, for those who do not see it; n, as_of: what it rests on
    origin: where the figures come from ("Derived by the portal"), said before n
    """

    title: Text
    sentence: Text
    as_of: dt.date
    n: int | None = None
    origin: Text = ""

    def source(self) -> str:
        day = date_text(self.as_of).replace(" ", HARD_SPACE)
        basis = (
            _("As of %(day)s") % {"day": day}
            if self.n is None
            else _("n = %(n)s, as of %(day)s") % {"n": count_text(self.n), "day": day}
        )
        return f"{self.origin} · {basis}" if self.origin else basis


@dataclass(frozen=True, slots=True)
class Layout:
    """One of a picture's shapes: marks under labels, both in hundredths of the frame."""

    frame: Frame
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]

    @property
    def paths(self) -> tuple[Drawn, ...]:
        return tuple(drawn(mark, self.frame) for mark in self.marks if mark.points)


@dataclass(frozen=True, slots=True)
class Table:
    """All cells are text; the first of a row names it, the others are figures."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """`share`: length in hundredths of the longest that could be."""

    label: str
    share: float
    texts: tuple[str, ...]

    @property
    def length(self) -> str:
        return f"{self.share:.2f}"


@dataclass(frozen=True, slots=True)
class Bars:
    """`columns`: heads of the labels and of each text; the bars between them need none."""

    columns: tuple[str, ...]
    rows: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Square:
    """A cell of the table of what came in; `icon` is a path in a square of 16 × 16."""

    state: str
    word: str
    icon: str
    colour: str
    detail: str
    column: str


@dataclass(frozen=True, slots=True)
class SquareHead:
    """Head of a column: three lines, the last one may be empty."""

    name: str
    second: str
    note: str


@dataclass(frozen=True, slots=True)
class SquareRow:
    name: str
    url: str
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class Squares:
    """`corner`: head of the names; `totals`: a line under the rows, a text for each column with the
    column's head before it; `sum_word` is its own head.
    """

    corner: str
    heads: tuple[SquareHead, ...]
    rows: tuple[SquareRow, ...]
    sum_word: str
    totals: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Exactly one of `layouts` (with `table`), `bars` and `squares` is filled."""

    title: str
    sentence: str
    source: str
    layouts: tuple[Layout, ...] = ()
    table: Table | None = None
    bars: Bars | None = None
    squares: Squares | None = None


def pictured(caption: Caption, layouts: Sequence[Layout], table: Table) -> Chart:
    return Chart(
        title=str(caption.title),
        sentence=str(caption.sentence),
        source=caption.source(),
        layouts=tuple(layouts),
        table=table,
    )


def tabled(caption: Caption, *, bars: Bars | None = None, squares: Squares | None = None) -> Chart:
    return Chart(
        title=str(caption.title),
        sentence=str(caption.sentence),
        source=caption.source(),
        bars=bars,
        squares=squares,
    )
