"""The paper of a report, laid out for real, and the workbook made from the data inside it."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.utils import translation
from openpyxl import load_workbook

from apps.core.errors import NotFoundError
from apps.documents.selectors import paper_for_code
from apps.documents.structure_check import structure_faults
from apps.kpi.reports.content import data_of
from apps.kpi.reports.paper import attached_data, report_detail
from apps.kpi.reports.workbook import workbook_of
from tests.kpi import report_world as world
from tests.kpi.peers_world import Peers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("taken_back")]


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(BytesIO(content))
    return {sheet.title: [tuple(row) for row in sheet.values] for sheet in book}


def test_one_report_from_the_ledger_to_its_files(made: Peers) -> None:
    clerk = made.cast.registrar_a
    report = world.asked(clerk, "th")
    assert world.do_jobs(clerk) == ["done"], world.fresh(clerk, report).job
    file = world.file_of(clerk, report)
    with pikepdf.open(BytesIO(file)) as pdf:
        assert len(pdf.pages) >= 3
        assert list(structure_faults(pdf)) == []
    data = attached_data(file)
    paper = world.paper_of(clerk, report)
    assert data["serial"] == paper.serial
    assert data["sections"][0]["periods"][-1]["value"] == "93"
    public = paper_for_code(paper.code)
    assert public is not None
    assert (public.kind, public.persons) == ("indicator_report", 0)
    with translation.override("th"):
        found = sheets(workbook_of(data))
    assert list(found)[1:5] == ["REG01", "REG02", "REG03", "REG04"]
    assert 930 in found["REG01"][-1]
    assert "1/2567" in found["REG01"][-1]


def test_the_workbook_has_the_numbers_of_the_content(made: Peers) -> None:
    content = world.own_content(made.cast.registrar_a)
    with translation.override("en"):
        found = sheets(workbook_of({"serial": "X-1", **data_of(content)}))
    heads, first, last = found["REG01"]
    now = dict(zip(heads, last, strict=True))
    assert now["Numerator"] == 930
    assert now["Denominator"] == 1000
    assert now["Value (%)"] == 93
    assert now["Median (%)"] == 98
    assert now["Universities"] == 7
    assert now["99.8 % limit below (%)"] < now["95 % limit below (%)"] < 97.6
    assert (first[2], last[2]) == ("history", "yes")
    arrivals = found["What came in"]
    assert arrivals[1][2:4] == ("REG01", "1/2024")
    assert arrivals[1][-2:] == ("on time", 0)
    assert ("Serial number", "X-1") in [row[:2] for row in found["About"]]


def test_the_network_gives_no_figure_of_one_institution(made: Peers) -> None:
    content = world.whole_content(made.cast.secretary)
    with translation.override("en"):
        found = sheets(workbook_of({"serial": "X-2", **data_of(content)}))
    heads, *rows = found["REG01"]
    assert "Numerator" not in heads
    assert not any("limit" in head for head in heads)
    assert rows[-1][heads.index("Median (%)")] == 98
    assert len(found["What came in"]) == 1 + 7


def test_texts_are_never_formulas_and_names_of_sheets_are_possible(made: Peers) -> None:
    content = world.own_content(made.cast.registrar_a)
    evil = replace(content.sections[0], code="=A/1[*]" + "x" * 40, name="=1+1", headline="-2")
    with translation.override("en"):
        book = workbook_of({"serial": "@", **data_of(replace(content, sections=(evil,)))})
    found = load_workbook(BytesIO(book))
    assert all(len(sheet.title) <= 31 for sheet in found)
    cells = [cell for sheet in found for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n", "d"}
    dangerous = [cell for cell in cells if cell.value in ("=1+1", "-2", "@")]
    assert len(dangerous) == 3
    assert all(cell.quotePrefix for cell in dangerous)


def test_decimals_are_kept_as_they_are(made: Peers) -> None:
    content = world.own_content(made.cast.registrar_a)
    period = replace(content.sections[0].periods[-1], value=Decimal("85.6603773584"))
    section = replace(content.sections[0], periods=(period,))
    data = data_of(replace(content, sections=(section,)))
    assert data["sections"][0]["periods"][0]["value"] == "85.6603773584"
    assert data["made_on"] == content.made_on.isoformat()
    assert "charts" not in data


def test_the_pin_opens_the_overview_alone(made: Peers) -> None:
    detail = report_detail(world.own_content(made.cast.registrar_a))
    assert detail.columns == ("Indicator", "Value", "Target")
    assert [row[0] for row in detail.rows] == ["REG01", "REG02", "REG03", "REG04"]


def test_another_paper_has_no_numbers(made: Peers) -> None:
    other = pikepdf.new()
    written = BytesIO()
    other.save(written)
    with pytest.raises(NotFoundError):
        attached_data(written.getvalue())
