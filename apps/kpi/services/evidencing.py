"""Evidence: PDF files, each for one criterion of the definition, sealed on the disk."""

import hashlib
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from apps.audit.services import record
from apps.core.errors import NotFoundError
from apps.core.identifiers import mask_numbers
from apps.documents.storage import read_paper, write_paper
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer, officer_of
from apps.kpi.models import Criterion, Evidence, Submission
from apps.kpi.policies import can_enter, can_run_network, demand
from apps.kpi.refusals import EvidenceError, TooMuchEvidenceError
from apps.kpi.services.entering import HANDS, note_hand, refuse_closed, refuse_foreign
from apps.kpi.services.moving import lock_submission
from apps.kpi.states import Action

MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 10


@transaction.atomic
def attach_evidence(
    *,
    actor: Actor,
    uuid: UUID,
    criterion: str,
    filename: str,
    content: bytes,
    named: Officer | None = None,
) -> Evidence:
    """One more file while the figure is being entered. Raises EvidenceError, TooMuchEvidenceError;
    NotFoundError for a criterion that the definition does not have.
    """
    demand(can_enter(actor))
    submission = lock_submission(uuid, Action.EDIT, actor=actor)
    refuse_foreign(actor, submission)
    refuse_closed(actor, submission.cycle)
    definition = submission.cycle.definition_id
    if not Criterion.objects.filter(definition_id=definition, code=criterion).exists():
        raise NotFoundError
    if not content.startswith(b"%PDF-") or len(content) > MOST_BYTES:
        raise EvidenceError
    if submission.evidence.filter(criterion=criterion, removed_at=None).count() >= MOST_FILES:
        raise TooMuchEvidenceError
    by = officer_of(actor, named)
    evidence = Evidence(
        uuid=uuid4(),
        submission=submission,
        institution_id=submission.institution_id,
        network_id=submission.network_id,
        criterion=criterion,
        filename=_name(filename),
        size=len(content),
        sha256=hashlib.sha256(content).digest(),
        name=by.name,
    )
    evidence.path = write_paper(evidence.uuid, content)
    evidence.save()
    _change(submission, by)
    _log(actor, evidence, "attach")
    return evidence


@transaction.atomic
def remove_evidence(*, actor: Actor, uuid: UUID, named: Officer | None = None) -> None:
    """It no longer counts; versions that were sent with it still name it."""
    demand(can_enter(actor))
    evidence = Evidence.objects.select_related("submission").filter(uuid=uuid, removed_at=None)
    found = evidence.first()
    if found is None:
        raise NotFoundError
    submission = lock_submission(found.submission.uuid, Action.EDIT, actor=actor)
    refuse_foreign(actor, submission)
    refuse_closed(actor, submission.cycle)
    found.removed_at = timezone.now()
    found.save(update_fields=["removed_at"])
    _change(submission, officer_of(actor, named))
    _log(actor, found, "remove")


def open_evidence(*, actor: Actor, uuid: UUID) -> tuple[Evidence, bytes]:
    """The file, for its institution, and for the network once it was sent there; on record.

    Raises NotFoundError, also for what was removed.
    """
    demand(can_enter(actor) or can_run_network(actor))
    rows = Evidence.objects.select_related("submission").filter(uuid=uuid, removed_at=None)
    found = rows.first()
    if found is None or not (found.institution_id == actor.institution_id or _was_sent(found)):
        raise NotFoundError
    content = read_paper(found.uuid, found.path, sha256=bytes(found.sha256))
    _log(actor, found, "read")
    return found, content


def _was_sent(evidence: Evidence) -> bool:
    """Whether an approval sent it to the network; later files are not yet its concern."""
    return evidence.submission.acts.filter(
        action=Action.APPROVE, created_at__gte=evidence.created_at
    ).exists()


def _change(submission: Submission, by: Officer) -> None:
    note_hand(submission, by)
    submission.save(update_fields=list(HANDS))


def _name(filename: str) -> str:
    """Without folders and signs nobody sees; of long numbers, as of a person, the end alone."""
    plain = "".join(
        sign for sign in filename.replace("\\", "/").split("/")[-1] if sign.isprintable()
    )
    return mask_numbers(plain.strip() or "evidence.pdf")[-200:]


def _log(actor: Actor, evidence: Evidence, act: str) -> None:
    record(
        who=actor.who,
        action=f"indicator_evidence.{act}",
        target="indicator_evidence",
        target_uuid=evidence.uuid,
        owner_institution_id=evidence.institution_id,
        data={"criterion": evidence.criterion},
    )
