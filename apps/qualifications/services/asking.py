"""A university asks about degrees: drafts first, then sent; the register confirms what it can."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from apps.core.crypto import Protection
from apps.core.thai.dates import buddhist_year
from apps.core.working_days import add_working_days
from apps.institutions.actor import Actor
from apps.institutions.models import Institution, Kind
from apps.institutions.officers import Officer, officer_of
from apps.institutions.selectors import closed_days
from apps.partner_api.budgets import spend_lookups
from apps.qualifications.answering import Confirmation, confirmation
from apps.qualifications.choices import CameBy, Closing
from apps.qualifications.claims import DegreeClaim
from apps.qualifications.errors import (
    ClaimMissingError,
    ClaimsError,
    NotSharedError,
    PersonMissingError,
)
from apps.qualifications.models import Check, CheckBatch
from apps.qualifications.policies import can_work, demand
from apps.qualifications.register import records_for
from apps.qualifications.selectors.coverage import coverage_for
from apps.qualifications.selectors.promises import working_days_of
from apps.qualifications.services.moving import move
from apps.qualifications.services.telling import tell_holders
from apps.qualifications.sql import share_registers
from apps.qualifications.states import CheckAction

MOST = 1_000
TABLE = "qualifications_check"
NUMBERS_LOCK = 7_204_001 << 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Who asks, why, on which legal basis, in which case. `requester`: of a letter on paper."""

    officer: str
    purpose: str
    basis: str
    case: str
    came_by: str = CameBy.PORTAL
    requester: str = ""


@transaction.atomic
def ask(
    *, actor: Actor, question: Question, claims: Sequence[DegreeClaim], named: Officer | None = None
) -> list[Check]:
    """1 to 1,000 degrees, sent at once, in the order given; what the register confirms is answered.

    Raises ClaimsError, PersonMissingError, ClaimMissingError, NotSharedError, BudgetError,
    ForbiddenError, OfficerMissingError.
    """
    checks = draft_checks(actor=actor, question=question, claims=claims)
    send_checks(actor=actor, checks=checks, claims=claims, named=named)
    return checks


def draft_checks(
    *,
    actor: Actor,
    question: Question,
    claims: Sequence[DegreeClaim],
    batch: CheckBatch | None = None,
    first: int = 1,
) -> list[Check]:
    """Rows in state draft, which nobody else sees; `first` is the ordinal of the first."""
    demand(can_work(actor))
    if not 1 <= len(claims) <= MOST:
        raise ClaimsError
    for claim in claims:
        _refuse_empty(claim)
    _refuse_outside(actor, question, claims)
    numbers = _numbers(actor.institution_id, len(claims))
    protection = Protection(TABLE)
    checks = [
        _draft(actor, question, claim, number, protection, batch, first + place)
        for place, (claim, number) in enumerate(zip(claims, numbers, strict=True))
    ]
    return Check.objects.bulk_create(checks, batch_size=200)


def send_checks(
    *,
    actor: Actor,
    checks: Sequence[Check],
    claims: Sequence[DegreeClaim],
    named: Officer | None = None,
) -> None:
    """Drafts on their way: each counts against the day's budget and is noted for its holder."""
    officer = officer_of(actor, named)
    spend_lookups(actor=actor, persons=len(checks))
    now = timezone.now()
    # an answer stands on what the register holds when it is committed
    share_registers({claim.holder_id for claim in claims})
    records = records_for(claims)
    answers = [confirmation(claim, records.get(place, ())) for place, claim in enumerate(claims)]
    due = _due_days({check.holder_id for check in checks}, timezone.localdate(now))
    covered = coverage_for(checks)
    for check, answer in zip(checks, answers, strict=True):
        check.shared_with_id, check.sent_at = check.holder_id, now
        check.coverage = covered[check.uuid]
        if answer is None:
            check.due_on = due[check.holder_id]
        else:
            _confirm(check, answer)
    fields = ["shared_with", "sent_at", "coverage", "due_on"]
    confirmed = [check for check in checks if check.by_register]
    waiting = [check for check in checks if not check.by_register]
    if waiting:
        move(waiting, CheckAction.SEND, actor=actor, officer=officer, fields=fields)
        tell_holders(waiting, actor=actor)
    if confirmed:
        answered = ["answered_at", "by_register", "outcome", "agreeing", "explanation", "as_of"]
        move(
            confirmed,
            CheckAction.CONFIRM,
            actor=actor,
            officer=officer,
            fields=[*fields, *answered, "line"],
        )


