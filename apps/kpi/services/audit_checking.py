"""What colleagues found of the records that were drawn."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from apps.core.errors import NotFoundError
from apps.core.identifiers import mask_numbers
from apps.events.services import emit
from apps.institutions.actor import Actor
from apps.institutions.officers import officer_of
from apps.kpi.audit_errors import RecordChangedError, UnknownFieldError
from apps.kpi.models import AuditItem
from apps.kpi.policies import can_audit_register, demand
from apps.kpi.services.auditing import LONGEST_NOTE, log_audit, open_round, refuse_drawer
from apps.kpi.services.entering import refuse_closed

GOOD, BAD = "good", "bad"
CHECKED = "audit_item.checked"


@transaction.atomic
def check_record(
    *, actor: Actor, uuid: UUID, wrong: Sequence[str], note: str = "", seen: str
) -> AuditItem:
    """What was found of one record; `wrong`: codes of the fields that differ from the source.

    `seen`: `checked_mark` of the record as the page had it. May be corrected until the audit is
    closed. Raises OwnSampleError, AuditClosedError, RecordChangedError, UnknownFieldError.
    """
    demand(can_audit_register(actor))
    found = AuditItem.objects.select_related("round").filter(
        uuid=uuid, institution_id=actor.institution_id
    )
    item = found.first()
    if item is None:
        raise NotFoundError
    audit, by = open_round(actor, item.round.uuid), officer_of(actor)
    refuse_drawer(audit, by)
    refuse_closed(actor, audit.cycle)
    item = found.get()  # as it is under the lock of its round
    if seen != checked_mark(item):
        raise RecordChangedError
    fields = [field["code"] for field in audit.fields]
    if not set(wrong) <= set(fields):
        raise UnknownFieldError
    item.wrong = [code for code in fields if code in wrong]
    item.outcome = BAD if item.wrong else GOOD
    # a remark may quote what stands in the folder; of long numbers only the end is kept
    item.note = mask_numbers(note.strip())[:LONGEST_NOTE] if item.wrong else ""
    item.checked_key, item.checked_name, item.checked_post = by.key, by.name, by.post
    item.checked_at = timezone.now()
    item.save()
    emit(actor=actor, kind=CHECKED, subject=item.uuid)
    facts = {"position": item.position, "outcome": item.outcome, "wrong": item.wrong}
    log_audit(actor, audit, "audit_round.check", facts)
    return item


def checked_mark(item: AuditItem) -> str:
    """Tells whether a record was checked anew; "" for one that was not checked."""
    return item.checked_at.isoformat() if item.checked_at else ""
