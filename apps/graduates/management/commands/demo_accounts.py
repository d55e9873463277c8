"""Print who can sign in to the demo, the API clients, and links of the survey."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from apps.graduates.management.commands.seed_demo import PASSWORD, demo_rows
from apps.institutions.models import Institution


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        names = dict(Institution.objects.values_list("code", "name_en"))
        self.stdout.write(f"Accounts (password of all: {PASSWORD})")
        for row in demo_rows("accounts"):
            roles = ", ".join(
                f"{held['role']} at {names.get(held['institution'], held['institution'])}"
                for held in row["memberships"]
            )
            self.stdout.write(f"  {row['email']:<34} {roles}")
        kept = json.loads(settings.DEMO_CLIENT_FILE.read_text())
        self.show("Thammasat University: M.6 verification", kept)
        for side, client in kept.get("courses", {}).items():
            self.show(f"{client['university']}: courses, as the {side} university", client)
        for token in kept.get("survey_tokens", []):
            self.stdout.write(f"Survey, one answer a link: {settings.BASE_URL}/survey/{token}/")

    def show(self, name: str, client: dict[str, str]) -> None:
        self.stdout.write(f"API client ({name})")
        self.stdout.write(f"  client_id     {client['client_id']}")
        self.stdout.write(f"  client_secret {client['client_secret']}")
