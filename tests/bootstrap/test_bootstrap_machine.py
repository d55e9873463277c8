"""What the set-up finds on the machine: packages, addresses given, traces of an unclean stop."""

import os
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from registrar_net.bootstrap import given_database, packages, postgres_server, servers
from registrar_net.bootstrap.environment import CannotContinueError
from registrar_net.bootstrap.packages import Package
from registrar_net.bootstrap.server_state import ServerState

GIVEN = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")


@pytest.fixture(autouse=True)
def _nothing_given(monkeypatch):
    for name in GIVEN:
        monkeypatch.delenv(name, raising=False)


def test_missing_essential_packages_stop_with_one_command_for_all():
    lacking = [
        Package("libpango-1.0-0", lambda: False, True, "papers cannot be laid out"),
        Package("gettext", lambda: False, False, "the pages are in English only"),
    ]

    with pytest.raises(CannotContinueError) as refusal:
        packages.report(lacking)
    assert "sudo apt-get install libpango-1.0-0 gettext" in str(refusal.value)
    assert "papers cannot be laid out" in str(refusal.value)


def test_missing_other_packages_are_a_warning(capsys):
    packages.report([Package("gettext", lambda: False, False, "the pages are in English only")])

    assert "gettext: without it the pages are in English only" in capsys.readouterr().out


def test_only_root_installs(monkeypatch):
    installed = []
    monkeypatch.setattr(packages, "BASE", (Package("gettext", lambda: False, False, "less"),))
    monkeypatch.setattr(packages, "install", installed.append)
    monkeypatch.setattr(packages.shutil, "which", lambda name: f"/usr/bin/{name}")

    monkeypatch.setattr(packages, "is_root", lambda: False)
    packages.ensure_packages(for_tests=False)
    assert installed == []
    monkeypatch.setattr(packages, "is_root", lambda: True)
    packages.ensure_packages(for_tests=False)
    assert installed == [["gettext"]]


def test_a_library_is_found_by_loading_it():
    assert packages.has_library("libc.so.6")()
    assert not packages.has_library("libnowhere-at-all.so.9")()


@pytest.mark.parametrize("name", ["DATABASE_URL", "DATABASE_OWNER_URL"])
def test_one_of_the_two_database_addresses_is_not_enough(name, monkeypatch):
    monkeypatch.setenv(name, "postgres://someone:secret@db.example/portal")

    with pytest.raises(CannotContinueError, match=f"Only {name} is set") as refusal:
        servers.database_is_given()
    assert "secret" not in str(refusal.value)


def test_what_is_given_by_address_is_not_written_down_as_private(monkeypatch):
    state = ServerState(postgres_port=5001, valkey_port=5002)
    names = lambda: [line.split("=")[0] for line in servers.addresses(state).splitlines()]  # noqa: E731
    assert names() == ["DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"]

    monkeypatch.setenv("REDIS_URL", "redis://db.example/0")
    assert names() == ["DATABASE_URL", "DATABASE_OWNER_URL"]
    monkeypatch.setenv("DATABASE_URL", "postgres://portal_app:a@db.example/portal")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgres://portal_owner:b@db.example/portal")
    assert names() == []


def test_nothing_is_started_when_everything_is_given(monkeypatch, tmp_path):
    for name in GIVEN:
        monkeypatch.setenv(name, "scheme://user:word@db.example/portal")
    for module in (servers.postgres_server, servers.valkey_server):
        monkeypatch.setattr(module, "start", lambda state: pytest.fail("started a server"))
    monkeypatch.setattr(servers, "ADDRESSES", tmp_path / "servers.env")

    servers.start()
    assert not (tmp_path / "servers.env").exists()


@settings(max_examples=60)
@examples(
    user=st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1),
    password=st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1),
)
def test_an_address_reaches_psql_with_every_character(user, password):
    address = f"postgres://{quote(user, safe='')}:{quote(password, safe='')}@db.example:5433/portal"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"{address}?sslmode=require")
        found = given_database.connection("DATABASE_URL")

    assert (found["PGUSER"], found["PGPASSWORD"]) == (user, password)
    assert (found["PGHOST"], found["PGPORT"], found["PGDATABASE"]) == (
        "db.example",
        "5433",
        "portal",
    )
    assert found["PGSSLMODE"] == "require"


def note(folder, monkeypatch, pid: int):
    """Write PostgreSQL's note of its process number into a cluster of ours."""
    monkeypatch.setattr(postgres_server, "data", lambda: folder)
    (folder / "postmaster.pid").write_text(f"{pid}\n{folder}\n")
    return folder / "postmaster.pid"


def test_a_note_that_names_a_process_of_somebody_else_is_taken_away(tmp_path, monkeypatch):
    written = note(tmp_path, monkeypatch, os.getpid())

    assert postgres_server.running_pid() is None
    postgres_server.clear_stale_note()
    assert not written.exists()


def test_a_note_that_names_no_process_is_left_to_postgresql(tmp_path, monkeypatch):
    beyond = int(Path("/proc/sys/kernel/pid_max").read_text()) + 1
    written = note(tmp_path, monkeypatch, beyond)

    assert postgres_server.running_pid() is None
    postgres_server.clear_stale_note()
    assert written.exists()
