"""The same key twice, at once and afterwards, on connections of their own."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
import requests
from django.db import connection

from apps.audit.models import Entry
from apps.institutions.scope import system_scope
from apps.partner_api.models import KeptAnswer, LookupCount
from tests.databases import owner
from tests.live import Portal
from tests.partner_api.conftest import Partner
from tests.partner_api.probe_urls import GATE

pytestmark = pytest.mark.usefixtures("committed")
BODY = {
    "officer": "Officer One",
    "applicants": [{"name": "สมหญิง ใจดี", "birth_date": "2008-01-31"}],
}


def looks() -> int:
    """Persons counted so far: what the requests have done."""
    with system_scope("the test counts effects"):
        return sum(LookupCount.objects.filter(subject="all").values_list("used", flat=True))


@contextmanager
def shut_gate() -> Iterator[Any]:
    """While it is shut, requests wait inside the endpoint."""
    with owner(connection.settings_dict["NAME"]) as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [GATE])
        yield cursor


def wait_until_one_stands_at_the_gate(cursor: Any) -> None:
    waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    for _look in range(20_000):
        cursor.execute(waiting)
        if cursor.fetchone()[0]:
            return
    raise AssertionError("no request reached the endpoint")


class Caller:
    def __init__(self, portal: Portal, partner: Partner) -> None:
        self.portal = portal
        self.headers = portal.bearer(partner.client_id, partner.secret)

    def look(self, key: str | None, body: Any = BODY) -> requests.Response:
        headers = self.headers | ({"Idempotency-Key": key} if key is not None else {})
        return self.portal.post("/api/v1/look", json=body, headers=headers)


@pytest.fixture
def caller(probe_portal: Portal, partner: Partner) -> Caller:
    return Caller(probe_portal, partner)


def test_a_repeated_request_gets_the_same_answer_and_is_done_once(caller: Caller) -> None:
    key = str(uuid4())
    first, second = caller.look(key), caller.look(f'"{key}"')
    assert first.status_code == 200
    assert first.json() == {"names": ["สมหญิง ใจดี"]}
    assert "Idempotency-Replayed" not in first.headers
    assert (second.status_code, second.content) == (200, first.content)
    assert second.headers["Idempotency-Replayed"] == "true"
    assert second.headers["Content-Type"] == first.headers["Content-Type"]
    assert looks() == 1
    with system_scope("the test reads the log"):
        assert Entry.objects.filter(action="api_answer_replayed").count() == 1


def test_while_the_first_is_running_the_second_is_told_so(caller: Caller) -> None:
    key = str(uuid4())
    with ThreadPoolExecutor(1) as one:
        with shut_gate() as gate:
            first = one.submit(caller.look, key)
            wait_until_one_stands_at_the_gate(gate)
            second = caller.look(key)
        assert first.result().status_code == 200
    assert (second.status_code, second.json()["code"]) == (409, "request_running")
    assert second.headers["Retry-After"]
    assert caller.look(key).headers["Idempotency-Replayed"] == "true"
    assert looks() == 1


def test_four_at_once_have_one_effect(caller: Caller) -> None:
    key = str(uuid4())
    together = threading.Barrier(4)

    def send() -> requests.Response:
        together.wait()
        return caller.look(key)

    with ThreadPoolExecutor(4) as four:
        answers = [sent.result() for sent in [four.submit(send) for _sender in range(4)]]
    done = [answer for answer in answers if answer.status_code == 200]
    assert len([answer for answer in done if "Idempotency-Replayed" not in answer.headers]) == 1
    assert len({answer.content for answer in done}) == 1
    assert {answer.status_code for answer in answers} <= {200, 409}
    assert looks() == 1


def test_the_same_key_with_another_body_is_refused(caller: Caller) -> None:
    key = str(uuid4())
    caller.look(key)
    other = caller.look(key, BODY | {"officer": "Officer Two"})
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert looks() == 1


@pytest.mark.parametrize(
    ("key", "code"),
    [
        (None, "idempotency_key_missing"),
        ("", "idempotency_key_missing"),
        ('""', "idempotency_key_invalid"),
        ("k" * 256, "idempotency_key_invalid"),
        ("with space", "idempotency_key_invalid"),
    ],
)
def test_a_key_is_required(caller: Caller, key: str | None, code: str) -> None:
    answer = caller.look(key)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert looks() == 0


def test_a_refused_request_may_be_sent_again_under_its_key(caller: Caller) -> None:
    key = str(uuid4())
    assert caller.look(key, {"officer": ""}).status_code == 400
    assert caller.look(key).status_code == 200
    assert looks() == 1


def test_keys_are_each_clients_own(
    caller: Caller, probe_portal: Portal, other_partner: Partner
) -> None:
    key = str(uuid4())
    caller.look(key)
    other = Caller(probe_portal, other_partner).look(key)
    assert other.status_code == 200
    assert "Idempotency-Replayed" not in other.headers
    assert looks() == 2


def test_nothing_of_the_kept_answer_can_be_read(caller: Caller) -> None:
    key = "1101700230708"
    caller.look(key)
    with system_scope("the test looks at what is kept"):
        kept = KeptAnswer.objects.get()
    at_rest = bytes(kept.body) + bytes(kept.key_digest) + bytes(kept.fingerprint)
    assert "สมหญิง".encode() not in at_rest
    assert key.encode() not in at_rest
