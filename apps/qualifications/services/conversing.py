"""Both sides talk about a check: messages, documents asked for and given."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from apps.audit.services import record
from apps.core.working_days import add_working_days, working_days_between
from apps.documents.storage import write_paper
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer, officer_of
from apps.institutions.selectors import closed_days
from apps.qualifications.errors import AttachmentError
from apps.qualifications.models import Attachment, Check, CheckAct
from apps.qualifications.policies import sides_of
from apps.qualifications.services.moving import act_of, lock_check, move, require_note, tell
from apps.qualifications.services.telling import tell_side
from apps.qualifications.states import CheckAction, Side

MOST_FILES = 10
MOST_BYTES = 10 * 1024 * 1024
SIGNATURES = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png"}
"""What a file begins with; its name and the type that a browser claims are not believed."""


ENDINGS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
}
"""A document that is a PDF and HTML at once is saved as the PDF that it was taken for."""


@dataclass(frozen=True, slots=True)
class GivenFile:
    filename: str
    content: bytes


@transaction.atomic
def send_message(
    *,
    actor: Actor,
    uuid: UUID,
    note: str,
    files: Sequence[GivenFile] = (),
    named: Officer | None = None,
) -> CheckAct:
    """A word to the other side, with documents or without; the state stays."""
    check = lock_check(uuid, CheckAction.MESSAGE, actor=actor, version=None)
    officer = officer_of(actor, named)
    act = act_of(
        check, CheckAction.MESSAGE, check.state, actor, officer, note=require_note(note, most=2_000)
    )
    act.save()
    _attach(check, act, files, actor=actor)
    tell([check], CheckAction.MESSAGE, actor=actor, officer=officer)
    _tell_other(check, "message", actor)
    return act


@transaction.atomic
def request_documents(
    *, actor: Actor, uuid: UUID, version: int | None, note: str, named: Officer | None = None
) -> Check:
    """The holder needs something to answer; its clock stands still until it is given."""
    check = lock_check(uuid, CheckAction.REQUEST_DOCUMENTS, actor=actor, version=version)
    check.documents_asked_at = timezone.now()
    move(
        [check],
        CheckAction.REQUEST_DOCUMENTS,
        actor=actor,
        officer=officer_of(actor, named),
        note=require_note(note, most=2_000),
        fields=["documents_asked_at"],
    )
    _tell_other(check, "documents_asked", actor)
    return check


@transaction.atomic
def give_documents(
    *,
    actor: Actor,
    uuid: UUID,
    version: int | None,
    note: str,
    files: Sequence[GivenFile],
    named: Officer | None = None,
) -> Check:
    """The asker gives what was asked for; the due day moves by the working days that it took."""
    check = lock_check(uuid, CheckAction.GIVE_DOCUMENTS, actor=actor, version=version)
    if not files:
        raise AttachmentError
    check.due_on = _due_after_waiting(check)
    (act,) = move(
        [check],
        CheckAction.GIVE_DOCUMENTS,
        actor=actor,
        officer=officer_of(actor, named),
        note=note.strip()[:2_000],
        fields=["due_on"],
    )
    _attach(check, act, files, actor=actor)
    _tell_other(check, "documents_given", actor)
    return check


def _due_after_waiting(check: Check) -> date | None:
    if check.due_on is None or check.documents_asked_at is None:
        return check.due_on
    closed = closed_days(check.holder_id)
    asked, today = timezone.localdate(check.documents_asked_at), timezone.localdate()
    left = max(working_days_between(asked, check.due_on, closed), 1)
    return add_working_days(today, left, closed)


def attach_to_question(
    *, actor: Actor, check: Check, files: Sequence[GivenFile]
) -> list[Attachment]:
    """Documents that go along with a question as it is asked."""
    return _attach(check, check.acts.order_by("pk").last(), files, actor=actor)


def content_type_of(content: bytes) -> str:
    """Raises AttachmentError where it is neither PDF nor JPEG nor PNG, empty or too large."""
    for begin, name in SIGNATURES.items():
        if content.startswith(begin) and len(content) <= MOST_BYTES:
            return name
    raise AttachmentError


def filename_of(written: str, content_type: str) -> str:
    """A name to save it under: no folders, no signs that do not show, the ending of its type."""
    shown = "".join(sign for sign in written if sign.isprintable())
    plain = shown.replace("/", "_").replace("\\", "_").strip(" .") or "document"
    endings = ENDINGS[content_type]
    return (plain if plain.lower().endswith(endings) else plain + endings[0])[-200:]


def _attach(
    check: Check, act: CheckAct | None, files: Sequence[GivenFile], *, actor: Actor
) -> list[Attachment]:
    if len(files) > MOST_FILES:
        raise AttachmentError
    made = []
    for given in files:
        uuid, kind = uuid4(), content_type_of(given.content)
        made.append(
            Attachment(
                uuid=uuid,
                check_asked=check,
                institution_id=actor.institution_id,
                reader_id=act.reader_id if act else None,
                act=act,
                filename=filename_of(given.filename, kind),
                content_type=kind,
                size=len(given.content),
                sha256=hashlib.sha256(given.content).digest(),
                path=write_paper(uuid, given.content),
            )
        )
    Attachment.objects.bulk_create(made)
    if made:
        record(
            who=actor.who,
            action="check.attach",
            target="qualification_check",
            target_uuid=check.uuid,
            owner_institution_id=check.asker_id,
            purpose=check.purpose,
            case=check.case,
            data={"files": len(made), "bytes": sum(one.size for one in made)},
        )
    return made


def _tell_other(check: Check, kind: str, actor: Actor) -> None:
    if check.asker_id == check.shared_with_id:
        return
    mine = sides_of(actor, check)
    other = check.shared_with_id if Side.ASKER in mine else check.asker_id
    tell_side([check], other, kind, actor=actor)
