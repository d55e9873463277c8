"""Three universities that send each other students in a ring: each is home, host and stranger."""

from uuid import uuid4

from apps.courses.models import CoursePaper, CrossRegistration, PaperBasis, Term
from apps.institutions.actor import Role
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.builders.cast import Cast, Person, make_person


def fill_the_ring(cast: Cast) -> None:
    """A sends to B, B to C, C to A: rows of every table of courses, in every stage of sharing."""
    third = Institution.objects.get(kind="university", code="00400")
    staff = {
        cast.university_a: (cast.registrar_a, cast.approver_a),
        cast.university_b: (
            cast.registrar_b,
            make_person("ring-approver-b", cast.university_b, Role.REGISTRAR_APPROVER),
        ),
        third: (
            make_person("ring-registrar-c", third, Role.REGISTRAR),
            make_person("ring-approver-c", third, Role.REGISTRAR_APPROVER),
        ),
    }
    for university, (_clerk, approver) in staff.items():
        build.set_rules(approver)
        with scope(approver.actor):
            Term.objects.create(
                institution=university, academic_year=build.YEAR, term=build.TERM,
                starts_on="2026-08-01", ends_on="2026-12-15",
            )  # fmt: skip
    ring = list(staff)
    for home, host in zip(ring, [*ring[1:], ring[0]], strict=True):
        fill_exchange(cast, home, host, staff)


def fill_exchange(
    cast: Cast,
    home: Institution,
    host: Institution,
    staff: dict[Institution, tuple[Person, Person]],
) -> None:
    (clerk, approver), (host_clerk, host_approver) = staff[home], staff[host]
    made = build.Exchange(cast, home, host, clerk, approver, host_clerk, host_approver)
    made.agreement = build.agreed(made)
    made.offerings = [build.offered(made, "CS101", "การโปรแกรม")]
    build.drafted(made, build.candidate(1))
    build.graded(made, build.enrolled(made, build.candidate(2)))
    rows = build.recognised(made, build.acknowledged(made, build.candidate(3)))
    keep_paper(made, rows[0])


def keep_paper(made: build.Exchange, row: CrossRegistration) -> None:
    with scope(made.host_registrar.actor):
        paper = CoursePaper.objects.create(
            kind="course_results", institution=made.host, home=made.home,
            learner_id=row.learner_id, language="th", paper=uuid4(),
        )  # fmt: skip
        PaperBasis.objects.create(
            course_paper=paper, institution=made.host, home=made.home, host=made.host,
            registration=row,
        )  # fmt: skip
