"""What a verification keeps of each applicant."""

from datetime import date
from decimal import Decimal

import pytest

from apps.core.crypto import decrypt_id
from apps.core.identifiers import PersonId
from apps.graduates.claims import Claim
from apps.graduates.selectors import items_of
from apps.graduates.services.verifying import verify_applicants
from apps.institutions.scope import scope
from tests.builders.cast import Cast


@pytest.mark.django_db
def test_each_applicant_is_kept_in_the_order_given_with_the_identifier_encrypted(
    cast: Cast,
) -> None:
    person = PersonId("passport", "LA", "A1234567")
    known = Claim(
        reference='ก"1\\', person_id=person, title="นาย", first_name="ก้อง", last_name="ใจดี",
        born_on=date(2006, 2, 28), school_id=cast.school_a.pk, academic_year=2024,
        gpax=Decimal("3.20"),
    )  # fmt: skip
    nameless = Claim(first_name="พิม", last_name="ณ อยุธยา")
    with scope(cast.registrar_a.actor):
        verification = verify_applicants(
            actor=cast.registrar_a.actor, officer="ผู้ทดสอบ", purpose="admission", case="1",
            claims=[known, nameless],
        )  # fmt: skip
        first, second = items_of(verification)
    assert (first.ordinal, first.reference, first.name) == (1, 'ก"1\\', "นายก้อง ใจดี")
    table = "graduates_verificationitem"
    assert decrypt_id(bytes(first.id_cipher or b""), table=table, row=first.uuid) == person
    assert first.id_masked == person.masked()
    assert (first.school_id, first.academic_year) == (cast.school_a.pk, 2024)
    assert (first.outcome, first.as_of, first.claimed) == ("roster_missing", None, known.as_json())
    assert (second.ordinal, second.id_cipher, second.id_masked) == (2, None, "")
    assert (second.school_id, second.agreeing, second.differing) == (None, [], [])
