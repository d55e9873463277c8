"""The settings of the tests, with endpoints that try out the base."""

from registrar_net.settings.test import *  # noqa: F403

ROOT_URLCONF = "tests.partner_api.probe_urls"
API_FAILURES_PER_CLIENT = 3
LOOKUP_BUDGET_PERSON = 5
LOOKUP_BUDGET_INSTITUTION = 8
ALLOWED_HOSTS = ["127.0.0.1", "portal.example"]
