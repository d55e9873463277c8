"""The verification endpoint as a partner's engineer calls it: real OAuth, running gunicorn."""

import json
from typing import Any
from uuid import uuid4

import pytest

from apps.graduates.demo.people import RosterRow
from apps.institutions.models import Institution
from apps.partner_api.services import make_client
from tests.builders.cast import Cast
from tests.builders.rosters import certified, checked, people, school_file
from tests.live import Portal

PATH = "/api/v1/graduate-verifications/"
YEAR = 2024


def signed_in(portal: Portal, university: Institution) -> dict[str, str]:
    client_id, secret = make_client(
        institution=university, name="Admission system", scopes=["graduates:verify"]
    )
    return portal.bearer(client_id, secret)


def applicant(person: RosterRow, school: Institution, **changes: Any) -> dict[str, Any]:
    return {
        "reference": person.student_code,
        "person_id": person.national_id,
        "first_name": person.title + person.first_name,
        "last_name": person.last_name,
        "birth_date": person.born_on.isoformat(),
        "school_code": school.code,
        "academic_year": YEAR + 543,
        **changes,
    }


def ask(
    portal: Portal, header: dict[str, str], applicants: list[dict[str, Any]], key: str = ""
) -> Any:
    body = {"officer": "ผู้ทดสอบ", "purpose": "admission", "case": "API-1", "applicants": applicants}
    return portal.post(
        PATH,
        data=json.dumps(body),
        headers=header
        | {"Content-Type": "application/json", "Idempotency-Key": key or str(uuid4())},
    )


@pytest.fixture
def graduates(committed: None, cast: Cast) -> list[RosterRow]:
    """The certified graduates of school A."""
    everybody = people(cast.school_a, 40)
    roster = checked(cast.uploader_a, school_file(cast.school_a, everybody))
    certified(cast.uploader_a, cast.certifier_a, roster)
    return [person for person in everybody if person.decision == "graduated"]


def test_outcomes_come_in_the_order_sent(
    live_portal: Portal, cast: Cast, graduates: list[RosterRow]
) -> None:
    header = signed_in(live_portal, cast.university_a)
    first, second = graduates[:2]
    answer = ask(
        live_portal,
        header,
        [
            applicant(second, cast.school_a, last_name="สะกดผิดไป"),
            applicant(first, cast.school_a),
            applicant(first, cast.school_b),
        ],
    )
    assert answer.status_code == 200
    results = answer.json()["results"]
    assert [one["outcome"] for one in results] == ["mismatch", "confirmed", "mismatch"]
    assert [one["differing"] for one in results] == [["name"], [], ["school"]]
    assert [one["reference"] for one in results] == [
        second.student_code,
        first.student_code,
        first.student_code,
    ]
    for person in (first, second):
        assert person.national_id not in answer.text
    again = live_portal.get(f"{PATH}{answer.json()['uuid']}", headers=header)
    assert again.json() == answer.json()
    listed = live_portal.get(PATH, headers=header).json()
    assert [one["uuid"] for one in listed["items"]] == [answer.json()["uuid"]]


def test_another_university_does_not_find_it(
    live_portal: Portal, cast: Cast, graduates: list[RosterRow]
) -> None:
    mine = signed_in(live_portal, cast.university_a)
    theirs = signed_in(live_portal, cast.university_b)
    answer = ask(live_portal, mine, [applicant(graduates[0], cast.school_a)])
    path = f"{PATH}{answer.json()['uuid']}"
    assert live_portal.get(path, headers=theirs).status_code == 404
    assert live_portal.get(PATH, headers=theirs).json()["items"] == []


def test_the_same_key_asks_once(
    live_portal: Portal, cast: Cast, graduates: list[RosterRow]
) -> None:
    header = signed_in(live_portal, cast.university_a)
    sent = [applicant(graduates[0], cast.school_a)]
    first, second = (ask(live_portal, header, sent, key="one-key-0123456789") for _ in range(2))
    assert first.json() == second.json()
    assert second.headers["Idempotency-Replayed"] == "true"
    assert len(live_portal.get(PATH, headers=header).json()["items"]) == 1


def test_faults_are_named_by_their_place(
    live_portal: Portal, cast: Cast, graduates: list[RosterRow]
) -> None:
    header = signed_in(live_portal, cast.university_a)
    wrong = [
        applicant(graduates[0], cast.school_a),
        applicant(graduates[1], cast.school_a, person_id="1234545678789", school_code="9999999999"),
    ]
    answer = ask(live_portal, header, wrong)
    assert answer.status_code == 400
    found = {(one["pointer"], one["code"]) for one in answer.json()["errors"]}
    assert ("/applicants/1/person_id", "check_digit") in found
    unknown = ask(
        live_portal, header, [applicant(graduates[0], cast.school_a, school_code="9999999999")]
    )
    assert [(one["pointer"], one["code"]) for one in unknown.json()["errors"]] == [
        ("/applicants/0/school_code", "unknown_school")
    ]
    none = ask(live_portal, header, [])
    assert none.status_code == 400
    many = ask(live_portal, header, [applicant(graduates[0], cast.school_a)] * 1001)
    assert many.status_code == 400
    assert live_portal.get(PATH, headers=header).json()["items"] == []
