"""Seven universities with accepted figures of REG01 for two terms; university A is the weakest."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from apps.institutions.actor import Role
from apps.institutions.models import Institution, Kind
from apps.institutions.scope import scope
from apps.kpi.models import Cycle, Indicator, Sharing
from apps.kpi.services.sharing import Offer, share
from tests.builders import kpi as build
from tests.builders.cast import Cast, Person, make_person

TERMS = ("2023-T2", "2024-T1")
GOOD = (930, 985, 970, 995, 975, 992, 980)
"""Good ones of 1,000 in both terms, university A first; the target is 99 %."""
PRACTICE = "ตรวจผลการเรียนสองคนก่อนประกาศ"


@dataclass(frozen=True)
class House:
    """One university with who enters and who approves."""

    institution: Institution
    clerk: Person
    approver: Person


@dataclass(frozen=True)
class Peers:
    cast: Cast
    houses: tuple[House, ...]
    cycles: tuple[Cycle, ...]

    @property
    def strongest(self) -> House:
        return self.houses[GOOD.index(max(GOOD))]

    @property
    def other_names(self) -> list[str]:
        """Every name by which a page could tell one of the others."""
        others = [house.institution for house in self.houses[1:]]
        return [name for each in others for name in (each.name_th, each.name_en)]


def make_peers(cast: Cast, sizes: Sequence[int] = (1_000,) * len(GOOD)) -> Peers:
    """sizes: records of each university; the shares are those of GOOD."""
    build.publish_indicators()
    houses = make_houses(cast, len(GOOD))
    institutions = [house.institution for house in houses]
    cycles = tuple(
        build.open_cycle_for(cast, "REG01", term, institutions=institutions) for term in TERMS
    )
    for cycle in cycles:
        for house, number, n in zip(houses, GOOD, sizes, strict=True):
            entry = build.share(number * n // 1_000, n)
            build.accepted(house.clerk, house.approver, cast.secretary, cycle, entry)
    return Peers(cast, houses, cycles)


def make_houses(cast: Cast, count: int) -> tuple[House, ...]:
    """University A of the cast first, then as many others as are needed."""
    others = Institution.objects.filter(kind=Kind.UNIVERSITY).exclude(pk=cast.university_a.pk)
    houses = [House(cast.university_a, cast.registrar_a, cast.approver_a)]
    for at, each in enumerate(others.order_by("code")[: count - 1]):
        clerk = make_person(f"clerk-{at}", each, Role.REGISTRAR)
        houses.append(House(each, clerk, make_person(f"head-{at}", each, Role.REGISTRAR_APPROVER)))
    return tuple(houses)


def consent(house: House, *, code: str = "REG01", offers: bool = True) -> UUID:
    """The university agrees to be named; the uuid of its offer."""
    with scope(house.approver.actor) as actor:
        offer = Offer(offers, PRACTICE if offers else "", "งานทะเบียน โทร. 0 2000 0000")
        return share(actor=actor, indicator=indicator(code), offer=offer).uuid


def indicator(code: str = "REG01") -> Indicator:
    return Indicator.objects.get(code=code)


def live(house: House) -> list[Sharing]:
    with scope(house.approver.actor):
        return list(Sharing.objects.filter(institution=house.institution, ended_at=None))
