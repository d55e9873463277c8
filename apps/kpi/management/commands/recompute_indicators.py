import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.events.services import seal
from apps.institutions.models import Institution, Kind
from apps.kpi.services.following import follow_events
from apps.kpi.services.recomputing import recompute


class Command(BaseCommand):
    help = "Count all indicators from the records anew and compare with the figures that are kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--institution", metavar="CODE", help="one university; else all")
        parser.add_argument(
            "--repair", action="store_true", help="write what the records give where they disagree"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        while seal() or follow_events():
            pass
        universities = Institution.objects.filter(kind=Kind.UNIVERSITY).order_by("code")
        if options["institution"]:
            universities = universities.filter(code=options["institution"])
            if not universities.exists():
                raise CommandError("No university has this code.")
        found = {}
        for university in universities:
            disagreements = recompute(university.pk, repair=options["repair"])
            if disagreements:
                found[university.code] = [asdict(each) for each in disagreements]
        result = {"institutions": universities.count(), "disagreements": found}
        self.stdout.write(json.dumps(result, ensure_ascii=False, indent=2))
        if found and not options["repair"]:
            raise CommandError(f"{len(found)} institutions differ from their records.")
