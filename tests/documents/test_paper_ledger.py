"""The ledger: numbers without gaps, bytes that cannot be exchanged, and who may do what."""

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from apps.audit.models import Entry
from apps.core.errors import ForbiddenError, InvalidError, NotFoundError, WrongStateError
from apps.documents.details import PaperDetail
from apps.documents.errors import PaperDamagedError
from apps.documents.kinds import GRADUATE_VERIFICATION
from apps.documents.models import Paper, Status
from apps.documents.selectors import paper_content, paper_for_code, paper_get, papers_of
from apps.documents.services import (
    issue_paper,
    paper_pin,
    reserve_paper,
    revoke_paper,
    supersede_paper,
)
from apps.documents.states import TRANSITIONS, after
from apps.documents.storage import write_paper
from apps.events.models import Event
from apps.institutions.actor import Actor
from apps.institutions.models import Institution
from apps.institutions.scope import ScopeError, scope, unscoped
from tests.builders.cast import Cast

pytestmark = pytest.mark.usefixtures("papers_root")

PDF = b"%PDF-1.7 a paper"
Issue = Callable[..., Paper]


def reserve(actor: Actor, issuer: Institution, kind: str = GRADUATE_VERIFICATION) -> Paper:
    return reserve_paper(
        actor=actor,
        kind=kind,
        source_type="tests.thing",
        source_uuid=uuid4(),
        issuer=issuer,
        language="th",
        subject="แจ้งผลการตรวจสอบ",
        template_version="1",
    )


def issue(actor: Actor, paper: Paper, content: bytes = PDF) -> Paper:
    detail = PaperDetail(columns=("ชื่อ",), rows=(("นายอำนาจ ศรีสุวรรณ์",),))
    return issue_paper(actor=actor, paper=paper, content=content, persons=1, detail=detail)


class TestReserving:
    def test_in_the_networks_name(self, cast: Cast) -> None:
        actor = cast.registrar_a.actor
        with scope(actor):
            first, second = (reserve(actor, cast.network) for _ in range(2))
        assert (first.issuer, first.holder_id) == (cast.network, actor.institution_id)
        assert first.status == Status.RESERVED
        assert first.serial.startswith("NET-25")
        assert int(second.serial[-6:]) == int(first.serial[-6:]) + 1
        assert paper_pin(first) == paper_pin(first)
        assert paper_pin(first).encode() not in bytes(first.pin_hash)

    def test_each_issuer_counts_for_itself(self, cast: Cast) -> None:
        actor = cast.registrar_a.actor
        with scope(actor):
            reserve(actor, cast.network)
            own = reserve(actor, cast.university_a)
        assert own.serial.startswith("U00500-25")
        assert own.serial.endswith("-000001")

    def test_not_in_a_strangers_name(self, cast: Cast) -> None:
        actor = cast.registrar_a.actor
        with scope(actor):
            with pytest.raises(ForbiddenError):
                reserve(actor, cast.university_b)
            with pytest.raises(ForbiddenError):
                reserve(actor, cast.network, kind="enrolment_letter")

    def test_a_number_given_back_is_given_again(self, cast: Cast) -> None:
        actor = cast.registrar_a.actor
        with scope(actor):
            with transaction.atomic():
                lost = reserve(actor, cast.network).serial
                transaction.set_rollback(True)
            assert reserve(actor, cast.network).serial == lost


