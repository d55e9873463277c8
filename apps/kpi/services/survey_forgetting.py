"""Links of the survey that nobody used until their last day are deleted."""

import datetime as dt

from django.utils import timezone

from apps.institutions.models import Institution, Kind
from apps.institutions.scope import scope
from apps.kpi.models import SurveyInvitation
from apps.kpi.services.portal import portal_of


def forget_links(*, today: dt.date | None = None) -> int:
    """How many were deleted. For the scheduler.

    Of used links only those of a record of a service stay, so that it is asked about once; one of
    the counter tells nothing more after its last day. Answers are not touched: none names a link.
    """
    on = today or timezone.localdate()
    universities = Institution.objects.filter(kind=Kind.UNIVERSITY).order_by("pk")
    return sum(_forget(pk, on) for pk in universities.values_list("pk", flat=True))


def _forget(institution_id: int, today: dt.date) -> int:
    """In the institution's own scope: its links are nobody else's."""
    with scope(portal_of(institution_id)):
        ended = SurveyInvitation.objects.filter(
            institution_id=institution_id, expires_on__lt=today
        ).exclude(is_used=True, subject__isnull=False)
        return ended.delete()[0]
