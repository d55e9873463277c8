"""A question is answered at once where the register confirms, else a person is asked."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from apps.audit.models import Entry
from apps.core.errors import ForbiddenError
from apps.institutions.scope import scope
from apps.qualifications.errors import (
    ClaimMissingError,
    ClaimsError,
    NotSharedError,
    PersonMissingError,
)
from apps.qualifications.models import Check, CheckAct
from apps.qualifications.services.accepting import accept_load
from apps.qualifications.services.asking import Question, ask
from apps.qualifications.services.holding import lift_hold, place_hold
from apps.qualifications.services.register import bring_rows
from tests.builders.qualifications import (
    QUESTION,
    Graduate,
    asked,
    claim,
    degree,
    fresh,
    registered,
)

pytestmark = pytest.mark.django_db


def test_the_register_confirms_at_once(world: Graduate) -> None:
    row = degree(1)
    registered(world, [row])
    (check,) = asked(world, [claim(row, world.holder)])
    check = fresh(check, world.registrar)
    assert (check.state, check.outcome, check.by_register) == ("answered", "confirmed", True)
    assert {"person_id", "name", "birth_date", "degree"} <= set(check.agreeing)
    assert check.differing == []
    assert check.due_on is None
    # the holder sees that its data was used, and by whom
    assert fresh(check, world.holder_registrar).number == check.number
    with scope(world.holder_approver.actor):
        entry = Entry.objects.filter(action="check.confirm").get()
    assert entry.owner_institution_id == world.holder.pk
    assert (entry.purpose, entry.case) == (QUESTION.purpose, QUESTION.case)


@pytest.mark.parametrize(
    "given",
    [
        {"last_name": "อื่นไป"},
        {"born_on": dt.date(1990, 1, 1)},
        {"degree": "ศศ.บ."},
        {"level": "master"},
        {"academic_year": 2001},
        {"gpax": Decimal("4.00")},
        {"student_code": "1234567890"},
        {"person_id": None},
        {"completed_on": dt.date(2001, 1, 1)},
        # neither birth date nor student code bears the identifier out
        {"born_on": None, "student_code": ""},
    ],
    ids="+".join,
)
def test_whatever_does_not_agree_goes_to_a_person(
    world: Graduate, given: dict[str, object]
) -> None:
    row = degree(1)
    registered(world, [row])
    (check,) = asked(world, [claim(row, world.holder, **given)])
    check = fresh(check, world.registrar)
    assert (check.state, check.outcome, check.by_register) == ("waiting", "", False)
    assert (check.agreeing, check.differing, check.explanation) == ([], [], [])
    assert check.due_on is not None


@pytest.mark.parametrize("standing", ["completed", "attended"])
def test_only_a_conferred_degree_is_confirmed(world: Graduate, standing: str) -> None:
    row = degree(1, standing=standing)
    registered(world, [row])
    (check,) = asked(world, [claim(row, world.holder)])
    assert fresh(check, world.registrar).state == "waiting"


def test_a_privacy_hold_leaves_the_answer_to_a_person(world: Graduate) -> None:
    row = degree(1)
    done = registered(world, [row])
    assert done.first_line is not None
    with scope(world.holder_approver.actor) as actor:
        place_hold(actor=actor, line=done.first_line, note="คำขอของเจ้าของข้อมูล ลงวันที่ 1 พ.ย.")
    (check,) = asked(world, [claim(row, world.holder)])
    assert fresh(check, world.registrar).state == "waiting"
    with scope(world.holder_approver.actor) as actor:
        lift_hold(actor=actor, line=done.first_line)
    (again,) = asked(world, [claim(row, world.holder)])
    assert fresh(again, world.registrar).state == "answered"


def test_names_at_the_time_of_study_and_in_english_agree(world: Graduate) -> None:
    row = degree(1, former_first_name="สมหญิง", former_last_name="นามเดิม")
    registered(world, [row])
    before = claim(row, world.holder, first_name="สมหญิง", last_name="นามเดิม")
    latin = claim(
        row,
        world.holder,
        first_name="",
        last_name="",
        first_name_en=row.first_name_en.upper(),
        last_name_en=row.last_name_en,
    )
    checks = asked(world, [before, latin])
    assert [fresh(one, world.registrar).state for one in checks] == ["answered", "answered"]
    assert "former_name" in fresh(checks[0], world.registrar).explanation


def test_two_degrees_of_one_person_are_told_apart(world: Graduate) -> None:
    first = degree(1)
    second = replace(first, degree_th="ศิลปศาสตรบัณฑิต", degree_abbr="ศศ.บ.", degree_en="")
    registered(world, [first, second])
    by_degree, by_level = asked(
        world, [claim(first, world.holder), claim(first, world.holder, degree="", major="")]
    )
    assert fresh(by_degree, world.registrar).state == "answered"
    # the level alone fits both, so a person says which one is meant
    assert fresh(by_level, world.registrar).state == "waiting"


def test_answers_come_in_the_order_asked_with_running_numbers(world: Graduate) -> None:
    rows = [degree(number) for number in range(1, 6)]
    registered(world, rows[::2])
    checks = asked(world, [claim(row, world.holder) for row in rows])
    assert [fresh(one, world.registrar).by_register for one in checks] == [1, 0, 1, 0, 1]
    numbers = [int(one.number[-6:]) for one in checks]
    assert numbers == list(range(numbers[0], numbers[0] + 5))


def test_a_draft_is_nobody_elses_and_a_third_university_sees_nothing(world: Graduate) -> None:
    row = degree(1)
    (check,) = asked(world, [claim(row, world.holder)])
    with scope(world.cast.secretary.actor):
        assert not Check.objects.filter(uuid=check.uuid).exists()
    with scope(world.holder_registrar.actor):
        assert CheckAct.objects.filter(check_asked__uuid=check.uuid, action="send").exists()


def test_what_cannot_be_asked_is_refused_with_its_remedy(world: Graduate) -> None:
    good = claim(degree(1), world.holder)
    cases = [
        ([], ClaimsError),
        ([replace(good, first_name="", last_name="")], PersonMissingError),
        ([replace(good, degree="", level="")], ClaimMissingError),
        ([replace(good, holder_id=world.cast.school_a.pk)], NotSharedError),
    ]
    for claims, error in cases:
        with scope(world.registrar.actor) as actor, pytest.raises(error):
            ask(actor=actor, question=QUESTION, claims=claims)
    with scope(world.cast.director_a.actor) as actor, pytest.raises(ForbiddenError):
        ask(actor=actor, question=QUESTION, claims=[good])


def test_a_letter_on_paper_is_keyed_into_the_same_queue(world: Graduate) -> None:
    row = degree(1)
    letter = Question(
        officer="ฝ่ายบุคคล",
        purpose="employment",
        basis="authorised",
        case="ศธ 0501/77",
        came_by="paper",
        requester="บริษัท ตัวอย่าง จำกัด",
    )
    with scope(world.holder_registrar.actor) as actor:
        (check,) = ask(actor=actor, question=letter, claims=[claim(row, world.holder)])
    seen = fresh(check, world.holder_approver)
    assert (seen.asker_id, seen.shared_with_id) == (world.holder.pk, world.holder.pk)
    assert seen.state == "waiting"


def test_own_graduates_come_back_and_are_asked_of_the_own_register(world: Graduate) -> None:
    row = degree(1)
    with scope(world.registrar.actor) as actor:
        load = bring_rows(actor=actor, rows=[row])
    with scope(world.approver.actor) as actor:
        accept_load(actor=actor, uuid=load.uuid, content_hash=None)
    known, unknown = asked(world, [claim(row, world.asker), claim(degree(2), world.asker)])
    assert fresh(known, world.registrar).by_register
    assert fresh(unknown, world.approver).state == "waiting"


def test_no_identifier_stands_in_a_readable_column(world: Graduate) -> None:
    row = degree(1)
    assert row.person_id is not None
    (check,) = asked(world, [claim(row, world.holder)])
    with scope(world.registrar.actor):
        stored = Check.objects.filter(uuid=check.uuid).values().get()
    texts = " ".join(str(value) for value in stored.values())
    assert row.person_id.canonical not in texts
    assert stored["id_masked"].startswith("x-")
