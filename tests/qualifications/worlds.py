"""Everybody who may come near a check, built once for the tests of a module."""

from dataclasses import dataclass

from apps.institutions.actor import Actor, Role
from apps.institutions.models import Institution, Kind
from tests.builders import qualifications as build
from tests.builders.cast import Cast, Person, make_cast, make_person


@dataclass(frozen=True)
class Ring:
    """A asks, B holds, C has nothing to do with either."""

    made: build.Graduate
    people: dict[str, Person]

    def actor(self, who: str) -> Actor:
        return self.people[who].actor


def make_ring(cast: Cast | None = None) -> Ring:
    made = build.make_graduate_world(cast or make_cast())
    third = Institution.objects.get(kind=Kind.UNIVERSITY, code="00400")
    people = {
        "asker": made.registrar,
        "asker_approver": made.approver,
        "holder": made.holder_registrar,
        "approver": made.holder_approver,
        "director": make_person("director-of-b", made.holder, Role.DIRECTOR),
        "asker_director": made.cast.director_a,
        "third": make_person("registrar-of-c", third, Role.REGISTRAR),
        "third_approver": make_person("approver-of-c", third, Role.REGISTRAR_APPROVER),
    }
    return Ring(made, people)
