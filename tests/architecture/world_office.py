"""University A's office, and a notice to its registrars."""

import datetime as dt
from uuid import UUID

from apps.institutions import services
from apps.institutions.scope import scope, system_scope
from apps.notices.models import Notice
from tests.builders.cast import Cast

DAY = dt.date(2026, 6, 8)


def office_ids(cast: Cast) -> dict[str, str]:
    """Ids of a notice, a signer and a closed day."""
    with scope(cast.approver_a.actor) as actor:
        signer = services.add_signer(
            actor=actor, name_th="นางสาวทดสอบ ลงนาม", post_th="นายทะเบียน", valid_from=DAY
        )
        day = services.add_closed_day(actor=actor, on=DAY, name="วันสถาปนา")
    with system_scope("the test tells something"):
        notice = Notice.objects.create(
            institution=cast.university_a,
            sender=cast.university_b,
            roles=["registrar", "registrar_approver"],
            kind="test.world",
            subject=UUID(int=1),
            path="/help/",
        )
    return {
        "notice": str(notice.uuid),
        "signer": str(signer.uuid),
        "closed_day": str(day.uuid),
    }
