"""One officer of the holder enters an answer, another approves it; only then the asker sees it."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from apps.core.errors import ForbiddenError, NotFoundError, WrongStateError
from apps.documents.models import Paper, Status
from apps.institutions.scope import scope
from apps.qualifications.errors import (
    CheckVersionError,
    ConfirmedDifferencesError,
    DegreeMissingError,
    DifferencesError,
    NoteMissingError,
    OwnAnswerError,
)
from apps.qualifications.models import Answer, Check, CheckAct
from apps.qualifications.services.answering import (
    Proposal,
    approve_answer,
    propose_answer,
    return_answer,
)
from apps.qualifications.services.conversing import (
    GivenFile,
    give_documents,
    request_documents,
    send_message,
)
from apps.qualifications.services.reopening import reopen_check
from tests.builders.qualifications import (
    Graduate,
    accepted,
    answered,
    asked,
    claim,
    degree,
    do_jobs,
    fresh,
    proposed,
    registered,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%test\n%%EOF\n"


@pytest.fixture
def check(world: Graduate) -> Check:
    return asked(world, [claim(degree(1), world.holder)])[0]


def test_an_answer_by_hand_enriches_the_register(world: Graduate, check: Check) -> None:
    row = degree(1)
    done = answered(world, check, outcome="confirmed", facts=row, agreeing=["name", "degree"])
    assert (done.state, done.outcome, done.by_register) == ("answered", "confirmed", False)
    assert done.line is not None
    assert done.answered_name == world.holder_approver.user.name_th
    (next_one,) = asked(world, [claim(row, world.holder)])
    assert fresh(next_one, world.registrar).by_register


def test_a_degree_of_the_register_is_chosen_and_a_difference_told(
    world: Graduate, check: Check
) -> None:
    line = registered(world, [degree(1, gpax=None, honours="2")]).first_line
    done = answered(
        world,
        check,
        outcome="confirmed_with_differences",
        line=line,
        differing=["major"],
        agreeing=["name", "major"],
        told={"major": "วิทยาการข้อมูล", "name": "not told: it does not differ"},
        note="สาขาวิชาเปลี่ยนชื่อ",
    )
    assert (done.differing, done.agreeing) == (["major"], ["name"])
    assert done.told == {"major": "วิทยาการข้อมูล"}


def test_nobody_approves_the_own_entry(world: Graduate, check: Check) -> None:
    with scope(world.holder_approver.actor) as actor:
        propose_answer(
            actor=actor, uuid=check.uuid, version=None, proposal=Proposal(outcome="not_found")
        )
    with scope(world.holder_approver.actor) as actor, pytest.raises(OwnAnswerError):
        approve_answer(actor=actor, uuid=check.uuid, version=None)
    with scope(world.holder_registrar.actor) as actor, pytest.raises(ForbiddenError):
        approve_answer(actor=actor, uuid=check.uuid, version=None)


def test_the_database_demands_two_persons_as_well(world: Graduate, check: Check) -> None:
    proposed(world, check)
    with scope(world.holder_registrar.actor), transaction.atomic():
        answer = Answer.objects.get(check_asked=check)
        answer.state, answer.decided_key = "approved", answer.made_key
        answer.decided_at = dt.datetime.now(dt.UTC)
        with pytest.raises(IntegrityError), transaction.atomic():
            answer.save()
        with pytest.raises(IntegrityError), transaction.atomic():
            Check.objects.filter(uuid=check.uuid).update(
                state="answered",
                version=99,
                outcome="not_found",
                as_of=answer.decided_at,
                answered_at=answer.decided_at,
            )


def test_the_asker_sees_nothing_of_an_answer_that_waits(world: Graduate, check: Check) -> None:
    proposed(world, check, outcome="not_found", note="ไม่พบในทะเบียน")
    with scope(world.registrar.actor):
        assert not Answer.objects.exists()
        assert not CheckAct.objects.filter(action="propose").exists()
    assert fresh(check, world.registrar).outcome == ""


def test_a_returned_answer_goes_back_with_a_word(world: Graduate, check: Check) -> None:
    row = degree(1)
    proposed(world, check, outcome="confirmed", facts=row)
    with scope(world.holder_approver.actor) as actor:
        with pytest.raises(NoteMissingError):
            return_answer(actor=actor, uuid=check.uuid, version=None, note=" ")
        return_answer(actor=actor, uuid=check.uuid, version=None, note="เทียบกับใบแสดงผลอีกครั้ง")
    assert fresh(check, world.holder_registrar).state == "waiting"
    # the degree that came with it is not in the register
    (same,) = asked(world, [claim(row, world.holder)])
    assert fresh(same, world.registrar).state == "waiting"
    assert answered(world, check, outcome="confirmed", facts=row).outcome == "confirmed"


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"outcome": "confirmed"}, DegreeMissingError),
        ({"outcome": "confirmed_with_differences"}, DifferencesError),
        ({"outcome": "confirmed", "differing": ["name"]}, ConfirmedDifferencesError),
        ({"outcome": "unable_to_confirm"}, NoteMissingError),
        ({"outcome": "needs_documents", "note": "ขอ"}, NoteMissingError),
        ({"outcome": "made_up"}, NotFoundError),
        ({"outcome": "not_found", "differing": ["shoe_size"]}, NotFoundError),
    ],
)
def test_a_contradiction_is_refused(
    world: Graduate, check: Check, given: dict[str, object], error: type[Exception]
) -> None:
    with scope(world.holder_registrar.actor) as actor, pytest.raises(error):
        propose_answer(
            actor=actor,
            uuid=check.uuid,
            version=None,
            proposal=Proposal(**given),  # type: ignore[arg-type]
        )
    assert fresh(check, world.holder_registrar).state == "waiting"


def test_another_universitys_degree_cannot_be_chosen(world: Graduate, check: Check) -> None:
    line = registered(world, [degree(2)]).first_line
    with scope(world.registrar.actor) as actor, pytest.raises(ForbiddenError):
        propose_answer(
            actor=actor,
            uuid=check.uuid,
            version=None,
            proposal=Proposal(outcome="confirmed", line=line),
        )


def test_a_stale_version_is_refused(world: Graduate, check: Check) -> None:
    seen = fresh(check, world.holder_registrar).version
    proposed(world, check)
    with scope(world.holder_approver.actor) as actor, pytest.raises(CheckVersionError):
        approve_answer(actor=actor, uuid=check.uuid, version=seen)


def test_documents_stop_the_clock(world: Graduate, check: Check) -> None:
    with scope(world.holder_registrar.actor) as actor:
        request_documents(actor=actor, uuid=check.uuid, version=None, note="ขอสำเนาใบแสดงผลการศึกษา")
    with scope(world.registrar.actor) as actor:
        give_documents(
            actor=actor,
            uuid=check.uuid,
            version=None,
            note="แนบแล้ว",
            files=[GivenFile("ใบแสดงผล.pdf", PDF)],
        )
    seen = fresh(check, world.holder_registrar)
    assert seen.state == "waiting"
    assert seen.due_on >= check.due_on
    with scope(world.holder_registrar.actor):
        (given,) = seen.attachments.all()
    assert (given.filename, given.content_type, given.size) == (
        "ใบแสดงผล.pdf",
        "application/pdf",
        len(PDF),
    )


def test_both_sides_read_one_timeline(world: Graduate, check: Check) -> None:
    with scope(world.registrar.actor) as actor:
        send_message(actor=actor, uuid=check.uuid, note="ขอเร่งด่วน ปิดรับ 30 พ.ย.")
    with scope(world.holder_registrar.actor) as actor:
        send_message(actor=actor, uuid=check.uuid, note="รับทราบ จะตอบภายในพรุ่งนี้")
    answered(world, check, outcome="not_found")
    told = {}
    for person in (world.registrar, world.holder_registrar):
        with scope(person.actor):
            acts = CheckAct.objects.filter(check_asked=check).order_by("pk")
            told[person.user.email] = [(act.action, act.note) for act in acts]
    asker, holder = told.values()
    assert [act for act in holder if act[0] != "propose"] == asker
    assert [act for act, _note in asker] == ["send", "message", "message", "approve"]


def test_the_reply_letter_is_the_holders_and_falls_with_the_answer(
    world: Graduate, check: Check
) -> None:
    answered(world, check, outcome="not_found")
    assert do_jobs(world.holder_approver) == ["done"]
    seen = fresh(check, world.registrar)
    with scope(world.registrar.actor):
        paper = Paper.objects.get(uuid=seen.paper)
    assert (paper.status, paper.issuer_id, paper.holder_id) == (
        Status.ACTIVE,
        world.holder.pk,
        world.asker.pk,
    )
    with scope(world.holder_approver.actor) as actor:
        reopen_check(actor=actor, uuid=check.uuid, version=None, note="พบเอกสารเพิ่มเติมในคลัง")
    seen = fresh(check, world.registrar)
    assert (seen.state, seen.outcome, seen.paper) == ("waiting", "", None)
    with scope(world.registrar.actor):
        assert Paper.objects.get(uuid=paper.uuid).status == Status.SUPERSEDED
    # what was withdrawn is not answered twice by accident
    with scope(world.holder_approver.actor) as actor, pytest.raises(WrongStateError):
        reopen_check(actor=actor, uuid=check.uuid, version=None, note="อีกครั้งหนึ่ง")


def test_accepting_a_load_is_bound_to_what_was_seen(world: Graduate) -> None:
    from apps.core.errors import StaleError
    from apps.qualifications.services.accepting import accept_load
    from tests.builders.qualifications import load_rows

    load = load_rows(world, [degree(3)])
    with scope(world.holder_approver.actor) as actor, pytest.raises(StaleError):
        accept_load(actor=actor, uuid=load.uuid, content_hash="00" * 32)
    assert accepted(world, load).load.state == "accepted"


def test_a_check_that_was_sent_cannot_be_deleted_or_rewritten(
    world: Graduate, check: Check
) -> None:
    with scope(world.registrar.actor), connection.cursor() as cursor:
        for statement in (
            "DELETE FROM qualifications_check WHERE uuid = %s",
            "UPDATE qualifications_check SET last_name = 'x' WHERE uuid = %s",
            "UPDATE qualifications_check SET state = 'answered', version = 9, by_register = true,"
            " outcome = 'confirmed', as_of = now(), answered_at = now() WHERE uuid = %s",
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                cursor.execute(statement, [check.uuid])
