"""A degree as it is read → a draft of the register; and back into a row that can be corrected."""

import hashlib
import json
from dataclasses import fields
from decimal import Decimal
from typing import Any
from uuid import uuid4

from apps.core.crypto import Protection, decrypt_id
from apps.core.identifiers import PersonId
from apps.core.thai.text import search_key
from apps.qualifications.choices import TQF_LEVELS, level_of
from apps.qualifications.degrees import degree_key
from apps.qualifications.incoming.shapes import DegreeRow
from apps.qualifications.models import Conferral, RegisterLoad

TABLE = "qualifications_conferral"
PLAIN = (
    "student_code", "title", "first_name", "last_name", "first_name_en", "last_name_en", "gender",
    "born_on", "born_year", "degree_th", "degree_abbr", "degree_en", "programme", "major",
    "faculty", "campus", "academic_year", "term", "completed_on", "approved_on", "ceremony_on",
    "gpax", "honours", "standing",
)  # fmt: skip
"""Fields that a row and the register have under the same name."""


def protection() -> Protection:
    return Protection(TABLE)


def degree_row(**given: Any) -> DegreeRow:
    """A row of which only some fields are known; Any: every field has a type of its own."""
    empty: dict[str, Any] = {
        one.name: "" if one.type in {str, "str"} else None for one in fields(DegreeRow)
    }
    empty |= {"gender": "", "standing": "conferred"}
    facts = empty | given
    if facts["born_on"]:  # as files are read: where the day is known, so is the year
        facts["born_year"] = facts["born_on"].year
    return DegreeRow(**facts)


def subject_key(person_id: PersonId | None, student_code: str, index: bytes | None) -> str:
    """Whose degree it is: by the university's own code, else by the identifier's blind index."""
    if student_code:
        return f"s:{student_code.casefold()}"
    return f"i:{(index or b'').hex()}"


def row_hash(row: DegreeRow, index: bytes | None) -> bytes:
    """Over everything that the row tells; contains a blind index, never an identifier."""
    told = {name: str(getattr(row, name) or "") for name in (*PLAIN, "level")}
    told |= {"person": (index or b"").hex(), "former": row.former_name}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).digest()


def conferral_of(row: DegreeRow, load: RegisterLoad, number: int, sealing: Protection) -> Conferral:
    """A draft; `number` is the row in the file or list, from 1."""
    uuid, person = uuid4(), row.person_id
    cipher, index = sealing.cipher_and_index(person, uuid.bytes) if person else (None, None)
    return Conferral(
        uuid=uuid,
        holder_id=load.holder_id,
        load=load,
        row=number,
        id_cipher=cipher,
        id_index=index,
        id_index_version=sealing.index_version if person else None,
        id_masked=person.masked() if person else "",
        former_name=row.former_name,
        name_key=search_key(row.first_name + row.last_name),
        name_key_en=search_key(row.first_name_en + row.last_name_en),
        level=level_of(row.level),
        subject_key=subject_key(person, row.student_code, index),
        degree_key=degree_key(row.degree_th, row.degree_abbr, row.degree_en, row.major),
        row_hash=row_hash(row, index),
        **{name: getattr(row, name) for name in PLAIN},
    )


def row_of(conferral: Conferral) -> DegreeRow:
    """The register's entry as a row, for a correction; the identifier is deciphered for it."""
    first, _, last = conferral.former_name.partition(" ")
    person = (
        decrypt_id(bytes(conferral.id_cipher), table=TABLE, row=conferral.uuid)
        if conferral.id_cipher
        else None
    )
    known = {name: getattr(conferral, name) for name in PLAIN}
    if known["gpax"] is not None:
        known["gpax"] = Decimal(known["gpax"])
    return degree_row(
        **known,
        person_id=person,
        name_as_written=f"{conferral.first_name} {conferral.last_name}".strip(),
        former_first_name=first,
        former_last_name=last,
        level=TQF_LEVELS.index(conferral.level) + 1 if conferral.level else None,
    )
