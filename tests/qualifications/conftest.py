import pytest

from tests.builders.cast import Cast
from tests.builders.qualifications import Graduate, make_graduate_world


@pytest.fixture
def world(cast: Cast) -> Graduate:
    return make_graduate_world(cast)
