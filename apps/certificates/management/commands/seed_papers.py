"""Load the demo's requests for papers: service levels, single requests, a list, fed stages.

Run after seed_demo, seed_offices and seed_checks. What is there already stays.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.certificates.demo.seeding.telling import RegisterMissingError, tell_papers
from apps.certificates.errors import NoSignerError
from apps.courses.demo.seeding.staff import StaffMissingError

SEED = 2569


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo's data is never loaded into a production system.")
        try:
            told = tell_papers(seed=SEED)
        except StaffMissingError as error:
            raise CommandError(f"{error}. Run seed_demo first.") from error
        except RegisterMissingError as error:
            raise CommandError(f"{error}. Run seed_checks first.") from error
        except NoSignerError as error:
            raise CommandError("Nobody signs the papers. Run seed_offices first.") from error
        if told:
            self.stdout.write("  certificates: requests, a list with its archive, fed stages")
