"""The inbox of a person: what is unread, in which order, and whose marks these are."""

import datetime as dt

import pytest
from django.db import Error, transaction
from django.utils import timezone

from apps.core.errors import NotFoundError
from apps.institutions.actor import Actor, Role
from apps.institutions.scope import scope, system_scope
from apps.notices import selectors
from apps.notices.models import MailChoice, Notice, ReadMark
from apps.notices.purging import KEPT_FOR, purge
from apps.notices.selectors import SHOWN_FOR, inbox, kinds_without_mail, unread_number
from apps.notices.services import choose_mails, read_all, read_notice
from tests.builders.cast import Cast, Person, make_person
from tests.notices.telling import PAPER, WAITING, inbox_of, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(cast: Cast) -> Person:
    return make_person("registrar-b2", cast.university_b, Role.REGISTRAR)


def number(person: Person) -> int:
    with scope(person.actor) as actor:
        return unread_number(actor)


def test_what_one_has_read_a_colleague_has_not(cast: Cast, colleague: Person) -> None:
    for _turn in range(3):
        tell(cast.registrar_a, cast.university_b)
    newest, _middle, oldest = inbox_of(cast.registrar_b.actor)
    with scope(cast.registrar_b.actor) as actor:
        for _turn in range(2):
            read_notice(actor=actor, uuid=newest.uuid)
    assert (number(cast.registrar_b), number(colleague)) == (2, 3)
    assert inbox_of(cast.registrar_b.actor)[-1] == newest, "the unread come first"
    assert inbox_of(colleague.actor)[0] == newest
    with scope(colleague.actor) as actor:
        read_all(actor=actor)
        read_notice(actor=actor, uuid=oldest.uuid)
    assert (number(cast.registrar_b), number(colleague)) == (2, 0)


def test_what_is_not_in_the_inbox_is_not_found(cast: Cast) -> None:
    tell(cast.registrar_a, cast.university_b)
    (row,) = inbox_of(cast.registrar_b.actor)
    other_role = Actor(
        institution_id=cast.university_b.pk, role=Role.DIRECTOR, user_id=cast.registrar_b.user.pk
    )
    for actor in (cast.registrar_a.actor, other_role):
        with scope(actor), pytest.raises(NotFoundError):
            read_notice(actor=actor, uuid=row.uuid)


def test_pages_follow_one_another(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "PAGE", 2)
    for _turn in range(5):
        tell(cast.registrar_a, cast.university_b)
    with scope(cast.registrar_b.actor) as actor:
        first = inbox(actor)
        read_notice(actor=actor, uuid=first.rows[1].uuid)
        seen, after = [], ""
        while True:
            page = inbox(actor, after)
            seen += page.rows
            after = page.after
            if not after:
                break
        assert len(seen) == len(set(seen)) == 5
        assert seen[-1] == first.rows[1]
        for made_up in ("x", "2-1", "0-", "0-x", "1-" + "9" * 30, "0-²"):
            assert inbox(actor, made_up).rows == inbox(actor).rows


def test_nobody_reads_or_chooses_in_anothers_place(cast: Cast, colleague: Person) -> None:
    tell(cast.registrar_a, cast.university_b)
    (row,) = inbox_of(colleague.actor)
    given = {"institution": cast.university_b, "user": colleague.user}
    for made in (ReadMark(notice=row, **given), MailChoice(kind=WAITING, **given)):
        with (
            pytest.raises(Error, match="row-level security"),
            scope(cast.registrar_b.actor),
            transaction.atomic(),
        ):
            made.save()
    with scope(colleague.actor) as actor:
        read_notice(actor=actor, uuid=row.uuid)
        choose_mails(actor=actor, wanted=[])
    with scope(cast.registrar_b.actor):
        assert ReadMark.objects.count() == MailChoice.objects.count() == 0


def test_mails_are_chosen_by_kind_of_the_role(cast: Cast) -> None:
    with scope(cast.registrar_b.actor) as actor:
        choose_mails(actor=actor, wanted=[PAPER, "test.unknown"])
        assert kinds_without_mail(actor) == {WAITING}
        choose_mails(actor=actor, wanted=[WAITING])
        assert kinds_without_mail(actor) == {PAPER}
        choose_mails(actor=actor, wanted=[WAITING, PAPER])
        assert kinds_without_mail(actor) == set()


def test_old_notices_are_shown_no_more_and_then_deleted(cast: Cast) -> None:
    for age in (SHOWN_FOR, KEPT_FOR):
        tell(cast.registrar_a, cast.university_b, once=str(age))
        with system_scope("the test lets time pass"):
            Notice.objects.filter(once=str(age)).update(
                created_at=timezone.now() - age - dt.timedelta(minutes=1)
            )
    tell(cast.registrar_a, cast.university_b)
    assert len(inbox_of(cast.registrar_b.actor)) == number(cast.registrar_b) == 1
    assert (purge(), purge()) == (1, 0)


def test_counting_ends(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "MANY", 3)
    for _turn in range(5):
        tell(cast.registrar_a, cast.university_b)
    assert number(cast.registrar_b) == 3
