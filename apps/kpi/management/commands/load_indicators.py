"""Publish version 1 of the indicators that are not known yet; safe to repeat."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from apps.institutions.actor import Actor
from apps.institutions.scope import scope
from apps.kpi.models import Indicator, NetworkSetting
from apps.kpi.services.defining import add_indicator, draft_version, publish, save_draft
from apps.kpi.services.portal import network_actor

Row = dict[str, Any]
NUMBERS = ("weight", "lowest", "highest", "change_limit", "target")


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.FIXTURES_ROOT / "reference" / "indicators.json"
        rows: list[Row] = json.loads(path.read_text())["rows"]
        actor = network_actor()
        with scope(actor):
            NetworkSetting.objects.get_or_create(network_id=actor.institution_id)
            new = [row for row in rows if not _known(row["code"])]
            for row in new:
                _publish(actor, row)
        self.stdout.write(f"{len(new)} indicators published, {len(rows) - len(new)} were known.")


def _known(code: str) -> bool:
    return Indicator.objects.filter(code=code).exists()


def _publish(actor: Actor, row: Row) -> None:
    indicator = add_indicator(
        actor=actor, code=row["code"], name_th=row["name_th"], name_en=row["name_en"]
    )
    draft = draft_version(actor=actor, indicator=indicator)
    values = row | {name: Decimal(row[name]) for name in NUMBERS}
    values["levels"] = [Decimal(level) for level in row["levels"]]
    values["valid_from"] = dt.date.fromisoformat(row["valid_from"])
    save_draft(actor=actor, definition=draft, values=values, criteria=row["criteria"])
    publish(actor=actor, definition=draft)
