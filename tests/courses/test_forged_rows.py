"""Rows that an institution would forge by SQL, as the application's role: the database refuses."""

import pytest

from tests.builders import courses as build
from tests.courses.breaking import refused_by
from tests.courses.forging import change, copied, insert, sql
from tests.courses.worlds import World, undone

pytestmark = pytest.mark.usefixtures("taken_back")

SIDES = ("home", "host")


class TestTheResultInForce:
    def test_is_not_another_students(self, world: World) -> None:
        failed = build.announced(world.made, build.enrolled(world.made), "F")[0]
        passed = build.announced(world.made, build.enrolled(world.made, build.candidate(2)), "A")[0]
        with refused_by("crossregistration_belongs"):
            change(
                world.clerk("host"),
                "crossregistration", failed.pk, "result_id = %s, state = 'completed'",
                passed.result_id,
            )  # fmt: skip

    def test_is_not_one_that_waits(self, world: World) -> None:
        row = build.enrolled(world.made)[0]
        waiting = build.graded(world.made, [row])[0]
        with refused_by("an announced one"):
            change(
                world.clerk("host"),
                "crossregistration", row.pk, "result_id = %s, state = 'completed'", waiting.pk,
            )  # fmt: skip

    def test_is_neither_taken_away_nor_an_older_one(self, world: World) -> None:
        rows = build.announced(world.made, build.enrolled(world.made), "F")
        older = rows[0].result_id
        build.announced(world.made, rows, "C", "appeal")
        for former in (None, older):
            with refused_by("later than the one before"):
                change(
                    world.clerk("host"), "crossregistration", rows[0].pk, "result_id = %s", former
                )

    def test_opens_the_decision_and_nothing_else_does(self, world: World) -> None:
        row = build.recognised(world.made, build.acknowledged(world.made))[0]
        with refused_by("completed by its result"):
            change(world.clerk("host"), "crossregistration", row.pk, "state = 'completed'")

    def test_is_not_chosen_by_the_home(self, world: World) -> None:
        rows = build.acknowledged(world.made)
        with refused_by("an announced one|belong to the other side"):
            change(world.clerk("home"), "crossregistration", rows[0].pk, "result_id = NULL")


class TestAnAnnouncedResult:
    @pytest.mark.parametrize(
        "wanted",
        [
            "grade = 'A', points = 4, outcome = 'passed'",
            "announced_at = now()",
            "approved_name = 'X'",
            "entered_key = 'user:999'",
            "distribution = '{}'",
            "note = 'x'",
            "shared_with_id = NULL, announced_at = NULL, approved_key = ''",
        ],
    )
    def test_stays_as_it_is(self, world: World, wanted: str) -> None:
        row = build.announced(world.made, build.enrolled(world.made), "F")[0]
        with refused_by("stays as it is"):
            change(world.clerk("host"), "result", row.result_id, wanted)

    def test_is_not_deleted_when_corrected(self, world: World) -> None:
        rows = build.announced(world.made, build.enrolled(world.made), "F")
        build.announced(world.made, rows, "C", "appeal")
        with refused_by("stays as it is"):
            sql(world.clerk("host"), "DELETE FROM courses_result WHERE id = %s", rows[0].result_id)