def _confirm(check: Check, answer: Confirmation) -> None:
    check.answered_at, check.by_register = check.sent_at, True
    check.outcome, check.as_of, check.line = Closing.CONFIRMED, answer.as_of, answer.line
    check.agreeing, check.explanation = list(answer.agreeing), list(answer.explanation)


def _refuse_empty(claim: DegreeClaim) -> None:
    thai = claim.first_name and claim.last_name
    if not thai and not (claim.first_name_en and claim.last_name_en):
        raise PersonMissingError
    if not claim.degree and not claim.level:
        raise ClaimMissingError


def _refuse_outside(actor: Actor, question: Question, claims: Sequence[DegreeClaim]) -> None:
    """Holders are universities of the network, the own one among them: its graduates come back.

    A letter on paper asks the own register alone, and names who wrote it.
    """
    holders = {claim.holder_id for claim in claims}
    if question.came_by == CameBy.PAPER:
        if holders != {actor.institution_id} or not question.requester.strip():
            raise NotSharedError
        return
    known = Institution.objects.filter(pk__in=holders, kind=Kind.UNIVERSITY, is_active=True)
    if known.count() != len(holders):
        raise NotSharedError


def _numbers(asker_id: int, many: int) -> list[str]:
    """`Q2569-000017`: Buddhist year and a running number of the asking university."""
    prefix = f"Q{buddhist_year(timezone.localdate().year)}-"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERS_LOCK + asker_id])
    last = (
        Check.objects.filter(asker_id=asker_id, number__startswith=prefix)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    begin = int(last.removeprefix(prefix)) if last else 0
    return [f"{prefix}{begin + place:06d}" for place in range(1, many + 1)]


def _draft(
    actor: Actor,
    question: Question,
    claim: DegreeClaim,
    number: str,
    protection: Protection,
    batch: CheckBatch | None,
    ordinal: int,
) -> Check:
    uuid, person = uuid4(), claim.person_id
    cipher, index = protection.cipher_and_index(person, uuid.bytes) if person else (None, None)
    return Check(
        uuid=uuid,
        asker_id=actor.institution_id,
        holder_id=claim.holder_id,
        batch=batch,
        ordinal=ordinal,
        number=number,
        reference=claim.reference,
        came_by=question.came_by,
        requester=question.requester.strip()[:300],
        officer=question.officer.strip(),
        purpose=question.purpose,
        basis=question.basis,
        case=question.case.strip(),
        asked_by_id=actor.user_id,
        client_id=actor.client_id,
        id_cipher=cipher,
        id_index=index,
        id_index_version=protection.index_version if person else None,
        id_masked=person.masked() if person else "",
        title=claim.title,
        first_name=claim.first_name,
        last_name=claim.last_name,
        first_name_en=claim.first_name_en,
        last_name_en=claim.last_name_en,
        former_name=claim.former_name,
        born_on=claim.born_on,
        born_year=claim.born_year,
        student_code=claim.student_code,
        degree=claim.degree,
        major=claim.major,
        faculty=claim.faculty,
        level=claim.level,
        academic_year=claim.academic_year,
        completed_on=claim.completed_on,
        gpax=claim.gpax,
    )


def _due_days(holder_ids: set[int], today: date) -> dict[int, date]:
    promised: dict[int, int] = defaultdict(int)
    promised.update(working_days_of(holder_ids, today))
    return {
        holder: add_working_days(today, promised[holder], closed_days(holder))
        for holder in holder_ids
    }
