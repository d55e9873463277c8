import pytest

from apps.institutions.actor import Role
from apps.notices import registry
from tests.notices.telling import PAPER, WAITING

STAFF = (Role.REGISTRAR, Role.REGISTRAR_APPROVER)


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kinds of notice for these tests alone."""
    monkeypatch.setattr(registry, "_kinds", {})
    registry.register(
        WAITING,
        roles=STAFF,
        label="A check waits",
        subject="A check from %(sender)s waits",
        body="Please answer by %(due)s.",
    )
    registry.register(
        PAPER,
        roles=(*STAFF, Role.DIRECTOR),
        label="A paper is ready",
        subject="A paper is ready",
        body="Fetch it from its page.",
    )
