"""The letter that tells a verification's results: asked for in the request, made by a worker."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation

from apps.audit.services import record
from apps.core.errors import ForbiddenError, NotFoundError
from apps.documents.kinds import GRADUATE_VERIFICATION
from apps.documents.models import Paper
from apps.documents.rendering import Language
from apps.documents.services import produce_paper, reserve_paper
from apps.graduates.errors import LetterLanguageError
from apps.graduates.letter_content import SUBJECTS, TEMPLATE_VERSION, letter_content
from apps.graduates.models import Verification, VerificationItem
from apps.graduates.policies import can_verify_applicants
from apps.institutions.actor import Actor
from apps.institutions.models import Institution, Kind
from apps.jobs.models import Job
from apps.jobs.services import enqueue

LETTER = "graduates.verification_letter"
LANGUAGES: dict[str, Language] = {"th": "th", "en": "en"}
Progress = Callable[[int, int, str], None]


@transaction.atomic
def request_letter(*, actor: Actor, uuid: UUID, language: str = "th") -> Job:
    """The job that makes the letter; asking again in the same language gives the same job.

    Raises NotFoundError, ForbiddenError, LetterLanguageError.
    """
    verification = _locked(uuid)
    if not can_verify_applicants(actor):
        raise ForbiddenError
    asked = letter_language(language)
    known = verification.letter_in(asked)
    if known.job is not None:
        return known.job
    arguments = {"verification": str(uuid), "language": asked}
    job = enqueue(actor=actor, kind=LETTER, arguments=arguments)
    paper = reserve_paper(
        actor=actor,
        kind=GRADUATE_VERIFICATION,
        source_type="graduates.verification",
        source_uuid=uuid,
        issuer=Institution.objects.get(kind=Kind.NETWORK),
        language=asked,
        subject=SUBJECTS[asked],
        template_version=TEMPLATE_VERSION,
    )
    verification.keep_letter(asked, paper.uuid, job)
    record(
        who=actor.who,
        action="graduates.letter",
        target="verification",
        target_uuid=uuid,
        owner_institution_id=actor.institution_id,
        purpose=verification.purpose,
        case=verification.case,
        data={"language": asked},
    )
    return job


def letter_language(asked: str) -> Language:
    """Raises LetterLanguageError."""
    if asked not in LANGUAGES:
        raise LetterLanguageError
    return LANGUAGES[asked]


def _locked(uuid: UUID) -> Verification:
    rows = Verification.objects.select_for_update(of=("self",))
    rows = rows.select_related("asker", "letter_job", "english_letter_job")
    verification = rows.filter(uuid=uuid).first()
    if verification is None:
        raise NotFoundError
    return verification


def write_letter(
    *, actor: Actor, uuid: UUID, progress: Progress, language: str = "th"
) -> dict[str, Any]:
    """Produce the letter; run again after a lost worker it produces the same paper."""
    verification = _locked(uuid)
    known = verification.letter_in(letter_language(language))
    if known.paper is None:
        raise NotFoundError
    paper = Paper.objects.select_related("issuer").get(uuid=known.paper)
    items = list(
        VerificationItem.objects.filter(verification=verification)
        .select_related("school", "asker")
        .order_by("ordinal")
    )
    progress(0, len(items), "laying out")
    with translation.override(language):
        content = letter_content(verification, items, paper)
    produce_paper(actor=actor, paper=paper, content=content)
    progress(len(items), len(items), "issuing")
    return {"paper": str(paper.uuid)}
