"""Student codes of audits that ended are erased; what was found stays, under the place drawn."""

import datetime as dt

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from apps.institutions.scope import system_scope
from apps.kpi.models import AuditItem

KEPT_DAYS = 90
ERASED = "#"


def forget_codes(*, kept_days: int = KEPT_DAYS) -> int:
    """Replace codes of audits that were closed or dropped so many days ago by "#" and the place.

    For the scheduler; how many were erased. The digest and the seed stay, so that who has the file
    can still repeat the draw.
    """
    before = timezone.now() - dt.timedelta(days=kept_days)
    ended = Q(round__closed_at__lt=before) | Q(round__dropped_at__lt=before)
    with system_scope("erasing student codes of ended audits"):
        due = AuditItem.objects.filter(ended).exclude(student_code__startswith=ERASED)
        return AuditItem.objects.filter(pk__in=due.values("pk")).update(
            student_code=Concat(Value(ERASED), Cast(F("position"), CharField()))
        )


def is_erased(code: str) -> bool:
    return code.startswith(ERASED)
