"""Numbers of registrations for those who read no persons."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import Count
from django.utils import timezone

from apps.courses.models import CrossRegistration
from apps.courses.states import Side, State
from apps.institutions.actor import Actor

PERIOD = dt.timedelta(days=365)


def numbers_by_state(actor: Actor, side: Side) -> Mapping[str, int]:
    """State → registrations of the last twelve months on one side, without those not sent yet.

    Along the index of the side's rows by time: what is older is not read.
    """
    mine = {"home_id" if side is Side.HOME else "shared_with_id": actor.institution_id}
    rows = CrossRegistration.objects.filter(created_at__gte=timezone.now() - PERIOD, **mine)
    rows = rows.exclude(state=State.DRAFT).order_by()
    return dict(rows.values_list("state").annotate(Count("pk")))
