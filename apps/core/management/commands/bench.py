"""Measure the portal's heavy work beside the bare tools beneath it (docs/bench.md)."""

import cProfile
import logging
import pstats
from argparse import ArgumentParser
from contextlib import nullcontext
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import BaseCommand
from django.test.utils import override_settings

from apps.core.bench.place import UNLIMITED, bench_database
from apps.core.bench.report import table
from apps.core.bench.sizes import Sizes, measuring_apps


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rows", type=int, default=100_000, help="rows of the large roster")
        parser.add_argument("--applicants", type=int, default=10_000, help="a multiple of 500")
        parser.add_argument("--registrations", type=int, default=200_000, help="at other places")
        parser.add_argument("--events", type=int, default=5_000_000, help="counted by indicators")
        parser.add_argument("--only", help="one app, for example courses")
        parser.add_argument("--profile", help="also write cProfile's statistics to this file")

    def handle(self, *args: Any, **options: Any) -> None:
        profile = cProfile.Profile() if options["profile"] else None
        logging.getLogger("apps").setLevel(logging.ERROR)
        made = []
        with (
            TemporaryDirectory() as folder,
            override_settings(
                UPLOADS_ROOT=folder,
                PAPERS_ROOT=folder,
                LOOKUP_BUDGET_PERSON=UNLIMITED,
                LOOKUP_BUDGET_INSTITUTION=UNLIMITED,
            ),  # fmt: skip
            bench_database(),
            profile or nullcontext(),
        ):
            wanted = ("rows", "applicants", "registrations", "events")
            sizes = Sizes(**{name: options[name] for name in wanted})
            for comparisons in measuring_apps(options["only"]):
                for one in comparisons(sizes):
                    made.append(one)
                    self.stderr.write(f"measured: {one.what}")
        self.stdout.write(table(made))
        if profile is not None:
            pstats.Stats(profile).dump_stats(options["profile"])
