"""What the network decided before on a course: institutions and numbers, never persons."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.utils.functional import Promise

from apps.courses.choices import NoTransferReason
from apps.courses.states import State
from apps.institutions.models import Institution

COLUMNS = """
    SELECT home_id, outcome, target_code, target_name_th, target_name_en, target_credits,
           no_transfer, content_share, sources, decisions, last_on
      FROM courses_precedents(%s, %s)
"""


@dataclass(frozen=True, slots=True)
class Precedent:
    """How one home university recognised a course, and how often.

    target_*: its own course; no_transfer: the reason where it refused; content_share: 0 to 1;
    sources: courses that were taken together for the target.
    """

    home: Institution
    outcome: str
    target_code: str
    target_name_th: str
    target_name_en: str
    target_credits: Decimal
    no_transfer: str
    content_share: Decimal | None
    sources: int
    decisions: int
    last_on: dt.date

    @property
    def target_name(self) -> str:
        return Institution(name_th=self.target_name_th, name_en=self.target_name_en).name

    @property
    def outcome_label(self) -> str | Promise:
        return State(self.outcome).label

    @property
    def reason_label(self) -> str | Promise:
        return NoTransferReason(self.no_transfer).label if self.no_transfer else ""

    @property
    def content_percent(self) -> str:
        """75, or 87.5; empty where it was not stated."""
        if self.content_share is None:
            return ""
        return f"{(self.content_share * 100).normalize():f}"


def precedents_of(host_id: int, course_code: str) -> list[Precedent]:
    """Decisions in force on this course of this host by any university, the most frequent first.

    At most 20, from a function that crosses tenants and gives no persons.
    """
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [host_id, course_code])
        rows = cursor.fetchall()
    homes = Institution.objects.in_bulk({row[0] for row in rows})
    return [Precedent(homes[row[0]], *row[1:]) for row in rows]
