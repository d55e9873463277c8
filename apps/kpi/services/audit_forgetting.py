"""Student codes of audits that ended are erased; what was found stays, under the place drawn."""

import datetime as dt

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from apps.institutions.models import Institution, Kind
from apps.institutions.scope import scope
from apps.kpi.models import AuditItem
from apps.kpi.services.portal import portal_of

KEPT_DAYS = 90
ERASED = "#"


def forget_codes(*, kept_days: int = KEPT_DAYS) -> int:
    """Replace codes of audits that were closed or dropped so many days ago by "#" and the place.

    For the scheduler; how many were erased. The digest and the seed stay, so that who has the file
    can still repeat the draw.
    """
    before = timezone.now() - dt.timedelta(days=kept_days)
    universities = Institution.objects.filter(kind=Kind.UNIVERSITY).order_by("pk")
    return sum(_forget(pk, before) for pk in universities.values_list("pk", flat=True))


def _forget(institution_id: int, before: dt.datetime) -> int:
    """In the institution's own scope: its samples are nobody else's."""
    ended = Q(round__closed_at__lt=before) | Q(round__dropped_at__lt=before)
    with scope(portal_of(institution_id)):
        due = AuditItem.objects.filter(ended, institution_id=institution_id).exclude(
            student_code__startswith=ERASED
        )
        return due.update(student_code=Concat(Value(ERASED), Cast(F("position"), CharField())))


def is_erased(code: str) -> bool:
    return code.startswith(ERASED)