class TestARegistration:
    @pytest.mark.parametrize("state", ["submitted", "accepted", "enrolled", "completed"])
    def test_begins_as_a_draft(self, world: World, state: str) -> None:
        row = build.submitted(world.made)[0]
        begun = copied(world.clerk("home"), "crossregistration", "id = %s", row.pk)
        begun |= {"offering_id": world.made.offerings[1].pk, "state": "draft", "version": 1}
        with undone():
            assert insert(world.clerk("home"), "crossregistration", begun) == 1
        for wrong in ({"state": state}, {"version": 2}):
            with refused_by("begins as a draft"):
                insert(world.clerk("home"), "crossregistration", begun | wrong)

    @pytest.mark.parametrize("side", SIDES)
    @pytest.mark.parametrize("state", ["not_recognised", "enrolled", "cancelled", "draft"])
    def test_goes_no_other_way(self, world: World, side: str, state: str) -> None:
        row = build.recognised(world.made, build.acknowledged(world.made))[0]
        with refused_by("cannot take a registration from recognised"):
            change(world.clerk(side), "crossregistration", row.pk, "state = %s", state)

    def test_goes_on_by_the_side_whose_turn_it_is(self, world: World) -> None:
        row = build.submitted(world.made)[0]
        accepted = "state = 'accepted', version = version + 1"
        with refused_by("this side cannot"):
            change(world.clerk("home"), "crossregistration", row.pk, accepted)
        with undone():
            assert change(world.clerk("host"), "crossregistration", row.pk, accepted) == 1
        with refused_by("this side cannot"):
            change(world.clerk("host"), "crossregistration", row.pk, "state = 'cancelled'")

    @pytest.mark.parametrize("side", SIDES)
    @pytest.mark.parametrize("wanted", ["version + 2", "version - 1", "99"])
    def test_counts_its_versions(self, world: World, side: str, wanted: str) -> None:
        row = build.accepted(world.made)[0]
        with refused_by("versions of a registration"):
            change(world.clerk(side), "crossregistration", row.pk, f"version = {wanted}")

    @pytest.mark.parametrize("side", SIDES)
    @pytest.mark.parametrize("wanted", ["uuid = gen_random_uuid()", "created_at = '2001-01-01'"])
    def test_stays_the_same_one(self, world: World, side: str, wanted: str) -> None:
        row = build.accepted(world.made)[0]
        with refused_by("cannot change"):
            change(world.clerk(side), "crossregistration", row.pk, wanted)

    @pytest.mark.parametrize(
        "wanted",
        ["credit_value = 9", "course_code = 'X'", "home_student_code = 'Z'", "section = '9'",
         "home_credits = 1", "needed_by = '2030-01-01'", "withdraw_by = '2030-01-01'"],
    )  # fmt: skip
    def test_is_asked_for_before_it_is_accepted(self, world: World, wanted: str) -> None:
        asked = build.submitted(world.made, build.candidate(2))[0]
        with undone():
            assert change(world.clerk("home"), "crossregistration", asked.pk, wanted) == 1
        row = build.enrolled(world.made)[0]
        with refused_by("not changed any more by this side"):
            change(world.clerk("home"), "crossregistration", row.pk, wanted)

    @pytest.mark.parametrize(
        "wanted", ["host_student_code = 'Z'", "section = '9'", "payment = 'waived'"]
    )
    def test_is_detailed_by_the_host_until_the_result(self, world: World, wanted: str) -> None:
        rows = build.enrolled(world.made)
        with undone():
            assert change(world.clerk("host"), "crossregistration", rows[0].pk, wanted) == 1
        build.announced(world.made, rows)
        with refused_by("not changed any more by this side"):
            change(world.clerk("host"), "crossregistration", rows[0].pk, wanted)

    def test_is_shared_with_its_host_alone(self, world: World) -> None:
        third = world.stranger.membership.institution.pk
        request, rows = build.drafted(world.made)
        for table, pk in (("crossregistration", rows[0].pk), ("crossrequest", request.pk)):
            with refused_by(f"{table}_shared"):
                change(world.clerk("home"), table, pk, "shared_with_id = %s", third)

    def test_has_the_offering_and_the_agreement_of_its_request(self, world: World) -> None:
        row = build.drafted(world.made)[1][0]
        values = copied(world.clerk("home"), "crossregistration", "id = %s", row.pk)
        free = {**values, "offering_id": world.made.offerings[1].pk}
        with undone():
            assert insert(world.clerk("home"), "crossregistration", free) == 1
        for column in ("offering_id", "agreement_id"):
            with refused_by("crossregistration_belongs"):
                insert(world.clerk("home"), "crossregistration", {**free, column: 0})


class TestAThirdUniversity:
    """Foreign keys look past row security: whose a row is stands in the key."""

    @pytest.mark.parametrize("waiting", [True, False])
    def test_gives_no_result(self, world: World, waiting: bool) -> None:
        third = world.stranger.actor
        rows = build.enrolled(world.made)
        other = build.announced(world.made, build.enrolled(world.made, build.candidate(2)), "A")[0]
        forged = copied(world.clerk("host"), "result", "id = %s", other.result_id)
        forged |= {"host_id": third.institution_id, "registration_id": rows[0].pk}
        if waiting:
            forged |= {"announced_at": None, "approved_key": "", "shared_with_id": None}
        with refused_by("result_belongs"):
            insert(third, "result", forged)
        assert build.announced(world.made, rows)[0].result_id

    def test_writes_no_history(self, world: World) -> None:
        third = world.stranger.actor
        row = build.enrolled(world.made)[0]
        forged = copied(world.clerk("home"), "registrationact", "registration_id = %s", row.pk)
        forged |= {"institution_id": third.institution_id, "action": "correct"}
        with refused_by("registrationact_side"):
            insert(third, "registrationact", forged)
        for column in ("home_id", "shared_with_id"):
            with refused_by("registrationact_belongs"):
                insert(third, "registrationact", {**forged, column: third.institution_id})

    def test_decides_nothing(self, world: World) -> None:
        third = world.stranger.actor
        build.recognised(world.made, build.acknowledged(world.made))
        mine = {"home_id": third.institution_id}
        forged = copied(world.clerk("home"), "recognition", "true") | mine
        with refused_by("recognition_belongs"):
            insert(third, "recognition", forged)
        free = build.acknowledged(world.made, build.candidate(2))[0]
        source = copied(world.clerk("home"), "recognitionsource", "true")
        with refused_by("recognitionsource_belongs"):
            insert(third, "recognitionsource", {**source, **mine, "registration_id": free.pk})
        assert build.recognised(world.made, [free])[0].state == "recognised"

    def test_books_no_credits(self, world: World) -> None:
        third = world.stranger.actor
        rows = build.announced(world.made, build.enrolled(world.made))
        build.acknowledged(world.made, build.candidate(2))
        forged = copied(world.clerk("home"), "creditentry", "kind = 'earned'")
        forged |= {"home_id": third.institution_id, "registration_id": rows[0].pk}
        with refused_by("creditentry_belongs|credits are earned"):
            insert(third, "creditentry", forged)
        assert build.received(world.made, rows)[0].state == "acknowledged"

    def test_registers_nobodys_student(self, world: World) -> None:
        third = world.stranger.actor
        row = build.submitted(world.made)[0]
        forged = copied(world.clerk("home"), "crossregistration", "id = %s", row.pk)
        forged |= {"home_id": third.institution_id, "offering_id": world.made.offerings[1].pk}
        with refused_by("crossregistration_belongs"):
            insert(third, "crossregistration", forged)
