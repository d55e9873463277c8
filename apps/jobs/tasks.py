"""Celery's edge: an id in, one service call."""

from typing import Any
from uuid import UUID

from celery import shared_task
from celery.signals import worker_process_init
from django.db import connection

from apps.core.startup import refuse_unsafe_role
from apps.jobs import services


@worker_process_init.connect
def refuse_unsafe_connection(**kwargs: Any) -> None:
    """On the worker's own connection, before its first job."""
    refuse_unsafe_role(connection)


@shared_task(name="jobs.run")
def run(uuid: str) -> str:
    return services.run(UUID(uuid))


@shared_task(name="jobs.sweep")
def sweep() -> int:
    return services.sweep()
