"""The portal without its own filter, for gunicorn."""

from registrar_net.settings.test import *  # noqa: F403

ROOT_URLCONF = "tests.faults.unfiltered_urls"
