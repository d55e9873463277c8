"""Tests: like the demo, with fast password hashing and folders of their own."""

import os
import tempfile
from pathlib import Path

from registrar_net.settings.environment import load_private_files

load_private_files()

from registrar_net.settings.base import *  # noqa: E402,F403
from registrar_net.settings.base import CACHES, CELERY_BEAT_SCHEDULE  # noqa: E402

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
DEMO = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# One name for each process that runs tests; the processes that it starts inherit it, so that runs
# side by side share neither database, cache nor queue.
worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
TEST_RUN = os.environ.setdefault(f"TEST_RUN_{worker.upper()}", f"{worker}_{os.getpid()}")
CACHES["default"]["KEY_PREFIX"] = f"test-{TEST_RUN}"
CELERY_TASK_DEFAULT_QUEUE = f"test-{TEST_RUN}"
for task in ("seal-events", "count-events"):  # what journeys wait for
    CELERY_BEAT_SCHEDULE[task]["schedule"] = 1.0

scratch = Path(os.environ.get("TEST_SCRATCH") or tempfile.mkdtemp(prefix="registrar-net-test-"))
UPLOADS_ROOT = scratch / "uploads"
PAPERS_ROOT = scratch / "papers"
CHECKPOINTS_ROOT = scratch / "checkpoints"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = scratch / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # no walk through all files for every client of a test
