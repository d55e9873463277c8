"""Rows of a roster on their way into the database: encrypted, written out for COPY, in chunks."""

import json
import os
import re
from collections.abc import Callable, Iterable, Sequence

from apps.core.crypto import Protection
from apps.core.thai.text import search_key
from apps.graduates.reading import RosterPerson, RowFinding, RowResult
from apps.graduates.services.storing import Storing

CHUNK = 2_000
TABLE = "graduates_entry"
NULL = "\\N"
_BYTES = "\\\\x"  # `\x` after COPY has read its own backslash
_ESCAPED = re.compile(r"[\\\n\r]")
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_RANDOM_BITS = ~(0xF << 76 | 0x3 << 62)
_VERSION_4 = 0x4 << 76 | 0x2 << 62
FACTS = {"same_row_twice", "level_not_m6"}
CHOICE_RULES = {"duplicate_person", "same_row_twice"}


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


def entry_line(row: int, person: RosterPerson, kept: bool, protection: Protection) -> str:
    """One row of the staging table, in the order of `sql.COLUMNS`."""
    uuid = new_uuid()
    cipher = index = version = None
    if person.person_id is not None:
        sealed, blind = protection.cipher_and_index(person.person_id, uuid)
        version = protection.index_version
        cipher, index = _BYTES + sealed.hex(), _BYTES + blind.hex()
    plain = (
        uuid.hex(), row, kept, cipher, index, version, person.gender, person.born_on,
        person.born_year, person.gpax, person.credits_attempted, person.credits_earned,
        person.decision, person.approved_on,
    )  # fmt: skip
    texts = (
        person.student_code, person.title, person.first_name, person.last_name,
        person.name_as_written, search_key(person.first_name + person.last_name),
        person.por1_set, person.por1_number,
    )  # fmt: skip
    return f"{plain_cells(plain)}\t{text_cells(texts)}"


def needs_confirmation(finding: RowFinding) -> bool:
    """Suspicious cells and findings on the whole file wait for a reason; plain facts do not."""
    return finding.cls in {"quality", "whole"} and finding.rule not in FACTS


def finding_line(finding: RowFinding) -> str:
    """One row of the staging table, in the order of `sql.FINDING_COLUMNS`."""
    plain = (
        new_uuid().hex(), finding.row, finding.cls, finding.rule, needs_confirmation(finding),
    )  # fmt: skip
    texts = (finding.column[:200], finding.value[:100], json.dumps(finding.params))
    return f"{plain_cells(plain)}\t{text_cells(texts)}"


class Staging:
    """Collects lines and hands them over, two thousand rows at a time; counts as it goes."""

    def __init__(self, storing: Storing, progress: Callable[[int], None]) -> None:
        self.rows = self.accepted = 0
        self._storing = storing
        self._progress = progress
        self._protection = Protection(TABLE)
        self._entries: list[str] = []
        self._findings: list[str] = []

    def add(self, result: RowResult) -> None:
        self.rows += 1
        self.accepted += result.kept
        if result.person is not None and (result.kept or is_choice(result)):
            line = entry_line(result.row, result.person, result.kept, self._protection)
            self._entries.append(line)
        for finding in result.findings:
            self._findings.append(finding_line(finding))
        if self.rows % CHUNK == 0:
            self.flush()

    def add_finding(self, finding: RowFinding) -> None:
        self._findings.append(finding_line(finding))

    def flush(self) -> None:
        self._storing.wait()
        self._progress(self.rows)
        self._storing.store(self._entries, self._findings)
        self._entries, self._findings = [], []


def is_choice(result: RowResult) -> bool:
    """Kept out only because the person stands twice: a person chooses which row counts."""
    blocking = [finding for finding in result.findings if finding.cls in {"syntax", "validity"}]
    return not blocking and any(finding.rule in CHOICE_RULES for finding in result.findings)
