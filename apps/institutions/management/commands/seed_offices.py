"""Load the demo's offices, signers and closed days. Run after seed_demo, which makes the accounts.

What is there already stays.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.institutions.demo.seeding import NobodySetsItError, seed_offices


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo's data is never loaded into a production system.")
        try:
            made = seed_offices()
        except NobodySetsItError as error:
            raise CommandError(f"{error}. Run seed_demo first.") from error
        if made:
            self.stdout.write(f"  offices: letter-heads and signers of {made} institutions")
