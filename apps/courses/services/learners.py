"""Learners of the home: made or brought up to date from the lines of a request, as sets, and what
each studies at home, entered by hand."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from apps.audit.services import Look, record, record_looks
from apps.core.crypto import Protection
from apps.core.errors import NotFoundError
from apps.core.thai.text import clean
from apps.courses.candidates import Candidate
from apps.courses.models import Learner
from apps.courses.policies import can_work_on_courses, demand
from apps.courses.services.registrations import PURPOSE
from apps.institutions.actor import Actor

TABLE = "courses_learner"
PLAIN = (
    "title",
    "first_name",
    "last_name",
    "first_name_en",
    "last_name_en",
    "gender",
    "born_on",
    "level",
    "programme",
    "faculty",
    "programme_credits",
)
IDENTIFIER = ("id_cipher", "id_index", "id_index_version", "id_masked")


def keep_learners(*, actor: Actor, candidates: Sequence[Candidate]) -> dict[str, Learner]:
    """Student code → learner of the actor's institution; two or three statements for any number.

    Of a student who stands on several lines the last one counts.
    """
    given = {one.student_code: one for one in candidates}
    known = {
        learner.student_code: learner
        for learner in Learner.objects.select_for_update(of=("self",))
        .filter(home_id=actor.institution_id, student_code__in=given)
        .order_by("pk")
    }
    protection = Protection(TABLE)
    new: list[Learner] = []
    changed: dict[Learner, list[str]] = {}
    for code, candidate in given.items():
        learner = known.get(code)
        if learner is None:
            fresh = Learner(uuid=uuid4(), home_id=actor.institution_id, student_code=code)
            _fill(fresh, candidate, protection)
            new.append(fresh)
        elif fields := _fill(learner, candidate, protection):
            changed[learner] = fields
    if changed:
        Learner.objects.bulk_update(changed, [*PLAIN, *IDENTIFIER], batch_size=500)
        _record_changes(changed, actor)
    if not new:
        return known
    # somebody else may have entered the same new student a moment ago: theirs counts then
    Learner.objects.bulk_create(new, ignore_conflicts=True)
    added = Learner.objects.filter(
        home_id=actor.institution_id, student_code__in=[one.student_code for one in new]
    )
    return known | {one.student_code: one for one in added}


def _record_changes(changed: dict[Learner, list[str]], actor: Actor) -> None:
    """Hosts that know the student read the new data at once: who changed what is on record."""
    record_looks(
        who=actor.who,
        action="learner.change",
        target="learner",
        purpose=PURPOSE,
        case="",
        looks=[
            Look(learner.home_id, learner.uuid, {"fields": fields})
            for learner, fields in changed.items()
        ],
    )


def _fill(learner: Learner, candidate: Candidate, protection: Protection) -> list[str]:
    """Names of what changed; what the line leaves empty stays."""
    changed = []
    for field in PLAIN:
        value: Any = getattr(candidate, field)
        value = clean(value) if isinstance(value, str) else value
        if value and value != getattr(learner, field):
            setattr(learner, field, value)
            changed.append(field)
    person = candidate.person_id
    if person is None:
        return changed
    cipher, index = protection.cipher_and_index(person, learner.uuid.bytes)
    if learner.id_index is None or bytes(learner.id_index) != index:
        learner.id_cipher, learner.id_index = cipher, index
        learner.id_index_version = protection.index_version
        learner.id_masked = person.masked()
        changed.append("person_id")
    return changed


@dataclass(frozen=True, slots=True)
class Studies:
    """What a student studies at home. `level` is one of Level; `programme_credits`: of the whole
    programme, one digit after the point, None where nobody knows."""

    level: str
    programme: str = ""
    faculty: str = ""
    programme_credits: Decimal | None = None


@transaction.atomic
def describe_learner(*, actor: Actor, uuid: UUID, studies: Studies) -> Learner:
    """Write down what the student studies; recorded where anything changes. Raises NotFoundError.

    The home alone does, and its word counts until a later request says otherwise.
    """
    demand(can_work_on_courses(actor))
    learner = (
        Learner.objects.select_for_update(of=("self",))
        .filter(uuid=uuid, home_id=actor.institution_id)
        .first()
    )
    if learner is None:
        raise NotFoundError
    given = asdict(studies)
    given |= {name: clean(given[name])[:300] for name in ("programme", "faculty")}
    changed = {name: value for name, value in given.items() if value != getattr(learner, name)}
    if not changed:
        return learner
    for name, value in changed.items():
        setattr(learner, name, value)
    learner.save(update_fields=list(changed))
    record(
        who=actor.who,
        action="learner.describe",
        target="learner",
        target_uuid=learner.uuid,
        owner_institution_id=learner.home_id,
        data={"fields": sorted(changed)},
    )
    return learner
