"""The same rows through django-import-export as it comes: a plain resource, nothing checked."""

from typing import Any
from uuid import uuid4

import tablib
from django.db import transaction
from import_export.resources import modelresource_factory

from apps.core.bench.clock import seconds_of
from apps.core.bench.place import NAME, owner
from apps.core.rls import application_role
from apps.graduates.bench.cast import School
from apps.graduates.demo.people import RosterRow
from apps.graduates.models import Entry, Roster
from apps.institutions.scope import scope

HEADINGS = (
    "uuid", "roster", "school", "row", "student_code", "title", "first_name", "last_name",
    "name_as_written", "name_key", "gender", "born_on", "gpax", "credits_attempted",
    "credits_earned", "decision", "approved_on", "por1_set", "por1_number",
)  # fmt: skip
FIRST_ROW = 1_000_000  # beside the roster's own rows


def stock_seconds(school: School, roster: Roster, rows: list[RosterRow]) -> float:
    """Identifiers are left out, for a plain resource has nothing that encrypts; rolled back."""
    data = tablib.Dataset(*(_cells(roster, place, row) for place, row in enumerate(rows)))
    data.headers = list(HEADINGS)
    options = {"fields": HEADINGS, "import_id_fields": ("uuid",)}
    resource = modelresource_factory(Entry, meta_options=options)()
    with owner(NAME) as cursor:  # at its end the import resets the sequence, as only owners may
        cursor.execute(f'GRANT UPDATE ON SEQUENCE graduates_entry_id_seq TO "{application_role()}"')
    with transaction.atomic():
        with scope(school.uploader):
            seconds = seconds_of(lambda: resource.import_data(data, raise_errors=True))
        transaction.set_rollback(True)
    return seconds


def _cells(roster: Roster, place: int, row: RosterRow) -> tuple[Any, ...]:
    """Any: texts and numbers as a spreadsheet holds them."""
    name = f"{row.first_name}{row.last_name}"
    return (
        str(uuid4()), roster.pk, roster.school_id, FIRST_ROW + place, row.student_code,
        row.title, row.first_name, row.last_name, name, name, row.gender, row.born_on.isoformat(),
        row.gpax, row.credits_attempted, row.credits_earned, row.decision,
        row.approved_on.isoformat() if row.approved_on else None, row.por1_set, row.por1_number,
    )  # fmt: skip
