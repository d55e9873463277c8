"""Waking a worker. A broker that is down loses nothing: the sweep wakes again."""

import logging
from uuid import UUID

from celery import current_app
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


def wake(uuid: UUID) -> None:
    try:
        current_app.send_task("jobs.run", args=[str(uuid)], retry=False)
    except OperationalError:
        log.warning("the broker cannot be reached; job %s waits for the sweep", uuid)
