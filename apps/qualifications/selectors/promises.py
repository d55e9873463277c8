"""Within how many working days universities answer."""

import datetime as dt
from collections.abc import Collection

from django.conf import settings

from apps.qualifications.models import ServicePromise


def working_days_of(holder_ids: Collection[int], on: dt.date) -> dict[int, int]:
    """The promise in force on a day, of each holder; the network's own where it made none."""
    default: int = settings.QUALIFICATION_WORKING_DAYS
    days = dict.fromkeys(holder_ids, default)
    rows = ServicePromise.objects.filter(holder_id__in=holder_ids, valid_from__lte=on)
    days.update(rows.order_by("valid_from").values_list("holder_id", "working_days"))
    return days


def promises_of(holder_id: int) -> list[ServicePromise]:
    return list(ServicePromise.objects.filter(holder_id=holder_id).order_by("-valid_from"))
