"""The XML of a workbook is walked before it is read."""

import pytest

from apps.intake.limits import DEFAULT, Limits
from apps.intake.parts import survey
from apps.intake.refusals import Refused
from tests.builders.files import text_cell, workbook_parts, xlsx_bytes, zip_bytes

DTD = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


def sheet(data: str, **parts: str) -> bytes:
    return zip_bytes(workbook_parts(f"<sheetData>{data}</sheetData>") | parts)


def refusal(data: bytes, limits: Limits = DEFAULT) -> Refused:
    with pytest.raises(Refused) as caught:
        survey(data, limits)
    return caught.value


def row(number: int, cells: str) -> str:
    return f'<row r="{number}">{cells}</row>'


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        (row(1048576, text_cell("XFD1048576", "x")), "too_many_rows"),
        (row(1, text_cell("A1", "x")) + row(2, text_cell("XFD2", "x")), "too_many_columns"),
        (row(1, text_cell("A1", "x") + text_cell("XFD1048576", "x")), "too_many_rows"),
        ('<row r="1048576"><c t="inlineStr"><is><t>x</t></is></c></row>', "too_many_rows"),
        ('<row r="300000"><c r="A300000"><f>1+1</f></c></row>', "too_many_rows"),
        (
            row(1, text_cell("A1", "x")) + row(190000, text_cell("ZZ190000", "x")),
            "too_many_columns",
        ),
        (row(1, text_cell("A1", "x")) + row(190000, text_cell("IV190000", "x")), "too_many_cells"),
        ('<row r="1"><c r="&#x58;FD1048576"><v>1</v></c></row>', "too_many_rows"),
        ('<row r="1"><c r="A"><v>1</v></c></row>', "damaged"),
        ('<row r="x"><c r="A1"><v>1</v></c></row>', "damaged"),
        ('<row r="1"><c r="A1"><v>1</v></row>', "damaged"),
    ],
)
def test_far_and_odd_cells(cells: str, rule: str) -> None:
    assert refusal(sheet(cells)).rule == rule


def test_cells_that_are_only_formatted_cost_nothing() -> None:
    cells = row(1, text_cell("A1", "x")) + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    assert len(survey(sheet(cells), DEFAULT).sheets) == 1


def test_lying_dimension_is_not_believed() -> None:
    parts = workbook_parts('<dimension ref="A1:XFD1048576"/><sheetData/>')
    assert survey(zip_bytes(parts), DEFAULT).sheets[0].name == "S"


@pytest.mark.parametrize(
    "part",
    ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "docProps/a.bin"],
)
def test_definitions_are_refused_everywhere(part: str) -> None:
    parts = workbook_parts("<sheetData/>")
    parts[part] = DTD + parts.get(part, "<x/>").partition("?>")[2] or "<x/>"
    assert refusal(zip_bytes(parts)).rule == "xml_dtd"


def test_utf_16_hides_nothing() -> None:
    parts: dict[str, str | bytes] = dict(workbook_parts(""))
    text = '<?xml version="1.0" encoding="UTF-16"?>' + DTD + "<worksheet/>"
    parts["xl/worksheets/sheet1.xml"] = text.encode("utf-16")
    assert refusal(zip_bytes(parts)).rule == "xml_dtd"


def test_sheet_under_another_name_is_walked() -> None:
    parts = workbook_parts("")
    far = parts.pop("xl/worksheets/sheet1.xml").replace(
        "></worksheet>",
        f"><sheetData>{row(1048576, text_cell('A1048576', 'x'))}</sheetData></worksheet>",
    )
    parts["xl/odd.bin"] = far
    relations = "xl/_rels/workbook.xml.rels"
    parts[relations] = parts[relations].replace("worksheets/sheet1.xml", "/xl/ODD.bin")
    assert refusal(zip_bytes(parts)).rule == "too_many_rows"


def test_sheet_that_is_not_xml_is_damaged() -> None:
    parts = workbook_parts("")
    parts["xl/worksheets/sheet1.xml"] = "no markup"
    assert refusal(zip_bytes(parts)).rule == "damaged"


def test_formulas_errors_and_foreign_parts_are_listed() -> None:
    cells = row(
        2,
        text_cell("A2", "x")
        + '<c r="B2"><f>1+1</f><v>2</v></c><c t="e"><v>#N/A</v></c><c r="D2"><f>A2</f></c>',
    )
    extra = {"xl/vbaProject.bin": "x", "xl/externalLinks/externalLink1.xml": "<x/>"}
    found = survey(sheet(cells, **extra), DEFAULT)
    assert found.sheets[0].formulas == [(2, 2), (2, 4)]
    assert found.sheets[0].errors == [(2, 3)]
    assert found.notes == ["macros", "external_links"]


def test_hidden_sheets_are_known() -> None:
    data = xlsx_bytes({"A": [["x"]], "B": [["=1+1"]]}, hidden=["B"])
    facts = survey(data, DEFAULT).sheets
    assert [(sheet.name, sheet.hidden, sheet.formula_count) for sheet in facts] == [
        ("A", False, 0), ("B", True, 1),
    ]  # fmt: skip
