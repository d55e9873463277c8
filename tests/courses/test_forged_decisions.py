"""Agreements, recognitions, credits and papers forged by SQL: the database refuses."""

import datetime as dt
from decimal import Decimal

import pytest

from apps.courses.models import Agreement, CrossRegistration
from apps.courses.services import agreeing
from apps.institutions.actor import Actor
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.courses.breaking import refused_by
from tests.courses.forging import change, copied, insert, sql
from tests.courses.worlds import World, undone
from tests.faults.exchanges import keep_paper

pytestmark = pytest.mark.usefixtures("taken_back")

SIDES = ("home", "host")


class TestAnAgreement:
    @pytest.fixture
    def agreement(self, world: World) -> Agreement:
        assert world.made.agreement is not None
        return world.made.agreement

    @pytest.mark.parametrize("side", SIDES)
    @pytest.mark.parametrize(
        "wanted",
        ["seats_per_term = 1", "ends_on = '2099-01-01'", "terms = 'other'", "title_th = 'x'",
         "document_sha256 = ''", "document_path = 'x'"],
    )  # fmt: skip
    def test_in_force_stays_as_it_was_signed(
        self, world: World, agreement: Agreement, side: str, wanted: str
    ) -> None:
        with refused_by("what is signed is not changed"):
            change(world.clerk(side), "agreement", agreement.pk, wanted)

    def test_in_force_is_of_the_version_that_was_signed(
        self, world: World, agreement: Agreement
    ) -> None:
        with refused_by("needs the signature"):
            change(world.clerk("home"), "agreement", agreement.pk, "version = version + 1")

    @pytest.mark.parametrize("side", SIDES)
    def test_keeps_its_parties(self, world: World, agreement: Agreement, side: str) -> None:
        third = world.stranger.actor.institution_id
        for parties in ([*agreement.party_ids, third], [world.clerk(side).institution_id, third]):
            with refused_by("cannot change"):
                change(
                    world.clerk(side), "agreement", agreement.pk, "party_ids = %s::bigint[]",
                    parties,
                )  # fmt: skip

    @pytest.mark.parametrize("state", ["draft", "signing", "dropped"])
    def test_in_force_is_only_terminated(
        self, world: World, agreement: Agreement, state: str
    ) -> None:
        with refused_by("does not go from in_force"):
            change(world.clerk("home"), "agreement", agreement.pk, "state = %s", state)

    def test_is_not_deleted(self, world: World, agreement: Agreement) -> None:
        with refused_by("agreementsignature|agreementact"):
            sql(world.clerk("home"), "DELETE FROM courses_agreement WHERE id = %s", agreement.pk)

    def test_does_not_skip_the_signing(self, world: World) -> None:
        drafted = open_for_signature(world.clerk("home"), world, offered=False)
        with refused_by("does not go from draft|needs the signature"):
            change(world.clerk("home"), "agreement", drafted.pk, "state = 'in_force'")
        signing = open_for_signature(world.clerk("home"), world)
        with refused_by("needs the signature"):
            change(world.clerk("home"), "agreement", signing.pk, "state = 'in_force'")

    def test_that_one_side_signed_is_not_changed_under_the_signature(self, world: World) -> None:
        signing = open_for_signature(world.clerk("home"), world)
        home = world.clerk("home")
        for wanted in ("state = 'draft'", "seats_per_term = 1", "terms = 'x', state = 'in_force'"):
            with refused_by("what is signed is not changed|needs the signature"):
                change(home, "agreement", signing.pk, wanted)
        change(home, "agreement", signing.pk, "state = 'draft', version = version + 1")
        for wanted in ("terms = 'x'", "terms = 'x', version = version - 1"):
            with refused_by("what is signed is not changed"):
                change(home, "agreement", signing.pk, wanted)

    def test_is_signed_by_its_parties_alone(self, world: World, agreement: Agreement) -> None:
        third = world.stranger.actor
        forged = copied(
            world.clerk("home"), "agreementsignature", "agreement_id = %s", agreement.pk
        )
        forged |= {"institution_id": third.institution_id}
        with refused_by("agreementsignature_party"):
            insert(third, "agreementsignature", forged)
        forged |= {"party_ids": [third.institution_id, world.made.host.pk]}
        with refused_by("agreementsignature_belongs"):
            insert(third, "agreementsignature", forged)

    def test_is_not_made_in_force(self, world: World, agreement: Agreement) -> None:
        third = world.stranger.actor
        forged = copied(world.clerk("home"), "agreement", "id = %s", agreement.pk)
        forged |= {
            "party_ids": [third.institution_id, world.made.host.pk],
            "proposer_id": third.institution_id,
        }
        with refused_by("needs the signature"):
            insert(third, "agreement", forged)


def open_for_signature(actor: Actor, world: World, *, offered: bool = True) -> Agreement:
    content = agreeing.Content(
        kind="mou",
        title_th="ยังไม่ลงนาม",
        partners=[world.made.host],
        starts_on=dt.date(2026, 1, 1),
        ends_on=dt.date(2027, 1, 1),
    )
    with scope(actor):
        made = agreeing.draft_agreement(actor=actor, content=content)
        made = agreeing.attach_document(
            actor=actor, uuid=made.uuid, version=1, content=build.PDF, filename="mou.pdf"
        )
        if offered:
            made = agreeing.offer_agreement(actor=actor, uuid=made.uuid, version=2)
    return made


