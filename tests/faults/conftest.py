from collections.abc import Iterator
from pathlib import Path

import pytest

from apps.jobs import waking
from tests.faults.processes import Broker, Machine, running_broker


@pytest.fixture(scope="session")
def broker_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    with running_broker(tmp_path_factory.mktemp("valkey")) as broker:
        yield broker


@pytest.fixture
def broker(broker_process: Broker, monkeypatch: pytest.MonkeyPatch) -> Broker:
    """A Valkey of one's own, empty; what this process wakes goes there."""
    broker_process.client.flushall()
    monkeypatch.setattr(waking, "current_app", broker_process.celery())
    return broker_process


@pytest.fixture
def machine(committed: None, broker: Broker, tmp_path: Path) -> Iterator[Machine]:
    """Starts workers and schedulers on this test's database; ends them before it is emptied."""
    made = Machine(tmp_path, broker)
    yield made
    made.end()
