"""The letter that tells a verification's results: asked for in the request, made by a worker."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation

from apps.audit.services import record
from apps.core.errors import ForbiddenError, NotFoundError
from apps.documents.content import PaperContent
from apps.documents.kinds import GRADUATE_VERIFICATION
from apps.documents.models import Paper
from apps.documents.services import produce_paper, reserve_paper
from apps.graduates.letter_content import attached_data, letter_context, paper_detail
from apps.graduates.models import Verification, VerificationItem
from apps.graduates.policies import can_verify_applicants
from apps.institutions.actor import Actor
from apps.institutions.models import Institution, Kind
from apps.jobs.models import Job
from apps.jobs.services import enqueue

LETTER = "graduates.verification_letter"
TEMPLATE = "documents/graduate_verification.html"
TEMPLATE_VERSION = "1"
SUBJECT = "แจ้งผลการตรวจสอบวุฒิการศึกษาชั้นมัธยมศึกษาปีที่ ๖"
Progress = Callable[[int, int, str], None]


@transaction.atomic
def request_letter(*, actor: Actor, uuid: UUID) -> Job:
    """The job that makes the letter; asking again gives the same job."""
    verification = _locked(uuid)
    if not can_verify_applicants(actor):
        raise ForbiddenError
    if verification.letter_job is None:
        verification.letter_job = enqueue(
            actor=actor, kind=LETTER, arguments={"verification": str(uuid)}
        )
        paper = reserve_paper(
            actor=actor,
            kind=GRADUATE_VERIFICATION,
            source_type="graduates.verification",
            source_uuid=uuid,
            issuer=Institution.objects.get(kind=Kind.NETWORK),
            language="th",
            subject=SUBJECT,
            template_version=TEMPLATE_VERSION,
        )
        verification.letter = paper.uuid
        verification.save(update_fields=["letter_job", "letter"])
        record(
            who=actor.who,
            action="graduates.letter",
            target="verification",
            target_uuid=uuid,
            owner_institution_id=actor.institution_id,
            purpose=verification.purpose,
            case=verification.case,
        )
    return verification.letter_job


def _locked(uuid: UUID) -> Verification:
    rows = Verification.objects.select_for_update(of=("self",)).select_related("letter_job")
    verification = rows.filter(uuid=uuid).first()
    if verification is None:
        raise NotFoundError
    return verification


def _paper_of(verification: Verification) -> Paper:
    if verification.letter is None:
        raise NotFoundError
    return Paper.objects.select_related("issuer").get(uuid=verification.letter)


def write_letter(*, actor: Actor, uuid: UUID, progress: Progress) -> dict[str, Any]:
    """Produce the letter; run again after a lost worker it produces the same paper."""
    verification = _locked(uuid)
    paper = _paper_of(verification)
    items = list(
        VerificationItem.objects.filter(verification=verification)
        .select_related("school", "asker")
        .order_by("ordinal")
    )
    progress(0, len(items), "laying out")
    with translation.override("th"):
        content = PaperContent(
            template=TEMPLATE,
            context=letter_context(verification, items, paper),
            persons=len(items),
            detail=paper_detail(verification, items),
            attachments=[attached_data(verification, items, paper)],
        )
    produce_paper(actor=actor, paper=paper, content=content)
    progress(len(items), len(items), "issuing")
    return {"paper": str(paper.uuid)}
