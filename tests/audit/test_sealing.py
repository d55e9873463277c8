"""The log in the database: written with the act, sealed without a fork, tampering found."""

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from apps.audit import tasks
from apps.audit.chain import FIELDS, GENESIS, next_hash
from apps.audit.models import Entry, Link
from apps.audit.services import Look, Who, record, record_looks, seal, write_checkpoint
from apps.audit.verify import verify
from apps.institutions.actor import Actor
from apps.institutions.scope import scope, system_scope
from tests.builders.cast import Cast
from tests.databases import empty_database, owner

THREADS, EACH = 8, 100


@pytest.fixture(autouse=True)
def _own_checkpoints() -> Iterator[None]:
    """The folder outside the database belongs to one test."""
    shutil.rmtree(settings.CHECKPOINTS_ROOT, ignore_errors=True)
    yield
    shutil.rmtree(settings.CHECKPOINTS_ROOT, ignore_errors=True)


def act(actor: Actor, number: int = 1) -> None:
    for place in range(number):
        record(
            who=actor.who,
            action="test.act",
            target="thing",
            target_uuid=uuid4(),
            owner_institution_id=actor.institution_id,
            data={"number": place},
        )


@contextmanager
def tampering() -> Iterator[Any]:
    """The owner's role with row security and foreign keys out of its way: who can do anything."""
    tables = ("audit_entry", "audit_link")
    with owner(connection.settings_dict["NAME"]) as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        cursor.execute(
            "SELECT conname FROM pg_constraint"
            " WHERE conrelid = 'audit_link'::regclass AND contype = 'f'"
        )
        (link,) = cursor.fetchone()
        cursor.execute(f'ALTER TABLE audit_link DROP CONSTRAINT "{link}"')
        try:
            yield cursor
        finally:
            cursor.execute(
                "DELETE FROM audit_link WHERE entry_id NOT IN (SELECT id FROM audit_entry)"
            )
            cursor.execute(
                f'ALTER TABLE audit_link ADD CONSTRAINT "{link}" FOREIGN KEY (entry_id)'
                " REFERENCES audit_entry (id) DEFERRABLE INITIALLY DEFERRED"
            )
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def rewrite(cursor: Any) -> None:
    """A thorough forger: change the oldest entry, then compute the whole chain anew."""
    cursor.execute("UPDATE audit_entry SET actor_label = 'somebody else' WHERE id = 1")
    columns = ", ".join(f'"{name}"' for name in FIELDS)
    cursor.execute(
        f"SELECT link.sequence, {columns} FROM audit_link link"
        " JOIN audit_entry entry ON entry.id = link.entry_id ORDER BY link.sequence"
    )
    head = GENESIS
    for sequence, *values in cursor.fetchall():
        entry = dict(zip(FIELDS, values, strict=True))
        head = next_hash(head, sequence, entry)
        cursor.execute("UPDATE audit_link SET hash = %s WHERE sequence = %s", [head, sequence])


def statement(*texts: str) -> Callable[[Any], None]:
    def run(cursor: Any) -> None:
        for text in texts:
            cursor.execute(text)
            assert cursor.rowcount > 0, text

    return run


TAMPERINGS: dict[str, Callable[[Any], None]] = {
    "label edited": statement("UPDATE audit_entry SET actor_label = 'x' WHERE id = 4"),
    "moment edited": statement("UPDATE audit_entry SET at = at + interval '1 s' WHERE id = 4"),
    "owner edited": statement("UPDATE audit_entry SET owner_institution_id = NULL WHERE id = 10"),
    "data edited": statement("UPDATE audit_entry SET data = '{}' WHERE id = 1"),
    "entry deleted": statement("DELETE FROM audit_entry WHERE id = 4"),
    "entry and link deleted": statement(
        "DELETE FROM audit_link WHERE entry_id = 4", "DELETE FROM audit_entry WHERE id = 4"
    ),
    "gap closed": statement(
        "DELETE FROM audit_link WHERE entry_id = 4",
        "DELETE FROM audit_entry WHERE id = 4",
        "UPDATE audit_link SET sequence = sequence - 1 WHERE sequence = 5",
    ),
    "last one cut off": statement(
        "DELETE FROM audit_link WHERE entry_id = 10", "DELETE FROM audit_entry WHERE id = 10"
    ),
    "last half cut off": statement(
        "DELETE FROM audit_link WHERE sequence > 5", "DELETE FROM audit_entry WHERE id > 5"
    ),
    "all cut off": statement("DELETE FROM audit_link", "DELETE FROM audit_entry"),
    "two swapped": statement(
        "UPDATE audit_link SET entry_id = 100 WHERE entry_id = 4",
        "UPDATE audit_link SET entry_id = 4 WHERE entry_id = 5",
        "UPDATE audit_link SET entry_id = 5 WHERE entry_id = 100",
    ),
    "link unsealed": statement("DELETE FROM audit_link WHERE sequence = 10"),
    "all written anew": rewrite,
}


@pytest.fixture
def renumbered(committed: None) -> None:
    """Serial ids begin at 1, whatever was rolled back before."""
    empty_database()


@pytest.fixture
def sealed(renumbered: None, cast: Cast) -> Cast:
    with scope(cast.registrar_a.actor):
        act(cast.registrar_a.actor, 10)
    tasks.seal()
    assert verify() == {"faults": [], "sealed": 10, "waiting": 0, "checkpoints": 1}
    return cast