class TestIssuing:
    def test_the_bytes_are_kept_sealed(self, cast: Cast, papers_root: Path) -> None:
        actor = cast.registrar_a.actor
        with scope(actor):
            paper = issue(actor, reserve(actor, cast.network))
            assert paper_content(actor=actor, paper=paper) == PDF
        assert (paper.status, paper.size, paper.persons) == (Status.ACTIVE, len(PDF), 1)
        assert bytes(paper.sha256 or b"") == hashlib.sha256(PDF).digest()
        assert paper.issued_at is not None
        (file,) = [one for one in papers_root.rglob("*") if one.is_file()]
        assert str(file.relative_to(papers_root)) == paper.path
        assert PDF not in file.read_bytes()

    def test_again_with_the_same_bytes_changes_nothing(self, cast: Cast) -> None:
        actor = cast.registrar_a.actor
        with scope(actor):
            paper = issue(actor, reserve(actor, cast.network))
            assert issue(actor, paper).issued_at == paper.issued_at

    def test_other_bytes_are_refused(self, cast: Cast) -> None:
        actor = cast.registrar_a.actor
        with scope(actor):
            paper = issue(actor, reserve(actor, cast.network))
            with pytest.raises(WrongStateError):
                issue(actor, paper, PDF + b"!")
            assert paper_content(actor=actor, paper=paper) == PDF

    def test_a_late_worker_writes_beside_it(self, cast: Cast) -> None:
        actor = cast.registrar_a.actor
        with scope(actor):
            paper = issue(actor, reserve(actor, cast.network))
            assert write_paper(paper.uuid, b"%PDF-1.7 late") != paper.path
            assert paper_content(actor=actor, paper=paper) == PDF

    def test_a_file_exchanged_on_the_disk_is_noticed(self, cast: Cast, papers_root: Path) -> None:
        actor = cast.registrar_a.actor
        with scope(actor):
            paper = issue(actor, reserve(actor, cast.network))
            other = write_paper(paper.uuid, b"%PDF-1.7 another")
            (papers_root / other).replace(papers_root / paper.path)
            with pytest.raises(PaperDamagedError):
                paper_content(actor=actor, paper=paper)

    def test_audit_and_event_are_the_actors(self, cast: Cast) -> None:
        actor = cast.registrar_a.actor
        with scope(actor):
            paper = issue(actor, reserve(actor, cast.network))
            entries = Entry.objects.filter(target_uuid=paper.uuid).order_by("pk")
            assert [entry.action for entry in entries] == ["paper.reserved", "paper.issued"]
            assert {entry.acting_institution_id for entry in entries} == {actor.institution_id}
            assert {entry.owner_institution_id for entry in entries} == {cast.network.pk}
            kinds = Event.objects.filter(subject=paper.uuid).values_list("kind", flat=True)
            assert set(kinds) == {"paper.reserved", "paper.issued"}


class TestReading:
    def test_strangers_find_nothing(self, cast: Cast) -> None:
        actor = cast.registrar_a.actor
        with scope(actor):
            paper = issue(actor, reserve(actor, cast.network))
            assert papers_of(actor=actor, source_uuid=paper.source_uuid) == [paper]
        for stranger in (cast.registrar_b.actor, cast.uploader_a.actor):
            with scope(stranger):
                with pytest.raises(NotFoundError):
                    paper_get(actor=stranger, uuid=paper.uuid)
                with pytest.raises(NotFoundError):
                    paper_content(actor=stranger, paper=paper)
                assert papers_of(actor=stranger, source_uuid=paper.source_uuid) == []
        with scope(cast.secretary.actor):
            assert paper_get(actor=cast.secretary.actor, uuid=paper.uuid) == paper

    def test_row_security_is_the_wall_behind(self, cast: Cast) -> None:
        actor = cast.registrar_a.actor
        with scope(actor):
            paper = issue(actor, reserve(actor, cast.network))
        with scope(cast.registrar_b.actor), unscoped("the application's own filter is removed"):
            assert not Paper.objects.exists()
            assert not Paper.objects.filter(pk=paper.pk).update(reason="x")
        with scope(actor), unscoped("the application's own filter is removed"):
            assert Paper.objects.count() == 1
            assert not Paper.objects.filter(pk=paper.pk).update(reason="the holder only reads")

    def test_no_scope_no_papers(self, cast: Cast) -> None:
        with pytest.raises(ScopeError):
            Paper.objects.exists()


