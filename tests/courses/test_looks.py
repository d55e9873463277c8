"""Wherever a host reads students of others, their university finds it in its access log."""

from collections import Counter
from uuid import UUID

import pytest
from django.test import Client

from apps.audit.models import Entry
from apps.courses.models import CrossRegistration
from apps.courses.services.approving import return_result
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.builders.courses import Exchange
from tests.courses.pages import HOSTING, ROWS, browser_of, value

pytestmark = pytest.mark.django_db


def looks(made: Exchange) -> Counter[UUID]:
    """As the home reads them: registration → how often."""
    with scope(made.approver.actor):
        found = Entry.objects.filter(
            action="cross_registration.look", owner_institution_id=made.home.pk
        )
        return Counter(one.target_uuid for one in found if one.target_uuid)


def once(*rows: CrossRegistration) -> Counter[UUID]:
    return Counter(row.uuid for row in rows)


def test_what_waits_for_an_answer(made: Exchange, host: Client) -> None:
    rows = build.submitted(made, build.candidate(1), build.candidate(2))
    host.get(HOSTING)
    assert looks(made) == once(*rows)
    with scope(made.approver.actor):
        cases = set(Entry.objects.filter(target_uuid=rows[0].uuid).values_list("case", flat=True))
    assert rows[0].request.number in cases
    refused = host.post(f"{HOSTING}decide/", {"act": "decline", "pick": value(rows[0])})
    assert refused.status_code == 422
    assert looks(made) == once(*rows, *rows)


def test_registrations_to_confirm(made: Exchange, host: Client) -> None:
    rows = build.accepted(made)
    build.submitted(made, build.candidate(2))
    host.get(f"{HOSTING}enrolment/")
    assert looks(made) == once(*rows)


def test_results_that_wait_were_sent_back_or_are_in_progress(made: Exchange, host: Client) -> None:
    rows = build.enrolled(made, *[build.candidate(number) for number in range(1, 5)])
    (unfinished,) = build.announced(made, rows[:1], "I")
    build.graded(made, [unfinished], "A", reason="incomplete_resolved")
    build.graded(made, rows[1:2], "A")
    (returned,) = build.graded(made, rows[2:3], "A")
    with scope(made.host_approver.actor) as actor:
        return_result(actor=actor, uuid=returned.uuid, note="ตรวจกลุ่มเรียนอีกครั้ง")
    host.get(f"{HOSTING}results/")
    assert looks(made) == once(*rows[:3])


def test_returning_and_correcting(made: Exchange) -> None:
    rows = build.enrolled(made, build.candidate(1), build.candidate(2))
    (waiting,) = build.graded(made, rows[:1])
    (announced,) = build.announced(made, rows[1:])
    approver = browser_of(made.host_approver)
    assert approver.get(f"{HOSTING}results/{waiting.uuid}/return/").status_code == 200
    assert approver.get(f"{ROWS}{announced.uuid}/correct/").status_code == 200
    assert looks(made) == once(*rows)


def test_a_class_and_a_refused_sheet(made: Exchange, host: Client) -> None:
    rows = build.enrolled(made)
    sheet = f"{HOSTING}classes/{made.offerings[0].uuid}/"
    host.get(sheet)
    assert host.post(sheet, {"act": "save"}).status_code == 422
    assert looks(made) == once(*rows, *rows)


def test_the_home_reads_its_own_students(made: Exchange) -> None:
    rows = build.submitted(made)
    home = browser_of(made.registrar)
    for path in (ROWS, f"{ROWS}{rows[0].uuid}/", HOSTING, f"{HOSTING}enrolment/"):
        assert home.get(path).status_code == 200
    assert not looks(made)


@pytest.mark.parametrize(
    "path", ["hosting/decide/", "hosting/enrolment/", "hosting/results/approve/"]
)
def test_a_refused_act_is_no_way_to_look_unseen(made: Exchange, path: str) -> None:
    rows = build.enrolled(made)
    build.graded(made, rows)
    rows += build.accepted(made, build.candidate(2))
    rows += build.submitted(made, build.candidate(3))
    answer = browser_of(made.host_approver).post(f"/courses/{path}", {"act": "accept"})
    assert answer.status_code == 422
    assert sum(looks(made).values()) == 1
    (seen,) = looks(made)
    assert str(seen) in answer.content.decode()


def test_a_refused_correction_and_a_refused_act_on_one_page(made: Exchange) -> None:
    (row,) = build.announced(made, build.enrolled(made))
    approver = browser_of(made.host_approver)
    assert approver.post(f"{ROWS}{row.uuid}/correct/", {"grade": "A"}).status_code == 422
    (other,) = build.submitted(made, build.candidate(2))
    act = {"action": "decline", "version": other.version}
    assert approver.post(f"{ROWS}{other.uuid}/act/", act).status_code == 422
    assert looks(made) == once(row, other)
