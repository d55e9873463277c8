"""Two universities with everything that indicators count; each test takes back what it does."""

from dataclasses import dataclass

from apps.courses.models import CrossRegistration
from apps.kpi.models import AuditItem
from tests.builders import courses as build
from tests.builders.cast import Person, make_cast
from tests.builders.certificates import sign_for
from tests.builders.kpi import open_cycle_for, publish_indicators
from tests.kpi.counting import drawn

PLACES = 4
ALL_KINDS = ("results", "papers", "survey.overall", "register")


@dataclass
class Counted:
    """B gives courses to `rows` of A; A makes papers, is answered and audits `items`."""

    made: build.Exchange
    rows: list[CrossRegistration]
    items: list[AuditItem]

    @property
    def host(self) -> Person:
        return self.made.host_registrar

    @property
    def clerk(self) -> Person:
        return self.made.registrar

    @property
    def approver(self) -> Person:
        return self.made.approver


def make_counted() -> Counted:
    cast = make_cast()
    publish_indicators()
    made = build.make_exchange(cast)
    sign_for(cast.university_a, made.approver)
    rows = build.enrolled(made, *(build.candidate(place) for place in range(1, PLACES + 1)))
    items = drawn(made.registrar, open_cycle_for(cast, "REG04", "2025"), PLACES)
    return Counted(made, rows, items)
