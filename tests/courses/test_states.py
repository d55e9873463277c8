"""Every state of a registration against every action of either side: written by hand, done twice.

Once against the pure table, once for real: a registration in the state, the action called through
its service by that side.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from pytest_django.plugin import DjangoDbBlocker

from apps.core.errors import ForbiddenError, NotFoundError
from apps.courses.candidates import Candidate
from apps.courses.errors import CourseStateError, ReasonNeededError
from apps.courses.models import CrossRegistration, Recognition, RegistrationAct
from apps.courses.services import approving, hosting, leaving, recognising, resulting, submitting
from apps.courses.services.acknowledging import acknowledge_results
from apps.courses.services.registrations import Pick, lock_registrations
from apps.courses.states import SIDES, TRANSITIONS, Action, Side, State, possible_actions
from apps.institutions.actor import Actor
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.courses.worlds import World, make_world, undone

# rows: the state before; columns: the actions. A word: the state after. "-": wrong state (409);
# "x": not this side's to do (403); "?": this side does not see it (404).
ACTIONS = [
    "submit",
    "change",
    "accept",
    "decline",
    "enrol",
    "detail",
    "withdraw",
    "cancel",
    "announce",
    "correct",
    "acknowledge",
    "recognise",
    "recognise_partly",
    "not_recognise",
    "reopen",
]
HOME = """
draft            submitted draft x x x x - cancelled x x - - - - -
submitted        - submitted x x x x - cancelled x x - - - - -
accepted         - submitted x x x x - cancelled x x - - - - -
declined         - - x x x x - - x x - - - - -
enrolled         - - x x x x withdrawn - x x - - - - -
completed        - - x x x x - - x x acknowledged - - - -
acknowledged     - - x x x x - - x x - recognised partly_recognised not_recognised -
recognised       - - x x x x - - x x - - - - acknowledged
partly_recognised - - x x x x - - x x - - - - acknowledged
not_recognised   - - x x x x - - x x - - - - acknowledged
withdrawn        - - x x x x - - x x - - - - -
cancelled        - - x x x x - - x x - - - - -
"""
# a request is its home's alone: whoever else sends it is told that there is none
HOST = """
draft            ? ? ? ? ? ? ? ? ? ? ? ? ? ? ?
submitted        ? x accepted declined - - - x - - x x x x x
accepted         ? x - - enrolled accepted - x - - x x x x x
declined         ? x - - - - - x - - x x x x x
enrolled         ? x - - - enrolled withdrawn x completed - x x x x x
completed        ? x - - - - - x - completed x x x x x
acknowledged     ? x - - - - - x - completed x x x x x
recognised       ? x - - - - - x - completed x x x x x
partly_recognised ? x - - - - - x - completed x x x x x
not_recognised   ? x - - - - - x - completed x x x x x
withdrawn        ? x - - - - - x - - x x x x x
cancelled        ? x - - - - - x - - x x x x x
"""
REFUSED = {"-": CourseStateError, "x": ForbiddenError, "?": NotFoundError}


def cells(table: str) -> dict[tuple[str, str], str]:
    rows = [line.split() for line in table.strip().splitlines()]
    return {
        (state, action): after
        for state, *row in rows
        for action, after in zip(ACTIONS, row, strict=True)
    }


TABLES = {"home": cells(HOME), "host": cells(HOST)}
STATES = list(dict.fromkeys(state for state, _action in TABLES["home"]))
ALLOWED = {
    (side, *cell): after
    for side, table in TABLES.items()
    for cell, after in table.items()
    if after not in REFUSED
}


def test_both_tables_hold_every_state_and_action() -> None:
    assert len(STATES) == 12
    assert set(STATES) == set(State.values)
    assert len(ACTIONS) == 15
    assert set(ACTIONS) == set(Action.values)
    for table in TABLES.values():
        assert len(table) == 180


def test_the_pure_table_is_the_one_written_here() -> None:
    assert {
        (State(state), Action(action)): State(after)
        for (_side, state, action), after in ALLOWED.items()
    } == TRANSITIONS


def test_the_sides_are_those_written_here() -> None:
    sides = {
        action: {side for side, _state, named in ALLOWED if named == action} for action in ACTIONS
    }
    assert {str(action): set(map(str, who)) for action, who in SIDES.items()} == sides


@pytest.mark.parametrize("side", ["home", "host"])
@pytest.mark.parametrize("state", STATES)
def test_what_a_side_is_offered(state: str, side: str) -> None:
    offered = {str(action) for action in possible_actions(state, Side(side))}
    assert offered == {action for who, at, action in ALLOWED if (who, at) == (side, state)}


# --- for real ---------------------------------------------------------------------------------


def declined(made: build.Exchange, who: Candidate) -> list[CrossRegistration]:
    rows = build.submitted(made, who)
    with scope(made.host_registrar.actor) as actor:
        return hosting.decline_registrations(actor=actor, picks=build.picks(*rows), reason="late")


def withdrawn(made: build.Exchange, who: Candidate) -> list[CrossRegistration]:
    rows = build.enrolled(made, who)
    with scope(made.host_registrar.actor) as actor:
        return leaving.withdraw_registrations(
            actor=actor, picks=build.picks(*rows), reason="timetable"
        )


def cancelled(made: build.Exchange, who: Candidate) -> list[CrossRegistration]:
    rows = build.submitted(made, who)
    with scope(made.registrar.actor) as actor:
        return leaving.cancel_registrations(
            actor=actor, picks=build.picks(*rows), reason="student_wish"
        )


def refused_transfer(made: build.Exchange, who: Candidate) -> list[CrossRegistration]:
    rows = build.acknowledged(made, who)
    decide(made.registrar.actor, made.approver.actor, build.picks(*rows), no_transfer="content")
    return rows


BUILDERS: dict[str, Callable[[build.Exchange, Candidate], list[CrossRegistration]]] = {
    "draft": lambda made, who: build.drafted(made, who)[1],
    "submitted": build.submitted,
    "accepted": build.accepted,
    "declined": declined,
    "enrolled": build.enrolled,
    "completed": lambda made, who: build.announced(made, build.enrolled(made, who)),
    "acknowledged": build.acknowledged,
    "recognised": lambda made, who: build.recognised(made, build.acknowledged(made, who)),
    "partly_recognised": lambda made, who: build.recognised(
        made, build.acknowledged(made, who), granted="2"
    ),
    "not_recognised": refused_transfer,
    "withdrawn": withdrawn,
    "cancelled": cancelled,
}
Made = tuple[World, dict[str, CrossRegistration]]


@pytest.fixture(scope="module")
def everything(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Made]:
    """One registration in each state."""
    with django_db_blocker.unblock(), undone():
        world = make_world()
        rows = {}
        for line, state in enumerate(STATES, 1):
            built = BUILDERS[state](world.made, build.candidate(line))
            rows[state] = build.fresh(world.made, built)[0]
        yield world, rows


def decide(
    clerk: Actor,
    approver: Actor,
    picks: list[Pick],
    *,
    granted: str = "",
    no_transfer: str = "",
) -> None:
    target = build.target(granted) if granted else None
    proposal = recognising.Proposal(
        picks, target, content_share=Decimal("0.8"), no_transfer=no_transfer
    )
    with scope(clerk):
        recognition = recognising.propose_recognition(actor=clerk, proposal=proposal)
    with scope(approver):
        recognising.approve_recognition(
            actor=approver, uuid=recognition.uuid, seen=recognising.digest(recognition)
        )


def grade(clerk: Actor, approver: Actor, pick: Pick, given: str, reason: str = "") -> None:
    with scope(clerk):
        entry = resulting.GradeEntry(pick, given, dt.date(2026, 12, 20), reason)
        results = resulting.enter_results(actor=clerk, entries=[entry])
    with scope(approver):
        approvals = [approving.Approval(one.uuid, resulting.digest(one)) for one in results]
        approving.approve_results(actor=approver, approvals=approvals)


def ask_the_gate(actor: Actor, pick: Pick, action: str) -> None:
    """Where the act hangs on something that is not there, at the check that it begins with."""
    with scope(actor):
        lock_registrations([pick], Action(action), actor=actor)


def reopen(approver: Actor, pick: Pick) -> None:
    with scope(approver):
        recognition = Recognition.objects.filter(
            sources__registration__uuid=pick.uuid, sources__live=True
        ).first()
        if recognition is not None:
            recognising.reopen_recognition(
                actor=approver, uuid=recognition.uuid, note="looked at again"
            )
            return
    ask_the_gate(approver, pick, "reopen")


def act(action: str, clerk: Actor, approver: Actor, row: CrossRegistration) -> None:
    """The action through its service, as the persons of one institution."""
    pick = Pick(row.uuid, row.version)
    if action == "announce" and row.result_id is not None:
        ask_the_gate(clerk, pick, action)
    elif action in ("announce", "correct"):
        given, reason = ("C", "") if action == "announce" else ("D", "registry_error")
        grade(clerk, approver, pick, given, reason)
    elif action in DECISIONS:
        decide(clerk, approver, [pick], **DECISIONS[action])
    elif action == "reopen":
        reopen(approver, pick)
    else:
        with scope(clerk):
            WORK[action](clerk, row, pick)


DECISIONS = {
    "recognise": {"granted": "3"},
    "recognise_partly": {"granted": "2"},
    "not_recognise": {"no_transfer": "content"},
}
WORK: dict[str, Callable[[Actor, CrossRegistration, Pick], object]] = {
    "submit": lambda actor, row, pick: submitting.submit_request(
        actor=actor, uuid=row.request.uuid, picks=[pick]
    ),
    "change": lambda actor, row, pick: submitting.change_registration(
        actor=actor,
        change=submitting.Change(pick, needed_by=dt.date(2027, 3, 1)),
        reason="extension",
    ),
    "accept": lambda actor, row, pick: hosting.accept_registrations(actor=actor, picks=[pick]),
    "decline": lambda actor, row, pick: hosting.decline_registrations(
        actor=actor, picks=[pick], reason="timetable"
    ),
    "enrol": lambda actor, row, pick: hosting.enrol_registrations(
        actor=actor, enrolments=[hosting.Enrolment(pick, "B0001")]
    ),
    "detail": lambda actor, row, pick: hosting.update_details(
        actor=actor, enrolments=[hosting.Enrolment(pick, payment="waived")]
    ),
    "withdraw": lambda actor, row, pick: leaving.withdraw_registrations(
        actor=actor, picks=[pick], reason="student_wish"
    ),
    "cancel": lambda actor, row, pick: leaving.cancel_registrations(
        actor=actor, picks=[pick], reason="student_wish"
    ),
    "acknowledge": lambda actor, row, pick: acknowledge_results(actor=actor, picks=[pick]),
}


@pytest.mark.parametrize("side", ["home", "host"])
@pytest.mark.parametrize("state", STATES)
def test_through_the_services(everything: Made, state: str, side: str) -> None:
    world, rows = everything
    clerk, approver = world.clerk(side), world.approver(side)
    for action in ACTIONS:
        with undone():
            expected = TABLES[side][state, action]
            if expected in REFUSED:
                refuse(action, clerk, approver, rows[state], REFUSED[expected])
            else:
                act(action, clerk, approver, rows[state])
                assert_moved(world, rows[state], action, expected)


def refuse(
    action: str,
    clerk: Actor,
    approver: Actor,
    row: CrossRegistration,
    expected: type[CourseStateError | ForbiddenError | NotFoundError],
) -> None:
    with pytest.raises(expected) as refused, undone():
        act(action, clerk, approver, row)
    assert type(refused.value) is expected, action
    if expected is CourseStateError:
        assert (refused.value.status, refused.value.data) == (409, {"state": row.state})
        assert f"“{State(row.state).label}”" in str(refused.value.message)


def assert_moved(world: World, row: CrossRegistration, action: str, after: str) -> None:
    with scope(world.clerk("home")):
        now = CrossRegistration.objects.get(pk=row.pk)
        last = RegistrationAct.objects.filter(registration=row).order_by("-pk")[0]
    assert (now.state, now.version) == (after, row.version + 1), action
    assert (last.action, last.from_state, last.to_state) == (action, row.state, after)
    assert last.version == now.version
    assert last.name
    assert last.post


@pytest.mark.parametrize("state", STATES)
def test_another_university_finds_nothing(everything: Made, state: str) -> None:
    world, rows = everything
    for action in ACTIONS:
        refuse(
            action, world.stranger.actor, world.strange_approver.actor, rows[state], NotFoundError
        )


@pytest.mark.parametrize(
    "state",
    ["completed", "acknowledged", "recognised", "partly_recognised", "not_recognised"],
)
def test_an_announced_result_changes_only_with_a_reason(everything: Made, state: str) -> None:
    world, rows = everything
    pick = Pick(rows[state].uuid, rows[state].version)
    with pytest.raises(ReasonNeededError), undone():
        grade(world.clerk("host"), world.approver("host"), pick, "D")


@pytest.mark.parametrize("action", ACTIONS)
def test_who_only_reads_does_nothing(everything: Made, action: str) -> None:
    """The director of the home, on a registration where the home's registrar could act."""
    world, rows = everything
    director = world.made.cast.director_a.actor
    state = next((at for side, at, each in ALLOWED if (side, each) == ("home", action)), "enrolled")
    refuse(action, director, director, rows[state], ForbiddenError)
