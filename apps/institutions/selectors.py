"""Reads of memberships, institutions and what their letters say of them."""

import datetime as dt
from uuid import UUID

from django.db.models import Q

from apps.accounts.models import User
from apps.core.errors import NotFoundError
from apps.institutions.actor import Actor, Role
from apps.institutions.models import ClosedDay, Institution, Kind, Membership, Office, Signer
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


def office_of(institution: Institution) -> Office | None:
    """Its office as letters have it; None where none was set. Every institution may read it."""
    return Office.objects.filter(institution=institution).first()


def signers_for(institution_id: int, kind: str, on: dt.date) -> list[Signer]:
    """Who signs papers of `kind` on that day: those named for the kind first, then for all kinds,
    in the order in which they took office."""
    found = Signer.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=on),
        Q(kinds=[]) | Q(kinds__contains=[kind]),
        institution_id=institution_id,
        active=True,
        valid_from__lte=on,
    ).order_by("valid_from", "pk")
    return sorted(found, key=lambda signer: not signer.kinds)


def signers_of(institution_id: int) -> list[Signer]:
    """All that ever counted, the latest first."""
    return list(
        Signer.objects.filter(institution_id=institution_id, active=True).order_by(
            "-valid_from", "-pk"
        )
    )


def signer_get(institution_id: int, uuid: UUID) -> Signer:
    """An institution's own. Raises NotFoundError."""
    found = Signer.objects.filter(institution_id=institution_id, uuid=uuid, active=True).first()
    if found is None:
        raise NotFoundError
    return found


def closed_days(institution_id: int) -> frozenset[dt.date]:
    """Own days off beside the country's holidays, for `apps.core.working_days`."""
    return frozenset(
        ClosedDay.objects.filter(institution_id=institution_id).values_list("on", flat=True)
    )


def closed_day_rows(institution_id: int, since: dt.date) -> list[ClosedDay]:
    """From `since` on, in their order."""
    return list(
        ClosedDay.objects.filter(institution_id=institution_id, on__gte=since).order_by("on")
    )
