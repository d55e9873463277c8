"""The survey: links that take one answer, answers that lead to nobody, results of many alone."""

import datetime as dt
import hashlib
import logging
import threading
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.db import connection, connections
from django.utils import timezone

from apps.core.errors import ForbiddenError, NotFoundError
from apps.documents.services import bulk
from apps.events.models import Event
from apps.events.services import seal
from apps.institutions.scope import scope
from apps.jobs.models import Job
from apps.kpi.choices import ServiceKind
from apps.kpi.models import Definition, SurveyInvitation, SurveyResponse
from apps.kpi.periods import month_bucket, period_at
from apps.kpi.selectors.counts import derived_counts
from apps.kpi.selectors.survey import (
    survey_comments,
    survey_periods,
    survey_results,
)
from apps.kpi.services.following import follow_events
from apps.kpi.services.recomputing import recompute
from apps.kpi.services.survey_forgetting import forget_links
from apps.kpi.services.survey_mailing import ask_about, send_link
from apps.kpi.services.surveying import asked_by, hand_out, invite, take_answer
from apps.kpi.survey_errors import (
    AnsweredError,
    AnswerError,
    AskedError,
    NoAddressError,
    NotServedError,
    SheetError,
)
from apps.kpi.survey_items import CODES
from tests.builders import certificates as build
from tests.builders.cast import Cast, Person
from tests.builders.kpi import publish_indicators
from tests.kpi.survey_answers import (
    WORKED,
    Delivering,
    delivered_paper,
    quick,
    token_in,
    write_answers,
)

CERTIFICATE, COUNTER = ServiceKind.CERTIFICATE, ServiceKind.COUNTER
ALL_FIVE = dict.fromkeys(sorted(CODES), 5)


def token_for(person: Person, subject: UUID | None = None) -> str:
    with scope(person.actor) as actor:
        return invite(actor=actor, service=CERTIFICATE, subject=subject or uuid4()).token


def invitations(person: Person) -> list[SurveyInvitation]:
    with scope(person.actor):
        return list(SurveyInvitation.objects.order_by("pk"))


def responses(person: Person) -> list[SurveyResponse]:
    with scope(person.actor):
        return list(SurveyResponse.objects.order_by("pk"))


@pytest.mark.django_db
class TestLinks:
    def test_only_the_digest_is_kept(self, cast: Cast) -> None:
        token = token_for(cast.registrar_a)
        (row,) = invitations(cast.registrar_a)
        assert bytes(row.token) == hashlib.sha256(token.encode()).digest()
        assert len(token) >= 43  # 256 bits
        assert row.expires_on == timezone.localdate() + dt.timedelta(days=30)
        assert asked_by(token).institution == cast.university_a

    def test_a_second_link_ends_the_first(self, cast: Cast) -> None:
        subject = uuid4()
        first, second = (token_for(cast.registrar_a, subject) for _time in range(2))
        with pytest.raises(NotFoundError):
            asked_by(first)
        assert asked_by(second).service == CERTIFICATE
        assert len(invitations(cast.registrar_a)) == 1

    def test_a_service_is_asked_about_once(self, cast: Cast) -> None:
        subject = uuid4()
        take_answer(token=token_for(cast.registrar_a, subject), points=ALL_FIVE)
        with pytest.raises(AskedError):
            token_for(cast.registrar_a, subject)

    def test_a_sheet_for_the_counter(self, cast: Cast) -> None:
        with scope(cast.registrar_a.actor) as actor:
            links = hand_out(actor=actor)
        assert len({link.token for link in links}) == 20
        assert {row.subject for row in invitations(cast.registrar_a)} == {None}
        assert all(asked_by(link.token).service == COUNTER for link in links)

    @pytest.mark.parametrize("count", [0, -1, 101])
    def test_a_sheet_has_its_measure(self, cast: Cast, count: int) -> None:
        with scope(cast.registrar_a.actor) as actor, pytest.raises(SheetError):
            hand_out(actor=actor, count=count)

    def test_who_may_ask(self, cast: Cast) -> None:
        for person in (cast.director_a, cast.coordinator, cast.secretary, cast.uploader_a):
            with scope(person.actor) as actor:
                with pytest.raises(ForbiddenError):
                    invite(actor=actor, service=COUNTER, subject=uuid4())
                with pytest.raises(ForbiddenError):
                    hand_out(actor=actor)

    def test_the_same_subject_of_two_universities(self, cast: Cast) -> None:
        """A uuid that leaked gives no hold on another university's link."""
        subject = uuid4()
        mine, theirs = (token_for(who, subject) for who in (cast.registrar_a, cast.registrar_b))
        assert asked_by(mine).institution == cast.university_a
        assert asked_by(theirs).institution == cast.university_b


