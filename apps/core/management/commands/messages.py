"""Collect the messages of the whole project into the one Thai catalogue."""

import os
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Update registrar_net/locale/th from the code and the templates."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        os.chdir(settings.FIXTURES_ROOT.parent)
        call_command(
            "makemessages",
            locale=["th"],
            ignore_patterns=["var/*", "node_modules/*", ".venv/*", "tests/*", "static/*"],
            no_location=True,
            no_obsolete=True,
            no_wrap=True,
            verbosity=options["verbosity"],
        )
