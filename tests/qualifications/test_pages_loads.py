"""Pages of loads: what one degree was changed to, whether a year is complete, how many go in."""

import pytest
from django.test import Client

from apps.institutions.scope import scope
from apps.qualifications.models import Conferral, RegisterLoad
from apps.qualifications.services.register import bring_correction, bring_withdrawal
from tests.builders import qualifications as build
from tests.builders.qualifications import Graduate
from tests.courses.pages import words
from tests.qualifications.held import COVERAGE, LOADS, REGISTER, waiting_check

pytestmark = pytest.mark.django_db


def page_of(browser: Client, load: RegisterLoad) -> str:
    return words(browser.get(f"{LOADS}{load.uuid}/"))


def line_of(world: Graduate) -> Conferral:
    with scope(world.holder_registrar.actor):
        return Conferral.objects.get()


def test_a_withdrawal_still_names_who_left(world: Graduate, clerk: Client) -> None:
    build.registered(world, [build.degree()])
    entry = line_of(world)
    with scope(world.holder_registrar.actor) as actor:
        load = bring_withdrawal(actor=actor, line=entry.line, reason="revoked", note="มติสภา 1/2569")
    build.accepted(world, load)
    page = page_of(clerk, load)
    for told in ("What left the register", entry.last_name, entry.degree_th, "มติสภา 1/2569"):
        assert told in page


def test_a_correction_still_names_what_changed(world: Graduate, clerk: Client) -> None:
    build.registered(world, [build.degree()])
    entry = line_of(world)
    with scope(world.holder_registrar.actor) as actor:
        load = bring_correction(
            actor=actor,
            line=entry.line,
            row=build.degree(last_name="นามใหม่", name_as_written="กานดา นามใหม่"),
            reason="name_change",
            note="หนังสือ 1/2569",
        )
    build.accepted(world, load)
    page = page_of(clerk, load)
    assert "What was corrected" in page
    assert f"{entry.last_name} → นามใหม่" in page


def test_the_degree_of_an_answer_leads_to_both(world: Graduate, clerk: Client) -> None:
    row = build.degree()
    check = waiting_check(world)
    build.answered(
        world, check, outcome="confirmed", facts=row, agreeing=["name", "degree"], differing=[]
    )
    with scope(world.holder_registrar.actor):
        load = RegisterLoad.objects.get(kind="answer")
    answer = clerk.get(f"{LOADS}{load.uuid}/")
    page = words(answer)
    for told in ("What was added", row.last_name, check.number, world.asker.name_en):
        assert told in page
    assert f"/qualifications/checks/{check.uuid}/" in answer.content.decode()
    assert "/qualifications/register/lines/" in answer.content.decode()


def test_whether_a_year_is_complete_is_asked_anew(
    world: Graduate, clerk: Client, approver: Client
) -> None:
    build.registered(world, [build.degree(1)], complete=True)
    load = build.load_rows(world, [build.degree(1), build.degree(2)])
    url = f"{LOADS}{load.uuid}/"
    page = words(approver.get(url))
    assert "unless you say so again: 2021" in page
    assert "Put 1 degree into the register" in page, "what is there already is not counted"
    assert "to be confirmed" not in page
    content = bytes(load.content_hash or b"").hex()
    assert approver.post(f"{url}accept/", {"content": content}).status_code == 302
    reach = words(clerk.get(COVERAGE))
    assert "not yet complete as of" in reach


def test_said_again_it_stays_complete(world: Graduate, clerk: Client, approver: Client) -> None:
    build.registered(world, [build.degree(1)], complete=True)
    load = build.load_rows(world, [build.degree(2)])
    content = bytes(load.content_hash or b"").hex()
    form = {"content": content, "complete": "yes"}
    assert approver.post(f"{LOADS}{load.uuid}/accept/", form).status_code == 302
    assert "not yet complete" not in words(clerk.get(COVERAGE))


def test_a_person_who_changed_the_name_is_corrected_not_withdrawn(
    world: Graduate, clerk: Client
) -> None:
    build.registered(world, [build.degree()])
    line = f"{REGISTER}lines/{line_of(world).line}/"
    assert 'value="name_change"' not in clerk.get(line).content.decode()
    assert 'value="name_change"' in clerk.get(f"{line}correct/").content.decode()
    answer = clerk.post(f"{line}withdraw/", {"reason": "name_change", "note": "หนังสือ 1/2569"})
    assert answer.status_code == 422
    assert answer.content.decode().count("data-error-summary") == 1


def test_a_hold_stands_beside_the_state(world: Graduate, approver: Client) -> None:
    build.registered(world, [build.degree()])
    line = f"{REGISTER}lines/{line_of(world).line}/"
    assert approver.post(f"{line}hold/", {"note": "คำขอ 1/2569"}).status_code == 302
    assert "version 1, under a privacy hold" in words(approver.get(line))
