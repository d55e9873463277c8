"""Who is told, who reads it, and what nobody can forge."""

from uuid import uuid4

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.utils import translation

from apps.institutions.actor import Actor, Role
from apps.institutions.scope import scope, system_scope
from apps.notices import registry
from apps.notices.models import Notice
from apps.notices.services import remind
from apps.notices.words import words_of
from tests.builders.cast import Cast, make_person
from tests.notices.telling import DUE, PAPER, PATH, WAITING, inbox_of, tell

pytestmark = pytest.mark.django_db


def count() -> int:
    with system_scope("the test counts notices"):
        return Notice.objects.count()


def test_another_institution_is_told_and_nobody_else_reads_it(cast: Cast) -> None:
    tell(cast.registrar_a, cast.university_b)
    (row,) = inbox_of(cast.registrar_b.actor)
    assert (row.kind, row.path, row.sender) == (WAITING, PATH, cast.university_a)
    for person in (cast.registrar_a, cast.approver_a, cast.uploader_b, cast.secretary):
        assert inbox_of(person.actor) == []
        with scope(person.actor):
            assert Notice.objects.count() == 0


def test_only_the_roles_named_are_told(cast: Cast) -> None:
    approver = make_person("approver-b", cast.university_b, Role.REGISTRAR_APPROVER)
    tell(cast.registrar_a, cast.university_b, roles=(Role.REGISTRAR_APPROVER,))
    assert len(inbox_of(approver.actor)) == 1
    assert inbox_of(cast.registrar_b.actor) == []


def test_a_system_has_no_inbox(cast: Cast) -> None:
    tell(cast.registrar_a, cast.university_a)
    client = Actor(institution_id=cast.university_a.pk, role=Role.REGISTRAR, client_id=1)
    assert inbox_of(client) == []


def test_what_was_taken_back_was_not_told(cast: Cast) -> None:
    with pytest.raises(ZeroDivisionError), scope(cast.registrar_a.actor):
        raise ZeroDivisionError(tell(cast.registrar_a, cast.university_b))
    assert inbox_of(cast.registrar_b.actor) == []


def test_once_is_once_for_each_sender_and_recipient(cast: Cast) -> None:
    for _turn in range(3):
        tell(cast.registrar_a, cast.university_b, once="due")
        tell(cast.registrar_b, cast.university_b, once="due")
        tell(cast.registrar_a, cast.university_a, once="due")
    assert count() == 3
    for _turn in range(2):
        tell(cast.registrar_a, cast.university_b)
    assert count() == 5


def test_a_reminder_comes_once_for_each_step(cast: Cast) -> None:
    subject = uuid4()
    with scope(cast.registrar_a.actor) as actor:
        for step in ("due", "due", "overdue-5"):
            remind(
                actor=actor,
                institution_id=cast.university_b.pk,
                roles=[Role.REGISTRAR],
                kind=WAITING,
                subject=subject,
                path=PATH,
                step=step,
                due_on=DUE,
            )
    assert [row.due_on for row in inbox_of(cast.registrar_b.actor)] == [DUE, DUE]


@pytest.mark.parametrize(
    "path",
    ["", "help/", "//evil.example/", "/\\evil.example", "https://evil.example/", "/help/\n/",
     "javascript:alert(1)", "/../help/", "/help//", "/no-such-page/", "/%2fevil.example/",
     "/help/?q=//evil.example", "/help/" + "a" * 300],
)  # fmt: skip
def test_a_notice_leads_nowhere_else(cast: Cast, path: str) -> None:
    with pytest.raises(ValueError, match="page"):
        tell(cast.registrar_a, cast.university_b, path=path)
    assert count() == 0


@pytest.mark.parametrize("path", ["/help/", "/graduates/coverage/?year=2024&node=north", "/"])
def test_pages_of_the_portal_are_led_to(cast: Cast, path: str) -> None:
    tell(cast.registrar_a, cast.university_b, path=path)
    assert [row.path for row in inbox_of(cast.registrar_b.actor)] == [path]


@pytest.mark.parametrize(
    "roles", [(), (Role.SCHOOL_CERTIFIER,), (Role.REGISTRAR, Role.PARTNER_CLIENT)]
)
def test_a_kind_is_for_its_roles(cast: Cast, roles: tuple[Role, ...]) -> None:
    with pytest.raises(ValueError, match="roles"):
        tell(cast.registrar_a, cast.university_b, roles=roles)


def test_kinds_are_registered_once_for_persons() -> None:
    with pytest.raises(LookupError):
        registry.kind_of("test.unknown")
    words = {"label": "x", "subject": "x", "body": "x"}
    with pytest.raises(ValueError, match="already"):
        registry.register(WAITING, roles=[Role.REGISTRAR], **words)
    for roles in ([], [Role.PARTNER_CLIENT]):
        with pytest.raises(ValueError, match="persons"):
            registry.register("test.other", roles=roles, **words)
    assert [kind.code for kind in registry.kinds_for(Role.REGISTRAR)] == [PAPER, WAITING]
    assert [kind.code for kind in registry.kinds_for(Role.DIRECTOR)] == [PAPER]


def row_of(cast: Cast, **changes: object) -> Notice:
    values = {
        "institution": cast.university_b,
        "sender": cast.university_a,
        "roles": ["registrar"],
        "kind": WAITING,
        "subject": uuid4(),
        "path": PATH,
    }
    return Notice(**values | changes)  # type: ignore[arg-type]


def test_nobody_tells_in_anothers_name(cast: Cast) -> None:
    with (
        pytest.raises(Error, match="row-level security"),
        scope(cast.registrar_b.actor),
        transaction.atomic(),
    ):
        Notice.objects.bulk_create([row_of(cast)], ignore_conflicts=True)


@pytest.mark.parametrize(
    "changes",
    [{"path": "//evil.example"}, {"path": "/x\n"}, {"path": "/../x"}, {"roles": []}, {"kind": ""}],
)
def test_the_table_itself_refuses_what_the_service_would(
    cast: Cast, changes: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError), scope(cast.registrar_a.actor), transaction.atomic():
        Notice.objects.bulk_create([row_of(cast, **changes)], ignore_conflicts=True)


def test_neither_side_changes_or_deletes_a_notice(cast: Cast) -> None:
    tell(cast.registrar_a, cast.university_b)
    tell(cast.registrar_a, cast.university_a)
    for person in (cast.registrar_a, cast.registrar_b, cast.uploader_a):
        with scope(person.actor), connection.cursor() as cursor:
            cursor.execute("UPDATE notices_notice SET path = '/x/'")
            assert cursor.rowcount == 0
            cursor.execute("DELETE FROM notices_notice")
            assert cursor.rowcount == 0
    assert count() == 2


def test_equal_things_differ_by_their_numbers(cast: Cast) -> None:
    for number in ("Q2569-000017", ""):
        tell(cast.registrar_a, cast.university_b, number=number)
    with translation.override("en"):
        subjects = [words_of(row).subject for row in inbox_of(cast.registrar_b.actor)]
    assert sorted(subjects) == [
        "A check from Thammasat University waits",
        "A check from Thammasat University waits (Q2569-000017)",
    ]


@pytest.mark.parametrize("number", ["นายทดสอบ", "1234567890121", "1-2345-67890-12-1", "Q 1-2"])
def test_a_number_names_nobody(cast: Cast, number: str) -> None:
    with pytest.raises(ValueError, match="by its number alone"):
        tell(cast.registrar_a, cast.university_b, number=number)
