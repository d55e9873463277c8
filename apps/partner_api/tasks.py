"""What has had its time is deleted."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone
from oauth2_provider.models import AccessToken

from apps.institutions.scope import system_scope
from apps.partner_api.models import KeptAnswer, LookupCount

DAYS_OF_COUNTS = 400


@shared_task(name="partner_api.purge")
def purge() -> None:
    """Answers after 24 hours, tokens when they expire, counts of look-ups after 400 days."""
    now = timezone.now()
    with system_scope("the purge of all institutions' kept answers and counts"):
        KeptAnswer.objects.filter(expires_at__lte=now).delete()
        AccessToken.objects.filter(expires__lte=now).delete()
        oldest = timezone.localdate() - timedelta(days=DAYS_OF_COUNTS)
        LookupCount.objects.filter(day__lt=oldest).delete()
