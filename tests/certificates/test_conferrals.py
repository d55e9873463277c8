"""Certificates of graduation whose facts the own register holds."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from apps.certificates.applications import Application
from apps.certificates.errors import DegreeNotConferredError, FactsError
from apps.core.errors import NotFoundError
from apps.institutions.scope import scope
from apps.qualifications.models import Conferral, ConferralStatus
from tests.builders import certificates as build
from tests.builders.cast import Person
from tests.builders.qualifications import Graduate, degree, load_rows, registered
from tests.certificates.conftest import Rendering
from tests.certificates.desks import Desk


def register(person: Person, approver: Person) -> Graduate:
    """The person's university as the one that holds degrees."""
    cast, institution = None, person.membership.institution
    return Graduate(
        cast=cast,  # type: ignore[arg-type]  # not looked at
        asker=institution,
        holder=institution,
        registrar=person,
        approver=approver,
        holder_registrar=person,
        holder_approver=approver,
    )


def conferred(desk: Desk, *, strange: bool = False, **changes: Any) -> UUID:
    """A degree in force in the register of the desk's university, or of the other one."""
    clerk = desk.stranger if strange else desk.clerk
    world = register(clerk, desk.strange_approver if strange else desk.approver)
    facts: dict[str, Any] = {
        "student_code": "6000000007", "title": "นาย", "first_name": "ธนกร",
        "last_name": "อินทรวิเศษ", "first_name_en": "", "last_name_en": "", "major": "เคมี",
        "honours": "1", "gpax": Decimal("3.61"), **changes,
    }  # fmt: skip
    registered(world, [degree(**facts)])
    with scope(clerk.actor):
        return Conferral.objects.get().uuid


def test_the_register_goes_before_what_was_typed(desk: Desk, rendering: Rendering) -> None:
    given = Application(
        facts={"first_name": "ปลอม", "gpax": "4.00", "major_en": "Chemistry"},
        conferral=conferred(desk),
    )
    row = build.requested(desk.clerk, kind="graduation", given=given)
    assert (row.name, row.student_code) == ("นายธนกร อินทรวิเศษ", "6000000007")
    assert row.facts == {
        "student_code": "6000000007", "title": "นาย", "first_name": "ธนกร", "last_name": "อินทรวิเศษ",
        "degree": "วิทยาศาสตรบัณฑิต", "degree_en": "Bachelor of Science", "degree_short": "วท.บ.",
        "major": "เคมี", "major_en": "Chemistry", "faculty": "วิทยาศาสตร์",
        "honours": "เกียรตินิยมอันดับหนึ่ง", "honours_en": "First Class Honours", "gpax": "3.61",
        "completed_on": "2022-05-20", "approved_on": "2022-06-27",
    }  # fmt: skip
    (made,) = build.produced(desk.clerk, desk.approver, row)
    assert made.state == "produced"


@pytest.mark.parametrize(
    "changes",
    [
        {"standing": "completed", "approved_on": None},
        {"standing": "attended", "approved_on": None, "completed_on": None},
    ],
)
def test_what_the_council_did_not_confer_is_not_certified(
    desk: Desk, changes: dict[str, Any]
) -> None:
    given = Application(conferral=conferred(desk, **changes))
    with pytest.raises(DegreeNotConferredError):
        build.requested(desk.clerk, kind="graduation", given=given)


def test_what_nobody_accepted_is_not_certified(desk: Desk) -> None:
    load_rows(register(desk.clerk, desk.approver), [degree()])
    with scope(desk.clerk.actor):
        waiting = Conferral.objects.get()
    assert waiting.status == ConferralStatus.DRAFT
    with pytest.raises(DegreeNotConferredError):
        build.requested(desk.clerk, kind="graduation", given=Application(conferral=waiting.uuid))


def test_another_universitys_register_is_not_ours(desk: Desk) -> None:
    given = Application(conferral=conferred(desk, strange=True))
    with pytest.raises(NotFoundError):
        build.requested(desk.clerk, kind="graduation", given=given)


def test_what_the_register_lacks_is_asked_for(desk: Desk) -> None:
    given = Application(conferral=conferred(desk))
    with pytest.raises(FactsError) as refused:
        build.requested(desk.clerk, kind="graduation", language="en", given=given)
    assert set(refused.value.data["fields"]) == {"first_name_en", "faculty_en"}


def test_a_register_says_nothing_of_students(desk: Desk) -> None:
    given = Application(conferral=conferred(desk))
    with pytest.raises(FactsError):
        build.requested(desk.clerk, kind="student_status", given=given)