@pytest.mark.django_db
class TestAnswers:
    def test_kept_without_a_way_back(self, cast: Cast) -> None:
        token = token_for(cast.registrar_a)
        uuid = take_answer(token=token, points={"overall": 4}, comment="ดี", language="en")
        (row,) = responses(cast.registrar_a)
        (asked,) = invitations(cast.registrar_a)
        assert (row.uuid, row.points, row.comment, row.language, row.service, row.bucket) == (
            uuid, {"overall": 4}, "ดี", "en", CERTIFICATE, month_bucket(timezone.localdate()),
        )  # fmt: skip
        assert asked.is_used
        names = {field.name for field in SurveyResponse._meta.get_fields()}
        assert names == {"id", "uuid", "created_at", "institution", "service", "bucket",
                         "language", "points", "comment"}  # fmt: skip
        assert {str(asked.uuid), str(asked.subject)}.isdisjoint(map(str, vars(row).values()))

    def test_one_answer_a_link(self, cast: Cast) -> None:
        token = token_for(cast.registrar_a)
        take_answer(token=token, points=ALL_FIVE)
        with pytest.raises(AnsweredError):
            take_answer(token=token, points=ALL_FIVE)
        assert len(responses(cast.registrar_a)) == 1

    def test_a_link_that_is_over(self, cast: Cast) -> None:
        token = token_for(cast.registrar_a)
        with scope(cast.registrar_a.actor):
            SurveyInvitation.objects.update(expires_on=timezone.localdate() - dt.timedelta(days=1))
        for each in (token, "", "x", token[:-1], "ก" * 43):
            with pytest.raises(NotFoundError):
                take_answer(token=each, points=ALL_FIVE)
        assert responses(cast.registrar_a) == []

    def test_the_last_day_counts(self, cast: Cast) -> None:
        token = token_for(cast.registrar_a)
        with scope(cast.registrar_a.actor):
            SurveyInvitation.objects.update(expires_on=timezone.localdate())
        take_answer(token=token, points=ALL_FIVE)
        assert len(responses(cast.registrar_a)) == 1

    @pytest.mark.parametrize(
        ("points", "comment", "language"),
        [({}, "", "th"), ({"speed": 5}, "", "th"), ({"overall": 0}, "", "th"),
         ({"overall": 6}, "", "th"), ({"overall": "5"}, "", "th"), ({"overall": True}, "", "th"),
         ({"overall": 5, "name": 5}, "", "th"), ({"overall": 5}, "ก" * 1001, "th"),
         ({"overall": 5}, "", "fr")],
    )  # fmt: skip
    def test_what_is_no_answer(self, cast: Cast, points: Any, comment: str, language: str) -> None:
        token = token_for(cast.registrar_a)
        with pytest.raises(AnswerError):
            take_answer(token=token, points=points, comment=comment, language=language)
        assert not asked_by(token).is_used

    def test_numbers_of_persons_are_masked(self, cast: Cast) -> None:
        comment = "เลข 1-1017-00230-70-8 และ 1101700230708"
        take_answer(token=token_for(cast.registrar_a), points=ALL_FIVE, comment=comment)
        (row,) = responses(cast.registrar_a)
        assert "10170023070" not in row.comment.replace("-", "")

    def test_an_institution_writes_no_answer_itself(self, cast: Cast) -> None:
        """By the database, whoever writes the query."""
        take_answer(token=token_for(cast.registrar_a), points={"overall": 1})
        with scope(cast.registrar_a.actor), connection.cursor() as cursor:
            cursor.execute("SAVEPOINT before")
            for statement in (
                "UPDATE kpi_surveyresponse SET points = '{}'",
                "DELETE FROM kpi_surveyresponse",
                "INSERT INTO kpi_surveyresponse (uuid, created_at, institution_id, service, bucket,"
                " language, points, comment) SELECT gen_random_uuid(), now(), institution_id,"
                " service, bucket, language, points, '' FROM kpi_surveyresponse",
            ):
                with pytest.raises(Exception, match=r"permission denied|row-level security"):
                    cursor.execute(statement)
                cursor.execute("ROLLBACK TO before")
        assert len(responses(cast.registrar_a)) == 1

    def test_it_is_counted_once(self, cast: Cast) -> None:
        publish_indicators()
        for point in (5, 5, 3):
            take_answer(token=token_for(cast.registrar_a), points={"overall": point, "speed": 1})
        seal()
        follow_events()
        follow_events()
        year = period_at(timezone.localdate(), "year", "fiscal")
        with scope(cast.registrar_a.actor) as actor:
            definition = Definition.objects.get(indicator__code="REG03")
            assert derived_counts(actor, definition, year).counts == {"5": 2, "3": 1}
        assert recompute(cast.university_a.pk) == []
        with scope(cast.registrar_b.actor) as actor:
            assert not derived_counts(actor, definition, year)

    def test_the_event_names_the_answer_alone(self, cast: Cast) -> None:
        uuid = take_answer(token=token_for(cast.registrar_a), points=ALL_FIVE)
        with scope(cast.registrar_a.actor):
            event = Event.objects.get(kind="survey.answered")
        assert (event.subject, event.data, event.institution) == (uuid, {}, cast.university_a)


