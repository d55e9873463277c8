"""What a student studies at home: entered where the check of a recognition misses it."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from apps.audit.models import Entry
from apps.core.errors import ForbiddenError, NotFoundError
from apps.courses.models import CrossRegistration, Learner
from apps.courses.services.learners import Studies, describe_learner
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.builders.courses import Exchange
from tests.courses.pages import LEARNERS, RECOGNITIONS, browser_of, stranger, value, words

pytestmark = pytest.mark.django_db
GIVEN = {
    "programme": "วิทยาการคอมพิวเตอร์",
    "faculty": "คณะวิทยาศาสตร์",
    "level": "bachelor",
    "programme_credits": "๑๒๘",
}
MISSING = "credits are not known"
NOTHING_AGAINST = "Nothing stands against it"


def checked(browser: Client, row: CrossRegistration, **more: str) -> Any:
    data = {
        "sources": value(row),
        "decision": "transfer",
        "target_code": "SC111",
        "target_name_th": "การเขียนโปรแกรม",
        "target_credits": "3",
        "target_level": "bachelor",
        "content_share": "80",
        "act": "check",
        **more,
    }
    return browser.post(f"{RECOGNITIONS}new/?registration={row.uuid}", data)


def asked_for(made: Exchange) -> CrossRegistration:
    """With the learner, as the home reads it."""
    return build.fresh(made, build.submitted(made))[0]


def learner_of(made: Exchange, row: CrossRegistration) -> Learner:
    with scope(made.registrar.actor):
        return Learner.objects.get(pk=row.learner_id)


def test_what_is_missing_is_entered_by_the_link_of_the_condition(
    made: Exchange, home: Client
) -> None:
    row = build.acknowledged(made)[0]
    answer = checked(home, row)
    page = words(answer)
    assert MISSING in page
    assert NOTHING_AGAINST not in page
    assert "A condition is not known yet." in page
    url = f"{LEARNERS}{row.learner.uuid}/"
    assert f'href="{url}#programme"' in answer.content.decode()
    assert 'id="programme"' in home.get(url).content.decode()
    assert home.post(url, GIVEN)["Location"] == url
    page = words(checked(home, row))
    assert MISSING not in page
    assert NOTHING_AGAINST in page
    assert "at most 96 are allowed" in page


def test_a_condition_not_met_comes_before_one_not_known(made: Exchange, home: Client) -> None:
    page = words(checked(home, build.acknowledged(made)[0], content_share="10"))
    assert "A condition is not met." in page
    assert "A condition is not known yet." not in page


def test_it_is_kept_shown_and_recorded_once(made: Exchange, home: Client) -> None:
    row = asked_for(made)
    url = f"{LEARNERS}{row.learner.uuid}/"
    for _twice in (1, 2):
        home.post(url, GIVEN)
    learner = learner_of(made, row)
    assert (learner.programme, learner.faculty) == (GIVEN["programme"], GIVEN["faculty"])
    assert learner.programme_credits == Decimal(128)
    page = words(home.get(url))
    assert "128" in page.partition("Credits of the whole programme")[2]
    with scope(made.approver.actor):
        (entry,) = Entry.objects.filter(action="learner.describe")
    assert (entry.target_uuid, entry.owner_institution_id) == (learner.uuid, made.home.pk)
    assert entry.data == {"fields": ["faculty", "programme", "programme_credits"]}


def test_a_value_can_be_taken_away_again(made: Exchange, home: Client) -> None:
    row = asked_for(made)
    url = f"{LEARNERS}{row.learner.uuid}/"
    home.post(url, GIVEN)
    home.post(url, {**GIVEN, "programme_credits": "", "faculty": ""})
    learner = learner_of(made, row)
    assert (learner.programme_credits, learner.faculty) == (None, "")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"programme_credits": "many"}, "Write a number from 1 to 400."),
        ({"programme_credits": "0"}, "Write a number from 1 to 400."),
        ({"programme_credits": "120.25"}, "Write at most one digit after the point."),
        ({"level": "made-up"}, "Select a valid choice."),
        ({"programme": "ก" * 301}, "at most 300 characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    made: Exchange, home: Client, given: dict[str, str], message: str
) -> None:
    row = asked_for(made)
    answer = home.post(f"{LEARNERS}{row.learner.uuid}/", {**GIVEN, **given})
    assert answer.status_code == 422
    assert message in words(answer)
    assert re.search(f'name="faculty" value="{GIVEN["faculty"]}"', answer.content.decode())
    assert learner_of(made, row).faculty == ""


def test_nobody_else_describes_a_learner(made: Exchange) -> None:
    row = asked_for(made)
    url = f"{LEARNERS}{row.learner.uuid}/"
    for person in (made.host_registrar, stranger()):
        assert browser_of(person).post(url, GIVEN).status_code == 404
    assert browser_of(made.cast.director_a).post(url, GIVEN).status_code == 403
    studies = Studies("bachelor", "ข้ามรั้ว")
    with scope(made.host_registrar.actor) as actor, pytest.raises(NotFoundError):
        describe_learner(actor=actor, uuid=row.learner.uuid, studies=studies)
    with scope(made.cast.director_a.actor) as actor, pytest.raises(ForbiddenError):
        describe_learner(actor=actor, uuid=row.learner.uuid, studies=studies)
    assert learner_of(made, row).programme == ""
