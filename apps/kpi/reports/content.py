"""What a report says: texts in its language, charts, and the numbers beneath as plain data."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from apps.kpi.charts import Chart

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupNumbers:
    """Figures of unnamed institutions in one period. `count`: institutions; the rest in percent.

    centre: all their records taken together; lower, upper: control limits at the own number of
    records, None where there is no own figure
    """

    count: int
    lowest: Decimal
    q1: Decimal
    median: Decimal
    q3: Decimal
    highest: Decimal
    centre: Decimal | None = None
    lower_95: Decimal | None = None
    upper_95: Decimal | None = None
    lower_998: Decimal | None = None
    upper_998: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodNumbers:
    """One period of an indicator. value, target, spread: percent, unrounded.

    reported: whether it belongs to the report itself; the others are its history
    group: None where too few institutions have a figure to be shown
    """

    code: str
    label: str
    reported: bool
    numerator: int | None = None
    denominator: int | None = None
    n: int | None = None
    value: Decimal | None = None
    spread: Decimal | None = None
    target: Decimal | None = None
    score: str = ""
    origin: str = ""
    group: GroupNumbers | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One indicator. headline: the finding; value, place: for the overview, as they are read.

    facts: what stands under the title; notes: what is left out, and why
    definition: the version that counts, in short
    """

    code: str
    name: str
    headline: str
    value: str
    target: str
    place: str
    facts: tuple[Fact, ...] = ()
    charts: tuple[Chart, ...] = ()
    notes: tuple[str, ...] = ()
    definition: tuple[Fact, ...] = ()
    periods: tuple[PeriodNumbers, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One figure that was expected: whether it came and when, never what it says."""

    code: str
    institution: str
    indicator: str
    period: str
    due_on: dt.date
    sent_on: dt.date | None
    arrival: str
    days_late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """scope: "institution" or "network"; period: its code, year_kind: in which year it is counted.

    title, about, sections, charts, remarks are in the report's language; made_on is its day
    charts: what came in, for the figures that were expected
    """

    scope: str
    institution: str
    period: str
    year_kind: str
    starts_on: dt.date
    ends_on: dt.date
    made_on: dt.date
    language: str
    title: str
    about: tuple[Fact, ...]
    overview: tuple[str, ...]
    sections: tuple[Section, ...]
    charts: tuple[Chart, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    remarks: tuple[str, ...] = ()


def data_of(content: ReportContent) -> dict[str, Any]:
    """The same for machines: ISO dates, decimals as text, texts of the report's language; the
    charts are left out, for their numbers are in the periods.
    """
    left_out = {"charts", "overview"}
    data = {
        name: value
        for name, value in asdict(content).items()
        if name not in left_out and name != "sections"
    }
    data["sections"] = [_section(each) for each in content.sections]
    return dict(_plain(data))


def _section(section: Section) -> dict[str, Any]:
    kept = ("code", "name", "headline", "facts", "notes", "definition")
    return {
        **{name: getattr(section, name) for name in kept},
        "periods": [asdict(each) for each in section.periods],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, dt.date) else value
