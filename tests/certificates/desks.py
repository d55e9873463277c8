"""Who plays in the tests of requests for papers."""

from dataclasses import dataclass

from apps.institutions.actor import Role
from tests.builders.cast import Cast, Person, make_person
from tests.builders.certificates import sign_for


@dataclass(frozen=True)
class Desk:
    """University A's office, and two of university B."""

    cast: Cast
    clerk: Person
    approver: Person
    second: Person
    director: Person
    stranger: Person
    strange_approver: Person


def make_desk(cast: Cast) -> Desk:
    made = Desk(
        cast,
        cast.registrar_a,
        cast.approver_a,
        make_person("second-approver-a", cast.university_a, Role.REGISTRAR_APPROVER),
        cast.director_a,
        cast.registrar_b,
        make_person("approver-b", cast.university_b, Role.REGISTRAR_APPROVER),
    )
    sign_for(cast.university_a, made.approver)
    return made
