from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.builders import courses as build
from tests.builders.cast import Cast
from tests.courses.pages import browser_of
from tests.courses.worlds import World, make_world, undone


@pytest.fixture
def made(cast: Cast) -> build.Exchange:
    """Two universities with all that an exchange needs, in the test's own transaction."""
    return build.make_exchange(cast)


@pytest.fixture
def home(made: build.Exchange) -> Client:
    """The browser of its home registrar."""
    return browser_of(made.registrar)


@pytest.fixture
def host(made: build.Exchange) -> Client:
    """The browser of its host registrar."""
    return browser_of(made.host_registrar)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The same, made once for all tests of a module."""
    with django_db_blocker.unblock(), undone():
        yield make_world()


@pytest.fixture
def taken_back(world: World) -> Iterator[None]:
    with undone():
        yield
