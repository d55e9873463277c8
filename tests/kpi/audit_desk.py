"""A cycle of the register with people who draw and people who check."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.institutions.actor import Role
from apps.institutions.scope import scope
from apps.kpi.models import AuditItem, AuditRound, Cycle
from apps.kpi.selectors.audits import audited_cycle_get
from apps.kpi.services.audit_checking import check_record, checked_mark
from apps.kpi.services.auditing import draw_sample
from tests.builders.cast import Cast, Person, make_cast, make_person
from tests.builders.kpi import open_cycle_for, publish_indicators

PERIOD = "2025"
CODES = [f"65010{number:05d}" for number in range(1, 101)]


@dataclass(frozen=True)
class AuditDesk:
    cast: Cast
    cycle: Cycle
    checker: Person

    @property
    def drawer(self) -> Person:
        return self.cast.registrar_a

    @property
    def approver(self) -> Person:
        return self.cast.approver_a


def make_audit_desk() -> AuditDesk:
    cast = make_cast()
    publish_indicators()
    checker = make_person("registrar-a2", cast.university_a, Role.REGISTRAR)
    return AuditDesk(cast, open_cycle_for(cast, "REG04", PERIOD), checker)


def draw(desk: AuditDesk, size: int = 30, codes: Sequence[str] = CODES) -> AuditRound:
    with scope(desk.drawer.actor) as actor:
        cycle = audited_cycle_get(actor, desk.cycle.uuid)
        return draw_sample(actor=actor, cycle=cycle, codes=codes, size=size)


def items_of(desk: AuditDesk, audit: AuditRound) -> list[AuditItem]:
    with scope(desk.drawer.actor):
        return list(AuditItem.objects.filter(round=audit).order_by("position"))


def check(person: Person, item: AuditItem, *wrong: str, note: str = "") -> AuditItem:
    """As somebody does who has just opened the record."""
    with scope(person.actor) as actor:
        now = AuditItem.objects.get(pk=item.pk)
        return check_record(
            actor=actor, uuid=now.uuid, wrong=wrong, note=note, seen=checked_mark(now)
        )


def check_all(desk: AuditDesk, audit: AuditRound, wrong: int = 1) -> list[AuditItem]:
    """Every record; the first ones differ in their name."""
    items = items_of(desk, audit)
    return [
        check(desk.checker, item, *(["name"] if place < wrong else []))
        for place, item in enumerate(items)
    ]
