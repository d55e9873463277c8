"""A question beside an entry of the holder's own register, for the person who answers it."""

from dataclasses import replace
from uuid import uuid4

from django.utils import timezone, translation

from apps.core.crypto import decrypt_id
from apps.core.identifiers import PersonId
from apps.core.matching import Agreement
from apps.core.reader import date_text, year_text
from apps.qualifications.answering import Comparison, compare
from apps.qualifications.choices import Level, level_of
from apps.qualifications.claims import DegreeClaim
from apps.qualifications.incoming.shapes import DegreeRow
from apps.qualifications.models import Check, Conferral
from apps.qualifications.register import Record

CHECK_TABLE = "qualifications_check"
NEVER_TOLD = ("person_id",)
"""An identifier is compared; what the register has stands in no answer."""


def claim_of(check: Check) -> DegreeClaim:
    """What was asked, without the identifier: that is compared by its blind index alone."""
    return DegreeClaim(
        holder_id=check.holder_id,
        title=check.title,
        first_name=check.first_name,
        last_name=check.last_name,
        first_name_en=check.first_name_en,
        last_name_en=check.last_name_en,
        former_name=check.former_name,
        born_on=check.born_on,
        born_year=check.born_year,
        student_code=check.student_code,
        degree=check.degree,
        major=check.major,
        faculty=check.faculty,
        level=check.level,
        academic_year=check.academic_year,
        completed_on=check.completed_on,
        gpax=check.gpax,
    )


def claim_with_person(check: Check) -> DegreeClaim:
    """The same with the identifier deciphered, as a register is asked."""
    return replace(claim_of(check), person_id=person_of(check))


def person_of(check: Check) -> PersonId | None:
    """The identifier that was asked about, deciphered; never to be shown."""
    if not check.id_cipher:
        return None
    return decrypt_id(bytes(check.id_cipher), table=CHECK_TABLE, row=check.uuid)


def compare_entry(check: Check, entry: Conferral) -> Comparison:
    """Field by field; unlike in an answer of the register the identifier may differ here."""
    same: Agreement = "not_given"
    if check.id_index and entry.id_index and check.id_index_version == entry.id_index_version:
        same = "agree" if bytes(check.id_index) == bytes(entry.id_index) else "differ"
    return _with_person(compare(claim_of(check), record_of(entry)), same)


def compare_row(check: Check, row: DegreeRow) -> Comparison:
    """The same with a degree that is being written by hand."""
    asked = person_of(check)
    same: Agreement = "not_given"
    if asked and row.person_id:
        same = "agree" if asked == row.person_id else "differ"
    return _with_person(compare(claim_of(check), record_of_row(row, check)), same)


def _with_person(compared: Comparison, same: Agreement) -> Comparison:
    return compared._replace(fields={**compared.fields, "person_id": same})


def record_of(entry: Conferral) -> Record:
    given = {name: getattr(entry, name) for name in Record._fields if name in _STORED}
    return Record(**given, on_hold=False, as_of=entry.created_at)


_STORED = frozenset(field.name for field in Conferral._meta.concrete_fields) | {"holder_id"}


def record_of_row(row: DegreeRow, check: Check) -> Record:
    own = {"uuid", "line", "holder_id", "on_hold", "as_of", "level", "former_name"}
    given = {name: getattr(row, name) for name in Record._fields if name not in own}
    return Record(
        **given,
        uuid=uuid4(),
        line=uuid4(),
        holder_id=check.holder_id,
        on_hold=False,
        former_name=row.former_name,
        level=level_of(row.level),
        as_of=timezone.now(),
    )


def recorded_values(record: Record) -> dict[str, str]:
    """Each compared field as the register has it, in words of the language in force."""
    born = date_text(record.born_on) if record.born_on else ""
    if not born and record.born_year:
        born = year_text(record.born_year)
    thai = " ".join(f"{record.title}{record.first_name} {record.last_name}".split())
    latin = f"{record.first_name_en} {record.last_name_en}".strip()
    days = [day for day in (record.completed_on, record.approved_on) if day]
    values = {
        "name": " / ".join(filter(None, (thai, latin, record.former_name))),
        "birth_date": born,
        "student_code": record.student_code,
        "degree": " / ".join(
            dict.fromkeys(filter(None, (record.degree_th, record.degree_abbr, record.degree_en)))
        ),
        "major": record.major,
        "faculty": record.faculty,
        "level": str(Level(record.level).label) if record.level else "",
        "academic_year": year_text(record.academic_year) if record.academic_year else "",
        "completed_on": " / ".join(dict.fromkeys(date_text(day) for day in days)),
        "gpax": str(record.gpax) if record.gpax is not None else "",
    }
    return {name: value for name, value in values.items() if value}


def told_values(record: Record, fields: list[str]) -> dict[str, str]:
    """What the holder tells of these fields: in Thai, as its letter has it, one name for each."""
    with translation.override("th"):
        values = recorded_values(record)
    values["name"] = " ".join(f"{record.title}{record.first_name} {record.last_name}".split())
    values["degree"] = record.degree_th or record.degree_abbr or record.degree_en
    return {name: values[name] for name in fields if values.get(name) and name not in NEVER_TOLD}
