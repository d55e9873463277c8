"""Verify applicants against the certified rosters: three set queries, then pure decisions."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from apps.audit.services import Look, record_looks
from apps.core.crypto import Protection
from apps.core.errors import ForbiddenError
from apps.events.services import emit
from apps.graduates.answering import Answer, answer
from apps.graduates.claims import Claim
from apps.graduates.errors import ApplicantsError
from apps.graduates.models import Verification
from apps.graduates.policies import can_verify_applicants
from apps.graduates.register import Register
from apps.graduates.sql import insert_items
from apps.institutions.actor import Actor
from apps.partner_api.budgets import spend_lookups

MOST = 1_000
TABLE = "graduates_verificationitem"


@transaction.atomic
def verify_applicants(
    *, actor: Actor, officer: str, purpose: str, case: str, claims: Sequence[Claim]
) -> Verification:
    """Outcomes for 1 to 1,000 applicants, in the order given, kept with who asked and why.

    Each applicant counts against the day's budget and leaves an entry in the log that the school
    can read. Raises ApplicantsError, BudgetError, ForbiddenError.
    """
    if not can_verify_applicants(actor):
        raise ForbiddenError
    if not 1 <= len(claims) <= MOST:
        raise ApplicantsError
    spend_lookups(actor=actor, persons=len(claims))
    answers = decide_claims(claims)
    verification = Verification.objects.create(
        asker_id=actor.institution_id,
        officer=officer,
        purpose=purpose,
        case=case,
        asked_by_id=actor.user_id,
        client_id=actor.client_id,
        persons=len(claims),
        outcomes=dict(Counter(str(given.outcome) for given in answers)),
    )
    uuids = _keep_items(verification, claims, answers)
    record_looks(
        who=actor.who,
        action="graduates.verify",
        target="verification_item",
        purpose=purpose,
        case=case,
        looks=[
            Look(given.school_id, uuid, {"outcome": given.outcome, "officer": officer})
            for uuid, given in zip(uuids, answers, strict=True)
        ],
    )
    emit(actor=actor, kind="graduates.verified", subject=verification.uuid)
    return verification


def decide_claims(claims: Sequence[Claim]) -> list[Answer]:
    """Outcomes alone, nothing written: what the register in force says of each claim."""
    register = Register.for_claims(claims)
    return [answer(number, claim, register) for number, claim in enumerate(claims)]


def _keep_items(
    verification: Verification, claims: Sequence[Claim], answers: Sequence[Answer]
) -> list[UUID]:
    protection = Protection(TABLE)
    uuids = [uuid4() for _ in claims]
    insert_items(
        verification,
        [
            _item(ordinal, uuid, claim, given, protection)
            for ordinal, (uuid, claim, given) in enumerate(
                zip(uuids, claims, answers, strict=True), 1
            )
        ],
    )
    return uuids


def _item(
    ordinal: int, uuid: UUID, claim: Claim, given: Answer, protection: Protection
) -> dict[str, Any]:
    """The row as JSON. Any: each column has a type of its own."""
    person = claim.person_id
    return {
        "uuid": uuid.hex,
        "ordinal": ordinal,
        "reference": claim.reference,
        "id_cipher": "\\x" + protection.cipher(person, uuid.bytes).hex() if person else None,
        "id_masked": person.masked() if person else "",
        "name": claim.full_name,
        "claimed": claim.as_json(),
        "school_id": claim.school_id,
        "academic_year": claim.academic_year,
        "outcome": given.outcome,
        "agreeing": given.agreeing,
        "differing": given.differing,
        "explanation": given.explanation,
        "as_of": given.as_of.isoformat() if given.as_of else None,
    }
