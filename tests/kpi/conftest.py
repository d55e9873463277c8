import pytest

from tests.builders.cast import Cast
from tests.kpi.desks import Desk, make_desk


@pytest.fixture(autouse=True)
def _papers(papers_root: None) -> None:
    """Evidence and reports are written here."""


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return make_desk(cast)
