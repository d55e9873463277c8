"""Celery's edge: an id in, one service call."""

from uuid import UUID

from celery import shared_task

from apps.jobs import services


@shared_task(name="jobs.run")
def run(uuid: str) -> str:
    return services.run(UUID(uuid))


@shared_task(name="jobs.sweep")
def sweep() -> int:
    return services.sweep()
