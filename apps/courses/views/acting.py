"""From a filled form to the service that carries the act out."""

from typing import Any
from uuid import UUID

from apps.courses.services import hosting, leaving
from apps.courses.services.acknowledging import acknowledge_results
from apps.courses.services.registrations import Pick
from apps.courses.services.submitting import Change, change_registration
from apps.courses.states import Action
from apps.institutions.actor import Actor


def carry_out(actor: Actor, uuid: UUID, action: Action, given: dict[str, Any]) -> None:
    """One act on one registration; the services refuse a wrong side, state or version."""
    pick = Pick(uuid, given["version"])
    note = given.get("note", "")
    match action:
        case Action.ACCEPT:
            hosting.accept_registrations(actor=actor, picks=[pick], note=note)
        case Action.DECLINE:
            hosting.decline_registrations(
                actor=actor, picks=[pick], reason=given["reason"], note=note
            )
        case Action.ENROL:
            hosting.enrol_registrations(actor=actor, enrolments=[_enrolment(pick, given)])
        case Action.DETAIL:
            hosting.update_details(actor=actor, enrolments=[_enrolment(pick, given)])
        case Action.WITHDRAW:
            leaving.withdraw_registrations(
                actor=actor, picks=[pick], reason=given["reason"], note=note
            )
        case Action.CANCEL:
            leaving.cancel_registrations(
                actor=actor, picks=[pick], reason=given["reason"], note=note
            )
        case Action.CHANGE:
            change_registration(
                actor=actor, change=_change(pick, given), reason=given["reason"], note=note
            )
        case _:
            acknowledge_results(actor=actor, picks=[pick])


def _enrolment(pick: Pick, given: dict[str, Any]) -> hosting.Enrolment:
    return hosting.Enrolment(
        pick,
        host_student_code=given["host_student_code"],
        section=given["section"],
        payment=given["payment"],
    )


def _change(pick: Pick, given: dict[str, Any]) -> Change:
    return Change(
        pick,
        course_code=given["course_code"].upper(),
        section=given["section"],
        needed_by=given["needed_by"],
        home_credits=given["home_credits"],
    )
