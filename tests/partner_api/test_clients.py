"""Clients, their tables and what becomes of them, inside one process."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client as Browser
from django.utils import timezone
from oauth2_provider.models import AccessToken
from pytest_django import Settings
from redis.exceptions import ConnectionError as CacheAwayError

from apps.audit.models import Entry
from apps.core.errors import InvalidError
from apps.institutions.actor import Actor
from apps.institutions.scope import (
    ScopeError,
    current_actor,
    scope,
    system_scope,
    unscoped,
)
from apps.partner_api.authentication import actor_of_client
from apps.partner_api.models import Client, KeptAnswer, LookupCount
from apps.partner_api.selectors import client_by_client_id, holder_of_token
from apps.partner_api.services import make_client
from apps.partner_api.tasks import purge
from tests.partner_api.conftest import Partner

pytestmark = pytest.mark.django_db


def actor_of(partner: Partner) -> Actor:
    client = client_by_client_id(partner.client_id)
    assert client is not None
    return actor_of_client(client)


def token_of(partner: Partner) -> str:
    body = {
        "grant_type": "client_credentials",
        "client_id": partner.client_id,
        "client_secret": partner.secret,
    }
    answer = Browser().post("/api/oauth/token", body)
    return str(answer.json()["access_token"])


def test_secret_and_token_are_kept_as_hashes(partner: Partner) -> None:
    token = token_of(partner)
    client = client_by_client_id(partner.client_id)
    assert client is not None
    assert partner.secret not in client.client_secret
    issued = AccessToken.objects.get()
    assert issued.token == ""
    assert token not in issued.token_checksum


def test_making_a_client_is_in_the_log_without_its_secret(partner: Partner) -> None:
    with system_scope("the test reads the log"):
        entry = Entry.objects.get(action="api_client_made")
    assert entry.owner_institution_id == partner.institution.pk
    assert partner.secret not in str(entry.data)


@pytest.mark.parametrize("scopes", [[], ["made:up"], ["graduates:verify", "made:up"]])
def test_a_client_has_scopes_that_exist(partner: Partner, scopes: list[str]) -> None:
    with pytest.raises(InvalidError):
        make_client(institution=partner.institution, name="x", scopes=scopes)


def test_the_scope_of_a_request_ends_with_it(partner: Partner) -> None:
    header = f"Bearer {token_of(partner)}"
    assert Browser().get("/api/v1/me", headers={"Authorization": header}).status_code == 200
    with pytest.raises(ScopeError):
        current_actor()


def test_the_database_shows_a_stranger_no_row_even_unfiltered(
    partner: Partner, other_partner: Partner
) -> None:
    mine, theirs = actor_of(partner), actor_of(other_partner)
    with scope(theirs), unscoped("the test takes the filter away"):
        assert [client.client_id for client in Client.objects.all()] == [other_partner.client_id]
        assert Client.objects.filter(institution=partner.institution).update(name="taken") == 0
    count = LookupCount(institution=partner.institution, subject="all", day="2026-01-01", used=1)
    with scope(theirs), pytest.raises(ProgrammingError), transaction.atomic():
        count.save()
    with scope(mine):
        count.save()
    with scope(theirs), unscoped("the test takes the filter away"):
        assert LookupCount.objects.count() == 0


def test_outside_a_scope_only_the_named_client_is_found(
    partner: Partner, other_partner: Partner
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.institution', '', true)")
        cursor.execute("SELECT count(*) FROM partner_api_client")
        assert cursor.fetchone() == (0,)
    found = client_by_client_id(partner.client_id)
    assert found is not None
    assert found.institution_id == partner.institution.pk
    assert client_by_client_id("nobody") is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("is_active", False),
        ("expires_at", timezone.now() - timedelta(seconds=1)),
        ("scopes", []),
    ],
)
def test_a_change_of_the_client_holds_for_tokens_already_issued(
    partner: Partner, field: str, value: object
) -> None:
    token = token_of(partner)
    before = holder_of_token(token)
    assert before is not None
    assert before.scopes == {"graduates:verify"}
    with system_scope("the test changes a client"):
        Client.objects.filter(client_id=partner.client_id).update(**{field: value})
    after = holder_of_token(token)
    assert (after.scopes if after else frozenset()) == frozenset()


def test_an_expired_token_and_one_for_another_server_are_refused(partner: Partner) -> None:
    token = token_of(partner)
    AccessToken.objects.update(resource=["https://elsewhere.example"])
    assert holder_of_token(token) is None
    AccessToken.objects.update(resource=[])
    assert holder_of_token(token) is not None
    AccessToken.objects.update(expires=timezone.now())
    assert holder_of_token(token) is None


def test_a_closed_institution_has_no_clients(partner: Partner) -> None:
    token = token_of(partner)
    partner.institution.is_active = False
    partner.institution.save()
    assert holder_of_token(token) is None


def test_too_many_requests_of_one_client_are_refused(partner: Partner, settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE = 1
    header = {"Authorization": f"Bearer {token_of(partner)}"}
    # one in a minute of the clock: at most two when the minute ends between them
    answers = [Browser().get("/api/v1/me", headers=header) for _call in range(3)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert refused[0].json()["code"] == "throttled"
    assert 0 < int(refused[0].headers["Retry-After"]) <= 60


def test_without_the_cache_requests_are_served(
    partner: Partner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise CacheAwayError

    with monkeypatch.context() as patched:
        for name in ("add", "incr", "get"):
            patched.setattr(type(cache._connections["default"]), name, away)  # type: ignore[attr-defined]
        header = {"Authorization": f"Bearer {token_of(partner)}"}
        assert Browser().get("/api/v1/me", headers=header).status_code == 200


def test_the_purge_takes_what_has_had_its_time(partner: Partner) -> None:
    token_of(partner)
    actor = actor_of(partner)
    now = timezone.now()
    with scope(actor):
        for hours in (-1, 1):
            KeptAnswer.objects.create(
                institution=partner.institution, client_id=actor.client_id, status=200,
                key_digest=bytes([hours + 1]), fingerprint=b"f", body=b"b",
                expires_at=now + timedelta(hours=hours),
            )  # fmt: skip
        for days in (0, 399, 401):
            LookupCount.objects.create(
                institution=partner.institution, subject="all", used=1,
                day=timezone.localdate() - timedelta(days=days),
            )  # fmt: skip
    purge()
    with scope(actor):
        assert KeptAnswer.objects.get().expires_at > now
        assert LookupCount.objects.count() == 2
    assert AccessToken.objects.count() == 1
    AccessToken.objects.update(expires=now)
    purge()
    assert AccessToken.objects.count() == 0
