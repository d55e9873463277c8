"""Fill a demonstration with a large network: universities, years of figures, counted records.

For measuring and for trying what a full portal looks like. Everything is invented, and it stays.
Universities that have counted records keep theirs: a second run adds nothing.
"""

from argparse import ArgumentParser
from dataclasses import replace
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from apps.institutions.scope import scope
from apps.kpi.bench.network import make_network
from apps.kpi.bench.records import fill_records
from apps.kpi.models import Observation
from apps.kpi.services.portal import portal_of

EVERY = 20
"""Universities between two lines of progress."""


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--institutions", type=int, default=200)
        parser.add_argument("--years", type=int, default=10)
        parser.add_argument("--events", type=int, default=5_000_000, help="counted records in all")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Invented records are never filled into a production system.")
        if min(options["institutions"], options["years"], options["events"]) < 1:
            raise CommandError("Each number must be 1 or more.")
        begun = perf_counter()
        call_command("load_indicators", stdout=self.stdout)
        whole = make_network(options["institutions"], options["years"])
        empty = tuple(each for each in whole.institutions if not _is_filled(each))
        self.stdout.write(
            f"{len(whole.institutions)} universities, {len(whole.cycles)} cycles,"
            f" {len(empty)} universities without records ({perf_counter() - begun:.0f} s)"
        )
        told = iter(range(1, len(empty) + 1))

        def tell(done: int) -> None:
            if next(told) % EVERY == 0 or done == options["events"]:
                self.stdout.write(f"{done:,} records ({perf_counter() - begun:.0f} s)")

        if empty:
            fill_records(replace(whole, institutions=empty), 0, options["events"], tell)


def _is_filled(institution: int) -> bool:
    with scope(portal_of(institution)):
        return Observation.objects.filter(institution_id=institution).exists()
