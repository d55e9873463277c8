"""The standing cast: who plays in most tests."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from apps.accounts.models import User
from apps.institutions.actor import Actor, Role
from apps.institutions.models import Institution, Kind, Membership
from apps.institutions.scope import system_scope
from apps.institutions.selectors import actor_for

PASSWORD = "a-long-test-password"


@dataclass(frozen=True)
class Person:
    user: User
    membership: Membership
    actor: Actor


@dataclass(frozen=True)
class Cast:
    school_a: Institution
    school_b: Institution
    university_a: Institution
    university_b: Institution
    network: Institution
    uploader_a: Person
    certifier_a: Person
    uploader_b: Person
    certifier_b: Person
    registrar_a: Person
    approver_a: Person
    registrar_b: Person
    director_a: Person
    coordinator: Person
    secretary: Person
    privacy: Person


def make_school(code: str, smis: str, name_th: str, name_en: str, province: str) -> Institution:
    return Institution.objects.create(
        kind=Kind.SCHOOL,
        code=code,
        smis_code=smis,
        name_th=name_th,
        name_en=name_en,
        province_id=province,
        affiliation_id="10",
        area_id="sesao-01",
    )


def make_person(name: str, institution: Institution, role: Role) -> Person:
    (person,) = make_people([(name, institution, role)])
    return person


def make_people(wanted: Sequence[tuple[str, Institution, Role]]) -> list[Person]:
    """In the order given; two statements however many they are, for most tests begin with this."""
    password = make_password(PASSWORD)
    users = User.objects.bulk_create(
        User(
            email=f"{name}@test.example",
            password=password,
            name_th=f"ผู้ทดสอบ {name}",
            name_en=name,
        )
        for name, _institution, _role in wanted
    )
    with system_scope("tests make memberships"):
        memberships = Membership.objects.bulk_create(
            Membership(user=user, institution=institution, role=role)
            for user, (_name, institution, role) in zip(users, wanted, strict=True)
        )
    return [
        Person(user, membership, actor_for(membership, user))
        for user, membership in zip(users, memberships, strict=True)
    ]


def make_cast() -> Cast:
    school_a = make_school("1010720039", "10990001", "โรงเรียนสวนกุหลาบวิทยาลัย", "Suankularb", "10")
    school_b = make_school("1050990015", "50990015", "โรงเรียนยุพราชวิทยาลัย", "Yupparaj", "50")
    universities = Institution.objects.filter(kind=Kind.UNIVERSITY)
    university_a, university_b = universities.get(code="00500"), universities.get(code="00300")
    network = Institution.objects.get(kind=Kind.NETWORK)
    players = {
        "uploader_a": (school_a, Role.SCHOOL_UPLOADER),
        "certifier_a": (school_a, Role.SCHOOL_CERTIFIER),
        "uploader_b": (school_b, Role.SCHOOL_UPLOADER),
        "certifier_b": (school_b, Role.SCHOOL_CERTIFIER),
        "registrar_a": (university_a, Role.REGISTRAR),
        "approver_a": (university_a, Role.REGISTRAR_APPROVER),
        "registrar_b": (university_b, Role.REGISTRAR),
        "director_a": (university_a, Role.DIRECTOR),
        "coordinator": (university_a, Role.NODE_COORDINATOR),
        "secretary": (network, Role.SECRETARIAT),
        "privacy": (network, Role.PRIVACY_OFFICER),
    }
    people = make_people([(name.replace("_", "-"), *where) for name, where in players.items()])
    return Cast(
        school_a=school_a,
        school_b=school_b,
        university_a=university_a,
        university_b=university_b,
        network=network,
        **dict(zip(players, people, strict=True)),
    )
