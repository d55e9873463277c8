"""Mails: once for each person, folded, in their language, none lost while the server is down."""

import datetime as dt
import smtplib
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connections
from django.utils import timezone

from apps.institutions.actor import Role
from apps.institutions.models import Membership
from apps.institutions.scope import scope, system_scope
from apps.notices import mailing, tasks
from apps.notices.models import Mail
from apps.notices.services import choose_mails, read_all
from apps.notices.spreading import spread
from tests.builders.cast import Cast, Person, make_person
from tests.notices.telling import DUE, PAPER, all_mails, tell


class DownBackend(BaseEmailBackend):
    """A server that is down, goes away, or refuses."""

    at_open: Exception | None = None
    at_sending: Exception | None = None

    def open(self) -> bool:
        if self.at_open:
            raise self.at_open
        return True

    def send_messages(self, messages: Any) -> int:
        if self.at_sending:
            raise self.at_sending
        mail.outbox.extend(messages)
        return len(messages)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> type[DownBackend]:
    class Server(DownBackend):
        pass

    monkeypatch.setattr(mailing, "get_connection", Server)
    return Server


def english(person: Person) -> Person:
    person.user.language = "en"
    person.user.save(update_fields=["language"])
    return person


@pytest.mark.django_db
def test_one_mail_with_all_that_waits(cast: Cast) -> None:
    english(cast.registrar_b)
    tell(cast.registrar_a, cast.university_b, due_on=DUE)
    tell(cast.registrar_a, cast.university_b, kind=PAPER)
    assert tasks.mail() == 1
    assert tasks.mail() == 0
    (sent,) = mail.outbox
    assert sent.to == ["registrar-b@test.example"]
    assert sent.subject == "2 things wait for you"
    for words in (
        "Dear registrar-b,",
        f"For {cast.university_b.name_en}:",
        "A check from Thammasat University waits",
        "Please answer by 22 Jun 2026.",
        "A paper is ready",
        "/help/",
        "/notices/settings/",
    ):
        assert words in sent.body
    assert "&" not in sent.body
    assert all(row.sent_at for row in all_mails())


@pytest.mark.django_db
def test_each_reads_the_own_language(cast: Cast) -> None:
    english(cast.registrar_b)
    thai = make_person("thai", cast.university_b, Role.REGISTRAR)
    tell(cast.registrar_a, cast.university_b, due_on=DUE)
    tasks.mail()
    by_address = {sent.to[0]: sent for sent in mail.outbox}
    in_english, in_thai = by_address["registrar-b@test.example"], by_address[thai.user.email]
    assert "22 Jun 2026" in in_english.body
    assert in_english.subject == "A check from Thammasat University waits"
    assert "22 มิ.ย. 2569" in in_thai.body
    assert "มหาวิทยาลัยธรรมศาสตร์" in in_thai.subject


@pytest.mark.django_db
def test_two_institutions_stand_apart_in_one_mail(cast: Cast) -> None:
    with system_scope("the test gives a second role"):
        Membership.objects.create(
            user=english(cast.registrar_b).user, institution=cast.university_a, role=Role.DIRECTOR
        )
    tell(cast.registrar_a, cast.university_b)
    tell(cast.registrar_a, cast.university_a, kind=PAPER, roles=(Role.DIRECTOR,))
    tasks.mail()
    (body,) = [sent.body for sent in mail.outbox if sent.to == ["registrar-b@test.example"]]
    first, second = body.index("For Khon Kaen"), body.index("For Thammasat")
    assert first < body.index("A check") < second < body.index("A paper")


