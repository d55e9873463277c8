"""Row security on the own connections of gunicorn and Celery, with the filter taken away."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from apps.institutions.scope import scope
from apps.jobs.models import Job, State
from apps.jobs.services import enqueue
from tests.builders.cast import Cast, Person
from tests.faults.processes import Machine, wait_for
from tests.faults.world import fill_both_sides
from tests.live import running_portal

pytestmark = pytest.mark.fault


def session_of(person: Person) -> dict[str, str]:
    client = Client()
    client.force_login(person.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return {name: morsel.value for name, morsel in client.cookies.items()}


def assert_walls_hold(told: dict[str, Any]) -> None:
    assert told["filter_is_gone"]
    assert told["foreign"] == 0
    assert told["foreign_through_orm"] == 0
    assert told["own"]["graduates_verification"] == 1
    assert told["own"]["partner_api_client"] == 1
    assert told["role_faults"] == []
    assert told["user"] == told["session_user"]


def test_gunicorn_sees_nothing_foreign(committed: None, cast: Cast, tmp_path: Path) -> None:
    fill_both_sides(cast)
    cookies = {one: session_of(one) for one in (cast.registrar_a, cast.registrar_b)}
    with running_portal(tmp_path, "tests.faults.unfiltered_settings") as portal:
        for asked in cookies.values():
            told = portal.get("/probe/", cookies=asked).json()
            assert told["application"].startswith("live-")
            assert_walls_hold(told)
        stranger = portal.get("/probe/", allow_redirects=False)
        assert stranger.status_code == 302


def test_celery_sees_nothing_foreign(machine: Machine, cast: Cast) -> None:
    fill_both_sides(cast)
    machine.worker(app="tests.faults.unfiltered")
    for asker in (cast.registrar_a, cast.registrar_b):
        with scope(asker.actor):
            job = enqueue(actor=asker.actor, kind="tests.probe", arguments={})

        def done(one: Job = job, by: Person = asker) -> dict[str, Any] | None:
            with scope(by.actor):
                seen = Job.objects.get(pk=one.pk)
            assert seen.state != State.FAILED, seen.failure
            return seen.result if seen.state == State.DONE else None

        told = wait_for(done, "the probe's answer")
        assert told["application"].startswith("worker-")
        assert_walls_hold(told)
