"""What a certificate of graduation says, taken from the own register of degrees."""

from collections.abc import Mapping
from uuid import UUID

from apps.certificates.errors import DegreeNotConferredError
from apps.core.errors import NotFoundError
from apps.institutions.actor import Actor
from apps.qualifications.choices import Standing
from apps.qualifications.models import Conferral
from apps.qualifications.models.conferral import ConferralStatus

HONOURS: Mapping[str, tuple[str, str]] = {
    "1": ("เกียรตินิยมอันดับหนึ่ง", "First Class Honours"),
    "2": ("เกียรตินิยมอันดับสอง", "Second Class Honours"),
}
"""As the register codes them; other wordings are taken as they stand."""


def facts_of_conferral(uuid: UUID, *, actor: Actor) -> dict[str, object]:
    """Facts of a degree in force, only those that the register holds; names as in fields.py.

    Raises NotFoundError (also for another institution's register), DegreeNotConferredError.
    """
    held = Conferral.objects.filter(uuid=uuid, holder_id=actor.institution_id).first()
    if held is None:
        raise NotFoundError
    conferred = held.standing == Standing.CONFERRED and held.approved_on is not None
    if held.status != ConferralStatus.IN_FORCE or not conferred:
        raise DegreeNotConferredError
    honours, honours_en = HONOURS.get(held.honours, (held.honours, ""))
    facts: dict[str, object] = {
        "student_code": held.student_code,
        "title": held.title,
        "first_name": held.first_name,
        "last_name": held.last_name,
        "first_name_en": held.first_name_en,
        "last_name_en": held.last_name_en,
        "degree": held.degree_th,
        "degree_en": held.degree_en,
        "degree_short": held.degree_abbr,
        "major": held.major,
        "faculty": held.faculty,
        "honours": honours,
        "honours_en": honours_en,
        "gpax": held.gpax,
        "completed_on": held.completed_on or held.approved_on,
        "approved_on": held.approved_on,
        "ceremony_on": held.ceremony_on,
    }
    return {name: value for name, value in facts.items() if value not in ("", None)}
