"""Memberships and institutions: whose they are, and who finds them."""

import pytest
from django.contrib.sessions.backends.base import SessionBase

from apps.core.errors import NotFoundError
from apps.institutions.actor import Role
from apps.institutions.models import Membership
from apps.institutions.scope import scope, system_scope
from apps.institutions.selectors import institution_by_uuid, memberships_of, school_by_code
from apps.institutions.session import KEY, acting_membership, switch_membership
from tests.builders.cast import Cast, make_person

pytestmark = pytest.mark.django_db


def second_membership(cast: Cast) -> Membership:
    with system_scope("the test makes a membership"):
        return Membership.objects.create(
            user=cast.uploader_a.user, institution=cast.university_a, role=Role.REGISTRAR
        )


def test_a_person_finds_all_their_own_roles_and_no_others(cast: Cast) -> None:
    second = second_membership(cast)
    with scope(cast.uploader_a.actor):
        held = memberships_of(cast.uploader_a.user)
        assert held == [cast.uploader_a.membership, second]
        assert memberships_of(cast.registrar_b.user) == []


def test_what_was_taken_away_is_not_held(cast: Cast) -> None:
    second = second_membership(cast)
    with system_scope("the test takes a role away"):
        Membership.objects.filter(pk=cast.uploader_a.membership.pk).update(is_active=False)
    with scope(cast.uploader_a.actor):
        assert memberships_of(cast.uploader_a.user) == [second]
    cast.university_a.is_active = False
    cast.university_a.save()
    with scope(cast.uploader_a.actor):
        assert memberships_of(cast.uploader_a.user) == []


def test_a_school_is_found_by_either_code(cast: Cast) -> None:
    assert school_by_code(cast.school_a.code) == cast.school_a
    assert school_by_code(cast.school_a.smis_code) == cast.school_a
    for code in (cast.university_a.code, "0000000000", "", "12345678"):
        with pytest.raises(NotFoundError):
            school_by_code(code)


def test_an_institution_by_its_public_name(cast: Cast) -> None:
    assert institution_by_uuid(cast.network.uuid) == cast.network
    with pytest.raises(NotFoundError):
        institution_by_uuid(cast.uploader_a.membership.uuid)


def test_the_chosen_role_counts_while_it_is_held(cast: Cast) -> None:
    first, second = cast.uploader_a.membership, second_membership(cast)
    session = SessionBase()
    assert acting_membership(session, []) is None
    assert acting_membership(session, [first, second]) == first
    assert switch_membership(session, [first, second], str(second.uuid)) == second
    assert acting_membership(session, [first, second]) == second
    assert acting_membership(session, [first]) == first, "the chosen one is no longer held"


def test_nobody_switches_to_anothers_role(cast: Cast) -> None:
    session = SessionBase()
    with pytest.raises(NotFoundError):
        switch_membership(
            session, [cast.uploader_a.membership], str(cast.secretary.membership.uuid)
        )
    assert KEY not in session


def test_nobody_gives_roles_away_in_another_institution(cast: Cast) -> None:
    person = make_person("newcomer", cast.school_b, Role.SCHOOL_UPLOADER)
    with pytest.raises(Exception, match="row-level security"), scope(cast.uploader_a.actor):
        Membership.objects.create(
            user=cast.uploader_a.user, institution=cast.school_b, role=Role.SCHOOL_CERTIFIER
        )
    with scope(cast.uploader_a.actor):
        changed = Membership.objects.filter(pk=person.membership.pk).update(role=Role.SECRETARIAT)
    assert changed == 0
