"""Reads of memberships and institutions."""

from uuid import UUID

from apps.accounts.models import User
from apps.core.errors import NotFoundError
from apps.institutions.actor import Actor, Role
from apps.institutions.models import Institution, Kind, Membership
from apps.institutions.scope import unscoped


def memberships_of(user: User) -> list[Membership]:
    """All roles that the person holds now; row security lets a person read their own."""
    with unscoped("a person chooses among their own memberships"):
        return list(
            Membership.objects.filter(
                user=user, is_active=True, institution__is_active=True, user__is_active=True
            )
            .select_related("institution", "institution__province")
            .order_by("pk")
        )


def actor_for(membership: Membership, user: User) -> Actor:
    return Actor(
        institution_id=membership.institution_id,
        role=Role(membership.role),
        user_id=user.pk,
        label=f"{user.name_th} <{user.email}>",
    )


def school_by_code(code: str) -> Institution:
    """A school by its ten- or eight-digit code."""
    field = "smis_code" if len(code) == 8 else "code"
    school = Institution.objects.filter(kind=Kind.SCHOOL, **{field: code}).first()
    if school is None:
        raise NotFoundError
    return school


def institution_by_uuid(uuid: UUID) -> Institution:
    found = Institution.objects.filter(uuid=uuid).first()
    if found is None:
        raise NotFoundError
    return found
