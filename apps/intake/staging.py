"""Rows of a list on their way into the database: encrypted, written out for COPY, in chunks."""

import json
import os
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from apps.core.crypto import Protection
from apps.core.identifiers import PersonId
from apps.intake.persons.findings import RowFinding, RowResult
from apps.intake.storing import Storing

CHUNK = 2_000
NULL = "\\N"
_BYTES = "\\\\x"  # `\x` after COPY has read its own backslash
_ESCAPED = re.compile(r"[\\\n\r]")
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_RANDOM_BITS = ~(0xF << 76 | 0x3 << 62)
_VERSION_4 = 0x4 << 76 | 0x2 << 62
P = TypeVar("P")
EntryLine = Callable[[int, P, bool, Protection], str]
"""(row, person, kept, protection) → one line in the order of `StagedTables.columns`."""


def new_uuid() -> bytes:
    """The 16 bytes of a random UUID (version 4), made before staging for the ciphertext.

    Not a UUID object, for making and printing one costs more than encrypting the identifier.
    """
    return (int.from_bytes(os.urandom(16)) & _RANDOM_BITS | _VERSION_4).to_bytes(16)


def plain_cells(values: Iterable[object]) -> str:
    """Cells for COPY that cannot hold a sign with a meaning of its own."""
    return "\t".join([NULL if value is None else str(value) for value in values])


def text_cells(texts: Sequence[str]) -> str:
    """Texts for COPY; hardly any needs escaping, which one look at the whole tells."""
    line = "\t".join(texts)
    if line.count("\t") == len(texts) - 1 and _ESCAPED.search(line) is None:
        return line
    return "\t".join([text.translate(_ESCAPES) for text in texts])


def id_cells(
    person_id: PersonId | None, uuid: bytes, protection: Protection
) -> tuple[str | None, str | None, int | None]:
    """Ciphertext bound to the row, blind index and its version, as plain cells."""
    if person_id is None:
        return None, None, None
    sealed, blind = protection.cipher_and_index(person_id, uuid)
    return _BYTES + sealed.hex(), _BYTES + blind.hex(), protection.index_version


def finding_line(finding: RowFinding) -> str:
    """One row of the findings' staging table, in the order of `storing.FINDING_COLUMNS`."""
    plain = (
        new_uuid().hex(), finding.row, finding.cls, finding.rule, finding.needs_confirmation,
    )  # fmt: skip
    texts = (finding.column[:200], finding.value[:100], json.dumps(finding.params))
    return f"{plain_cells(plain)}\t{text_cells(texts)}"


class Staging(Generic[P]):
    """Collects lines and hands them over, two thousand rows at a time; counts as it goes.

    A row that is kept out is stored only where somebody chooses between it and another.
    """

    def __init__(
        self, storing: Storing, progress: Callable[[int], None], entry_line: EntryLine[P]
    ) -> None:
        self.rows = self.accepted = 0
        self._storing = storing
        self._progress = progress
        self._entry_line = entry_line
        self._protection = Protection(storing.tables.entry_table)
        self._entries: list[str] = []
        self._findings: list[str] = []

    def add(self, result: RowResult[P]) -> None:
        """Take one row and its findings."""
        self.rows += 1
        self.accepted += result.kept
        if result.person is not None and (result.kept or result.is_choice):
            line = self._entry_line(result.row, result.person, result.kept, self._protection)
            self._entries.append(line)
        for finding in result.findings:
            self._findings.append(finding_line(finding))
        if self.rows % CHUNK == 0:
            self.flush()

    def add_finding(self, finding: RowFinding) -> None:
        """Take a finding about the whole file."""
        self._findings.append(finding_line(finding))

    def flush(self) -> None:
        """Hand over what was collected; raises what the chunk before ran into."""
        self._storing.wait()
        self._progress(self.rows)
        self._storing.store(self._entries, self._findings)
        self._entries, self._findings = [], []
