"""Whole files through the limited child."""

import datetime as dt
import subprocess
import sys
import time
from pathlib import Path

import pytest

from apps.intake.errors import MESSAGES, NOTES, Unreadable
from apps.intake.limits import DEFAULT, Limits
from apps.intake.process import ReaderProcess
from apps.intake.reading import Cell, open_table
from tests.builders.files import (
    csv_bytes,
    por3_rows,
    text_cell,
    workbook_parts,
    xlsx_bytes,
    zip_bytes,
)

ROOT = Path(__file__).resolve().parents[2]
CONFINED = (
    "from apps.intake.child import confine; from apps.intake.limits import DEFAULT;"
    "confine(DEFAULT);"
)


def rows_of(data: bytes, name: str, sheet: int = 0) -> list[tuple[int, list[Cell]]]:
    with open_table(data, name) as table:
        found = [[(number, list(row)) for number, row in sheet.rows] for sheet in table.sheets]
    return found[sheet]


def refusal(data: bytes, name: str = "a.xlsx", limits: Limits = DEFAULT) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_through(data, name, limits)
    return caught.value


def read_through(data: bytes, name: str, limits: Limits) -> None:
    with open_table(data, name, limits=limits) as table:
        for sheet in table.sheets:
            list(sheet.rows)


def test_csv_and_xlsx_give_the_same_text() -> None:
    rows = por3_rows(1200)
    expected = list(enumerate(rows, start=1))
    assert rows_of(csv_bytes(rows, "cp874"), "a.csv") == expected
    assert rows_of(xlsx_bytes({"S": rows}), "a.xlsx") == expected


def test_types_of_cells_and_numbers_of_rows() -> None:
    rows = [[], ["", "ก"], [], [None, 1103700012345, 3.45, dt.date(2007, 3, 5), True]]
    assert rows_of(xlsx_bytes({"S": rows}), "a.xlsx") == [
        (2, ["", "ก", "", "", ""]),
        (4, ["", 1103700012345.0, 3.45, dt.date(2007, 3, 5), "True"]),
    ]


def test_what_a_table_tells_of_itself() -> None:
    data = xlsx_bytes({"A": [["x"]], "B": [["y"], ["=1+1"]], "C": [["z"]]}, hidden=["C"])
    with open_table(data, "a.xlsx") as table:
        assert (table.format, table.encoding, table.sheet_names) == ("xlsx", None, ("A", "B"))
        told = {note.rule: dict(note.params) for note in table.notes}
        sheets = {sheet.name: (sheet.total_rows, sheet.formulas) for sheet in table.sheets}
    assert told == {"formulas": {"count": 1}, "hidden_sheet": {"sheet": "C"}}
    assert sheets == {"A": (1, frozenset()), "B": (1, frozenset({(2, 1)}))}
    with open_table(csv_bytes([["ก", "ข"]], "cp874"), "a.csv") as table:
        assert (table.format, table.encoding) == ("csv", "cp874")


def test_refusals_of_the_child_arrive_with_their_parameters() -> None:
    far = f'<sheetData><row r="1">{text_cell("XFD1048576", "x")}</row></sheetData>'
    refused = refusal(zip_bytes(workbook_parts(far)))
    assert refused.rule == "too_many_rows"
    assert refused.params == {"row": 1048576, "limit": DEFAULT.rows}
    assert "1048576" in refused.message


def test_a_hidden_workbook_and_an_empty_one() -> None:
    parts = workbook_parts("<sheetData/>")
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        'name="S"', 'name="S" state="hidden"'
    )
    assert refusal(zip_bytes(parts)).rule == "no_visible_sheet"
    assert rows_of(zip_bytes(workbook_parts("<sheetData/>")), "a.xlsx") == []


def test_a_child_that_never_answers_is_ended() -> None:
    began = time.monotonic()
    rule = refusal(csv_bytes(por3_rows(5)), "a.csv", Limits(wait_seconds=0.0)).rule
    assert rule == "too_slow"
    assert time.monotonic() - began < 5


def test_a_child_that_dies_is_a_refusal_and_leaves_nothing_behind() -> None:
    data = csv_bytes(por3_rows(20_000))
    process = ReaderProcess(data, "csv", DEFAULT)
    with process:
        frames = process.frames()
        next(frames)
        process._child.kill()
        with pytest.raises(Unreadable) as caught:
            list(frames)
    assert caught.value.rule == "too_slow"
    assert process._child.poll() is not None


def test_leaving_early_ends_the_child() -> None:
    process = ReaderProcess(csv_bytes(por3_rows(20_000)), "csv", DEFAULT)
    with process:
        next(process.frames())
    assert process._child.poll() is not None


def test_a_format_that_lies_about_itself_stops_only_the_child() -> None:
    with pytest.raises(Unreadable) as caught, ReaderProcess(b"\xd0\xcf" * 999, "xls", DEFAULT) as p:
        list(p.frames())
    assert caught.value.rule == "damaged"


def test_every_reason_and_note_reads_well() -> None:
    params: dict[str, str | int] = dict.fromkeys(
        ("megabytes", "limit", "extension", "content", "row", "column", "line", "rows", "missing",
         "field", "first", "second", "sheet", "count"), 7,
    )  # fmt: skip
    for sentence in (*MESSAGES.values(), *NOTES.values()):
        assert "%" not in str(sentence) % params


def confined(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CONFINED + code],
        cwd=ROOT, capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip


def test_the_child_has_little_memory() -> None:
    assert confined("bytearray(200 << 20)").returncode == 0
    assert "MemoryError" in confined("bytearray(300 << 20)").stderr


def test_the_child_writes_no_file(tmp_path: Path) -> None:
    target = tmp_path / "x"
    ended = confined(f"open({str(target)!r}, 'wb', buffering=0).write(b'x')")
    assert ended.returncode != 0
    assert not target.exists() or target.stat().st_size == 0


def test_the_child_reaches_no_network() -> None:
    code = (
        "import socket; s = socket.socket(); s.settimeout(2);"
        "import errno; print(errno.errorcode.get(s.connect_ex(('192.0.2.1', 9)), 'open'))"
    )
    assert "open" not in confined(code).stdout


def test_the_child_knows_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    with ReaderProcess(csv_bytes(por3_rows(20_000)), "csv", DEFAULT) as process:
        next(process.frames())
        environment = Path(f"/proc/{process._child.pid}/environ").read_bytes()
        maps = Path(f"/proc/{process._child.pid}/maps").read_text()
    assert b"secret" not in environment
    assert "psycopg2" not in maps


def test_a_legal_file_of_100_000_rows() -> None:
    cells = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c>{text_cell(f"B{n}", f"น{n}")}</row>'
        for n in range(1, 100_001)
    )
    data = zip_bytes(workbook_parts(f"<sheetData>{cells}</sheetData>"))
    with open_table(data, "a.xlsx") as table:
        sheet = next(table.sheets)
        assert sum(1 for _row in sheet.rows) == sheet.total_rows == 100_000
