"""Checks on home: what waits with its day, and the director's figures."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import translation

from apps.institutions.actor import Role
from apps.institutions.scope import scope
from apps.qualifications.models import Check
from apps.qualifications.selectors import yearly
from apps.qualifications.selectors.yearly import Yearly, asked_in_a_year, held_in_a_year
from apps.qualifications.services.cancelling import cancel_check
from registrar_net.home.roles import tasks_for
from tests.builders import qualifications as build
from tests.builders.cast import make_person
from tests.builders.qualifications import Graduate
from tests.courses.pages import browser_of, words
from tests.qualifications.held import waiting_check

pytestmark = pytest.mark.django_db


def test_what_waits_for_approval_has_its_day_and_tone(world: Graduate) -> None:
    check = build.proposed(world, waiting_check(world))
    load = build.load_rows(world, [build.degree(2)])
    with scope(world.holder_registrar.actor):
        Check.objects.filter(pk=check.pk).update(due_on=dt.date(2026, 1, 5))
    with scope(world.holder_approver.actor) as actor, translation.override("en"):
        tasks = {str(task.title): task for task in tasks_for(actor).todo}
    answers, rows = tasks["Answers about degrees"], tasks["Rows for your register of degrees"]
    assert (answers.tone, answers.at) == ("refused", check.sent_at)
    assert (rows.tone, rows.at) == ("need", load.created_at)


def test_a_director_reads_a_year_of_questions(world: Graduate) -> None:
    build.registered(world, [build.degree(1)])
    build.asked(world, [build.claim(build.degree(1), world.holder)])
    late, gone = [waiting_check(world, build.degree(number)) for number in (2, 3)]
    with scope(world.registrar.actor):
        Check.objects.filter(pk=late.pk).update(due_on=dt.date(2026, 1, 5))
        cancel_check(actor=world.registrar.actor, uuid=gone.uuid, version=None, note="ไม่ใช้แล้ว")
        assert asked_in_a_year(world.registrar.actor) == Yearly(2, 1, 1, 1)
    with scope(world.holder_registrar.actor):
        assert held_in_a_year(world.holder_registrar.actor) == Yearly(2, 1, 1, 1)
        assert asked_in_a_year(world.holder_registrar.actor) == Yearly(0, 0, 0, 0)
    asking = words(browser_of(make_person("director-asks", world.asker, Role.DIRECTOR)).get("/"))
    assert "1 of 2 degrees you asked about, answered (12 months)" in asking
    holding = words(browser_of(make_person("director-holds", world.holder, Role.DIRECTOR)).get("/"))
    assert "1 of 2 degrees you were asked about, answered (12 months)" in holding
    assert "degrees you asked about" not in holding
    for page in (asking, holding):
        assert late.name not in page


def test_what_was_asked_before_the_year_is_not_counted(
    world: Graduate, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting_check(world)
    monkeypatch.setattr(yearly, "YEAR", dt.timedelta(0))
    with scope(world.registrar.actor) as actor:
        assert asked_in_a_year(actor) == Yearly(0, 0, 0, 0)


def test_the_register_is_in_the_menu_of_a_university_alone(world: Graduate) -> None:
    link = 'href="/qualifications/register/"'
    university = browser_of(make_person("privacy-b", world.holder, Role.PRIVACY_OFFICER))
    assert link in university.get("/").content.decode()
    network: Client = browser_of(world.cast.privacy)
    assert link not in network.get("/").content.decode()


def test_the_log_names_the_question_and_no_program(world: Graduate, asker: Client) -> None:
    check = waiting_check(world)
    asker.get(f"/qualifications/checks/{check.uuid}/")
    officer = browser_of(make_person("privacy-b", world.holder, Role.PRIVACY_OFFICER))
    page = words(officer.get("/access-log/"))
    assert f"opened a qualification check {check.number}" in page
