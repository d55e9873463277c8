"""Entries of a roster on their way into the database."""

from apps.core.crypto import Protection
from apps.core.thai.text import search_key
from apps.graduates.reading import RosterPerson
from apps.intake.staging import id_cells, new_uuid, plain_cells, text_cells
from apps.intake.storing import StagedTables

TABLE = "graduates_entry"
STAGED = StagedTables(
    entry_table=TABLE,
    finding_table="graduates_finding",
    keys=("roster_id", "school_id"),
    columns={
        "uuid": "uuid", "row": "integer", "kept": "boolean", "id_cipher": "bytea",
        "id_index": "bytea", "id_index_version": "smallint", "gender": "text", "born_on": "date",
        "born_year": "smallint", "gpax": "numeric(3, 2)", "credits_attempted": "numeric(5, 1)",
        "credits_earned": "numeric(5, 1)", "decision": "text", "approved_on": "date",
        "student_code": "text", "title": "text", "first_name": "text", "last_name": "text",
        "name_as_written": "text", "name_key": "text", "por1_set": "text", "por1_number": "text",
    },
)  # fmt: skip


def entry_line(row: int, person: RosterPerson, kept: bool, protection: Protection) -> str:
    """One row of the staging table, in the order of `STAGED.columns`."""
    uuid = new_uuid()
    plain = (
        uuid.hex(), row, kept, *id_cells(person.person_id, uuid, protection), person.gender,
        person.born_on, person.born_year, person.gpax, person.credits_attempted,
        person.credits_earned, person.decision, person.approved_on,
    )  # fmt: skip
    texts = (
        person.student_code, person.title, person.first_name, person.last_name,
        person.name_as_written, search_key(person.first_name + person.last_name),
        person.por1_set, person.por1_number,
    )  # fmt: skip
    return f"{plain_cells(plain)}\t{text_cells(texts)}"
