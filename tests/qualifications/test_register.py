"""Every change of the register waits for a second person and leaves the former version readable."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from apps.core.errors import ForbiddenError, NotFoundError
from apps.documents.models import Paper, Status
from apps.institutions.scope import scope
from apps.qualifications.errors import AlreadyThereError, OwnLoadError, UnchangedError
from apps.qualifications.models import Conferral, RegisterCoverage, RegisterLoad
from apps.qualifications.rows import row_of
from apps.qualifications.selectors.coverage import no_longer_complete
from apps.qualifications.services.accepting import accept_load, discard_load
from apps.qualifications.services.lettering import request_reply_for
from apps.qualifications.services.loading import upload_register
from apps.qualifications.services.register import bring_correction, bring_rows, bring_withdrawal
from tests.builders.qualifications import (
    Graduate,
    accepted,
    asked,
    claim,
    degree,
    do_jobs,
    fresh,
    load_rows,
    registered,
)

pytestmark = pytest.mark.django_db


def in_force(world: Graduate) -> list[Conferral]:
    with scope(world.holder_registrar.actor):
        return list(Conferral.objects.filter(status="in_force").order_by("pk"))


def test_drafts_confirm_nothing(world: Graduate) -> None:
    row = degree(1)
    load_rows(world, [row])
    (check,) = asked(world, [claim(row, world.holder)])
    assert fresh(check, world.registrar).state == "waiting"


def test_who_brought_rows_cannot_accept_them(world: Graduate) -> None:
    with scope(world.holder_approver.actor) as actor:
        load = bring_rows(actor=actor, rows=[degree(1)])
        with pytest.raises(OwnLoadError):
            accept_load(actor=actor, uuid=load.uuid, content_hash=None)
    with scope(world.holder_registrar.actor) as actor, pytest.raises(ForbiddenError):
        accept_load(actor=actor, uuid=load.uuid, content_hash=None)
    with scope(world.holder_approver.actor), pytest.raises(IntegrityError), transaction.atomic():
        Conferral.objects.filter(load=load).update(status="in_force")


def test_the_same_rows_again_change_nothing(world: Graduate) -> None:
    rows = [degree(number) for number in range(1, 4)]
    registered(world, rows)
    before = [(one.line, one.version) for one in in_force(world)]
    second = load_rows(world, [*rows, degree(4)])
    assert (second.added, second.changed, second.unchanged) == (1, 0, 3)
    accepted(world, second)
    after = [(one.line, one.version) for one in in_force(world)]
    assert after[:3] == before
    assert len(after) == 4


def test_a_correction_is_a_new_version(world: Graduate) -> None:
    line = registered(world, [degree(1)]).first_line
    assert line is not None
    (old,) = in_force(world)
    corrected = replace(row_of(old), last_name="นามสกุลใหม่")
    with scope(world.holder_registrar.actor) as actor:
        with pytest.raises(UnchangedError), transaction.atomic():
            bring_correction(
                actor=actor, line=line, row=row_of(old), reason="name_change", note="คำสั่งศาล"
            )
        load = bring_correction(
            actor=actor, line=line, row=corrected, reason="name_change", note="ตามคำสั่งศาล"
        )
    accepted(world, load)
    with scope(world.holder_registrar.actor):
        versions = list(
            Conferral.objects.filter(line=line)
            .order_by("version")
            .values_list("version", "status", "last_name")
        )
    assert versions == [
        (1, "superseded", old.last_name),
        (2, "in_force", "นามสกุลใหม่"),
    ]


def test_what_was_answered_from_a_degree_falls_with_it(world: Graduate) -> None:
    row = degree(1)
    line = registered(world, [row]).first_line
    assert line is not None
    (check,) = asked(world, [claim(row, world.holder)])
    with scope(world.registrar.actor) as actor:
        request_reply_for(actor=actor, uuid=check.uuid)
    assert do_jobs(world.registrar) == ["done"]
    letter = fresh(check, world.registrar).paper
    with scope(world.registrar.actor):
        assert Paper.objects.get(uuid=letter).status == Status.ACTIVE
    with scope(world.holder_registrar.actor) as actor:
        load = bring_withdrawal(actor=actor, line=line, reason="revoked", note="มติสภา 3/2569")
    accepted(world, load)
    seen = fresh(check, world.registrar)
    assert (seen.state, seen.outcome, seen.by_register) == ("waiting", "", False)
    with scope(world.registrar.actor):
        assert Paper.objects.get(uuid=letter).status == Status.SUPERSEDED
    (again,) = asked(world, [claim(row, world.holder)])
    assert fresh(again, world.registrar).state == "waiting"


def test_versions_stay_as_they_were(world: Graduate) -> None:
    registered(world, [degree(1)])
    (one,) = in_force(world)
    with scope(world.holder_registrar.actor):
        for change in ({"last_name": "x"}, {"gpax": None}, {"status": "draft"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Conferral.objects.filter(pk=one.pk).update(**change)
        with pytest.raises(IntegrityError), transaction.atomic():
            Conferral.objects.filter(pk=one.pk).delete()


def test_a_discarded_load_leaves_nothing_but_its_trace(world: Graduate) -> None:
    load = load_rows(world, [degree(1)])
    with scope(world.holder_registrar.actor) as actor:
        discard_load(actor=actor, uuid=load.uuid)
        assert not Conferral.objects.filter(load=load).exists()
        assert RegisterLoad.objects.get(pk=load.pk).state == "discarded"


def test_the_same_degree_twice_in_one_load_is_refused(world: Graduate) -> None:
    with scope(world.holder_registrar.actor) as actor, pytest.raises(AlreadyThereError):
        bring_rows(actor=actor, rows=[degree(1), replace(degree(1), gpax=None)])


def test_coverage_is_counted_and_known_to_the_network(world: Graduate) -> None:
    rows = [degree(1), degree(2), degree(3, academic_year=2020)]
    registered(world, rows, complete=True)
    with scope(world.registrar.actor):
        covered = RegisterCoverage.objects.filter(holder=world.holder).order_by("academic_year")
        assert [(one.academic_year, one.conferrals, one.complete) for one in covered] == [
            (2020, 1, True),
            (2021, 2, True),
        ]


def covered(world: Graduate) -> dict[int, bool]:
    """Year → whether the register of it is said to be whole, as another university reads it."""
    with scope(world.registrar.actor):
        found = RegisterCoverage.objects.filter(holder=world.holder)
        return dict(found.values_list("academic_year", "complete"))


def test_what_is_sent_again_unchanged_may_be_said_to_be_complete(world: Graduate) -> None:
    rows = [degree(1), degree(2), degree(3, academic_year=2020)]
    registered(world, rows)
    again = load_rows(world, rows[:2], complete=True)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    with scope(world.holder_registrar.actor) as actor, pytest.raises(ForbiddenError):
        accept_load(actor=actor, uuid=again.uuid, content_hash=None)
    assert covered(world) == {2020: False, 2021: False}
    accepted(world, again)
    assert covered(world) == {2020: False, 2021: True}
    assert [one.version for one in in_force(world)] == [1, 1, 1]
    # what is corrected leaves it whole
    registered(world, [degree(1, honours="1")])
    assert covered(world) == {2020: False, 2021: True}


def test_a_degree_that_was_missing_shows_that_a_year_was_not_complete(world: Graduate) -> None:
    rows = [degree(1), degree(2, academic_year=2020)]
    registered(world, rows, complete=True)
    late = load_rows(world, [degree(3)])
    with scope(world.holder_registrar.actor):
        assert [row.academic_year for row in no_longer_complete(late)] == [2021]
    accepted(world, late)
    assert covered(world) == {2020: True, 2021: False}
    again = load_rows(world, [degree(4, academic_year=2020)], complete=True)
    with scope(world.holder_registrar.actor):
        assert no_longer_complete(again) == []
    accepted(world, again)
    assert covered(world) == {2020: True, 2021: False}


def test_a_person_without_a_degree_leaves_a_year_complete(world: Graduate) -> None:
    registered(world, [degree(1)], complete=True)
    registered(world, [degree(2, standing="attended")])
    assert covered(world) == {2021: True}


def test_the_approver_may_say_that_a_year_is_complete_again(world: Graduate) -> None:
    registered(world, [degree(1)], complete=True)
    load = load_rows(world, [degree(2)])
    with scope(world.holder_approver.actor) as actor:
        accept_load(actor=actor, uuid=load.uuid, content_hash=None, complete=True)
    assert covered(world) == {2021: True}


def test_a_person_who_got_no_degree_makes_no_year_complete(world: Graduate) -> None:
    """Only conferred degrees are covered, as they are when they come for the first time."""
    registered(world, [degree(1)])
    rows = [degree(2, standing="attended")]
    registered(world, rows)
    registered(world, rows, complete=True)
    assert covered(world) == {2021: False}


def test_a_file_handed_in_again_as_complete_is_complete(world: Graduate) -> None:
    content = (
        "รหัสนักศึกษา,ชื่อ,นามสกุล,ชื่อปริญญา,ปีการศึกษาที่สำเร็จ,วันที่สภาอนุมัติ\n"
        "6501000001,กานดา,ใจดี,วิทยาศาสตรบัณฑิต,2565,27/6/2566\n"
    ).encode()
    for complete in (False, True):
        with scope(world.holder_registrar.actor) as actor:
            brought = upload_register(
                actor=actor, content=content, filename="register.csv", academic_year=None,
                complete=complete,
            )  # fmt: skip
        assert do_jobs(world.holder_registrar) == ["done"]
        with scope(world.holder_registrar.actor):
            load = RegisterLoad.objects.get(pk=brought.pk)
        assert (load.kept, load.unchanged) == (1, int(complete))
        accepted(world, load)
        assert covered(world) == {2022: complete}


def test_another_universitys_register_is_not_there(world: Graduate) -> None:
    line = registered(world, [degree(1)]).first_line
    assert line is not None
    with scope(world.registrar.actor) as actor:
        assert not Conferral.objects.exists()
        with pytest.raises(NotFoundError):
            bring_withdrawal(actor=actor, line=line, reason="revoked", note="ไม่ใช่ของเรา")
