from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.builders.cast import Cast, make_cast
from tests.courses.worlds import undone
from tests.kpi.desks import Desk, make_desk
from tests.kpi.peers_world import Peers, make_peers


@pytest.fixture(autouse=True)
def _papers(papers_root: None) -> None:
    """Evidence and reports are written here."""


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return make_desk(cast)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Peers]:
    """Universities with figures to compare, made once for all tests of a module."""
    with django_db_blocker.unblock(), undone():
        yield make_peers(make_cast())


@pytest.fixture
def taken_back(made: Peers) -> Iterator[None]:
    """What a test does to them is undone."""
    with undone():
        yield
