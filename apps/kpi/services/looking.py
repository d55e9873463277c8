"""Opening a figure down to persons is a look at them: it goes on record, as the domains do it."""

from collections.abc import Sequence

from apps.audit.services import Look, record, record_looks
from apps.courses.models import CrossRegistration
from apps.courses.services.looking import note_looks
from apps.institutions.actor import Actor
from apps.kpi.models import AuditItem
from apps.kpi.policies import can_see_records, demand

PURPOSE, AUDIT = "indicator", "register_audit"
LOOK, EXPORT = "indicator_records.look", "indicator_records.export"


def look_at_registrations(actor: Actor, rows: Sequence[CrossRegistration]) -> None:
    """Students of other universities: each look stands in their home's log."""
    demand(can_see_records(actor))
    note_looks(actor, rows)


def look_at_audited(actor: Actor, rows: Sequence[AuditItem]) -> None:
    """Own students, by the code that was drawn."""
    demand(can_see_records(actor))
    record_looks(
        who=actor.who,
        action=LOOK,
        target="audit_item",
        purpose=AUDIT,
        case="",
        looks=[Look(actor.institution_id, row.uuid) for row in rows],
    )


def note_export(actor: Actor, case: str, count: int) -> None:
    """`case`: indicator and period; the file as a whole, beside the looks at persons in it."""
    demand(can_see_records(actor))
    record(
        who=actor.who,
        action=EXPORT,
        target="indicator",
        owner_institution_id=actor.institution_id,
        purpose=PURPOSE,
        case=case,
        data={"records": count},
    )
