"""Fail when the Thai catalogue misses a message that the code or a template uses."""

import shutil
import subprocess
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Compare the messages in use with the Thai catalogue; missing or fuzzy ones fail."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        catalogue = settings.LOCALE_PATHS[0] / "th" / "LC_MESSAGES" / "django.po"
        kept = catalogue.read_bytes()
        try:
            call_command("messages", verbosity=0)
            lacking = self.lacking(catalogue)
        finally:
            catalogue.write_bytes(kept)
        if lacking:
            raise CommandError(f"{len(lacking)} messages without Thai:\n" + "\n".join(lacking[:40]))
        self.stdout.write("The Thai catalogue is complete.")

    def lacking(self, catalogue: Path) -> list[str]:
        tool = shutil.which("msgattrib")
        if tool is None:
            raise CommandError("msgattrib is missing: install the package gettext.")
        with tempfile.NamedTemporaryFile(suffix=".po") as found:
            for choice in (["--untranslated"], ["--only-fuzzy"]):
                subprocess.run(
                    [tool, *choice, "--no-obsolete", "-o", found.name, str(catalogue)], check=True
                )
                lines = Path(found.name).read_text().splitlines()
                named = [line for line in lines if line.startswith("msgid ") and line != 'msgid ""']
                named += [
                    f"{line} {following}"
                    for line, following in pairwise(lines)
                    if line == 'msgid ""'
                    and following.startswith('"')
                    and not following.startswith('"Project-Id')
                ]
                if named:
                    return named
        return []
