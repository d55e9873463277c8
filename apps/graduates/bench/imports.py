"""A large roster and a school's own, beside COPY, beside stock django-import-export."""

from collections.abc import Iterator

from apps.core.bench.clock import seconds_of
from apps.core.bench.report import Comparison
from apps.graduates.bench import rosters
from apps.graduates.bench.bare_table import (
    copy_into_bare_table,
    empty_bare_table,
    entries_as_text,
)
from apps.graduates.bench.cast import School
from apps.graduates.bench.stock_import import stock_seconds
from apps.graduates.demo.people import RosterRow
from apps.graduates.models import Roster

COPIES = 3
STOCK_ROWS = 2_000
STOCK_FACTOR = 20


def bring_in_force(school: School, content: bytes) -> Roster:
    """All of it: uploaded, checked by the worker, certified by the second person, logged."""
    roster = rosters.check(school, content, "roster.csv")
    rosters.certify(school, roster)
    return roster


def compare_import(school: School, rows: list[RosterRow]) -> Iterator[Comparison]:
    content = rosters.csv_of(school, rows)
    kept: list[Roster] = []
    taken = seconds_of(lambda: kept.append(bring_in_force(school, content)))
    roster = kept[0]
    what = f"{roster.rows:,} rows CSV in force ({roster.rows / taken:,.0f}/s)"
    final = entries_as_text(school, roster)
    copied = min(_copy_seconds(final) for _ in range(COPIES))
    beside = f"COPY of the {roster.accepted:,} final rows, indexed"
    yield Comparison(what, taken, beside, copied, 3)
    few = min(STOCK_ROWS, len(rows))
    stock = stock_seconds(school, roster, rows[:few]) * len(rows) / few
    beside = f"django-import-export, from {few:,} rows"
    yield Comparison(what, taken, beside, stock, 1 / STOCK_FACTOR)


def _copy_seconds(rows: bytes) -> float:
    empty_bare_table()
    return seconds_of(lambda: copy_into_bare_table(rows))


def compare_school_file(school: School, rows: list[RosterRow]) -> Comparison:
    content = rosters.xlsx_of(school, rows)

    def to_findings() -> None:
        rosters.findings(school, rosters.check(school, content, "roster.xlsx"))

    what = f"{len(rows)}-row XLSX, upload to findings"
    return Comparison(what, seconds_of(to_findings), "one second", 1.0, 1)
