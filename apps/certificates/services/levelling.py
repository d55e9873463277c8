"""Setting how many working days a kind of paper takes, from a day on."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from apps.audit.services import record
from apps.certificates.errors import LevelError
from apps.certificates.kinds import Kind
from apps.certificates.models import ServiceLevel
from apps.certificates.models.level import MOST_DAYS
from apps.certificates.policies import can_set_service_levels, demand
from apps.institutions.actor import Actor
from apps.institutions.officers import officer_of


@transaction.atomic
def set_service_level(
    *, actor: Actor, kind: str, working_days: int, valid_from: dt.date
) -> ServiceLevel:
    """From today or later on: what was promised for earlier requests stays. Set again for the same
    day, the later number counts. Raises LevelError.
    """
    demand(can_set_service_levels(actor))
    by = officer_of(actor)
    known = kind in Kind.values and 1 <= working_days <= MOST_DAYS
    if not known or valid_from < timezone.localdate():
        raise LevelError
    level, _made = ServiceLevel.objects.update_or_create(
        institution_id=actor.institution_id,
        kind=kind,
        valid_from=valid_from,
        defaults={"working_days": working_days, "set_name": by.name, "set_post": by.post},
    )
    record(
        who=actor.who,
        action="service_level.set",
        target="service_level",
        target_uuid=level.uuid,
        owner_institution_id=actor.institution_id,
        data={"kind": kind, "working_days": working_days, "from": valid_from.isoformat()},
    )
    return level
