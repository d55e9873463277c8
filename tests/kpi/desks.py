"""Who enters and who approves in tests of figures, with a cycle that waits for them."""

from dataclasses import dataclass

from apps.institutions.actor import Role
from apps.kpi.models import Cycle
from tests.builders import kpi as build
from tests.builders.cast import Cast, Person, make_person

ENTRY, WORK = "/indicators/cycles/", "/indicators/figures/"


@dataclass(frozen=True)
class Desk:
    cast: Cast
    cycle: Cycle
    clerk: Person
    approver: Person
    second: Person

    @property
    def entry(self) -> str:
        return f"{ENTRY}{self.cycle.uuid}/"


def make_desk(cast: Cast) -> Desk:
    """REG01 of a term is expected of universities A and B; A has two approvers."""
    build.publish_indicators()
    second = make_person("approver-2", cast.university_a, Role.REGISTRAR_APPROVER)
    return Desk(cast, build.open_cycle_for(cast), cast.registrar_a, cast.approver_a, second)
