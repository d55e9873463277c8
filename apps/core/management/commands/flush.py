"""`flush`, always as the owner: emptying tables with their sequences needs ownership."""

from typing import Any

from django.core.management.commands.flush import Command as Flush


class Command(Flush):
    def handle(self, **options: Any) -> None:
        options["database"] = "owner"
        super().handle(**options)
