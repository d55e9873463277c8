"""Exchanges built once inside one transaction, and savepoints that take back what a test does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from apps.institutions.actor import Actor, Role
from apps.institutions.models import Institution, Kind
from tests.builders import courses as build
from tests.builders.cast import Person, make_cast, make_person


@dataclass(frozen=True)
class World:
    """A sends students to B; C has nothing to do with it."""

    made: build.Exchange
    stranger: Person
    strange_approver: Person

    def clerk(self, side: str) -> Actor:
        return (self.made.registrar if side == "home" else self.made.host_registrar).actor

    def approver(self, side: str) -> Actor:
        return (self.made.approver if side == "home" else self.made.host_approver).actor


def make_world() -> World:
    third = Institution.objects.get(kind=Kind.UNIVERSITY, code="00400")
    return World(
        build.make_exchange(make_cast()),
        make_person("registrar-c", third, Role.REGISTRAR),
        make_person("approver-c", third, Role.REGISTRAR_APPROVER),
    )


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside is taken back, so that the next test finds the same world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
