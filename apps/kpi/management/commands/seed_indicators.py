"""Load the demo's indicators: five years of cycles and figures, audits, answers, offers of help.

Run after seed_demo and load_indicators. What is there already stays.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.events.services import seal
from apps.kpi.demo.audits import AUDITED
from apps.kpi.demo.seeding.cycles import IndicatorsMissingError
from apps.kpi.demo.seeding.staff import Staff, StaffMissingError
from apps.kpi.demo.seeding.survey import survey_tokens
from apps.kpi.demo.seeding.telling import tell_indicators
from apps.kpi.services.following import follow_events

SEED = 2569


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo's data is never loaded into a production system.")
        try:
            told = tell_indicators(seed=SEED)
        except StaffMissingError as error:
            raise CommandError(f"{error}. Run seed_demo first.") from error
        except IndicatorsMissingError as error:
            raise CommandError(f"{error}. Run load_indicators first.") from error
        survey_tokens(Staff().registrar(AUDITED))
        if told:
            while seal() or follow_events():
                pass  # what the other stories left is counted before anybody looks
            self.stdout.write("  indicators: five years of figures, audits and answers are there")
