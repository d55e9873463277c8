"""Settings of the processes that are killed: as in the tests, but everything comes round sooner."""

from registrar_net.settings.test import *  # noqa: F403
from tests.faults.processes import QUEUE

CELERY_TASK_DEFAULT_QUEUE = QUEUE
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {"task": "jobs.sweep", "schedule": 0.3},
    "seal-events": {"task": "events.seal", "schedule": 1.0},
    "seal-audit": {"task": "audit.seal", "schedule": 1.0},
}