class TestEnding:
    @pytest.fixture
    def papers(self, cast: Cast) -> tuple[Paper, Paper]:
        actor = cast.registrar_a.actor
        with scope(actor):
            old, new = (issue(actor, reserve(actor, cast.network)) for _ in range(2))
        return old, new

    def test_superseded_by_its_holder(self, cast: Cast, papers: tuple[Paper, Paper]) -> None:
        old, new = papers
        actor = cast.registrar_a.actor
        with scope(actor):
            ended = supersede_paper(actor=actor, paper=old, replacement=new, reason=" newer ")
        assert (ended.status, ended.reason) == (Status.SUPERSEDED, "newer")
        shown = paper_for_code(old.code)
        assert shown is not None
        assert (shown.status, shown.replaced_by) == (Status.SUPERSEDED, new.serial)

    def test_revoked_by_its_issuer(self, cast: Cast, papers: tuple[Paper, Paper]) -> None:
        with scope(cast.secretary.actor):
            revoke_paper(actor=cast.secretary.actor, paper=papers[0], reason="made in error")
        shown = paper_for_code(papers[0].code)
        assert shown is not None
        assert (shown.status, shown.reason) == (Status.REVOKED, "made in error")
        assert shown.ended_at is not None

    def test_not_by_others(self, cast: Cast, papers: tuple[Paper, Paper]) -> None:
        old, new = papers
        for person in (cast.registrar_a, cast.approver_a, cast.registrar_b, cast.privacy):
            with scope(person.actor), pytest.raises(ForbiddenError):
                revoke_paper(actor=person.actor, paper=old, reason="x")
        stranger = cast.registrar_b.actor
        with scope(stranger), pytest.raises(ForbiddenError):
            supersede_paper(actor=stranger, paper=old, replacement=new, reason="x")
        actor = cast.registrar_a.actor
        with scope(actor), pytest.raises(ForbiddenError):
            supersede_paper(actor=actor, paper=old, replacement=old, reason="x")

    def test_not_without_a_reason(self, cast: Cast, papers: tuple[Paper, Paper]) -> None:
        with scope(cast.secretary.actor), pytest.raises(InvalidError):
            revoke_paper(actor=cast.secretary.actor, paper=papers[0], reason="  ")

    def test_not_by_a_paper_that_does_not_count(
        self, cast: Cast, papers: tuple[Paper, Paper]
    ) -> None:
        old, new = papers
        with scope(cast.secretary.actor):
            revoke_paper(actor=cast.secretary.actor, paper=new, reason="x")
        actor = cast.registrar_a.actor
        with scope(actor), pytest.raises(WrongStateError):
            supersede_paper(actor=actor, paper=old, replacement=new, reason="x")

    def test_the_database_refuses_half_an_end(
        self, cast: Cast, papers: tuple[Paper, Paper]
    ) -> None:
        halves: list[dict[str, object]] = [
            {"status": "superseded"},
            {"status": "revoked"},
            {"sha256": None},
            {"reason": "x", "ended_at": papers[0].issued_at},
        ]
        with scope(cast.secretary.actor):
            for half in halves:
                with pytest.raises(IntegrityError), transaction.atomic():
                    Paper.objects.filter(pk=papers[0].pk).update(**half)


EXPECTED = {
    ("reserved", "issue"): "active",
    ("reserved", "supersede"): None,
    ("reserved", "revoke"): None,
    ("active", "issue"): None,
    ("active", "supersede"): "superseded",
    ("active", "revoke"): "revoked",
    ("superseded", "issue"): None,
    ("superseded", "supersede"): None,
    ("superseded", "revoke"): "revoked",
    ("revoked", "issue"): None,
    ("revoked", "supersede"): None,
    ("revoked", "revoke"): None,
}


@pytest.mark.parametrize(("state", "action"), EXPECTED)
def test_every_state_against_every_action(state: str, action: str) -> None:
    reached = EXPECTED[state, action]
    if reached is None:
        with pytest.raises(WrongStateError):
            after(state, action)
    else:
        assert after(state, action) == reached


def test_the_table_of_states_is_complete() -> None:
    actions = {action for _, action in TRANSITIONS}
    assert set(EXPECTED) == {(state.value, action) for state in Status for action in actions}


def test_numbers_are_given_once_to_many_at_a_time(committed: None, cast: Cast) -> None:
    actor, at_once = cast.registrar_a.actor, 6
    barrier, serials = threading.Barrier(at_once), []

    def work() -> None:
        try:
            barrier.wait(timeout=10)
            with scope(actor):
                serials.append(reserve(actor, cast.network).serial)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(serial[-6:]) for serial in serials) == list(range(1, at_once + 1))
