"""The end of a notice: marks and mails of who read what are not kept for ever."""

import datetime as dt

from django.utils import timezone

from apps.institutions.scope import system_scope
from apps.notices.models import Notice

KEPT_FOR = dt.timedelta(days=365)
"""Longer than anybody sees them, so that a reminder's key still counts."""


def purge() -> int:
    """Delete notices whose time is over, with their marks and mails; the number of notices."""
    with system_scope("deleting old notices"):
        _all, each = Notice.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    return each.get(Notice._meta.label, 0)