def test_every_tampering_is_found(sealed: Cast) -> None:
    with owner(connection.settings_dict["NAME"]) as cursor:
        for table in ("audit_entry", "audit_link"):
            cursor.execute(f"CREATE TABLE kept_{table} AS TABLE {table} WITH NO DATA")
    try:
        with tampering() as cursor:
            for table in ("audit_entry", "audit_link"):
                cursor.execute(f"INSERT INTO kept_{table} SELECT * FROM {table}")
            for name, tamper in TAMPERINGS.items():
                tamper(cursor)
                faults = verify()["faults"]
                assert faults, name
                if tamper is rewrite:  # the chain itself is whole again: the checkpoint tells
                    assert all("checkpoint" in fault for fault in faults)
                with pytest.raises(CommandError):
                    call_command("verify_audit", stdout=StringIO())
                for table in ("audit_link", "audit_entry"):
                    cursor.execute(f"DELETE FROM {table}")
                for table in ("audit_entry", "audit_link"):
                    cursor.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")
                assert verify()["faults"] == [], f"put back after {name}"
    finally:
        with owner(connection.settings_dict["NAME"]) as cursor:
            cursor.execute("DROP TABLE kept_audit_entry, kept_audit_link")


def test_a_forged_checkpoint_is_found(sealed: Cast) -> None:
    (path,) = settings.CHECKPOINTS_ROOT.glob("*.jsonl")
    point = json.loads(path.read_text())
    path.write_text(json.dumps(point | {"signature": "00" * 32}) + "\n")
    assert "not genuine" in verify()["faults"][0]


def test_the_command_says_that_all_is_well(sealed: Cast) -> None:
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert json.loads(out.getvalue())["sealed"] == 10


def test_many_write_and_seal_at_once_without_a_fork(committed: None, cast: Cast) -> None:
    """Eight connections append a hundred entries each while two others seal."""
    actor, gate = cast.registrar_a.actor, threading.Barrier(THREADS + 2, timeout=60)
    writing = threading.Event()

    def append(_number: int) -> None:
        try:
            gate.wait()
            for _turn in range(EACH // 10):
                with scope(actor):
                    act(actor, 10)
        finally:
            connections.close_all()

    def keep_sealing(_number: int) -> int:
        total = 0
        try:
            gate.wait()
            while not writing.is_set():
                total += seal()
            return total
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS + 2) as pool:
        sealers = [pool.submit(keep_sealing, number) for number in range(2)]
        writers = [pool.submit(append, number) for number in range(THREADS)]
        for writer in writers:
            writer.result(120)
        writing.set()
        at_once = sum(sealer.result(120) for sealer in sealers)
    rest = seal()
    assert at_once > 0
    assert at_once + rest == THREADS * EACH
    assert verify() == {"faults": [], "sealed": THREADS * EACH, "waiting": 0, "checkpoints": 0}
    with system_scope("the test reads the chain"):
        assert list(Link.objects.order_by("sequence").values_list("sequence", flat=True)) == list(
            range(1, THREADS * EACH + 1)
        )


def test_what_commits_late_is_sealed_later(committed: None, cast: Cast) -> None:
    """An entry with a smaller id that commits after the sealer came is not left out."""
    actor = cast.registrar_a.actor
    opened, closing = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with scope(actor):
                act(actor)
                opened.set()
                assert closing.wait(30)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(slow)
        assert opened.wait(30)
        with scope(actor):
            act(actor)
        assert seal() == 1
        closing.set()
        late.result(30)
    assert seal() == 1
    write_checkpoint()
    assert verify() == {"faults": [], "sealed": 2, "waiting": 0, "checkpoints": 1}
    with system_scope("the test reads the order"):
        ordered = list(Link.objects.order_by("sequence").values_list("entry_id", flat=True))
    assert ordered == sorted(ordered, reverse=True)


@pytest.mark.django_db
class TestEntries:
    def test_an_act_that_fails_is_not_recorded(self, cast: Cast) -> None:
        with pytest.raises(ZeroDivisionError), scope(cast.registrar_a.actor):
            raise ZeroDivisionError(act(cast.registrar_a.actor))
        with system_scope("the test counts"):
            assert not Entry.objects.exists()

    def test_nothing_is_recorded_in_anothers_name(self, cast: Cast) -> None:
        with pytest.raises(Exception, match="row-level security"), scope(cast.uploader_a.actor):
            act(cast.registrar_a.actor)

    def test_a_thousand_looks(self, cast: Cast) -> None:
        who = cast.registrar_a.actor.who
        looks = [Look(cast.school_a.pk, uuid4(), {"n": n}) for n in range(1_001)]
        with scope(cast.registrar_a.actor):
            record_looks(who=who, action="look", target="t", purpose="p", case="c", looks=looks)
        with scope(cast.uploader_a.actor):
            assert Entry.objects.count() == 1_001
        with transaction.atomic():
            assert seal() == 1_001

    def test_the_log_outlives_its_user(self, cast: Cast) -> None:
        with scope(cast.director_a.actor):
            act(cast.director_a.actor)
        label, user = cast.director_a.actor.label, cast.director_a.user
        with system_scope("the test deletes a person"):
            user.memberships.all().delete()
            user.delete()
            assert Entry.objects.get().actor_label == label

    def test_who_without_institution(self) -> None:
        with system_scope("the portal acts"):
            record(who=Who(None, None, None, "portal"), action="a", target="t")
            assert Entry.objects.get().target_uuid is None
