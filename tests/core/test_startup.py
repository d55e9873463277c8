"""The portal does not work with a role or with keys that break its promises."""

from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import connection, connections
from django.test import override_settings

from apps.core import startup
from apps.core.startup import (
    UnsafeRole,
    check_driver,
    check_keys,
    check_role,
    refuse_unsafe_role,
    role_faults,
    thai_is_searchable,
)

KEY, OTHER = bytes(32), bytes(range(32))


@pytest.mark.django_db
def test_the_applications_role_is_safe() -> None:
    assert role_faults(connection) == []
    assert thai_is_searchable(connection)
    refuse_unsafe_role(connection)
    assert check_role(databases=["default"]) == []


@pytest.mark.django_db
def test_nothing_is_asked_where_no_database_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup, "role_faults", lambda _connection: ["bad"])
    assert check_role() == []
    assert check_role(databases=["owner"]) == []
    assert "core.E001" in {error.id for error in check_role(databases=["default"])}


@pytest.mark.parametrize("alias", ["default", "progress"])
def test_a_connection_as_the_owner_is_refused(
    committed: None, alias: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new connection of the application that signs in as the owner: no statement gets through."""
    place, owner = connections[alias].settings_dict, connections["owner"].settings_dict
    connections[alias].close()
    for name in ("USER", "PASSWORD"):
        monkeypatch.setitem(place, name, owner[name])
    with pytest.raises(UnsafeRole, match=r"owns [0-9]+ tables"):
        connections[alias].ensure_connection()
    assert connections[alias].connection is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ("true, false, 0", "is a superuser"),
        ("false, true, 0", "bypasses row security"),
        ("false, false, 3", "owns 3 tables"),
    ],
)
def test_each_fault_is_told(facts: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup, "ROLE_FACTS", f"SELECT {facts}")
    (fault,) = role_faults(connection)
    assert told in fault


@pytest.mark.django_db
def test_a_database_without_thai_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup, "thai_is_searchable", lambda _connection: False)
    assert [error.id for error in check_role(databases=["default"])] == ["core.E004"]


def test_the_driver_is_the_one_that_copies() -> None:
    assert check_driver() == []


def test_each_key_is_its_own() -> None:
    assert check_keys() == []
    same: list[dict[str, Any]] = [
        {"FIELD_KEYS": {1: KEY}, "FILE_KEYS": {1: KEY}},
        {"INDEX_KEYS": {1: OTHER, 2: OTHER}},
        {"AUDIT_KEY": KEY, "FILE_KEYS": {3: KEY}},
    ]
    for keys in same:
        with override_settings(**keys):
            assert [error.id for error in check_keys()] == ["core.E003"]


def test_the_checks_are_run_with_djangos_own() -> None:
    with override_settings(FIELD_KEYS={1: KEY}, INDEX_KEYS={1: KEY}):
        assert "core.E003" in {found.id for found in run_checks()}
