"""What the portal kept of a roster's persons, in the shape of the generator's key."""

from decimal import Decimal
from typing import Any

from apps.core.crypto import decrypt_id
from apps.graduates.models import Entry, Roster
from apps.graduates.services.staging import TABLE
from apps.institutions.scope import scope
from tests.builders.cast import Person

Key = dict[str, str | None]
TEXTS = ("student_code", "title", "first_name", "last_name", "gender", "decision", "por1_set",
         "por1_number")  # fmt: skip
DATES = ("born_on", "approved_on")
NUMBERS = ("credits_attempted", "credits_earned", "gpax")


def stored_people(person: Person, roster: Roster) -> list[Key]:
    """Of every accepted entry every value as text, identifiers decrypted, in the file's order."""
    with scope(person.actor):
        entries = list(Entry.objects.filter(roster=roster, kept=True).order_by("row"))
    return [_key(entry) for entry in entries]


def _key(entry: Entry) -> Key:
    assert entry.id_cipher is not None
    identifier = decrypt_id(entry.id_cipher, table=TABLE, row=entry.uuid)
    assert (identifier.kind, identifier.country) == ("national", "TH")
    values: Key = {"national_id": identifier.canonical}
    values |= {name: getattr(entry, name) for name in TEXTS}
    values |= {name: _iso(getattr(entry, name)) for name in DATES}
    return values | {name: _plain(getattr(entry, name)) for name in NUMBERS}


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _plain(number: Decimal | None) -> str | None:
    """80.0 and 80 are the same number of credits."""
    return None if number is None else format(number.normalize(), "f")


def expected_people(key: list[Key]) -> list[Key]:
    """The generator's key (`as_key`) with numbers written the same way."""
    return [
        person | {name: _plain(Decimal(one)) if (one := person[name]) else None for name in NUMBERS}
        for person in key
    ]
