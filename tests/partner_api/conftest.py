from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from apps.institutions.models import Institution, Kind
from apps.partner_api.services import make_client
from tests.live import Portal, running_portal


@dataclass(frozen=True)
class Partner:
    """A client of one university, with its secret."""

    institution: Institution
    client_id: str
    secret: str


def make_partner(code: str, name: str) -> Partner:
    university = Institution.objects.get(kind=Kind.UNIVERSITY, code=code)
    client_id, secret = make_client(institution=university, name=name, scopes=["graduates:verify"])
    return Partner(university, client_id, secret)


@pytest.fixture
def partner(request: pytest.FixtureRequest) -> Partner:
    if "committed" not in request.fixturenames:
        request.getfixturevalue("db")
    return make_partner("00500", "Student system A")


@pytest.fixture
def other_partner(request: pytest.FixtureRequest) -> Partner:
    if "committed" not in request.fixturenames:
        request.getfixturevalue("db")
    return make_partner("00300", "Student system B")


@pytest.fixture(scope="session")
def probe_portal(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Portal]:
    """The portal with the endpoints of probe_urls.py beside its own."""
    folder = tmp_path_factory.mktemp("probe")
    with running_portal(folder, "tests.partner_api.probe_settings") as portal:
        yield portal
