"""A connection whose role could pass row security is refused, whoever opens it."""

import pytest
from django.db import connection, connections
from django.db.backends.postgresql.base import DatabaseWrapper

from apps.core.startup import UnsafeRole, check_driver, check_keys, role_faults, thai_is_searchable


def test_the_applications_role_is_safe(db: None) -> None:
    assert role_faults(connection) == []
    assert thai_is_searchable(connection)


@pytest.mark.parametrize("alias", ["default", "progress"])
def test_an_owner_is_refused_on_its_own_connection(committed: None, alias: str) -> None:
    owner = connections["owner"].settings_dict
    place = connection.settings_dict | {"USER": owner["USER"], "PASSWORD": owner["PASSWORD"]}
    opened = DatabaseWrapper(place, alias)
    with pytest.raises(UnsafeRole, match="owns"):
        opened.ensure_connection()
    assert opened.connection is None


def test_driver_and_keys_are_right() -> None:
    assert check_driver() == []
    assert check_keys() == []
