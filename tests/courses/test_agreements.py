"""Every state of an agreement against every action, by hand; signatures of every side."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.core.errors import ForbiddenError, NotFoundError
from apps.courses.errors import (
    CourseStateError,
    DocumentError,
    NoteNeededError,
    VersionError,
)
from apps.courses.models import Agreement, AgreementAct, AgreementSignature
from apps.courses.services import agreeing
from apps.courses.states import AGREEMENT_TRANSITIONS, AgreementAction, AgreementState
from apps.events.models import Event
from apps.institutions.actor import Actor
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.courses.worlds import World, undone

pytestmark = pytest.mark.usefixtures("taken_back")

# rows: the state before; columns: the actions; "-": refused (409)
ACTIONS = ("change", "offer", "renegotiate", "enforce", "terminate", "drop")
EXPECTED = {
    "draft": ("draft", "signing", "-", "-", "-", "dropped"),
    "signing": ("-", "-", "draft", "in_force", "-", "dropped"),
    "in_force": ("-", "-", "-", "-", "terminated", "-"),
    "terminated": ("-", "-", "-", "-", "-", "-"),
    "dropped": ("-", "-", "-", "-", "-", "-"),
}
CELLS = [
    (state, action, after)
    for state, row in EXPECTED.items()
    for action, after in zip(ACTIONS, row, strict=True)
]
TODAY = dt.date(2026, 1, 5)


def test_the_pure_table_is_the_one_written_here() -> None:
    assert (set(EXPECTED), set(ACTIONS)) == (set(AgreementState), set(AgreementAction))
    assert {
        (AgreementState(state), AgreementAction(action)): AgreementState(after)
        for state, action, after in CELLS
        if after != "-"
    } == AGREEMENT_TRANSITIONS


def content(*partners: Institution, **more: Any) -> agreeing.Content:
    values: dict[str, Any] = {
        "kind": "mou",
        "title_th": "บันทึกข้อตกลง",
        "partners": partners,
        "starts_on": dt.date(2026, 1, 1),
        "ends_on": dt.date(2030, 12, 31),
        **more,
    }
    return agreeing.Content(**values)


def with_paper(world: World, *more: Institution) -> Agreement:
    """Negotiated by A and B (and more), the paper attached; version 2."""
    kind = "consortium" if more else "mou"
    actor = world.clerk("home")
    with scope(actor):
        agreement = agreeing.draft_agreement(
            actor=actor, content=content(world.made.host, *more, kind=kind)
        )
        return agreeing.attach_document(
            actor=actor, uuid=agreement.uuid, version=1, content=build.PDF, filename="a.pdf"
        )


def sign(actor: Actor, agreement: Agreement, signed_on: dt.date = TODAY) -> Agreement:
    with scope(actor):
        return agreeing.sign_agreement(
            actor=actor,
            uuid=agreement.uuid,
            version=agreement.version,
            name="รองศาสตราจารย์ ผู้ลงนาม",
            post="อธิการบดี",
            signed_on=signed_on,
        )


def do(action: str, actor: Actor, agreement: Agreement) -> Agreement:
    given: dict[str, Any] = {"actor": actor, "uuid": agreement.uuid, "version": agreement.version}
    if action == "enforce":
        return sign(actor, agreement)
    with scope(actor):
        return WORK[action](given, agreement)


WORK: dict[str, Callable[[dict[str, Any], Agreement], Agreement]] = {
    "change": lambda given, agreement: agreeing.change_agreement(
        **given,
        content=content(*Institution.objects.filter(code="00300")),
    ),
    "offer": lambda given, agreement: agreeing.offer_agreement(**given),
    "renegotiate": lambda given, agreement: agreeing.renegotiate_agreement(
        **given,
        note="the fee is open",
    ),
    "terminate": lambda given, agreement: agreeing.terminate_agreement(
        **given,
        note="no longer needed",
    ),
    "drop": lambda given, agreement: agreeing.drop_agreement(**given, note="given up"),
}
WAYS = {
    "draft": (),
    "signing": ("offer",),
    "in_force": ("offer", "enforce by host", "enforce"),
    "terminated": ("offer", "enforce by host", "enforce", "terminate"),
    "dropped": ("drop",),
}


def brought_to(world: World, state: str) -> Agreement:
    agreement = with_paper(world)
    for step in WAYS[state]:
        side = "host" if step.endswith("by host") else "home"
        agreement = do(step.partition(" ")[0], world.approver(side), agreement)
    assert agreement.state == state
    return agreement


@pytest.mark.parametrize("state", EXPECTED)
def test_through_the_services(world: World, state: str) -> None:
    agreement = brought_to(world, state)
    if state == "signing":  # one signature is there: the next one puts it in force
        agreement = sign(world.approver("host"), agreement)
    for at, action, after in CELLS:
        if at != state:
            continue
        with undone():
            if after == "-":
                with pytest.raises(CourseStateError) as refused:
                    do(action, world.approver("home"), agreement)
                assert refused.value.data == {"state": state}
                assert f"“{AgreementState(state).label}”" in str(refused.value.message)
                continue
            done = do(action, world.approver("home"), agreement)
            assert done.state == after
            with scope(world.clerk("host")):
                last = AgreementAct.objects.filter(agreement=agreement).order_by("-pk")[0]
                event = Event.objects.filter(subject=agreement.uuid).order_by("-pk")[0]
            assert (last.action, last.version) == (action, done.version)
            assert event.audience_id == world.made.host.pk


@pytest.mark.parametrize("state", EXPECTED)
@pytest.mark.parametrize("action", ACTIONS)
def test_who_is_no_party_finds_nothing(world: World, state: str, action: str) -> None:
    agreement = brought_to(world, state)
    with pytest.raises(NotFoundError):
        do(action, world.strange_approver.actor, agreement)


def test_every_side_signs_once_and_the_last_puts_it_in_force(world: World) -> None:
    third = world.stranger.membership.institution
    agreement = do("offer", world.clerk("home"), with_paper(world, third))
    for actor, after in (
        (world.approver("home"), "signing"),
        (world.strange_approver.actor, "signing"),
        (world.approver("host"), "in_force"),
    ):
        agreement = sign(actor, agreement)
        assert agreement.state == after
        if after == "signing":
            with pytest.raises(agreeing.AgreementTermsError):
                sign(actor, agreement)
    assert agreement.in_force_at is not None
    with scope(world.clerk("host")):
        signed = AgreementSignature.objects.filter(agreement=agreement)
        assert {one.institution_id for one in signed} == set(agreement.party_ids)
        assert {(one.name, one.post) for one in signed} == {("รองศาสตราจารย์ ผู้ลงนาม", "อธิการบดี")}


def test_back_to_negotiation_voids_what_was_signed(world: World) -> None:
    offered = do("offer", world.clerk("home"), with_paper(world))
    sign(world.approver("home"), offered)
    changed = do("renegotiate", world.clerk("host"), offered)
    assert changed.version == offered.version + 1
    again = do("offer", world.clerk("host"), changed)
    assert sign(world.approver("host"), again).state == "signing"
    assert sign(world.approver("home"), again).state == "in_force"


def test_a_signature_under_another_version_is_refused(world: World) -> None:
    agreement = do("offer", world.clerk("home"), with_paper(world))
    agreement.version -= 1
    with pytest.raises(VersionError) as refused:
        sign(world.approver("host"), agreement)
    assert (refused.value.status, refused.value.data) == (409, {"version": 2})


def test_who_may_sign(world: World) -> None:
    agreement = do("offer", world.clerk("home"), with_paper(world))
    with pytest.raises(ForbiddenError):
        sign(world.clerk("home"), agreement)
    assert sign(world.made.cast.director_a.actor, agreement).state == "signing"


def test_not_signed_tomorrow(world: World) -> None:
    agreement = do("offer", world.clerk("home"), with_paper(world))
    with pytest.raises(agreeing.AgreementTermsError):
        sign(world.approver("home"), agreement, timezone.localdate() + dt.timedelta(days=1))


def test_nothing_is_signed_without_its_paper(world: World) -> None:
    actor = world.clerk("home")
    with scope(actor):
        agreement = agreeing.draft_agreement(actor=actor, content=content(world.made.host))
        with pytest.raises(DocumentError):
            agreeing.offer_agreement(actor=actor, uuid=agreement.uuid, version=1)
        with pytest.raises(DocumentError):
            agreeing.attach_document(
                actor=actor, uuid=agreement.uuid, version=1, content=b"PK..", filename="a.pdf"
            )
        with pytest.raises(IntegrityError, match="agreement_signed_document"), transaction.atomic():
            Agreement.objects.filter(pk=agreement.pk).update(state="in_force")


def test_an_end_needs_its_reason(world: World) -> None:
    agreement = brought_to(world, "in_force")
    actor = world.approver("home")
    with scope(actor), pytest.raises(NoteNeededError):
        agreeing.terminate_agreement(
            actor=actor, uuid=agreement.uuid, version=agreement.version, note=" - "
        )


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_on": dt.date(2026, 1, 1)},
        {"title_th": " "},
        {"partners": ()},
        {"partners": ("host", "host")},
        {"partners": ("school",)},
        {"partners": ("host", "third"), "kind": "one_off"},
    ],
)
def test_what_cannot_be_agreed(world: World, wrong: dict[str, Any]) -> None:
    places = {
        "host": world.made.host,
        "third": world.stranger.membership.institution,
        "school": world.made.cast.school_a,
    }
    named = wrong.get("partners", ("host",))
    partners = [places[name] for name in named]
    actor = world.clerk("home")
    more = {field: value for field, value in wrong.items() if field != "partners"}
    with scope(actor):
        with pytest.raises(agreeing.AgreementTermsError):
            agreeing.draft_agreement(actor=actor, content=content(*partners, **more))
        assert Agreement.objects.count() == 1  # the one of the exchange
