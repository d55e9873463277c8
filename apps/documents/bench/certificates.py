"""Certificates of invented students, and what is needed to issue them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid4

from apps.accounts.models import User
from apps.documents.content import PaperContent
from apps.documents.heads import head_for
from apps.documents.kinds import STUDENT_STATUS
from apps.documents.models import Paper
from apps.documents.papers.certificate import StudentStatus, certificate_content
from apps.documents.papers.wording import Bilingual, Term
from apps.documents.services import add_signing_key
from apps.documents.services.reserving import Wanted, reserve_papers
from apps.documents.signing.certificates import OwnAuthority
from apps.institutions.actor import Actor, Role
from apps.institutions.models import Institution, Kind, Membership
from apps.institutions.scope import scope, system_scope
from apps.institutions.selectors import actor_for

FAMILY_NAMES = ("ศรีสุวรรณ์", "ป่ำพิทักษ์วงศ์", "ใจดี", "น้ำเพชร", "เปี๊ยะสกุล", "ก๋วยเจริญ", "ณ อยุธยา")


def make_registrar() -> Actor:
    """Of a university with a key to sign with."""
    university = Institution.objects.filter(kind=Kind.UNIVERSITY).earliest("pk")
    user = User.objects.create_user(
        email="papers@bench.example", password=None, name_th="ผู้วัด", name_en="Bench"
    )
    with system_scope("the bench makes its members"):
        membership = Membership.objects.create(
            user=user, institution=university, role=Role.REGISTRAR
        )
    actor = actor_for(membership, user)
    authority = OwnAuthority("Authority of the bench", on=datetime.now(UTC))
    material = authority.issue(organisation=university.name_th, common=university.name_en)
    add_signing_key(who=actor.who, institution=university, material=material)
    return actor


def reserve(actor: Actor, many: int) -> list[Paper]:
    with scope(actor):
        return reserve_papers(
            actor=actor,
            kind=STUDENT_STATUS,
            source_type="bench",
            issuer=Institution.objects.get(pk=actor.institution_id),
            language="th",
            template_version="1",
            wanted=[
                Wanted(source_uuid=uuid4(), subject="หนังสือรับรองการเป็นนักศึกษา") for _ in range(many)
            ],
        )


def work_of(papers: Sequence[Paper]) -> list[tuple[Paper, PaperContent]]:
    return [(paper, _content_of(paper)) for paper in papers]


def _content_of(paper: Paper) -> PaperContent:
    number = int(paper.serial[-6:])
    student = StudentStatus(
        name=Bilingual(f"นางสาวพิมพ์ชนก {FAMILY_NAMES[number % len(FAMILY_NAMES)]}"),
        student_code=f"66{number:08d}",
        programme=Bilingual("วิทยาศาสตรบัณฑิต", "Bachelor of Science"),
        major=Bilingual("วิทยาการคอมพิวเตอร์", "Computer Science"),
        faculty=Bilingual("คณะวิทยาศาสตร์และเทคโนโลยี", "Faculty of Science and Technology"),
        level="bachelor",
        year_of_study=3,
        admitted_year=2023,
        term=Term(2025, 1),
    )
    return certificate_content(head=head_for(paper), certified=student, language="th")
