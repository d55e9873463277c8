"""Workers killed, Valkey emptied or gone: what was accepted is done, and done once."""

import logging
import os
import random
import time
from typing import Any
from uuid import UUID

import pytest
from celery import Celery
from django.conf import settings

from apps.audit.models import Entry as AuditEntry
from apps.graduates.models import Entry, Roster
from apps.graduates.states import RosterState
from apps.institutions.scope import scope, system_scope
from apps.jobs import services, waking
from apps.jobs.models import Job, Progress, State
from apps.jobs.services import enqueue
from tests.builders.cast import Cast
from tests.faults.processes import Broker, Machine, Process, free_port, wait_for
from tests.faults.world import checked, fresh, roster_file, submit

pytestmark = pytest.mark.fault
ROWS = 6_000
KILLS = int(os.environ.get("FAULT_KILLS", "10"))
JOBS = 200


def job_of(roster: Roster) -> UUID:
    assert roster.job is not None
    return roster.job.uuid


def state_of(roster: Roster) -> tuple[str, int, int]:
    """State of the roster's job, and how far it is: done, total."""
    with system_scope("the test watches a job"):
        job = Job.objects.get(pk=roster.job_id)
    step = Progress.objects.filter(job=job.uuid, token=job.token).first()
    return job.state, step.done if step else 0, step.total if step else 0


def kill_within(worker: Process, rosters: list[Roster], part: float) -> int:
    """Kill once `part` of the first list is done; how many lists were between start and end."""
    due = Progress.objects.filter(job=job_of(rosters[0]), done__gte=max(1, int(part * ROWS)))
    wait_for(due.exists, "progress")
    worker.kill()
    states = map(state_of, rosters)
    return sum(state == State.RUNNING and 0 < done < total for state, done, total in states)


def assert_whole(actor: Any, roster: Roster, first: int) -> None:
    """One roster, every row once, one set of effects."""
    seen = fresh(actor, roster)
    assert (seen.state, seen.rows, seen.accepted) == (RosterState.IN_REVIEW, ROWS, ROWS)
    with scope(actor):
        rows = Entry.objects.filter(roster=seen)
        assert rows.count() == ROWS
        assert rows.values("id_index").distinct().count() == ROWS
        assert set(rows.values_list("row", flat=True)) == set(range(2, ROWS + 2))
        codes = set(rows.values_list("student_code", flat=True))
        assert codes == {str(40_000 + first + place) for place in range(ROWS)}
        actions = list(
            AuditEntry.objects.filter(target_uuid=seen.uuid).values_list("action", flat=True)
        )
        assert sorted(actions) == ["roster.check", "roster.upload"]
        assert seen.history.count() == 2


def test_a_killed_worker_loses_and_doubles_nothing(machine: Machine, cast: Cast) -> None:
    """Two lists at once; each worker finishes what the one before left, and is killed in the next.

    A list is made anew for each kill: three tries are all that a job has.
    """
    chance = random.Random(20_260_701)
    schools = ((cast.uploader_a.actor, 0), (cast.uploader_b.actor, ROWS))
    content = {
        first: (roster_file(ROWS, first=first), roster_file(ROWS, first=first) + b"\n")
        for _actor, first in schools
    }
    machine.scheduler()
    interrupted, worker = 0, machine.worker(processes=2)
    for attempt in range(2 * KILLS):
        lists = [submit(actor, content[first][attempt % 2]) for actor, first in schools]
        following = machine.worker(processes=2, ready=False)
        interrupted += kill_within(worker, lists, chance.choice((0.01, 0.3, 0.5, 0.6)))
        for one in lists:
            wait_for(lambda one=one: state_of(one)[0] == State.DONE, "the list after a kill")
        for one, (actor, first) in zip(lists, schools, strict=True):
            assert_whole(actor, one, first)
        worker = following
        if interrupted >= KILLS:
            break
    assert interrupted >= KILLS


def test_an_emptied_valkey_loses_no_job(machine: Machine, broker: Broker, cast: Cast) -> None:
    actor = cast.registrar_a.actor
    with scope(actor):
        jobs = [enqueue(actor=actor, kind="tests.nothing", arguments={}) for _ in range(JOBS)]
    assert broker.waiting() == JOBS
    broker.client.flushall()
    assert broker.waiting() == 0
    machine.worker(app="tests.faults.unfiltered")
    machine.scheduler()

    def finished() -> bool:
        with scope(actor):
            return not Job.objects.exclude(state=State.DONE).exists()

    wait_for(finished, "the end of all jobs")
    with scope(actor):
        done = Job.objects.filter(pk__in=[job.pk for job in jobs])
        assert (done.count(), set(done.values_list("state", flat=True))) == (JOBS, {"done"})


def test_a_broker_that_is_down_takes_nothing_away(
    committed: None, cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    nowhere = Celery("nowhere", broker=f"redis://127.0.0.1:{free_port()}/0", set_as_current=False)
    nowhere.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    monkeypatch.setattr(waking, "current_app", nowhere)
    actor = cast.uploader_a.actor
    began = time.monotonic()
    with caplog.at_level(logging.WARNING):
        roster = submit(actor, roster_file(3))
    assert time.monotonic() - began < 3, "the one who sent it does not wait for the broker"
    assert "the broker cannot be reached" in caplog.text
    assert state_of(roster)[0] == State.QUEUED
    woken: list[Any] = []
    monkeypatch.setattr(services, "wake", woken.append)
    services.sweep()
    assert woken == [job_of(roster)]
    assert services.run(woken[0]) == "done"
    assert fresh(actor, roster).state == RosterState.IN_REVIEW


def test_a_request_that_fails_leaves_no_job(committed: None, broker: Broker, cast: Cast) -> None:
    actor = cast.registrar_a.actor
    with pytest.raises(ZeroDivisionError), scope(actor):
        raise ZeroDivisionError(enqueue(actor=actor, kind="tests.nothing", arguments={}))
    assert broker.waiting() == 0
    with system_scope("the test counts jobs"):
        assert Job.objects.count() == 0


def test_the_same_work_twice_at_once_is_done_once(machine: Machine, cast: Cast) -> None:
    """Two workers, and a message for each of them: as after a visibility timeout."""
    actor = cast.uploader_a.actor
    machine.worker(processes=2)
    roster = submit(actor, roster_file(500))
    for _ in range(10):
        waking.wake(job_of(roster))
    wait_for(lambda: state_of(roster)[0] == State.DONE, "the list")
    wait_for(lambda: machine.broker.waiting() == 0, "the end of the messages")
    seen = fresh(actor, roster)
    with scope(actor):
        assert Entry.objects.filter(roster=seen).count() == 500
        checks = AuditEntry.objects.filter(target_uuid=seen.uuid, action="roster.check")
        assert (checks.count(), seen.history.count()) == (1, 2)
    again = checked(cast.uploader_b.actor, roster_file(2))
    assert again.accepted == 2
