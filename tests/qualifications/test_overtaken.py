"""What was brought or entered, and what came into the register before it was approved."""

from dataclasses import replace
from uuid import UUID

import pytest

from apps.institutions.scope import scope
from apps.qualifications.errors import AlreadyThereError, DegreeGoneError, DegreeMovedError
from apps.qualifications.models import Check, Conferral, RegisterCoverage, RegisterLoad
from apps.qualifications.rows import row_of
from apps.qualifications.services.answering import approve_answer, return_answer
from apps.qualifications.services.register import bring_correction, bring_withdrawal
from tests.builders import qualifications as build
from tests.builders.qualifications import Graduate

pytestmark = pytest.mark.django_db


def standing(world: Graduate, line: UUID | None) -> Conferral:
    assert line is not None
    with scope(world.holder_registrar.actor):
        return Conferral.objects.get(line=line, status="in_force")


def correction(world: Graduate, line: UUID | None, **given: object) -> RegisterLoad:
    stands = standing(world, line)
    with scope(world.holder_registrar.actor) as actor:
        return bring_correction(
            actor=actor, line=stands.line, row=replace(row_of(stands), **given),  # type: ignore[arg-type]
            reason="registry_error", note="a mistake of the registry",
        )  # fmt: skip


def withdrawal(world: Graduate, line: UUID | None) -> RegisterLoad:
    assert line is not None
    with scope(world.holder_registrar.actor) as actor:
        return bring_withdrawal(actor=actor, line=line, reason="revoked", note="a decision")


def counted(world: Graduate) -> dict[int, int]:
    with scope(world.registrar.actor):
        rows = RegisterCoverage.objects.filter(holder=world.holder)
        return dict(rows.values_list("academic_year", "conferrals"))


class TestARegister:
    def test_counts_nothing_where_the_last_degree_left(self, world: Graduate) -> None:
        line = build.registered(world, [build.degree(1)]).first_line
        assert counted(world) == {2021: 1}
        build.accepted(world, withdrawal(world, line))
        assert counted(world) == {2021: 0}

    def test_counts_a_degree_in_its_corrected_year_alone(self, world: Graduate) -> None:
        line = build.registered(world, [build.degree(1), build.degree(2)]).first_line
        build.accepted(world, correction(world, line, academic_year=2020))
        assert counted(world) == {2020: 1, 2021: 1}
        # the same by a file, which names no line
        build.registered(world, [build.degree(2, academic_year=2019)])
        assert sum(counted(world).values()) == 2

    def test_counts_no_degree_that_turned_out_not_to_be_conferred(self, world: Graduate) -> None:
        line = build.registered(world, [build.degree(1)]).first_line
        build.accepted(world, correction(world, line, standing="completed"))
        assert counted(world) == {2021: 0}

    def test_a_correction_makes_nothing_anothers_degree(self, world: Graduate) -> None:
        first, second = build.degree(1), build.degree(2)
        line = build.registered(world, [first]).first_line
        waiting = correction(world, line, student_code=second.student_code)
        build.registered(world, [second])
        with pytest.raises(AlreadyThereError):
            build.accepted(world, waiting)
        with pytest.raises(AlreadyThereError):
            correction(world, line, student_code=second.student_code)

    def test_a_correction_brings_no_withdrawn_degree_back(self, world: Graduate) -> None:
        line = build.registered(world, [build.degree(1)]).first_line
        waiting = correction(world, line, honours="1")
        build.accepted(world, withdrawal(world, line))
        with pytest.raises(DegreeGoneError) as refused:
            build.accepted(world, waiting)
        assert refused.value.status == 409

    def test_a_degree_that_was_withdrawn_may_come_again(self, world: Graduate) -> None:
        line = build.registered(world, [build.degree(1)]).first_line
        build.accepted(world, withdrawal(world, line))
        again = build.registered(world, [build.degree(1)]).first_line
        assert again != line
        assert standing(world, again).version == 1
        assert counted(world) == {2021: 1}


class TestAnAnswer:
    @pytest.fixture
    def check(self, world: Graduate) -> Check:
        (check,) = build.asked(world, [build.claim(build.degree(1), world.holder)])
        return check

    def approve(self, world: Graduate, check: Check) -> Check:
        with scope(world.holder_approver.actor) as actor:
            return approve_answer(actor=actor, uuid=check.uuid, version=None)

    def test_adds_no_degree_that_came_meanwhile(self, world: Graduate, check: Check) -> None:
        """Else the answer would stand on nothing, and not fall with the degree."""
        build.proposed(world, check, outcome="confirmed", facts=build.degree(1))
        line = build.registered(world, [build.degree(1)]).first_line
        with pytest.raises(AlreadyThereError):
            self.approve(world, check)
        with scope(world.holder_approver.actor) as actor:
            return_answer(actor=actor, uuid=check.uuid, version=None, note="it is there by now")
        build.answered(world, check, outcome="confirmed", line=line)
        build.accepted(world, withdrawal(world, line))
        assert build.fresh(check, world.registrar).state == "waiting"

    def test_corrects_no_degree_in_passing(self, world: Graduate, check: Check) -> None:
        build.proposed(world, check, outcome="confirmed", facts=build.degree(1, honours="1"))
        line = build.registered(world, [build.degree(1)]).first_line
        with pytest.raises(AlreadyThereError):
            self.approve(world, check)
        assert (standing(world, line).version, standing(world, line).honours) == (1, "")

    @pytest.mark.parametrize("change", ["withdrawn", "corrected"])
    def test_stands_on_the_degree_as_it_was_compared(
        self, world: Graduate, check: Check, change: str
    ) -> None:
        line = build.registered(world, [build.degree(1)]).first_line
        build.proposed(world, check, outcome="confirmed", line=line)
        load = withdrawal(world, line) if change == "withdrawn" else correction(
            world, line, last_name="อื่นไป"
        )  # fmt: skip
        build.accepted(world, load)
        with pytest.raises(DegreeMovedError) as refused:
            self.approve(world, check)
        assert refused.value.status == 409
        assert build.fresh(check, world.registrar).outcome == ""
        with scope(world.holder_approver.actor) as actor:
            return_answer(actor=actor, uuid=check.uuid, version=None, note="compare it again")
        assert build.fresh(check, world.registrar).state == "waiting"
