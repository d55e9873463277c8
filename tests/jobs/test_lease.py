"""Lease, fencing and tries of jobs, by the database's clock."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections

from apps.audit.models import Entry as AuditEntry
from apps.audit.services import record
from apps.core.errors import InvalidError, NotFoundError
from apps.institutions.scope import scope, system_scope
from apps.jobs import lease, registry, services, tasks
from apps.jobs.models import Job, Progress, State
from apps.jobs.registry import Run, handles
from apps.jobs.selectors import job_status
from apps.jobs.services import enqueue, run, sweep
from tests.builders.cast import Cast
from tests.databases import owner

KIND = "tests.effect"


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """Whom the portal would wake, without a broker."""
    found: list[UUID] = []
    monkeypatch.setattr(services, "wake", found.append)
    return found


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    before = dict(registry._handlers)
    yield
    registry._handlers.clear()
    registry._handlers.update(before)


def effect(run: Run) -> None:
    record(who=run.actor.who, action="test.effect", target="thing", target_uuid=run.uuid)


def queued(cast: Cast, max_tries: int = 3) -> Job:
    actor = cast.registrar_a.actor
    with scope(actor):
        return enqueue(actor=actor, kind=KIND, arguments={}, max_tries=max_tries)


def seen(job: Job) -> Job:
    with system_scope("the test looks at a job"):
        return Job.objects.get(pk=job.pk)


def effects(cast: Cast) -> int:
    with scope(cast.registrar_a.actor):
        return AuditEntry.objects.filter(action="test.effect").count()


def let_the_lease_run_out(job: Job) -> None:
    with owner(connection.settings_dict["NAME"]) as cursor:
        cursor.execute(
            "UPDATE jobs_progress SET leased_until = clock_timestamp() - interval '1 s'"
            " WHERE job = %s",
            [str(job.uuid)],
        )
        assert cursor.rowcount == 1


def test_who_wakes_after_the_lease_commits_nothing(
    committed: None, cast: Cast, woken: list[UUID]
) -> None:
    """The first worker sleeps; the lease runs out; a second finishes; the first comes back."""
    at_work, go_on = threading.Event(), threading.Event()
    turns: list[int] = []

    @handles(KIND)
    def slow_at_first(run: Run) -> dict[str, Any]:
        turns.append(len(turns))
        effect(run)
        if turns[-1] == 0:
            at_work.set()
            assert go_on.wait(30)
            return {"by": "first"}
        return {"by": "second"}

    job = queued(cast)

    def first_worker() -> str:
        try:
            return run(job.uuid)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(first_worker)
        assert at_work.wait(30)
        assert run(job.uuid) == "", "the lease still runs"
        let_the_lease_run_out(job)
        assert run(job.uuid) == State.DONE
        go_on.set()
        assert first.result(30) == ""
    done = seen(job)
    assert (done.state, done.tries, done.token, done.result) == ("done", 2, 2, {"by": "second"})
    assert effects(cast) == 1


def test_a_lease_that_ran_out_is_not_renewed_or_used(
    committed: None, cast: Cast, woken: list[UUID]
) -> None:
    """Also while nobody else has taken the job yet."""
    job = queued(cast)
    held = lease.claim(job.uuid)
    assert held is not None
    lease.beat(held, 1, 2, "half")
    let_the_lease_run_out(job)
    with pytest.raises(lease.LeaseLost):
        lease.beat(held, 2, 2, "all")

    def finish_late() -> None:
        with scope(held.actor):
            record(who=held.actor.who, action="test.effect", target="thing")
            lease.finish(held, "{}")

    with pytest.raises(lease.LeaseLost):
        finish_late()
    assert effects(cast) == 0
    assert seen(job).state == State.RUNNING
    assert sweep() == 1
    assert woken[-1] == job.uuid


def test_progress_is_seen_while_the_work_is_open(committed: None, cast: Cast) -> None:
    told: list[tuple[int, int, str]] = []

    @handles(KIND)
    def reports(run: Run) -> dict[str, Any]:
        run.progress(3, 9, "reading")
        with owner(connection.settings_dict["NAME"]) as cursor:
            cursor.execute(
                "SELECT done, total, note FROM jobs_progress WHERE job = %s", [str(run.uuid)]
            )
            told.append(cursor.fetchone())
        return {}

    job = queued(cast)
    assert run(job.uuid) == State.DONE
    assert told == [(3, 9, "reading")]
    with scope(cast.registrar_a.actor):
        status = job_status(job.uuid)
    assert (status.done, status.total, status.is_open) == (3, 9, False)
    with scope(cast.registrar_b.actor), pytest.raises(NotFoundError):
        job_status(job.uuid)


def test_many_workers_one_claim(committed: None, cast: Cast) -> None:
    job, many = queued(cast), 12
    gate = threading.Barrier(many, timeout=30)

    def take(_number: int) -> bool:
        try:
            gate.wait()
            return lease.claim(job.uuid) is not None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(many) as pool:
        assert sum(pool.map(take, range(many))) == 1
    assert seen(job).tries == 1


def test_two_sweeps_at_once_wake_each_job_once(
    committed: None, cast: Cast, woken: list[UUID]
) -> None:
    jobs = [queued(cast) for _ in range(20)]
    woken.clear()
    gate = threading.Barrier(2, timeout=30)

    def look(_number: int) -> int:
        try:
            gate.wait()
            return sweep()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(look, range(2))) == len(jobs)
    assert sorted(woken) == sorted(job.uuid for job in jobs)


@pytest.mark.django_db
class TestTries:
    def test_what_fails_is_tried_again_later_and_then_set_aside(
        self, cast: Cast, woken: list[UUID]
    ) -> None:
        @handles(KIND)
        def fails(run: Run) -> dict[str, Any]:
            effect(run)
            raise ZeroDivisionError("1101700230708")

        job = queued(cast)
        for attempt, state in ((1, "queued"), (2, "queued"), (3, "failed")):
            assert run(job.uuid) == state
            found = seen(job)
            assert (found.tries, found.state) == (attempt, state)
            assert found.failure.startswith("ZeroDivisionError fails:")
            assert "1101700230708" not in found.failure
            assert run(job.uuid) == "", "not before its time"
            self.let_time_pass()
        assert effects(cast) == 0
        assert sweep() == 0
        assert seen(job).finished_at is not None

    def let_time_pass(self) -> None:
        with system_scope("the test lets time pass"):
            Job.objects.update(not_before=None)

    def test_a_refusal_is_kept_by_its_code(self, cast: Cast, woken: list[UUID]) -> None:
        @handles(KIND)
        def refuses(run: Run) -> dict[str, Any]:
            raise InvalidError

        job = queued(cast, max_tries=1)
        assert (run(job.uuid), seen(job).failure) == ("failed", "invalid")

    def test_a_kind_nobody_knows(self, cast: Cast, woken: list[UUID]) -> None:
        job = queued(cast, max_tries=1)
        assert run(job.uuid) == "failed"
        assert seen(job).failure.startswith("KeyError")

    def test_a_worker_lost_each_time(self, cast: Cast, woken: list[UUID]) -> None:
        """What kills its worker is set aside after its tries, and not claimed once more."""
        job = queued(cast)
        for _attempt in range(3):
            assert lease.claim(job.uuid) is not None
            Progress.objects.update(leased_until="2020-01-01T00:00Z")
        assert lease.claim(job.uuid) is None
        assert sweep() == 0
        found = seen(job)
        assert (found.state, found.failure, found.tries) == ("failed", "worker_lost", 3)

    def test_what_is_done_is_not_done_again(self, cast: Cast, woken: list[UUID]) -> None:
        @handles(KIND)
        def works(run: Run) -> dict[str, Any]:
            effect(run)
            return {}

        job = queued(cast)
        assert tasks.run(str(job.uuid)) == "done"
        assert tasks.run(str(job.uuid)) == ""
        assert effects(cast) == 1

    def test_the_sweep_waits_before_it_wakes_again(self, cast: Cast, woken: list[UUID]) -> None:
        job = queued(cast)
        assert (sweep(), sweep()) == (1, 0)
        with system_scope("the test lets time pass"):
            Job.objects.update(woken_at="2020-01-01T00:00Z")
        assert tasks.sweep() == 1
        assert woken == [job.uuid, job.uuid]

    def test_arguments_and_handlers_run_as_who_asked(self, cast: Cast, woken: list[UUID]) -> None:
        told: list[Run] = []

        @handles(KIND)
        def listens(run: Run) -> dict[str, Any]:
            told.append(run)
            return {"heard": True}

        actor = cast.registrar_a.actor
        with scope(actor):
            job = enqueue(actor=actor, kind=KIND, arguments={"thing": "7"})
        assert run(job.uuid) == State.DONE
        assert (told[0].actor, told[0].arguments) == (actor, {"thing": "7"})
        assert seen(job).result == {"heard": True}
