"""The process that reads an uploaded file: little memory, little time, no network, no secrets.

Started as ``python -m apps.intake.child NAME FORMAT`` with an empty environment; the bytes come as
standard input, frames (see frames.py) leave by standard output. It imports nothing of Django, so it
starts fast and holds neither settings nor keys. Whatever happens to it, the worker goes on.
"""

import contextlib
import ctypes
import os
import resource
import signal
import sys
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from apps.intake import delimited, frames, parts, workbook
from apps.intake.limits import DEFAULT, Limits
from apps.intake.prescan import CSV, XLSX
from apps.intake.refusals import Refused
from apps.intake.sheet_walk import SheetFacts

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_SET_PARENT_DEATH_SIGNAL, _SET_NO_NEW_PRIVILEGES = 1, 38
_OPEN_FILES = 16


def confine(limits: Limits) -> None:
    """Give up memory, time, files, privileges and, where the system permits, the network."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    # A container may forbid this; then the child merely has no reason to open a socket.
    libc.unshare(_NEW_USER | _NEW_NETWORK)
    for what, value in (
        (resource.RLIMIT_AS, limits.address_space),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),  # a core file would hold the whole list
    ):
        resource.setrlimit(what, (value, value))


def send(data: bytes, file_format: str, out: BinaryIO, limits: Limits) -> None:
    """Read the file and write its frames: head, then each sheet with its rows, then end."""
    try:
        if file_format == CSV:
            _send_delimited(data, out, limits)
        else:
            _send_workbook(data, file_format, out, limits)
        frames.write_frame(out, frames.END)
    except Refused as refusal:
        frames.write_frame(out, frames.REFUSED, refusal.rule, dict(refusal.params))
    except MemoryError:
        frames.write_frame(out, frames.REFUSED, "too_much_memory", {})


def _send_delimited(data: bytes, out: BinaryIO, limits: Limits) -> None:
    codec = delimited.detect_encoding(data)
    lines = data.count(b"\n") + 1
    head = {"encoding": codec, "sheets": [""], "notes": []}
    frames.write_frame(out, frames.HEAD, head)
    frames.write_frame(out, frames.SHEET, {"name": "", "rows": lines, "formulas": [], "errors": []})
    rows = delimited.read_rows(data, codec, limits)
    _send_rows(out, (workbook.SentRow(number, [*cells], []) for number, cells in rows))


def _send_workbook(data: bytes, file_format: str, out: BinaryIO, limits: Limits) -> None:
    facts: dict[str, SheetFacts] = {}
    notes: list[tuple[str, dict[str, str | int]]] = []
    if file_format == XLSX:
        survey = parts.survey(data, limits)
        facts = {sheet.name: sheet for sheet in survey.sheets}
        notes.extend((note, {}) for note in survey.notes)
        formulas = sum(sheet.formula_count for sheet in survey.sheets if not sheet.hidden)
        if formulas:
            notes.append(("formulas", {"count": formulas}))
    else:
        notes.append(("formulas_not_visible", {}))
    book = workbook.open_workbook(data)
    listed = workbook.list_sheets(book)
    notes.extend(("hidden_sheet", {"sheet": sheet.name}) for sheet in listed if sheet.hidden)
    visible = [sheet for sheet in listed if not sheet.hidden]
    if not visible:
        raise Refused("no_visible_sheet")
    head = {"encoding": None, "sheets": [sheet.name for sheet in visible], "notes": notes}
    frames.write_frame(out, frames.HEAD, head)
    for sheet in visible:
        loaded = workbook.load_sheet(book, sheet.index)
        found = facts.get(sheet.name, SheetFacts(sheet.name))
        marks = {"formulas": found.formulas, "errors": found.errors}
        last = loaded.end[0] + 1 if loaded.end else 0
        content = {"name": sheet.name, "rows": last, **marks}
        frames.write_frame(out, frames.SHEET, content)
        _send_rows(out, workbook.read_rows(loaded, limits))


def _send_rows(out: BinaryIO, rows: Iterable[workbook.SentRow]) -> None:
    for batch in _batches(rows):
        numbers = [row.number for row in batch]
        dates = [
            (place, column, iso) for place, row in enumerate(batch) for column, iso in row.dates
        ]
        frames.write_frame(out, frames.ROWS, numbers, [row.cells for row in batch], dates)


def _batches(rows: Iterable[workbook.SentRow]) -> Iterator[list[workbook.SentRow]]:
    batch: list[workbook.SentRow] = []
    for row in rows:
        batch.append(row)
        if len(batch) == frames.ROWS_IN_FRAME:
            yield batch
            batch = []
    if batch:
        yield batch


def main() -> int:
    """Read standard input, write frames to standard output; 0 also where the file was refused."""
    confine(DEFAULT)
    data = sys.stdin.buffer.read()
    with contextlib.suppress(BrokenPipeError):  # the parent has seen enough
        send(data, sys.argv[1], sys.stdout.buffer, DEFAULT)
        sys.stdout.buffer.flush()
    # Skip the interpreter's tidying up: there is nothing to tidy, and a closed pipe would complain.
    os._exit(0)


if __name__ == "__main__":
    main()