class TestAnApprovedRecognition:
    @pytest.fixture(autouse=True)
    def _decided(self, world: World, taken_back: None) -> None:
        build.recognised(world.made, build.acknowledged(world.made))

    @pytest.mark.parametrize(
        "wanted",
        ["target_credits = 30", "target_code = 'ZZ'", "target_name_th = 'x'", "home_grade = 'A'",
         "criteria = '[]'", "approved_key = 'user:1'", "approved_name = 'x'",
         "state = 'proposed'", "state = 'returned'"],
    )  # fmt: skip
    def test_stays_as_it_was_approved(self, world: World, wanted: str) -> None:
        with refused_by("stays as it was approved"):
            sql(world.clerk("home"), f"UPDATE courses_recognition SET {wanted}")

    @pytest.mark.parametrize(
        "wanted", ["credits_used = 30", "result_id = 0", "registration_id = 0"]
    )
    def test_keeps_its_sources(self, world: World, wanted: str) -> None:
        with refused_by("cannot change"):
            sql(world.clerk("home"), f"UPDATE courses_recognitionsource SET {wanted}")

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE courses_recognitionsource SET live = false",
            "DELETE FROM courses_recognitionsource",
        ],
    )
    def test_does_not_let_go_of_its_sources(self, world: World, statement: str) -> None:
        with refused_by("stays in use"):
            sql(world.clerk("home"), statement)

    def test_is_not_deleted(self, world: World) -> None:
        with refused_by("recognitionsource|creditentry"):
            sql(world.clerk("home"), "DELETE FROM courses_recognition")


class TestCredits:
    def test_are_not_earned_without_a_result(self, world: World) -> None:
        row = build.enrolled(world.made)[0]
        other = build.acknowledged(world.made, build.candidate(2))[0]
        earned = copied(world.clerk("home"), "creditentry", "registration_id = %s", other.pk)
        forged = {**earned, "registration_id": row.pk, "learner_id": row.learner_id}
        with refused_by("credits are earned"):
            insert(world.clerk("home"), "creditentry", {**forged, "result_id": None})
        with refused_by("creditentry_belongs|credits are earned"):
            insert(world.clerk("home"), "creditentry", forged)

    def test_are_not_more_than_the_course_has(self, world: World) -> None:
        right, row = earned_by_hand(world, "B+")
        with undone():
            assert insert(world.clerk("home"), "creditentry", right) == 1
        with refused_by("credits are earned"):
            insert(world.clerk("home"), "creditentry", {**right, "credits": 30, "after": 30})
        assert row.credit_value == Decimal(3)

    def test_are_not_earned_by_a_failed_course(self, world: World) -> None:
        right, _row = earned_by_hand(world, "F")
        with refused_by("credits are earned"):
            insert(world.clerk("home"), "creditentry", right)

    def test_are_not_another_learners(self, world: World) -> None:
        right, _row = earned_by_hand(world, "B+")
        other = build.submitted(world.made, build.candidate(3))[0]
        with refused_by("creditentry_belongs"):
            insert(world.clerk("home"), "creditentry", {**right, "learner_id": other.learner_id})

    def test_are_released_as_they_were_used(self, world: World) -> None:
        build.recognised(world.made, build.acknowledged(world.made))
        used = copied(world.clerk("home"), "creditentry", "kind = 'used'")
        right = {
            **used, "kind": "released", "ordinal": 3, "previous": 2, "before": 0, "credits": 3,
            "after": 3, "status_before": "used", "status_after": "available",
        }  # fmt: skip
        with undone():
            assert insert(world.clerk("home"), "creditentry", right) == 1
        with refused_by("what is released"):
            insert(world.clerk("home"), "creditentry", {**right, "credits": 30, "after": 30})

    def test_are_used_by_a_decision_on_the_course(self, world: World) -> None:
        build.recognised(world.made, build.acknowledged(world.made))
        row = build.acknowledged(world.made, build.candidate(2))[0]
        used = copied(world.clerk("home"), "creditentry", "kind = 'used'")
        forged = {**used, "registration_id": row.pk, "learner_id": row.learner_id}
        with refused_by("creditentry_belongs"):
            insert(world.clerk("home"), "creditentry", forged)


def earned_by_hand(world: World, grade: str) -> tuple[dict[str, object], CrossRegistration]:
    """The entry that follows an announced result, not booked yet."""
    row = build.announced(world.made, build.enrolled(world.made), grade)[0]
    build.acknowledged(world.made, build.candidate(2))
    entry = copied(world.clerk("home"), "creditentry", "kind = 'earned'")
    own = {"registration_id": row.pk, "learner_id": row.learner_id, "result_id": row.result_id}
    return {**entry, **own}, row


class TestALearner:
    def test_is_shown_to_the_hosts_that_were_asked(self, world: World) -> None:
        row = build.submitted(world.made)[0]
        third = world.stranger.actor.institution_id
        for hosts in ([world.made.host.pk, third], [third], []):
            with refused_by("is shown to the hosts"):
                change(
                    world.clerk("home"), "learner", row.learner_id, "host_ids = %s::bigint[]", hosts
                )


class TestAPaper:
    def test_is_not_issued_by_a_third_university(self, world: World) -> None:
        third = world.stranger.actor
        keep_paper(world.made, build.acknowledged(world.made)[0])
        mine = {"institution_id": third.institution_id}
        with refused_by("a paper is about a learner"):
            insert(third, "coursepaper", copied(world.clerk("host"), "coursepaper", "true") | mine)
        with refused_by("paperbasis_side"):
            insert(third, "paperbasis", copied(world.clerk("host"), "paperbasis", "true") | mine)