def test_two_answers_at_the_same_moment(committed: None, cast: Cast) -> None:
    token = token_for(cast.registrar_a)
    barrier, outcomes = threading.Barrier(2), []

    def send() -> None:
        try:
            barrier.wait(10)
            take_answer(token=token, points=ALL_FIVE)
            outcomes.append("taken")
        except AnsweredError:
            outcomes.append("answered")
        finally:
            connections.close_all()

    senders = [threading.Thread(target=send) for _number in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(20)
    assert sorted(outcomes) == ["answered", "taken"]
    assert len(responses(cast.registrar_a)) == 1


@pytest.mark.django_db
class TestResults:
    def test_the_worked_example(self, cast: Cast) -> None:
        write_answers(cast.university_a, WORKED)
        with scope(cast.registrar_a.actor) as actor:
            overall = survey_results(actor).whole.overall
        assert overall is not None
        assert (overall.n, f"{overall.mean:.2f}") == (318, "4.28")
        assert f"{overall.of_scale.value:.2f} {overall.top.value:.2f}" == "85.66 81.45"

    def test_another_university_sees_nothing_of_it(self, cast: Cast) -> None:
        write_answers(cast.university_a, [12, 0, 0, 0, 0], comment="ดี")
        with scope(cast.registrar_b.actor) as actor:
            found = survey_results(actor)
            assert (found.whole.n, found.whole.items, found.services) == (0, [], {})
            assert survey_comments(actor).rows == []
            assert survey_periods(actor) == []

    def test_few_answers_are_not_shown(self, cast: Cast) -> None:
        write_answers(cast.university_a, [9, 0, 0, 0, 0])
        with scope(cast.registrar_a.actor) as actor:
            assert survey_results(actor).whole.items == []
            write_answers(cast.university_a, [1, 0, 0, 0, 0])
            assert survey_results(actor).whole.items != []

    def test_by_service_and_period(self, cast: Cast) -> None:
        old = "2025-08"
        write_answers(cast.university_a, [10, 0, 0, 0, 0], service=CERTIFICATE)
        write_answers(cast.university_a, [0, 0, 0, 0, 15], service=COUNTER, bucket=old)
        with scope(cast.registrar_a.actor) as actor:
            assert set(survey_results(actor).services) == {CERTIFICATE, COUNTER}
            counter = survey_results(actor, service=COUNTER).whole
            assert (counter.n, counter.items[0].counts["1"]) == (15, 15)
            periods = {period.code: period for period in survey_periods(actor)}
            assert old in periods
            assert survey_results(actor, period=periods[old]).whole.n == 15
            assert survey_results(actor, period=periods["2025"]).whole.n == 15

    def test_a_small_service_is_not_told_by_the_difference(self, cast: Cast) -> None:
        write_answers(cast.university_a, [12, 0, 0, 0, 0], service=CERTIFICATE)
        write_answers(cast.university_a, [0, 0, 0, 0, 1], service=COUNTER)
        with scope(cast.registrar_a.actor) as actor:
            found = survey_results(actor)
            assert (found.whole.n, found.services) == (13, {})
            for service in (CERTIFICATE, COUNTER):
                assert survey_results(actor, service=service).whole.items == []

    def test_who_reads(self, cast: Cast) -> None:
        for person in (cast.coordinator, cast.secretary, cast.uploader_a):
            with scope(person.actor) as actor, pytest.raises(ForbiddenError):
                survey_results(actor)
        with scope(cast.director_a.actor) as actor:
            assert survey_results(actor).whole.n == 0
            with pytest.raises(ForbiddenError):
                survey_comments(actor)

    def test_comments_by_pages_newest_first(self, cast: Cast) -> None:
        for number in range(25):
            write_answers(cast.university_a, [1, 0, 0, 0, 0], comment=f"ข้อ {number}")
        with scope(cast.registrar_a.actor) as actor:
            first = survey_comments(actor)
            rest = survey_comments(actor, cursor=first.next)
        texts = [row.comment for row in [*first.rows, *rest.rows]]
        assert texts == [f"ข้อ {number}" for number in reversed(range(25))]
        assert not rest.next


@pytest.mark.django_db
class TestMailing:
    @pytest.fixture
    def delivered(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
    ) -> Delivering:
        build.sign_for(cast.university_a, cast.approver_a)
        settings.PAPERS_ROOT = tmp_path
        monkeypatch.setattr(bulk, "render_many", quick)
        return partial(delivered_paper, cast)

    def test_after_the_delivery_alone(self, cast: Cast) -> None:
        row = build.requested(cast.registrar_a)
        with scope(cast.registrar_a.actor) as actor:
            for act in (ask_about, send_link):
                with pytest.raises(NotServedError):
                    act(actor=actor, request=row.uuid)
        with scope(cast.registrar_b.actor) as actor, pytest.raises(NotFoundError):
            ask_about(actor=actor, request=row.uuid)

    def test_it_goes_to_the_address_of_the_request(
        self, cast: Cast, delivered: Delivering, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        row = delivered(contact_email="asker@test.example")
        with scope(cast.registrar_a.actor) as actor:
            job = send_link(actor=actor, request=row.uuid)
        assert job.arguments == {"request": str(row.uuid)}
        assert build.do_jobs(cast.registrar_a) == ["done"]
        (sent,) = mail.outbox
        assert sent.to == ["asker@test.example"]
        assert cast.university_a.name_th in sent.body
        assert row.name not in sent.body
        token = token_in(str(sent.body))
        assert asked_by(token).institution == cast.university_a
        assert "asker@test.example" not in caplog.text
        assert token not in caplog.text

    def test_without_an_address(self, cast: Cast, delivered: Delivering) -> None:
        row = delivered()
        with scope(cast.registrar_a.actor) as actor, pytest.raises(NoAddressError):
            send_link(actor=actor, request=row.uuid)

    def test_nobody_is_asked_twice(self, cast: Cast, delivered: Delivering) -> None:
        row = delivered(contact_email="asker@test.example")
        with scope(cast.registrar_a.actor) as actor:
            send_link(actor=actor, request=row.uuid)
            take_answer(token=ask_about(actor=actor, request=row.uuid).token, points=ALL_FIVE)
            with pytest.raises(AskedError):
                send_link(actor=actor, request=row.uuid)
        assert build.do_jobs(cast.registrar_a) == ["done"]
        assert mail.outbox == []
        with scope(cast.registrar_a.actor):
            assert Job.objects.get(kind="kpi.survey_mail").result == {"sent": 0}


@pytest.mark.django_db
class TestForgettingLinks:
    def test_links_that_nobody_used_are_deleted_after_their_last_day(self, cast: Cast) -> None:
        token_for(cast.registrar_a)
        with scope(cast.registrar_a.actor) as actor:
            hand_out(actor=actor, count=2)
        last = timezone.localdate() + dt.timedelta(days=30)
        assert forget_links(today=last) == 0
        assert forget_links(today=last + dt.timedelta(days=1)) == 3
        assert invitations(cast.registrar_a) == []

    def test_who_was_asked_once_is_not_asked_again(self, cast: Cast) -> None:
        """The link of a record stays when it was used; the counter's goes, the answers stay."""
        subject = uuid4()
        take_answer(token=token_for(cast.registrar_a, subject), points=ALL_FIVE)
        with scope(cast.registrar_a.actor) as actor:
            (counter,) = hand_out(actor=actor, count=1)
        take_answer(token=counter.token, points=ALL_FIVE)
        assert forget_links(today=timezone.localdate() + dt.timedelta(days=31)) == 1
        assert [row.subject for row in invitations(cast.registrar_a)] == [subject]
        assert len(responses(cast.registrar_a)) == 2
        with pytest.raises(AskedError):
            token_for(cast.registrar_a, subject)
