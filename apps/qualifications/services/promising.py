"""A university sets within how many working days it answers."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.audit.services import record
from apps.core.errors import InvalidError
from apps.institutions.actor import Actor
from apps.qualifications.models import ServicePromise
from apps.qualifications.policies import can_approve, demand

SHORTEST, LONGEST = 1, 60


class PromiseError(InvalidError):
    code = "promise_invalid"
    message = _("Choose 1 to 60 working days, from today or a later day on.")


@transaction.atomic
def promise(*, actor: Actor, working_days: int, valid_from: dt.date) -> ServicePromise:
    """From a day on; checks that are due already keep their day."""
    demand(can_approve(actor))
    if not SHORTEST <= working_days <= LONGEST or valid_from < timezone.localdate():
        raise PromiseError
    made, _created = ServicePromise.objects.update_or_create(
        holder_id=actor.institution_id,
        valid_from=valid_from,
        defaults={"working_days": working_days},
    )
    record(
        who=actor.who,
        action="register.promise",
        target="service_promise",
        owner_institution_id=actor.institution_id,
        data={"working_days": working_days, "valid_from": valid_from.isoformat()},
    )
    return made
