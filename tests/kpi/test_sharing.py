"""Consent and help: given, asked, answered, closed; who may, and what is refused."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from apps.core.errors import ForbiddenError, NotFoundError
from apps.institutions.scope import scope
from apps.kpi.models import HelpRequest
from apps.kpi.notices import HELP_ANSWERED, HELP_ASKED
from apps.kpi.selectors.helping import request_get, requests_page, unanswered
from apps.kpi.services.helping import answer_request, ask_for_help, close_request
from apps.kpi.services.sharing import Offer, end_sharing, share
from apps.kpi.sharing_errors import (
    AskedAlreadyError,
    HelpStateError,
    HelpTextError,
    PracticeNeededError,
)
from apps.notices.models import Notice
from tests.builders import kpi as build
from tests.builders.cast import Cast, Person, make_cast
from tests.courses.worlds import undone
from tests.kpi.peers_world import PRACTICE, House, consent, indicator, live, make_houses

pytestmark = pytest.mark.django_db
QUESTION = "ท่านตรวจผลการเรียนก่อนประกาศอย่างไร"
ANSWER = "มีผู้ตรวจคนที่สองทุกครั้ง ยินดีส่งแบบตรวจให้"


@pytest.fixture(scope="module")
def made(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[Cast, tuple[House, ...]]]:
    with django_db_blocker.unblock(), undone():
        cast = make_cast()
        build.publish_indicators()
        yield cast, make_houses(cast, 3)


@pytest.fixture(autouse=True)
def _taken_back(made: object) -> Iterator[None]:
    with undone():
        yield


@pytest.fixture
def cast(made: tuple[Cast, tuple[House, ...]]) -> Cast:
    return made[0]


@pytest.fixture
def helper(made: tuple[Cast, tuple[House, ...]]) -> House:
    return made[1][1]


@pytest.fixture
def stranger(made: tuple[Cast, tuple[House, ...]]) -> House:
    return made[1][2]


def asked(cast: Cast, helper: House, message: str = QUESTION) -> HelpRequest:
    uuid = consent(helper)
    with scope(cast.director_a.actor) as actor:
        return ask_for_help(actor=actor, sharing=uuid, message=message)


def told(person: Person, kind: str) -> list[str]:
    with scope(person.actor):
        return [row.path for row in Notice.objects.filter(kind=kind)]


def test_consent_is_changed_in_place_and_ended(helper: House) -> None:
    first = consent(helper)
    assert consent(helper, offers=False) == first
    assert [row.offers_help for row in live(helper)] == [False]
    with scope(helper.approver.actor) as actor:
        end_sharing(actor=actor, indicator=indicator())
        with pytest.raises(NotFoundError):
            end_sharing(actor=actor, indicator=indicator())
    assert live(helper) == []
    assert consent(helper) != first


def test_an_offer_says_what_was_done(helper: House) -> None:
    with scope(helper.approver.actor) as actor, pytest.raises(PracticeNeededError):
        share(actor=actor, indicator=indicator(), offer=Offer(offers_help=True, practice="  สั้น  "))
    assert live(helper) == []


def test_clerks_do_not_bind_their_university(helper: House) -> None:
    with scope(helper.clerk.actor) as actor:
        with pytest.raises(ForbiddenError):
            share(actor=actor, indicator=indicator(), offer=Offer(True, PRACTICE))
        with pytest.raises(ForbiddenError):
            end_sharing(actor=actor, indicator=indicator())


def test_a_question_is_told_and_its_answer_too(cast: Cast, helper: House) -> None:
    row = asked(cast, helper)
    page = f"/indicators/help/{row.uuid}/"
    assert told(helper.approver, HELP_ASKED) == [page]
    with scope(helper.approver.actor) as actor:
        assert [each.uuid for each in unanswered(actor)] == [row.uuid]
        answer_request(actor=actor, uuid=row.uuid, reply=ANSWER)
        assert list(unanswered(actor)) == []
    assert told(cast.director_a, HELP_ANSWERED) == [page]
    with scope(cast.registrar_a.actor) as actor:
        assert request_get(actor, row.uuid).reply == ANSWER
        assert close_request(actor=actor, uuid=row.uuid).state == HelpRequest.State.CLOSED


def test_both_sides_read_it_and_nobody_else(cast: Cast, helper: House, stranger: House) -> None:
    row = asked(cast, helper)
    with scope(cast.registrar_a.actor) as actor:
        assert [one.uuid for one in requests_page(actor, asked_of_us=False).rows] == [row.uuid]
        assert requests_page(actor, asked_of_us=True).rows == []
    with scope(helper.clerk.actor) as actor:
        assert [one.uuid for one in requests_page(actor, asked_of_us=True).rows] == [row.uuid]
    for person in (stranger.approver, cast.secretary):
        with scope(person.actor) as actor, pytest.raises(NotFoundError):
            request_get(actor, row.uuid)


def test_one_open_question_at_a_time(cast: Cast, helper: House) -> None:
    row = asked(cast, helper)
    with pytest.raises(AskedAlreadyError):
        asked(cast, helper)
    with scope(cast.director_a.actor) as actor:
        close_request(actor=actor, uuid=row.uuid)
    assert asked(cast, helper).uuid != row.uuid


def test_only_a_standing_offer_of_another_can_be_asked(cast: Cast, helper: House) -> None:
    uuid = consent(helper)
    with scope(helper.approver.actor) as actor:
        with pytest.raises(NotFoundError):
            ask_for_help(actor=actor, sharing=uuid, message=QUESTION)
        end_sharing(actor=actor, indicator=indicator())
    silent = consent(helper, offers=False)
    with scope(cast.director_a.actor) as actor:
        for gone in (uuid, silent):
            with pytest.raises(NotFoundError):
                ask_for_help(actor=actor, sharing=gone, message=QUESTION)


@pytest.mark.parametrize("message", ["", "   สั้น   ", "ย" * 2_001])
def test_a_question_has_a_length(cast: Cast, helper: House, message: str) -> None:
    with pytest.raises(HelpTextError):
        asked(cast, helper, message)


def test_who_answers_and_who_closes(cast: Cast, helper: House, stranger: House) -> None:
    row = asked(cast, helper)
    with scope(cast.approver_a.actor) as actor, pytest.raises(NotFoundError):
        answer_request(actor=actor, uuid=row.uuid, reply=ANSWER)
    with scope(stranger.approver.actor) as actor, pytest.raises(NotFoundError):
        answer_request(actor=actor, uuid=row.uuid, reply=ANSWER)
    with scope(helper.clerk.actor) as actor, pytest.raises(ForbiddenError):
        answer_request(actor=actor, uuid=row.uuid, reply=ANSWER)
    with scope(helper.approver.actor) as actor, pytest.raises(NotFoundError):
        close_request(actor=actor, uuid=row.uuid)
    with scope(cast.secretary.actor) as actor, pytest.raises(ForbiddenError):
        close_request(actor=actor, uuid=row.uuid)


def test_what_is_answered_or_closed_is_not_answered_again(cast: Cast, helper: House) -> None:
    row = asked(cast, helper)
    with scope(helper.approver.actor) as actor:
        answer_request(actor=actor, uuid=row.uuid, reply=ANSWER)
        with pytest.raises(HelpStateError):
            answer_request(actor=actor, uuid=row.uuid, reply=ANSWER)
    with scope(cast.director_a.actor) as actor:
        close_request(actor=actor, uuid=row.uuid)
        with pytest.raises(HelpStateError):
            close_request(actor=actor, uuid=row.uuid)
