"""Files saved by LibreOffice: every stored value of every person against the key."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from apps.graduates.checks.shapes import RosterPerson
from apps.graduates.reading import RosterReading, read_roster

FILES = Path(__file__).parent / "files"
KEY = json.loads((FILES / "key.json").read_text())


def read(name: str) -> tuple[RosterReading, list[RosterPerson]]:
    school = KEY["school"]
    with read_roster(
        (FILES / name).read_bytes(),
        name,
        school_code=school["code"],
        smis_code=school["smis_code"],
        school_name=school["name"],
        academic_year=KEY["academic_year"],
        kind="graduates",
        today=dt.date(2025, 6, 1),
    ) as reading:
        results = list(reading.rows())
    assert all(result.kept for result in results)
    return reading, [result.person for result in results if result.person]


def identity(person: RosterPerson) -> dict[str, Any]:
    assert person.person_id is not None
    assert person.born_on is not None
    return {
        "id": person.person_id.canonical,
        "code": person.student_code,
        "title": person.title,
        "first": person.first_name,
        "last": person.last_name,
        "gender": person.gender,
        "born": person.born_on.isoformat(),
    }


def expected(fields: set[str] | None = None) -> list[dict[str, Any]]:
    return [{k: v for k, v in one.items() if not fields or k in fields} for one in KEY["persons"]]


@pytest.mark.parametrize("name", ["por3.xlsx", "por3.xls", "por3_numbers.xlsx"])
def test_flat_layout(name: str) -> None:
    reading, persons = read(name)
    assert reading.layout == "por3"
    found = [
        identity(person)
        | {
            "gpax": str(person.gpax),
            "attempted": str(person.credits_attempted),
            "earned": str(person.credits_earned),
            "decision": person.decision,
            "approved": person.approved_on and person.approved_on.isoformat(),
            "set": person.por1_set,
            "number": person.por1_number,
        }
        for person in persons
    ]
    assert found == expected()
    assert all(isinstance(person.gpax, Decimal) for person in persons)


@pytest.mark.parametrize("name", ["dmc.xlsx", "dmc_cp874.csv"])
def test_export_of_the_student_system(name: str) -> None:
    reading, persons = read(name)
    assert reading.layout == "dmc"
    assert reading.encoding == ("cp874" if name.endswith("csv") else None)
    found = [identity(person) for person in persons]
    assert found == expected(set(found[0]))
    assert [(one.rule, one.params.get("count")) for one in reading.whole] == [
        ("level_not_m6", 4),
        ("decision_not_in_file", 24),
    ]
    assert "ศาสนา" in reading.dropped
