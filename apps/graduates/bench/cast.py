"""Who takes part in the bench: schools with two members each, and a registrar. All invented."""

from dataclasses import dataclass

from apps.accounts.models import User
from apps.institutions.actor import Actor, Role
from apps.institutions.models import Institution, Kind, Membership
from apps.institutions.scope import system_scope
from apps.institutions.selectors import actor_for

FIRST_SCHOOL = 1_099_000_000  # codes of ten digits that no school has


@dataclass(frozen=True)
class School:
    institution: Institution
    uploader: Actor
    certifier: Actor


def make_school(number: int) -> School:
    code = str(FIRST_SCHOOL + number)
    institution = Institution.objects.create(
        kind=Kind.SCHOOL, code=code, smis_code=f"9{number:07d}", name_th=f"โรงเรียนสมมุติ {number}",
        name_en=f"Invented School {number}", province_id="10", affiliation_id="10",
        area_id="sesao-01",
    )  # fmt: skip
    return School(
        institution,
        _member(institution, Role.SCHOOL_UPLOADER),
        _member(institution, Role.SCHOOL_CERTIFIER),
    )


def make_registrar() -> Actor:
    return _member(Institution.objects.filter(kind=Kind.UNIVERSITY).earliest("pk"), Role.REGISTRAR)


def _member(institution: Institution, role: Role) -> Actor:
    user = User.objects.create_user(
        email=f"{role}.{institution.code}@bench.example", password=None, name_th="ผู้วัด",
        name_en="Bench",
    )  # fmt: skip
    with system_scope("the bench makes its members"):
        membership = Membership.objects.create(user=user, institution=institution, role=role)
    return actor_for(membership, user)
