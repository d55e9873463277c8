"""Dashboards, consent and help over HTTP: who sees what, and whose name never stands there."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.institutions.actor import Role
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from apps.kpi.models import HelpRequest
from apps.kpi.services.approving import Pin, return_submission
from apps.kpi.services.scoring_switch import switch_scores
from tests.builders import kpi as build
from tests.builders.cast import make_person
from tests.courses.pages import browser_of, words
from tests.kpi.peers_world import PRACTICE, Peers, consent, live

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("taken_back")]
HOME, ONE = "/indicators/", "/indicators/REG01/"
SHARING, HELP = "/indicators/sharing/", "/indicators/help/"
MOST_QUERIES = 14
QUESTION = "ท่านตรวจผลการเรียนก่อนประกาศอย่างไร"
HTML = '<img src=x onerror="alert(1)">'


@pytest.fixture
def director(made: Peers) -> Client:
    return browser_of(made.cast.director_a)


@pytest.fixture
def clerk(made: Peers) -> Client:
    return browser_of(made.cast.registrar_a)


def source(browser: Client, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_indicator_states_its_finding(director: Client) -> None:
    page = words(director.get(HOME))
    assert "REG01 below its target, 2 terms running" in page
    assert "93.0 %" in page.replace("\xa0", " ")
    assert "930 / 1,000" in page.replace("\xa0", " ")
    assert "in the lower quarter of 7 universities" in page
    assert "REG02: no accepted figure yet" in page


def test_the_page_of_one_indicator(director: Client) -> None:
    page = words(director.get(ONE)).replace("\xa0", " ")
    assert "REG01: yours is in the lower quarter" in page
    assert "REG01: lower than chance explains" in page
    assert "below the 99.8 % limits around 97.5 %: this is a signal" in page
    assert "From 93.0 % in 2/2023 to 93.0 % in 1/2024" in page
    assert "The records behind it" not in page


def test_clerks_reach_the_records_and_directors_do_not(clerk: Client) -> None:
    assert 'href="/indicators/records/REG01/2024-T1/"' in source(clerk, ONE)


@pytest.mark.parametrize("url", [HOME, ONE, f"{ONE}?group=region", f"{ONE}?group=size"])
def test_nobody_else_is_named_without_consent(made: Peers, director: Client, url: str) -> None:
    consent(made.strongest, offers=False)
    page = source(director, url)
    assert [name for name in made.other_names if name and name in page] == []


@pytest.mark.parametrize("url", [HOME, ONE])
def test_who_consents_is_named_alone_and_without_its_figure(
    made: Peers, director: Client, url: str
) -> None:
    uuid = consent(made.strongest)
    consent(made.houses[1])  # offers help, but is not strong itself
    page = source(director, url)
    main = page.partition("<main")[2].partition("</main>")[0]
    named = [house for house in made.houses[1:] if house.institution.name_en in page]
    assert named == [made.strongest]
    assert PRACTICE in page
    assert f"/indicators/help/ask/{uuid}/" in page
    beside = main.partition(made.strongest.institution.name_en)[2].partition("</li>")[0]
    assert not re.search(r"9[0-9]\.[0-9]", beside)


@pytest.mark.parametrize("url", [HOME, ONE])
def test_no_ordinal_and_no_total_anywhere(director: Client, url: str) -> None:
    page = words(director.get(url)).lower()
    assert not re.search(r"\b(rank(ed)?|[0-9]+(st|nd|rd|th))\b", page.replace("no ranking", ""))
    assert "total score" not in page


def test_a_period_and_a_group_are_chosen(director: Client) -> None:
    page = source(director, f"{ONE}?period=2023-T2&group=size")
    assert '<option value="2023-T2" selected>' in page
    assert '<option value="size" selected>' in page
    nonsense = source(director, f"{ONE}?period={HTML}&group={HTML}")
    assert HTML not in nonsense
    assert '<option value="2024-T1" selected>' in nonsense


def test_a_small_group_is_not_shown(director: Client) -> None:
    page = words(director.get(f"{ONE}?group=region"))
    assert "This group is too small to be shown" in page
    assert "chance" not in page


def test_scores_stand_there_once_the_network_turned_them_on(made: Peers, director: Client) -> None:
    label = "Score of this indicator (1 to 5)"
    assert label not in words(director.get(ONE))
    with scope(made.cast.secretary.actor) as actor:
        switch_scores(actor=actor, on=True)
    assert f"{label} 3.60" in words(director.get(ONE))


@pytest.mark.parametrize("url", [HOME, ONE])
def test_few_queries(made: Peers, clerk: Client, url: str) -> None:
    consent(made.strongest)
    clerk.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert clerk.get(url).status_code == 200
    assert len(captured) <= MOST_QUERIES, "\n".join(each["sql"][:150] for each in captured)


def test_each_role_has_its_own_page(made: Peers) -> None:
    for person in (made.cast.secretary, made.cast.coordinator):
        answer = browser_of(person).get(HOME)
        assert (answer.status_code, answer["Location"]) == (302, "/indicators/network/")
        assert browser_of(person).get(ONE).status_code == 403
    for person in (made.cast.uploader_a, made.cast.privacy):
        assert browser_of(person).get(HOME).status_code == 403
    assert browser_of(made.cast.director_a).get("/indicators/REG99/").status_code == 404


def test_a_university_without_figures_is_told_where_to_begin(made: Peers) -> None:
    stranger = build_stranger(made)
    page = words(stranger.get(ONE))
    assert "No figure yet" in page
    assert "See the figures" in page


def build_stranger(made: Peers) -> Client:
    taken = [house.institution.pk for house in made.houses]
    other = Institution.objects.filter(kind="university").exclude(pk__in=taken).first()
    assert other is not None
    return browser_of(make_person("director-z", other, Role.DIRECTOR))


class TestSharing:
    def test_given_changed_and_ended(self, made: Peers, director: Client) -> None:
        url = f"{SHARING}REG01/"
        given = {"agreed": "on", "offers_help": "on", "practice": PRACTICE, "contact": "สำนัก"}
        refused = director.post(url, given | {"agreed": ""})
        assert refused.status_code == 422
        assert live(made.houses[0]) == []
        assert director.post(url, given).status_code == 302
        assert director.post(url, {"practice": HTML}).status_code == 302
        page = source(director, SHARING)
        assert HTML not in page
        assert [row.offers_help for row in live(made.houses[0])] == [False]
        assert director.post(f"{url}end/", {}).status_code == 302
        assert live(made.houses[0]) != []
        assert director.post(f"{url}end/", {"confirmed": "yes"}).status_code == 302
        assert live(made.houses[0]) == []

    def test_an_offer_without_a_practice_is_refused_beside_its_field(
        self, director: Client
    ) -> None:
        answer = director.post(f"{SHARING}REG01/", {"agreed": "on", "offers_help": "on"})
        assert answer.status_code == 422
        assert "what your university did" in words(answer)

    def test_clerks_read_it_only(self, clerk: Client) -> None:
        assert clerk.get(SHARING).status_code == 200
        assert clerk.get(f"{SHARING}REG01/").status_code == 403
        assert clerk.post(f"{SHARING}REG01/end/", {"confirmed": "yes"}).status_code == 403


class TestHelp:
    def test_asked_answered_and_closed(self, made: Peers, director: Client) -> None:
        uuid = consent(made.strongest)
        asking = f"{HELP}ask/{uuid}/"
        assert director.post(asking, {"message": "สั้น"}).status_code == 422
        sent = director.post(asking, {"message": QUESTION + HTML})
        url = sent["Location"]
        again = director.post(asking, {"message": QUESTION})
        assert again.status_code == 409
        assert "has asked this one about the indicator already" in words(again)
        assert QUESTION in again.content.decode()
        helper = browser_of(made.strongest.approver)
        assert "asks for your experience" in words(helper.get("/"))
        page = source(helper, url)
        assert QUESTION in page
        assert HTML not in page
        assert helper.post(url, {"reply": "สั้น"}).status_code == 422
        assert helper.post(url, {"reply": "มีผู้ตรวจคนที่สองทุกครั้ง"}).status_code == 302
        late = helper.post(url, {"reply": "ตอบอีกครั้งหนึ่ง"})
        assert late.status_code == 409
        assert "What you wrote was not sent." in words(late)
        assert "ตอบอีกครั้งหนึ่ง" in words(late)
        assert "ผู้ตรวจคนที่สอง" in source(director, url)
        assert helper.post(f"{url}close/").status_code == 404
        assert director.post(f"{url}close/").status_code == 302
        closed = director.post(f"{url}close/")
        assert closed.status_code == 409
        assert "answered or closed meanwhile" in words(closed)
        for browser, side in ((director, "?side=ours"), (helper, "")):
            assert "closed" in words(browser.get(f"{HELP}{side}"))
        with scope(made.cast.director_a.actor):
            assert HelpRequest.objects.get().state == HelpRequest.State.CLOSED

    def test_an_offer_that_ended_cannot_be_asked(self, made: Peers, director: Client) -> None:
        uuid = consent(made.strongest)
        consent(made.strongest, offers=False)
        assert director.get(f"{HELP}ask/{uuid}/").status_code == 404

    def test_empty_lists_say_what_to_do(self, director: Client) -> None:
        assert "Nobody asked you yet" in words(director.get(HELP))
        assert "You asked nobody yet" in words(director.get(f"{HELP}?side=ours"))


def test_home_names_what_is_due(made: Peers, clerk: Client) -> None:
    cycle = build.open_cycle_for(made.cast, "REG02", "2024")
    page = source(clerk, "/")
    assert f"/indicators/cycles/{cycle.uuid}/" in page
    assert "The figure is to be entered." in page


class TestLatestMissing:
    def test_a_gap_does_not_hide_that_the_last_figure_is_weak(
        self, made: Peers, director: Client
    ) -> None:
        build.open_cycle_for(made.cast, period="2024-T2", opens=-60, due=-1)
        consent(made.strongest)
        page = words(director.get(HOME))
        assert "REG01: no figure for the latest period" in page
        assert "target missed" in page
        assert made.strongest.institution.name_en in page
        assert "target missed" in words(director.get(ONE))

    def test_the_badge_speaks_of_the_period_that_is_looked_at(
        self, made: Peers, director: Client
    ) -> None:
        house = made.houses[0]
        people = (house.clerk, house.approver, made.cast.secretary)
        cycle = build.open_cycle_for(made.cast, period="2024-T2")
        build.accepted(*people, cycle, build.share(1_000, 1_000, overrides={"change": "ตรวจแล้ว"}))
        assert "target reached" in words(director.get(ONE))
        assert "target missed" in words(director.get(f"{ONE}?period=2024-T1"))


def test_a_director_reads_what_was_sent_back_and_corrects_nothing(
    made: Peers, director: Client
) -> None:
    cycle = build.open_cycle_for(made.cast, "REG02", "2024")
    row = build.sent(made.cast.registrar_a, cycle, build.share(95, 100), evidence=("E1", "E2"))
    with scope(made.cast.approver_a.actor) as actor:
        pins = [Pin("numerator", "arithmetic", "นับใหม่อีกครั้ง")]
        return_submission(actor=actor, uuid=row.uuid, version=row.version, pins=pins)
    page = source(director, "/indicators/figures/")
    assert "Correct it" not in page
    assert "btn-primary" not in page
    helped = source(browser_of(made.cast.registrar_a), "/indicators/figures/")
    assert helped.count("Correct it") == 1
    assert helped.count("btn-primary") == 1
