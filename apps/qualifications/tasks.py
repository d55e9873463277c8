"""Background work of checks and registers: an id in, one service call."""

from typing import Any
from uuid import UUID

from celery import shared_task

from apps.jobs.registry import Run, handles
from apps.qualifications.services.batching import READ, SEND, read_batch, send_batch
from apps.qualifications.services.lettering import REPLY, SUMMARY, write_reply, write_summary
from apps.qualifications.services.loading import LOAD, read_load
from apps.qualifications.services.reminding import remind_holders


@handles(LOAD)
def load(run: Run) -> dict[str, Any]:
    return read_load(actor=run.actor, uuid=UUID(run.arguments["load"]), progress=run.progress)


@handles(READ)
def batch(run: Run) -> dict[str, Any]:
    return read_batch(actor=run.actor, uuid=UUID(run.arguments["batch"]), progress=run.progress)


@handles(SEND)
def send(run: Run) -> dict[str, Any]:
    return send_batch(actor=run.actor, uuid=UUID(run.arguments["batch"]), progress=run.progress)


@handles(REPLY)
def reply(run: Run) -> dict[str, Any]:
    return write_reply(actor=run.actor, uuid=UUID(run.arguments["check"]), progress=run.progress)


@handles(SUMMARY)
def summary(run: Run) -> dict[str, Any]:
    return write_summary(actor=run.actor, uuid=UUID(run.arguments["batch"]), progress=run.progress)


@shared_task(name="qualifications.remind")
def remind() -> int:
    return remind_holders()
