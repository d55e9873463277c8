"""Celery's edge: one service call."""

from celery import shared_task

from apps.notices import mailing, purging, spreading


@shared_task(name="notices.mail")
def mail() -> int:
    while spreading.spread() == spreading.BATCH:
        pass
    return mailing.deliver()


@shared_task(name="notices.purge")
def purge() -> int:
    return purging.purge()
