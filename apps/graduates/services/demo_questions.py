"""Questions of the demo's universities, so that lists and letters have something to show."""

from django.utils import timezone

from apps.core.identifiers import parse_person_id
from apps.graduates.claims import Claim
from apps.graduates.demo.people import RosterRow
from apps.graduates.demo.story import SUAN, story
from apps.graduates.demo.telling import planned_rows
from apps.graduates.models import Verification
from apps.graduates.services.lettering import request_letter
from apps.graduates.services.verifying import verify_applicants
from apps.institutions.actor import Actor
from apps.institutions.models import Institution
from apps.institutions.scope import scope

YEAR = 2024


def ask_demo_questions(actor: Actor, *, seed: int) -> None:
    """One batch of six applicants with different outcomes, and its letter; only once."""
    with scope(actor):
        if Verification.objects.exists():
            return
        verification = verify_applicants(
            actor=actor,
            officer=actor.label.split(" <")[0],
            purpose="admission",
            case=f"TCAS{timezone.localdate().year + 543 - 2500}-0042",
            claims=_claims(seed),
        )
        request_letter(actor=actor, uuid=verification.uuid)


def _claims(seed: int) -> list[Claim]:
    plans = [plan for plan in story() if (plan.school_code, plan.academic_year) == (SUAN, YEAR)]
    newest = [plan for plan in plans if plan.kind == "graduates"][-1]
    people = planned_rows(newest, seed)
    school = Institution.objects.get(code=SUAN).pk
    graduated = [person for person in people if person.decision == "graduated"]
    first, second, third, fourth = graduated[:4]
    return [
        _claim(first, school),
        _claim(second, school),
        _claim(third, school, last_name="สะกดผิดไป"),
        _claim(fourth, school, last_name=first.last_name, born_from=first),
        _claim(graduated[5], school, academic_year=2025),
        Claim(first_name="ไม่มีตัวตน", last_name="ในทะเบียน", school_id=school, academic_year=YEAR),
    ]


def _claim(
    person: RosterRow,
    school: int,
    *,
    last_name: str = "",
    born_from: RosterRow | None = None,
    academic_year: int = YEAR,
) -> Claim:
    return Claim(
        person_id=parse_person_id(person.national_id).person_id,
        title=person.title,
        first_name=person.first_name,
        last_name=last_name or person.last_name,
        born_on=(born_from or person).born_on,
        school_id=school,
        academic_year=academic_year,
    )
