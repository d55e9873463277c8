import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.audit.verify import verify


class Command(BaseCommand):
    help = "Recompute the audit chain and compare it with the signed checkpoints."

    def handle(self, *args: Any, **options: Any) -> None:
        result = verify()
        self.stdout.write(json.dumps(result, ensure_ascii=False, indent=2))
        if result["faults"]:
            raise CommandError(f"{len(result['faults'])} faults in the audit log.")
