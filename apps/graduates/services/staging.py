"""Rows of a roster on their way into the database: encrypted, written out for COPY, in chunks."""

import json
import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import StringIO
from uuid import UUID

from django.db import connection

from apps.core.crypto import blind_index, current_index_version, encrypt_id
from apps.core.thai.text import search_key
from apps.graduates.reading import RosterPerson, RowFinding, RowResult
from apps.graduates.sql import COLUMNS, FINDING_COLUMNS

CHUNK = 2_000
TABLE = "graduates_entry"
NULL = "\\N"
FACTS = {"same_row_twice", "level_not_m6"}
CHOICE_RULES = {"duplicate_person", "same_row_twice"}


def new_uuid() -> UUID:
    """A random UUID (version 4), made before staging because the ciphertext is bound to it."""
    return UUID(bytes=os.urandom(16), version=4)


def text(value: str) -> str:
    """A text as COPY's text format wants it."""
    if "\\" in value or "\t" in value or "\n" in value or "\r" in value:
        value = (
            value.replace("\\", "\\\\")
            .replace("\t", "\\t")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
        )
    return value


def optional(value: date | Decimal | int | None) -> str:
    return NULL if value is None else str(value)


def name_key(person: RosterPerson) -> str:
    return search_key(person.first_name + person.last_name)


def entry_line(row: int, person: RosterPerson, *, kept: bool) -> str:
    uuid = new_uuid()
    cipher = index = version = NULL
    if person.person_id is not None:
        cipher = "\\\\x" + encrypt_id(person.person_id, table=TABLE, row=uuid).hex()
        index = "\\\\x" + blind_index(person.person_id).hex()
        version = str(current_index_version())
    return "\t".join(
        (
            str(uuid),
            str(row),
            "t" if kept else "f",
            cipher,
            index,
            version,
            text(person.student_code),
            text(person.title),
            text(person.first_name),
            text(person.last_name),
            text(person.name_as_written),
            text(name_key(person)),
            person.gender,
            optional(person.born_on),
            optional(person.born_year),
            optional(person.gpax),
            optional(person.credits_attempted),
            optional(person.credits_earned),
            person.decision,
            optional(person.approved_on),
            text(person.por1_set),
            text(person.por1_number),
        )
    )


def needs_confirmation(finding: RowFinding) -> bool:
    """Suspicious cells and findings on the whole file wait for a reason; plain facts do not."""
    return finding.cls in {"quality", "whole"} and finding.rule not in FACTS


def finding_line(finding: RowFinding) -> str:
    return "\t".join(
        (
            str(new_uuid()),
            str(finding.row),
            text(finding.column[:200]),
            finding.cls,
            finding.rule,
            text(finding.value[:100]),
            text(json.dumps(finding.params)),
            "t" if needs_confirmation(finding) else "f",
        )
    )


class Staging:
    """Collects lines and copies them, two thousand rows at a time; counts as it goes."""

    def __init__(self, progress: Callable[[int], None]) -> None:
        self.rows = self.accepted = 0
        self._progress = progress
        self._entries: list[str] = []
        self._findings: list[str] = []

    def add(self, result: RowResult) -> None:
        self.rows += 1
        self.accepted += result.kept
        if result.person is not None and (result.kept or is_choice(result)):
            self._entries.append(entry_line(result.row, result.person, kept=result.kept))
        for finding in result.findings:
            self._findings.append(finding_line(finding))
        if self.rows % CHUNK == 0:
            self.flush()

    def add_finding(self, finding: RowFinding) -> None:
        self._findings.append(finding_line(finding))

    def flush(self) -> None:
        _copy("graduates_staging", COLUMNS, self._entries)
        _copy("graduates_staged_finding", FINDING_COLUMNS, self._findings)
        self._entries.clear()
        self._findings.clear()
        self._progress(self.rows)


def is_choice(result: RowResult) -> bool:
    """Kept out only because the person stands twice: a person chooses which row counts."""
    blocking = [finding for finding in result.findings if finding.cls in {"syntax", "validity"}]
    return not blocking and any(finding.rule in CHOICE_RULES for finding in result.findings)


def _copy(table: str, columns: str, lines: list[str]) -> None:
    if not lines:
        return
    with connection.cursor() as cursor:
        cursor.copy_expert(  # psycopg2's own; Django's wrapper passes it on
            f"COPY {table} ({columns}) FROM STDIN", StringIO("\n".join(lines) + "\n")
        )
