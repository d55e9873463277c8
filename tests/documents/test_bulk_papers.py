"""Many papers reserved and produced together: the guarantees of a single one hold for each."""

import hashlib
import threading
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from apps.audit.models import Entry
from apps.core.errors import ForbiddenError
from apps.documents.codes import pin_keys, pin_proof
from apps.documents.conformance import conformance_faults
from apps.documents.content import PaperContent
from apps.documents.details import PaperDetail
from apps.documents.kinds import STUDENT_STATUS
from apps.documents.models import Paper, Status
from apps.documents.selectors import paper_content, paper_details, paper_for_code
from apps.documents.services import add_signing_key, paper_pin, reserve_paper
from apps.documents.services.bulk import Wanted, produce_papers, reserve_papers
from apps.documents.signing import SignatureKind, signature_verdict, trusted_certificates
from apps.events.models import Event
from apps.institutions.actor import Actor
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from tests.builders.cast import Cast
from tests.documents.bulk_builders import certificate_of, name_of
from tests.documents.signing_builders import material

pytestmark = pytest.mark.usefixtures("papers_root")


def reserve(
    actor: Actor, issuer: Institution, many: int, kind: str = STUDENT_STATUS
) -> list[Paper]:
    return reserve_papers(
        actor=actor,
        kind=kind,
        source_type="tests.thing",
        issuer=issuer,
        language="th",
        template_version="1",
        wanted=[Wanted(source_uuid=uuid4(), subject=f"หนังสือรับรอง {at}") for at in range(many)],
    )


def work_of(papers: Sequence[Paper]) -> list[tuple[Paper, PaperContent]]:
    return [(paper, certificate_of(number)) for number, paper in enumerate(papers)]


def numbers(papers: Sequence[Paper]) -> list[int]:
    return [int(paper.serial[-6:]) for paper in papers]


class TestReserving:
    def test_serials_follow_on_without_gaps(self, cast: Cast) -> None:
        actor, issuer = cast.registrar_a.actor, cast.university_a
        with scope(actor):
            first, second = reserve(actor, issuer, 3), reserve(actor, issuer, 2)
            alone = reserve_paper(
                actor=actor, kind=STUDENT_STATUS, source_type="tests.thing", source_uuid=uuid4(),
                issuer=issuer, language="th", subject="x", template_version="1",
            )  # fmt: skip
            assert reserve(actor, issuer, 0) == []
        assert numbers([*first, *second, alone]) == [1, 2, 3, 4, 5, 6]
        assert [paper.subject for paper in first] == [f"หนังสือรับรอง {at}" for at in range(3)]

    def test_each_has_a_code_and_pin_of_its_own(self, cast: Cast) -> None:
        actor = cast.registrar_a.actor
        with scope(actor):
            made = reserve(actor, cast.university_a, 4)
            papers = list(Paper.objects.filter(pk__in=[paper.pk for paper in made]))
        assert len({paper.code for paper in papers}) == 4
        for paper in papers:
            assert paper.holder_id == actor.institution_id
            proof = pin_proof(paper.code, paper_pin(paper), pin_keys()[0])
            assert bytes(paper.pin_hash) == proof

    def test_what_was_given_back_is_given_again(self, cast: Cast) -> None:
        actor = cast.registrar_a.actor
        with scope(actor):
            with transaction.atomic():
                reserve(actor, cast.university_a, 5)
                transaction.set_rollback(True)
            assert numbers(reserve(actor, cast.university_a, 2)) == [1, 2]

    def test_audit_and_event_for_each(self, cast: Cast) -> None:
        actor = cast.registrar_a.actor
        with scope(actor):
            uuids = {paper.uuid for paper in reserve(actor, cast.university_a, 3)}
            entries = Entry.objects.filter(action="paper.reserved")
            events = Event.objects.filter(kind="paper.reserved")
            assert set(entries.values_list("target_uuid", flat=True)) == uuids
            assert set(events.values_list("subject", flat=True)) == uuids

    def test_not_in_a_strangers_name(self, cast: Cast) -> None:
        actor = cast.registrar_a.actor
        with scope(actor), pytest.raises(ForbiddenError):
            reserve(actor, cast.university_b, 2)


def test_numbers_are_given_once_to_many_at_a_time(committed: None, cast: Cast) -> None:
    actor, at_once = cast.registrar_a.actor, 4
    barrier = threading.Barrier(at_once)
    given: list[int] = []

    def work() -> None:
        try:
            barrier.wait(timeout=10)
            with scope(actor):
                given.extend(numbers(reserve(actor, cast.university_a, 5)))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == list(range(1, 5 * at_once + 1))


