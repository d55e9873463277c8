"""A term's list of entrants: read by a worker, looked through, sent; then one board."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from apps.audit.services import record
from apps.core.errors import NotFoundError, WrongStateError
from apps.institutions.actor import Actor
from apps.institutions.models import Institution, Kind
from apps.intake.errors import Unreadable
from apps.intake.services import erase_upload, keep_upload, upload_content
from apps.jobs.models import State as JobState
from apps.jobs.services import enqueue
from apps.qualifications.choices import level_of
from apps.qualifications.claims import DegreeClaim
from apps.qualifications.comparing import claim_with_person
from apps.qualifications.errors import EmptyBatchError
from apps.qualifications.incoming.entrants import read_entrants
from apps.qualifications.incoming.shapes import EntrantRow
from apps.qualifications.models import BatchFinding, CheckBatch, DubiousInstitution
from apps.qualifications.policies import can_work, demand
from apps.qualifications.services.asking import MOST, Question, draft_checks, send_checks
from apps.qualifications.states import BatchAction, BatchState, CheckState, next_batch_state

READ = "qualifications.read_batch"
SEND = "qualifications.send_batch"
CHUNK = 250
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """academic_year: Christian; number: 1, 2 or 3 (summer)."""

    academic_year: int
    number: int


@transaction.atomic
def upload_entrants(
    *, actor: Actor, content: bytes, filename: str, name: str, term: Term, question: Question
) -> CheckBatch:
    """A batch in state `received` and the job that reads it. Raises UploadRefusedError."""
    demand(can_work(actor))
    upload = keep_upload(actor=actor, content=content, filename=filename)
    batch = CheckBatch.objects.create(
        asker_id=actor.institution_id,
        name=name.strip() or upload.filename[:120],
        academic_year=term.academic_year,
        term=term.number,
        officer=question.officer.strip(),
        purpose=question.purpose,
        basis=question.basis,
        case=question.case.strip(),
        upload=upload,
        filename=upload.filename,
        made_by_id=actor.user_id,
    )
    batch.job = enqueue(actor=actor, kind=READ, arguments={"batch": str(batch.uuid)})
    batch.save(update_fields=["job"])
    _noted(batch, "check.upload", actor)
    return batch


def read_batch(*, actor: Actor, uuid: UUID, progress: Progress) -> dict[str, Any]:
    """From `received` to `in_review` or `unreadable`, in one transaction; the file is deleted."""
    batch = _locked(uuid)
    if batch.state != BatchState.RECEIVED or batch.upload is None:
        return {"state": batch.state}
    progress(0, 0, "reading")
    try:
        with transaction.atomic():
            _read_into(batch, upload_content(batch.upload), progress, actor)
    except Unreadable as refusal:
        batch.refusal, batch.refusal_params = refusal.rule, dict(refusal.params)
        _step(batch, BatchAction.REFUSE)
    else:
        _step(batch, BatchAction.STAGE)
    batch.save()
    erase_upload(batch.upload)
    return {"state": batch.state}


def _read_into(batch: CheckBatch, content: bytes, progress: Progress, actor: Actor) -> None:
    holders = Institution.objects.filter(kind=Kind.UNIVERSITY, is_active=True)
    by_code = {one.code: one for one in holders}
    dubious = list(DubiousInstitution.objects.values_list("name", flat=True))
    with read_entrants(
        content, batch.filename, institutions=list(by_code.values()), dubious=dubious,
        today=timezone.localdate(),
    ) as reading:  # fmt: skip
        total, kept = reading.total_hint or 0, _Kept(batch)
        persons = kept.taken(reading.rows())
        while claims := [_claim(one, by_code) for one in islice(persons, CHUNK)]:
            draft_checks(
                actor=actor, question=_question(batch), claims=claims, batch=batch,
                first=kept.drafted + 1,
            )  # fmt: skip
            kept.drafted += len(claims)
            progress(kept.drafted, max(total, kept.drafted), "checking")
        kept.note(reading.whole)
        kept.flush()
        batch.columns, batch.dropped = dict(reading.columns), list(reading.dropped)
        batch.notes = [{"rule": note.rule, "params": dict(note.params)} for note in reading.notes]
        batch.rows, batch.kept = kept.rows, kept.drafted
        batch.kept_out = kept.rows - kept.drafted


class _Kept:
    """Counts rows and collects findings while the kept persons stream on."""

    def __init__(self, batch: CheckBatch) -> None:
        self.rows = self.drafted = 0
        self._batch = batch
        self._findings: list[BatchFinding] = []

    def taken(self, results: Any) -> Iterator[EntrantRow]:
        for result in results:
            self.rows += 1
            self.note(result.findings)
            if result.kept and result.person is not None:
                yield result.person

    def note(self, findings: Any) -> None:
        self._findings += [
            BatchFinding(
                batch=self._batch,
                asker_id=self._batch.asker_id,
                row=one.row,
                column=one.column[:200],
                cls=one.cls,
                rule=one.rule,
                value=one.value[:100],
                params=one.params,
            )
            for one in findings
        ]

    def flush(self) -> None:
        BatchFinding.objects.bulk_create(self._findings, batch_size=500)


def _claim(row: EntrantRow, by_code: dict[str, Institution]) -> DegreeClaim:
    return DegreeClaim(
        holder_id=by_code[row.university_code].pk,
        reference=row.reference,
        person_id=row.person_id,
        title=row.title,
        first_name=row.first_name,
        last_name=row.last_name,
        first_name_en=row.first_name_en,
        last_name_en=row.last_name_en,
        former_name=row.former_name,
        born_on=row.born_on,
        born_year=row.born_year,
        student_code=row.student_code,
        degree=row.degree,
        major=row.major,
        faculty=row.faculty,
        level=level_of(row.level),
        academic_year=row.graduated_year,
        completed_on=row.graduated_on,
        gpax=row.gpax,
    )


def _question(batch: CheckBatch) -> Question:
    return Question(
        officer=batch.officer, purpose=batch.purpose, basis=batch.basis, case=batch.case
    )


@transaction.atomic
def begin_sending(*, actor: Actor, uuid: UUID) -> CheckBatch:
    """The batch was looked through: the job that sends it; a new one where that one failed.

    Raises EmptyBatchError.
    """
    demand(can_work(actor))
    batch = _locked(uuid)
    if not _stuck(batch):
        _step(batch, BatchAction.SEND)
    if not batch.kept:
        raise EmptyBatchError
    batch.job = enqueue(actor=actor, kind=SEND, arguments={"batch": str(batch.uuid)})
    batch.save(update_fields=["state", "job"])
    _noted(batch, "check.send_batch", actor)
    return batch


def _stuck(batch: CheckBatch) -> bool:
    """Its sending was given up and nobody was asked, for example for want of budget."""
    job = batch.job
    return batch.state == BatchState.SENDING and job is not None and job.state == JobState.FAILED


def send_batch(*, actor: Actor, uuid: UUID, progress: Progress) -> dict[str, Any]:
    """All drafts, in one transaction: whoever is asked gets everything or nothing."""
    batch = _locked(uuid)
    if batch.state != BatchState.SENDING:
        return {"state": batch.state}
    drafts = batch.checks.select_for_update(of=("self",)).filter(state=CheckState.DRAFT)
    checks = list(drafts.order_by("ordinal"))
    for begin in range(0, len(checks), MOST):
        chunk = checks[begin : begin + MOST]
        progress(begin, len(checks), "sending")
        send_checks(actor=actor, checks=chunk, claims=[claim_with_person(check) for check in chunk])
    batch.sent_at = timezone.now()
    _step(batch, BatchAction.FINISH)
    batch.save(update_fields=["state", "sent_at"])
    progress(len(checks), len(checks), "sending")
    return {"state": batch.state}


@transaction.atomic
def discard_batch(*, actor: Actor, uuid: UUID) -> CheckBatch:
    """Before it is sent: its drafts and findings are deleted."""
    demand(can_work(actor))
    batch = _locked(uuid)
    _step(batch, BatchAction.DISCARD)
    batch.save(update_fields=["state"])
    batch.checks.filter(state=CheckState.DRAFT).delete()
    batch.findings.all().delete()
    _noted(batch, "check.discard_batch", actor)
    return batch


@transaction.atomic
def drop_draft(*, actor: Actor, uuid: UUID, check: UUID) -> None:
    """One person is taken out of the batch before it is sent."""
    demand(can_work(actor))
    batch = _locked(uuid)
    if batch.state != BatchState.IN_REVIEW:
        raise WrongStateError(data={"state": batch.state})
    deleted, _rows = batch.checks.filter(uuid=check, state=CheckState.DRAFT).delete()
    if not deleted:
        raise NotFoundError
    CheckBatch.objects.filter(pk=batch.pk).update(kept=F("kept") - 1, kept_out=F("kept_out") + 1)
    _noted(batch, "check.drop_draft", actor)


def _locked(uuid: UUID) -> CheckBatch:
    batch = CheckBatch.objects.select_for_update(of=("self",)).filter(uuid=uuid).first()
    if batch is None:
        raise NotFoundError
    return batch


def _step(batch: CheckBatch, action: BatchAction) -> None:
    after = next_batch_state(batch.state, action)
    if after is None:
        raise WrongStateError(data={"state": batch.state})
    batch.state = after


def _noted(batch: CheckBatch, action: str, actor: Actor) -> None:
    record(
        who=actor.who,
        action=action,
        target="qualification_batch",
        target_uuid=batch.uuid,
        owner_institution_id=batch.asker_id,
        purpose=batch.purpose,
        case=batch.case,
        data={"rows": batch.rows},
    )
