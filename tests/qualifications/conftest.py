from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.builders.cast import Cast
from tests.builders.qualifications import Graduate, make_graduate_world
from tests.courses.pages import browser_of
from tests.courses.worlds import undone
from tests.qualifications.worlds import Ring, make_ring


@pytest.fixture
def world(cast: Cast) -> Graduate:
    return make_graduate_world(cast)


@pytest.fixture(scope="module")
def ring(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Ring]:
    """The same with directors and a third university, once for all tests of a module."""
    with django_db_blocker.unblock(), undone():
        yield make_ring()


@pytest.fixture
def taken_back(ring: Ring) -> Iterator[None]:
    with undone():
        yield


@pytest.fixture
def asker(world: Graduate) -> Client:
    return browser_of(world.registrar)


@pytest.fixture
def clerk(world: Graduate) -> Client:
    return browser_of(world.holder_registrar)


@pytest.fixture
def approver(world: Graduate) -> Client:
    return browser_of(world.holder_approver)
