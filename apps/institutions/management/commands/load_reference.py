"""Load provinces, affiliations, areas, nodes, universities and the secretariat; safe to repeat."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from apps.institutions.models import Affiliation, Area, Institution, Kind, Node, Province

Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    path = settings.FIXTURES_ROOT / "reference" / f"{name}.json"
    found: list[Row] = json.loads(path.read_text())["rows"]
    return found


def named(row: Row, *further: str) -> Row:
    return {field: row.get(field) or "" for field in ("name_th", "name_en", *further)}


class Command(BaseCommand):
    help = __doc__

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        for row in rows("provinces"):
            Province.objects.update_or_create(code=row["code"], defaults=named(row, "region"))
        for row in rows("affiliations"):
            Affiliation.objects.update_or_create(code=row["code"], defaults=named(row))
        for row in rows("nodes"):
            Node.objects.update_or_create(code=row["code"], defaults=named(row))
        for row in rows("areas"):
            area, _new = Area.objects.update_or_create(
                code=row["code"], defaults=named(row, "short_th")
            )
            area.provinces.set(row["provinces"])
        for kind, name in ((Kind.UNIVERSITY, "universities"), (Kind.NETWORK, "network")):
            for row in rows(name):
                self.institution(kind, row)
        self.stdout.write(f"{Institution.objects.count()} institutions, 77 provinces.")

    def institution(self, kind: Kind, row: Row) -> None:
        Institution.objects.update_or_create(
            kind=kind,
            code=row["code"],
            defaults=named(row, "domain")
            | {
                "province_id": row["province"],
                "node_id": row["node"],
                "founding": row.get("founding", False),
            },
        )
