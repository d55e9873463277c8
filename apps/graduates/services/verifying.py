"""Verify applicants against the certified rosters: three set queries, then pure decisions."""

from collections import Counter
from collections.abc import Sequence

from django.db import transaction

from apps.audit.services import Look, record_looks
from apps.core.crypto import encrypt_id
from apps.core.errors import ForbiddenError
from apps.events.services import emit
from apps.graduates.answering import Answer, answer
from apps.graduates.claims import Claim
from apps.graduates.errors import ApplicantsError
from apps.graduates.models import Verification, VerificationItem
from apps.graduates.policies import can_verify_applicants
from apps.graduates.register import Register
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
    items = [
        _item(verification, ordinal, claim, given)
        for ordinal, (claim, given) in enumerate(zip(claims, answers, strict=True), 1)
    ]
    VerificationItem.objects.bulk_create(items, batch_size=1_000)
    record_looks(
        who=actor.who,
        action="graduates.verify",
        target="verification_item",
        purpose=purpose,
        case=case,
        looks=[
            Look(given.school_id, item.uuid, {"outcome": item.outcome, "officer": officer})
            for item, given in zip(items, answers, strict=True)
        ],
    )
    emit(actor=actor, kind="graduates.verified", subject=verification.uuid)
    return verification


def decide_claims(claims: Sequence[Claim]) -> list[Answer]:
    """Outcomes alone, nothing written: what the register in force says of each claim."""
    register = Register.for_claims(claims)
    return [answer(number, claim, register) for number, claim in enumerate(claims)]


def _item(
    verification: Verification, ordinal: int, claim: Claim, given: Answer
) -> VerificationItem:
    item = VerificationItem(
        verification=verification,
        asker_id=verification.asker_id,
        ordinal=ordinal,
        reference=claim.reference,
        name=claim.full_name,
        claimed=claim.as_json(),
        school_id=claim.school_id,
        academic_year=claim.academic_year,
        outcome=given.outcome,
        agreeing=list(given.agreeing),
        differing=list(given.differing),
        explanation=list(given.explanation),
        as_of=given.as_of,
    )
    if claim.person_id is not None:
        item.id_masked = claim.person_id.masked()
        item.id_cipher = encrypt_id(claim.person_id, table=TABLE, row=item.uuid)
    return item
