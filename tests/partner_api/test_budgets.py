"""Budgets of look-ups: counted, refused, and the refusal kept."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connections
from pytest_django import Settings

from apps.audit.models import Entry
from apps.core.errors import BudgetError
from apps.institutions.actor import Actor
from apps.institutions.scope import scope, system_scope
from apps.partner_api.budgets import budgets_of, seconds_to_midnight, spend_lookups
from tests.builders.cast import Cast
from tests.live import Portal
from tests.partner_api.conftest import Partner


@pytest.fixture(autouse=True)
def _small_budgets(settings: Settings) -> None:
    settings.LOOKUP_BUDGET_PERSON = 10
    settings.LOOKUP_BUDGET_INSTITUTION = 15


def spend(actor: Actor, persons: int) -> bool:
    with scope(actor):
        try:
            spend_lookups(actor=actor, persons=persons)
        except BudgetError:
            return False
        return True


def used(actor: Actor) -> tuple[int, int]:
    with scope(actor):
        budgets = budgets_of(actor)
        return budgets.own.used, budgets.institution.used


def test_the_budget_can_be_spent_to_the_last_person_and_no_further(cast: Cast) -> None:
    actor = cast.registrar_a.actor
    assert spend(actor, 9)
    assert spend(actor, 1)
    assert used(actor) == (10, 10)
    assert not spend(actor, 1)


def test_a_refused_attempt_counts_for_the_person_and_not_for_colleagues(cast: Cast) -> None:
    actor, colleague = cast.registrar_a.actor, cast.approver_a.actor
    assert spend(actor, 6)
    assert not spend(actor, 5)
    assert used(actor) == (11, 6)
    assert not spend(actor, 1)
    assert spend(colleague, 9)


def test_an_institution_has_one_budget_for_all(cast: Cast) -> None:
    actor, colleague = cast.registrar_a.actor, cast.approver_a.actor
    assert spend(actor, 9)
    assert not spend(colleague, 7)
    assert used(colleague) == (7, 9)
    assert spend(cast.registrar_b.actor, 10)


def test_a_refusal_is_in_the_log_with_retry_after(cast: Cast) -> None:
    actor = cast.registrar_a.actor
    with scope(actor), pytest.raises(BudgetError) as refusal:
        spend_lookups(actor=actor, persons=11)
    assert 0 < refusal.value.data["retry_after"] <= 86_401
    with system_scope("the test reads the log"):
        entry = Entry.objects.get(action="lookups_refused")
    assert entry.data == {"persons": 11, "budget": "own"}
    assert entry.user_id == actor.user_id
    assert entry.acting_institution_id == actor.institution_id


def test_a_client_and_a_person_with_the_same_number_are_two(cast: Cast) -> None:
    person = cast.registrar_a.actor
    client = replace(person, user_id=None, client_id=person.user_id)
    assert spend(person, 10)
    assert used(client) == (0, 10)


def test_midnight_is_within_a_day() -> None:
    assert 1 <= seconds_to_midnight() <= 86_401


@pytest.mark.usefixtures("committed")
def test_four_at_once_cannot_spend_more_than_there_is(cast: Cast) -> None:
    actor = cast.registrar_a.actor
    together = threading.Barrier(4)

    def try_to_spend() -> bool:
        together.wait()
        try:
            return spend(actor, 4)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as four:
        outcomes = [sent.result() for sent in [four.submit(try_to_spend) for _one in range(4)]]
    assert sorted(outcomes) == [False, False, True, True]
    assert used(actor) == (16, 8)


@pytest.mark.usefixtures("committed")
def test_over_http_a_refusal_is_429_and_outlives_the_rollback(
    probe_portal: Portal, partner: Partner
) -> None:
    header = probe_portal.bearer(partner.client_id, partner.secret)
    applicants = [{"name": "A", "birth_date": "2008-01-31"}] * 3
    body = {"officer": "x", "applicants": applicants}
    answers = [
        probe_portal.post("/api/v1/look", json=body, headers=header | {"Idempotency-Key": key})
        for key in ("first", "second")
    ]
    assert [answer.status_code for answer in answers] == [200, 429]
    refused = answers[1]
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.json()["code"] == "budget_exhausted"
    assert 0 < int(refused.headers["Retry-After"]) <= 86_401
    with system_scope("the test reads the log"):
        entry = Entry.objects.get(action="lookups_refused")
    assert entry.data == {"persons": 3, "budget": "own"}
    me = probe_portal.get("/api/v1/me", headers=header).json()
    assert me["lookups_today"] == {
        "client": {"limit": 5, "used": 6, "left": 0},
        "institution": {"limit": 8, "used": 3, "left": 5},
    }
