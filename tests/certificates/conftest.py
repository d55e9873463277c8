from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from apps.documents.bulk_rendering import Failed
from apps.documents.errors import PaperError
from apps.documents.services import bulk
from tests.builders.cast import Cast, make_cast
from tests.certificates.desks import Desk, make_desk
from tests.courses.worlds import undone


@pytest.fixture(autouse=True)
def _papers(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Papers of one test are in no other test's way."""
    settings.PAPERS_ROOT = tmp_path_factory.mktemp("papers")


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return make_desk(cast)


@pytest.fixture(scope="module")
def shared_desk(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desk]:
    """Made once for all tests of a module; each takes back what it does."""
    with django_db_blocker.unblock(), undone():
        yield make_desk(make_cast())


def quick(orders: Any) -> list[bytes]:
    """Something in place of a layout, which the tests of papers look at."""
    return [b"%PDF-1.7 " + order.title.encode() for order in orders]


def broken(orders: Any) -> list[Failed]:
    return [Failed(PaperError()) for _order in orders]


Rendering = Callable[[Callable[[Any], Any]], None]


@pytest.fixture
def rendering(monkeypatch: pytest.MonkeyPatch) -> Rendering:
    def use(instead: Callable[[Any], Any]) -> None:
        monkeypatch.setattr(bulk, "render_many", instead)

    use(quick)
    return use
