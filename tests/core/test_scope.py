"""The first wall: managers that raise outside a scope, settings that end with it."""

import threading

import pytest
from django.db import connection, transaction

from apps.institutions.models import Membership
from apps.institutions.scope import (
    ScopeError,
    close_scope,
    current_actor,
    open_scope,
    scope,
    system_scope,
    unscoped,
)
from tests.builders.cast import Cast

pytestmark = pytest.mark.django_db


def settings_now() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('app.institution', true), current_setting('app.account', true),"
            " current_setting('app.system', true)"
        )
        return tuple(value or "" for value in cursor.fetchone())


def test_outside_a_scope_a_manager_raises() -> None:
    with pytest.raises(ScopeError):
        Membership.objects.count()
    with pytest.raises(ScopeError):
        current_actor()


def test_unscoped_alone_gives_nothing(cast: Cast) -> None:
    with unscoped("the test looks what row security gives"):
        assert Membership.objects.count() == 0


def test_a_scope_shows_its_institution_and_ends(cast: Cast) -> None:
    actor = cast.uploader_a.actor
    with scope(actor):
        assert current_actor() == actor
        assert settings_now() == (str(actor.institution_id), str(actor.user_id), "")
        assert set(Membership.objects.values_list("institution_id", flat=True)) == {
            actor.institution_id
        }
    assert settings_now() == ("", "", "")
    with pytest.raises(ScopeError):
        Membership.objects.count()


def test_scopes_nest_and_are_put_back(cast: Cast) -> None:
    outer, inner = cast.uploader_a.actor, cast.registrar_b.actor
    with scope(outer):
        before = settings_now()
        with scope(inner):
            assert settings_now()[0] == str(inner.institution_id)
            with system_scope("the test nests"):
                assert settings_now() == ("", "", "on")
            assert settings_now()[0] == str(inner.institution_id)
        assert settings_now() == before
        assert current_actor() == outer


def test_a_scope_that_fails_is_put_back_too(cast: Cast) -> None:
    with scope(cast.uploader_a.actor):
        before = settings_now()
        for opened in (scope(cast.registrar_b.actor), system_scope("the test fails inside")):
            with pytest.raises(ZeroDivisionError), opened:
                raise ZeroDivisionError
            assert settings_now() == before
            assert current_actor() == cast.uploader_a.actor


def test_a_scope_without_an_actor_closes_what_was_open(cast: Cast) -> None:
    with transaction.atomic():
        token = open_scope(cast.uploader_a.actor)
        inner = open_scope(None)
        assert settings_now() == ("", "", "")
        with pytest.raises(ScopeError):
            current_actor()
        close_scope(inner)
        close_scope(token)


def test_the_settings_do_not_stay_on_a_pooled_connection(committed: None, cast: Cast) -> None:
    with scope(cast.uploader_a.actor):
        assert settings_now()[0]
    assert settings_now() == ("", "", "")
    with system_scope("the test opens the portal's own"):
        pass
    assert settings_now() == ("", "", "")


def test_another_thread_does_not_inherit_the_actor(cast: Cast) -> None:
    found: list[str] = []

    def look() -> None:
        try:
            current_actor()
        except ScopeError as error:
            found.append(str(error))

    with scope(cast.uploader_a.actor):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert found == ["no scope is open"]
