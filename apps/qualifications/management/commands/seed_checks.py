"""Load the demo's registers of degrees, lists of entrants and questions between universities.

Run after seed_demo, which makes the accounts. What is there already stays.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.courses.demo.seeding.staff import StaffMissingError
from apps.qualifications.demo.seeding.telling import tell_checks

SEED = 2569


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo's data is never loaded into a production system.")
        try:
            told = tell_checks(seed=SEED)
        except StaffMissingError as error:
            raise CommandError(f"{error}. Run seed_demo first.") from error
        if told:
            self.stdout.write("  qualifications: registers of degrees and checks are there")
