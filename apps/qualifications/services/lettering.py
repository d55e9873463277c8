"""The letters that tell answers: the holder's reply to one check, the summary of a batch."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.audit.services import record
from apps.core.errors import InvalidError, NotFoundError
from apps.documents.kinds import QUALIFICATION_REPLY
from apps.documents.models import Paper
from apps.documents.papers.qualification import TEMPLATE_VERSION, qualification_subject
from apps.documents.rendering import Language
from apps.documents.services import produce_paper, reserve_paper
from apps.institutions.actor import Actor
from apps.institutions.models import Institution, Kind
from apps.jobs.models import Job
from apps.jobs.models import State as JobState
from apps.jobs.services import enqueue
from apps.qualifications.letter_content import reply_content
from apps.qualifications.models import Check, CheckBatch
from apps.qualifications.policies import can_work, demand
from apps.qualifications.states import CheckState

REPLY = "qualifications.reply"
SUMMARY = "qualifications.summary"
OPEN_JOB = (JobState.QUEUED, JobState.RUNNING)
Progress = Callable[[int, int, str], None]


class LanguageError(InvalidError):
    code = "paper_language"


def paper_language(language: str) -> Language:
    if language not in ("th", "en"):
        raise LanguageError
    return "en" if language == "en" else "th"


@transaction.atomic
def request_reply(*, actor: Actor, check: Check, language: str = "th") -> Job | None:
    """The job that makes the letter on an answered check; asked again, the same job.

    What a person of the holder answered is the holder's letter, made when it is approved. What the
    register confirmed the asker may have as the network's letter.
    """
    if check.state != CheckState.ANSWERED:
        raise NotFoundError
    by_holder = actor.institution_id == check.shared_with_id
    if check.paper is None:
        if not by_holder and not check.by_register:
            raise NotFoundError
        paper = reserve_paper(
            actor=actor,
            kind=QUALIFICATION_REPLY,
            source_type="qualifications.check",
            source_uuid=check.uuid,
            issuer=check.holder if by_holder else Institution.objects.get(kind=Kind.NETWORK),
            language=paper_language(language),
            subject=qualification_subject(paper_language(language)),
            template_version=TEMPLATE_VERSION,
            holder=check.asker,
        )
        check.paper = paper.uuid
        _make(check, actor)
    elif check.paper_job is not None and check.paper_job.state == JobState.FAILED:
        _make(check, actor)  # by whose job it is: tried anew, under the same serial
    return check.paper_job


def _make(check: Check, actor: Actor) -> None:
    check.paper_job = enqueue(actor=actor, kind=REPLY, arguments={"check": str(check.uuid)})
    check.save(update_fields=["paper", "paper_job"])


@transaction.atomic
def request_reply_for(*, actor: Actor, uuid: UUID, language: str = "th") -> Job | None:
    """As `request_reply`, from the page of a check."""
    demand(can_work(actor))
    check = _locked_check(uuid)
    record(
        who=actor.who,
        action="check.letter",
        target="qualification_check",
        target_uuid=check.uuid,
        owner_institution_id=check.holder_id,
        purpose=check.purpose,
        case=check.case,
    )
    return request_reply(actor=actor, check=check, language=language)


def _locked_check(uuid: UUID) -> Check:
    check = (
        Check.objects.select_for_update(of=("self",))
        .select_related("asker", "holder", "paper_job")
        .filter(uuid=uuid)
        .first()
    )
    if check is None:
        raise NotFoundError
    return check


def write_reply(*, actor: Actor, uuid: UUID, progress: Progress) -> dict[str, Any]:
    """Lay out and issue; nothing is made where the answer was taken back in the meantime."""
    check = _locked_check(uuid)
    if check.paper is None or check.state != CheckState.ANSWERED:
        return {"paper": None}
    paper = Paper.objects.select_related("issuer").get(uuid=check.paper)
    progress(0, 1, "laying out")
    produce_paper(actor=actor, paper=paper, content=reply_content([check], paper))
    progress(1, 1, "issuing")
    return {"paper": str(paper.uuid)}


@transaction.atomic
def request_summary(*, actor: Actor, uuid: UUID, language: str = "th") -> Job:
    """The network's letter on everything of a batch that is answered as of now; a newer one may be
    asked for when more is answered."""
    demand(can_work(actor))
    batches = CheckBatch.objects.select_for_update(of=("self",)).select_related("letter_job")
    batch = batches.filter(uuid=uuid).first()
    if batch is None or not batch.checks.filter(state=CheckState.ANSWERED).exists():
        raise NotFoundError
    if batch.letter_job is not None and batch.letter_job.state in OPEN_JOB:
        return batch.letter_job  # asked twice before a worker came
    paper = reserve_paper(
        actor=actor,
        kind=QUALIFICATION_REPLY,
        source_type="qualifications.batch",
        source_uuid=batch.uuid,
        issuer=Institution.objects.get(kind=Kind.NETWORK),
        language=paper_language(language),
        subject=qualification_subject(paper_language(language)),
        template_version=TEMPLATE_VERSION,
    )
    batch.letter = paper.uuid
    batch.letter_job = enqueue(actor=actor, kind=SUMMARY, arguments={"batch": str(batch.uuid)})
    batch.save(update_fields=["letter", "letter_job"])
    record(
        who=actor.who,
        action="check.summary",
        target="qualification_batch",
        target_uuid=batch.uuid,
        owner_institution_id=actor.institution_id,
        purpose=batch.purpose,
        case=batch.case,
    )
    return batch.letter_job


def write_summary(*, actor: Actor, uuid: UUID, progress: Progress) -> dict[str, Any]:
    """All answered checks of the batch in one letter; each then names it as telling its answer."""
    batch = CheckBatch.objects.select_for_update(of=("self",)).get(uuid=uuid)
    if batch.letter is None:
        raise NotFoundError
    paper = Paper.objects.select_related("issuer").get(uuid=batch.letter)
    if paper.issued_at is not None:
        return {"paper": str(paper.uuid)}
    checks = list(
        Check.objects.select_for_update(of=("self",))
        .filter(batch=batch, state=CheckState.ANSWERED)
        .order_by("ordinal")
    )
    sides = {key for check in checks for key in (check.asker_id, check.holder_id)}
    institutions = Institution.objects.in_bulk(sides)
    for check in checks:
        check.asker = institutions[check.asker_id]
        check.holder = institutions[check.holder_id]
    progress(0, len(checks), "laying out")
    produce_paper(actor=actor, paper=paper, content=reply_content(checks, paper))
    Check.objects.filter(pk__in=[check.pk for check in checks]).update(summary=paper.uuid)
    progress(len(checks), len(checks), "issuing")
    return {"paper": str(paper.uuid)}