class TestProducing:
    def test_every_paper_is_issued_signed_and_sealed(self, cast: Cast, papers_root: Path) -> None:
        actor, issuer = cast.registrar_a.actor, cast.university_a
        add_signing_key(who=actor.who, institution=issuer, material=material())
        with scope(actor):
            produced = produce_papers(actor=actor, work=work_of(reserve(actor, issuer, 3)))
            files = [paper_content(actor=actor, paper=paper) for paper in produced]
        for paper, file in zip(produced, files, strict=True):
            assert (paper.status, paper.size, paper.persons) == (Status.ACTIVE, len(file), 1)
            assert bytes(paper.sha256 or b"") == hashlib.sha256(file).digest()
            assert conformance_faults(file) == []
            verdict = signature_verdict(file, trusted_certificates())
            assert (verdict.kind, verdict.owner) == (SignatureKind.INTACT, issuer.pk)
        kept = {str(one.relative_to(papers_root)) for one in papers_root.rglob("*.*")}
        assert kept == {paper.path for paper in produced}
        assert not any(
            file in one.read_bytes() for file in files for one in papers_root.rglob("*.sealed")
        )

    def test_without_a_key_nothing_is_signed(self, cast: Cast) -> None:
        actor = cast.registrar_a.actor
        with scope(actor):
            (paper,) = produce_papers(
                actor=actor, work=work_of(reserve(actor, cast.university_a, 1))
            )
            file = paper_content(actor=actor, paper=paper)
        assert signature_verdict(file, trusted_certificates()).kind == SignatureKind.NONE

    def test_the_public_check_knows_each(self, cast: Cast) -> None:
        actor = cast.registrar_a.actor
        with scope(actor):
            produced = produce_papers(
                actor=actor, work=work_of(reserve(actor, cast.university_a, 2))
            )
        for number, paper in enumerate(produced):
            shown = paper_for_code(paper.code)
            assert shown is not None
            assert shown.serial == paper.serial
            disclosed = paper_details(paper.code, paper_pin(paper))
            assert disclosed is not None
            assert name_of(number) in dict(disclosed.detail.facts).values()

    def test_running_again_finishes_and_changes_nothing_else(self, cast: Cast) -> None:
        actor = cast.registrar_a.actor
        with scope(actor):
            work = work_of(reserve(actor, cast.university_a, 4))
            before = produce_papers(actor=actor, work=work[:2])
            after = produce_papers(actor=actor, work=work)
            again = produce_papers(actor=actor, work=work)
            issued = Entry.objects.filter(action="paper.issued").values_list("target_uuid")
            assert sorted(issued) == sorted((paper.uuid,) for paper, _ in work)
            assert Event.objects.filter(kind="paper.issued").count() == 4
        assert [paper.pk for paper in after] == [paper.pk for paper, _ in work]
        assert {paper.status for paper in after} == {Status.ACTIVE}
        proofs = [(paper.sha256, paper.path, paper.issued_at) for paper in after]
        assert proofs[:2] == [(paper.sha256, paper.path, paper.issued_at) for paper in before]
        assert proofs == [(paper.sha256, paper.path, paper.issued_at) for paper in again]

    def test_one_that_fails_stays_reserved(
        self, cast: Cast, caplog: pytest.LogCaptureFixture
    ) -> None:
        actor = cast.registrar_a.actor
        with scope(actor):
            work = work_of(reserve(actor, cast.university_a, 3))
            empty = PaperContent(
                template="documents/certificate.html", context={}, persons=1, detail=PaperDetail()
            )
            work[1] = (work[1][0], empty)
            produced = produce_papers(actor=actor, work=work)
            issued = Entry.objects.filter(action="paper.issued")
            assert issued.count() == 2
        assert [paper.status for paper in produced] == ["active", "reserved", "active"]
        assert paper_for_code(produced[1].code) is None
        assert f"{produced[1].serial} was not laid out: TemplateSyntaxError" in caplog.text

    def test_the_database_is_asked_as_often_for_five_as_for_one(self, cast: Cast) -> None:
        actor, asked = cast.registrar_a.actor, []
        with scope(actor):
            for many in (1, 5):
                with CaptureQueriesContext(
                    connection,
                ) as queries:
                    produce_papers(
                        actor=actor, work=work_of(reserve(actor, cast.university_a, many))
                    )
                asked.append(len(queries))
        assert asked[0] == asked[1]

    def test_nobody_produces_in_a_strangers_name(self, cast: Cast) -> None:
        actor, stranger = cast.registrar_a.actor, cast.registrar_b.actor
        with scope(actor):
            work = work_of(reserve(actor, cast.university_a, 1))
        with scope(stranger), pytest.raises(ForbiddenError):
            produce_papers(actor=stranger, work=work)

    def test_issuers_are_not_mixed(self, cast: Cast) -> None:
        own, other = cast.registrar_a.actor, cast.registrar_b.actor
        with scope(own):
            work = work_of(reserve(own, cast.university_a, 1))
        with scope(other):
            work += work_of(reserve(other, cast.university_b, 1))
            with pytest.raises(ValueError, match="one issuer"):
                produce_papers(actor=other, work=work)
            assert produce_papers(actor=other, work=[]) == []
