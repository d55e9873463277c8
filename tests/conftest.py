"""Fixtures for every test: the database as the application's role sees it, the standing cast."""

import gc
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from pytest_django.plugin import DjangoDbBlocker

from apps.jobs import lease
from tests.builders.cast import Cast, make_cast
from tests.caches import empty_cache
from tests.databases import drop_database, empty_database, make_database
from tests.live import live_portal

__all__ = ["live_portal"]


MARKED = ("journey", "fault")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where one kind of test is asked for, files that have none need not be imported."""
    wanted = config.getoption("markexpr")
    if wanted not in MARKED or not collection_path.name.startswith("test_"):
        return None
    marked = f"mark.{wanted}" in collection_path.read_text()
    return None if marked else True


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: it need not be searched for garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        base = connections["owner"].settings_dict["NAME"]
        name = make_database(settings.TEST_RUN)
        yield
        connections.close_all()
        for alias in ("default", "progress", "owner"):
            connections[alias].settings_dict["NAME"] = base
        drop_database(name, base)


@pytest.fixture(autouse=True)
def _clean_cache() -> Iterator[None]:
    yield
    empty_cache()


@pytest.fixture(autouse=True)
def _progress_inside(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a test is one transaction, a second connection would not see its jobs."""
    if "committed" not in request.fixturenames:
        monkeypatch.setattr(lease, "connections", {"progress": connection})


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test commits for real (several connections, processes); all is emptied afterwards."""
    with django_db_blocker.unblock():
        yield
        connections.close_all()
        empty_database()


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    """The standing cast, in the transaction of a test marked django_db or committed."""
    if "committed" not in request.fixturenames:
        request.getfixturevalue("db")
    return make_cast()


@pytest.fixture
def papers_root(tmp_path: Path, settings: object) -> None:
    """Papers of the test in a folder of their own."""
    settings.PAPERS_ROOT = tmp_path / "papers"  # type: ignore[attr-defined]


@pytest.fixture
def text_of(tmp_path: Path) -> Callable[[bytes], str]:
    """What a reader copies out of a PDF (poppler), in one line."""
    tool = shutil.which("pdftotext")
    assert tool, "poppler-utils is not installed"

    def extracted(content: bytes) -> str:
        file = tmp_path / "paper.pdf"
        file.write_bytes(content)
        done = subprocess.run([tool, "-raw", str(file), "-"], capture_output=True, check=True)
        return " ".join(done.stdout.decode().split())

    return extracted