@pytest.mark.django_db
def test_who_gets_none(cast: Cast) -> None:
    """Whoever chose so, has read it on the page, or no longer holds the role."""
    chooser, reader, gone, left = (
        make_person(name, cast.university_b, Role.REGISTRAR)
        for name in ("chooser", "reader", "gone", "left")
    )
    with scope(chooser.actor) as actor:
        choose_mails(actor=actor, wanted=[PAPER])
    gone.user.is_active = False
    gone.user.save()
    tell(cast.registrar_a, cast.university_b)
    with scope(reader.actor) as actor:
        read_all(actor=actor)
    assert spread() == 1
    assert {row.user_id for row in all_mails()} == {cast.registrar_b.user.pk, left.user.pk}
    with system_scope("the test takes a role away"):
        Membership.objects.filter(pk=left.membership.pk).update(is_active=False)
    assert tasks.mail() == 1
    assert [sent.to for sent in mail.outbox] == [["registrar-b@test.example"]]
    assert [row.user_id for row in all_mails()] == [cast.registrar_b.user.pk]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fault",
    [{"at_open": ConnectionRefusedError()}, {"at_open": smtplib.SMTPConnectError(421, b"no")},
     {"at_sending": smtplib.SMTPServerDisconnected("gone")}, {"at_sending": TimeoutError()}],
    ids=["refused", "greeting", "gone", "hangs"],
)  # fmt: skip
def test_a_server_that_is_down_loses_nothing(
    cast: Cast, server: type[DownBackend], fault: dict[str, Any]
) -> None:
    tell(cast.registrar_a, cast.university_b)
    for name, value in fault.items():
        setattr(server, name, value)
    for _turn in range(3):
        assert tasks.mail() == 0
    (row,) = all_mails()
    assert (row.sent_at, row.tries) == (None, 0)
    server.at_open = server.at_sending = None
    assert tasks.mail() == 1
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_refused_mail_is_tried_again_later(cast: Cast, server: type[DownBackend]) -> None:
    tell(cast.registrar_a, cast.university_b)
    server.at_sending = smtplib.SMTPRecipientsRefused({})
    tasks.mail()
    tasks.mail()
    (row,) = all_mails()
    assert (row.tries, row.failure) == (1, "SMTPRecipientsRefused")
    assert row.not_before is not None
    assert row.not_before > timezone.now()
    server.at_sending = None
    assert tasks.mail() == 0, "its time has not come"
    with system_scope("the test lets time pass"):
        Mail.objects.update(not_before=timezone.now())
    assert tasks.mail() == 1


@pytest.mark.django_db
def test_a_mail_that_is_always_refused_is_given_up(
    cast: Cast, server: type[DownBackend], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailing, "LONGEST_WAIT", dt.timedelta())
    tell(cast.registrar_a, cast.university_b)
    server.at_sending = smtplib.SMTPDataError(554, b"no")
    for _turn in range(mailing.MOST_TRIES + 3):
        tasks.mail()
    (row,) = all_mails()
    assert (row.tries, row.sent_at) == (mailing.MOST_TRIES, None)


@pytest.mark.django_db
def test_nothing_in_a_name_makes_a_second_header(cast: Cast) -> None:
    cast.university_a.name_en = "Evil\nBcc: all@test.example"
    cast.university_a.save()
    english(cast.registrar_b)
    tell(cast.registrar_a, cast.university_b)
    tasks.mail()
    (sent,) = mail.outbox
    assert "\n" not in sent.subject
    assert "all@test.example" not in sent.recipients()


def test_many_mailers_at_once_send_once(committed: None, cast: Cast) -> None:
    persons = [
        make_person(f"many-{number}", cast.university_b, Role.REGISTRAR) for number in range(6)
    ]
    for _turn in range(4):
        tell(cast.registrar_a, cast.university_b)
    gate = threading.Barrier(4, timeout=60)

    def work(_number: int) -> int:
        try:
            gate.wait()
            return sum(tasks.mail() for _turn in range(2))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        sent = sum(pool.map(work, range(4), timeout=60))
    sent += tasks.mail()
    rows = all_mails()
    assert len(rows) == 4 * (len(persons) + 1)
    assert all(row.sent_at for row in rows)
    assert sent == len(mail.outbox)
    told = [(message.to[0], line) for message in mail.outbox for line in message.body.splitlines()]
    assert sum("/help/" in line for _to, line in told) == len(rows), "each notice once for each"
