"""What somebody who wants to cheat tries, in the services, the pages and the API."""

import json
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from apps.core.identifiers import check_digit, parse_person_id
from apps.courses.choices import ChangeReason
from apps.courses.errors import CheckChangedError, LinesError
from apps.courses.models import CrossRegistration, Learner, Recognition, Result
from apps.courses.services import papering, recognising
from apps.courses.services.submitting import Change, change_registration, submit_request
from apps.documents.models import Paper, Status
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.builders.cast import Cast
from tests.courses.breaking import refused_by
from tests.courses.pages import browser_of
from tests.courses.partner_system import CLERK, asked_for, student, system_of
from tests.courses.waiting import second_while_first_is_open

in_one = pytest.mark.django_db
for_real = pytest.mark.usefixtures("committed")


@in_one
def test_the_programme_cap_holds_at_approval(cast: Cast) -> None:
    made = build.make_exchange(cast)
    courses = ("CS101", "CS102", "EN201")
    rows = [build.acknowledged(made, build.candidate(1, code))[0] for code in courses]
    with scope(made.registrar.actor):
        Learner.objects.update(programme_credits=Decimal(8))  # 75 %: 6 credits
    *within, above = [build.proposed(made, [row]) for row in rows]
    for one in within:
        approve(made, one)
    with pytest.raises(CheckChangedError):
        approve(made, above)


def approve(made: build.Exchange, one: Recognition) -> None:
    with scope(made.approver.actor) as actor:
        recognising.approve_recognition(actor=actor, uuid=one.uuid, seen=recognising.digest(one))


@in_one
def test_a_host_cannot_point_at_another_students_result(cast: Cast) -> None:
    made = build.make_exchange(cast)
    failed, passed = (
        build.announced(made, build.enrolled(made, build.candidate(line)), grade)[0]
        for line, grade in ((1, "F"), (2, "A"))
    )
    with scope(made.host_registrar.actor), refused_by("crossregistration_belongs"):
        CrossRegistration.objects.filter(pk=failed.pk).update(
            result_id=passed.result_id, state="completed"
        )


@in_one
def test_an_announced_result_stays_as_it_was_approved(cast: Cast) -> None:
    made = build.make_exchange(cast)
    row = build.announced(made, build.enrolled(made), "F")[0]
    with scope(made.host_registrar.actor), refused_by("stays as it is"):
        Result.objects.filter(registration=row).update(grade="A", points=4, outcome="passed")


@in_one
def test_a_statement_falls_with_the_decision_it_tells(cast: Cast) -> None:
    made = build.make_exchange(cast)
    rows = build.recognised(made, build.acknowledged(made))
    with scope(made.registrar.actor) as actor:
        asked = papering.request_statement_paper(
            actor=actor, learner=rows[0].learner.uuid, language="th"
        )
        papering.write_paper_file(actor=actor, uuid=asked.uuid, progress=lambda *_: None)
        decision = Recognition.objects.get()
    with scope(made.approver.actor) as actor:
        recognising.reopen_recognition(actor=actor, uuid=decision.uuid, note="ตัดสินผิด")
        assert Paper.objects.get(uuid=asked.paper).status == Status.SUPERSEDED


@in_one
def test_a_corrected_identifier_is_kept_though_its_mask_is_the_same(cast: Cast) -> None:
    made = build.make_exchange(cast)
    first, second = ids_that_end_alike()
    indexes = []
    for course, digits in (("CS101", first), ("CS102", second)):
        build.drafted(made, build.candidate(1, course, person_id=parse_person_id(digits).person_id))
        with scope(made.registrar.actor):
            indexes.append(bytes(Learner.objects.get().id_index or b""))
    assert indexes[0] != indexes[1]


def ids_that_end_alike() -> tuple[str, str]:
    """Two national IDs whose masks show the same digits."""
    seen: dict[str, str] = {}
    for number in range(110170000000, 110170020000):
        whole = f"{number}{check_digit(str(number))}"
        if whole[10:] in seen:
            return seen[whole[10:]], whole
        seen[whole[10:]] = whole
    raise AssertionError


def change(made: build.Exchange, row: CrossRegistration, **wanted: Any) -> None:
    wish = Change(build.picks(row)[0], **wanted)
    with scope(made.registrar.actor) as actor:
        change_registration(actor=actor, change=wish, reason=ChangeReason.values[0])


@for_real
def test_two_lines_changed_to_one_course_at_once(cast: Cast) -> None:
    made = build.make_exchange(cast)
    one, other = (build.submitted(made, build.candidate(1, code))[0] for code in ("CS101", "EN201"))
    refused = second_while_first_is_open(
        scope(made.registrar.actor),
        lambda: change(made, one, course_code="CS102"),
        lambda: change(made, other, course_code="CS102"),
    )
    assert isinstance(refused, LinesError)


@for_real
def test_the_load_cap_is_not_passed_by_a_change(cast: Cast) -> None:
    made = build.make_exchange(cast)
    row = build.submitted(made, build.candidate(1, "CS101"))[0]
    build.submitted(made, build.candidate(1, "CS102"))
    request, third = build.drafted(made, build.candidate(1, "EN201"))

    def send() -> None:
        with scope(made.registrar.actor) as actor:
            submit_request(actor=actor, uuid=request.uuid, picks=build.picks(*third))

    refused = second_while_first_is_open(
        scope(made.registrar.actor), lambda: change(made, row, home_credits=Decimal(9)), send
    )
    assert isinstance(refused, LinesError)


@in_one
@pytest.mark.parametrize(
    "path", ["registrations/", "recognitions/", "hosting/", "hosting/enrolment/"]
)
def test_a_cursor_before_all_time_begins_at_the_newest(cast: Cast, path: str) -> None:
    made = build.make_exchange(cast)
    cursor = f"o0001-01-01T00:00:00+23:59~{uuid4()}"
    assert browser_of(made.registrar).get(f"/courses/{path}", {"after": cursor}).status_code == 200


@in_one
def test_half_a_sign_is_refused_not_broken(cast: Cast) -> None:
    made = build.make_exchange(cast)
    body = {"officer": CLERK, **asked_for(made), "term": "\ud800"}
    headers = {**system_of(made.home)._headers(), "Idempotency-Key": str(uuid4())}
    browser = Client(raise_request_exception=False)
    answer = browser.post(
        "/api/v1/cross-requests/", json.dumps(body), "application/json", headers=headers
    )
    assert answer.status_code == 400


@in_one
@pytest.mark.parametrize("code", ["\u200b\x0b", "1101700230708"])
def test_no_code_and_a_national_id_are_no_student_code(cast: Cast, code: str) -> None:
    made = build.make_exchange(cast)
    body = asked_for(made, student(1, student_code=code, person_id="1101700230708"), submit=False)
    system_of(made.home).post("cross-requests/", body, status=400)
