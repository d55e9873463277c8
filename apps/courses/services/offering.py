"""What a host offers: one section on a form; files go through incoming/offering_file.py."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from apps.audit.services import record
from apps.core.errors import InvalidError, NotFoundError
from apps.courses.credits import parse_credits
from apps.courses.errors import NothingChosenError, VersionError
from apps.courses.incoming.offering_cells import catalogue_key
from apps.courses.models import Offering
from apps.courses.policies import can_work_on_courses, demand
from apps.courses.services.agreeing import refuse_no_pdf
from apps.courses.states import OfferingState
from apps.documents.storage import write_paper
from apps.events.services import Happening, emit_many
from apps.institutions.actor import Actor


class OfferingError(InvalidError):
    code = "offering"


@dataclass(frozen=True, slots=True)
class Course:
    """A section as the host describes it; credits in the notation 3(2-2-5)."""

    academic_year: int
    term: int
    code: str
    name_th: str
    credits: str
    section: str = "1"
    name_en: str = ""
    level: str = "bachelor"
    isced: str = ""
    seats: int | None = None
    fee: Decimal | None = None
    schedule: str = ""
    language: str = "th"
    withdraw_by: dt.date | None = None
    description: str = ""


TEXTS = ("name_th", "name_en", "section", "schedule", "description")
PLAIN = ("academic_year", "term", "level", "isced", "seats", "fee", "language", "withdraw_by")


@transaction.atomic
def save_offering(
    *, actor: Actor, course: Course, uuid: UUID | None = None, version: int | None = None
) -> Offering:
    """A new section (in preparation until it is opened), or a changed one. Raises OfferingError,
    VersionError where `version` is not the one in the database."""
    demand(can_work_on_courses(actor))
    offering = _own(actor, uuid) if uuid else Offering(host_id=actor.institution_id, version=0)
    if uuid and version != offering.version:
        raise VersionError(offering.version)
    parsed = parse_credits(course.credits)
    if parsed is None:
        raise OfferingError(_("Write the credits as 3(2-2-5): credits, lecture, practice, study."))
    for field in PLAIN:
        setattr(offering, field, getattr(course, field))
    for field in TEXTS:
        setattr(offering, field, getattr(course, field).strip())
    offering.code = course.code.strip().upper()
    offering.credits, offering.credit_value = parsed.notation, parsed.value
    offering.search_key = catalogue_key(offering.code, offering.name_th, offering.name_en)
    offering.version += 1
    try:
        with transaction.atomic():
            offering.save()
    except IntegrityError as error:
        raise OfferingError(
            _("This course has a section of that number in this term already.")
        ) from error
    _tell([offering], "offering.save", actor)
    return offering


def _own(actor: Actor, uuid: UUID) -> Offering:
    offering = (
        Offering.objects.select_for_update(of=("self",))
        .filter(uuid=uuid, host_id=actor.institution_id)
        .first()
    )
    if offering is None:
        raise NotFoundError
    return offering


@transaction.atomic
def set_offerings_state(*, actor: Actor, uuids: Sequence[UUID], state: OfferingState) -> int:
    """Open or close sections; how many. Registrations that exist are not touched."""
    demand(can_work_on_courses(actor))
    if not uuids:
        raise NothingChosenError
    rows = list(
        Offering.objects.select_for_update(of=("self",))
        .filter(uuid__in=uuids, host_id=actor.institution_id)
        .order_by("pk")
    )
    if len(rows) != len(set(uuids)):
        raise NotFoundError
    for row in rows:
        row.state, row.version = state, row.version + 1
    Offering.objects.bulk_update(rows, ["state", "version"], batch_size=500)
    _tell(rows, f"offering.{state}", actor)
    return len(rows)


@transaction.atomic
def set_distribution(*, actor: Actor, uuid: UUID, counts: dict[str, int] | None) -> Offering:
    """Grades of the whole class (failures included), to go along with the results."""
    demand(can_work_on_courses(actor))
    offering = _own(actor, uuid)
    offering.distribution = counts
    offering.save(update_fields=["distribution"])
    return offering


@transaction.atomic
def attach_syllabus(*, actor: Actor, uuid: UUID, content: bytes) -> Offering:
    """Raises DocumentError for what is not a PDF."""
    demand(can_work_on_courses(actor))
    offering = _own(actor, uuid)
    refuse_no_pdf(content)
    offering.syllabus = uuid4()
    offering.syllabus_path = write_paper(offering.syllabus, content)
    offering.syllabus_sha256 = hashlib.sha256(content).digest()
    offering.version += 1
    offering.save()
    return offering


def _tell(rows: Sequence[Offering], action: str, actor: Actor) -> None:
    record(
        who=actor.who,
        action=action,
        target="offering",
        target_uuid=rows[0].uuid if len(rows) == 1 else None,
        owner_institution_id=actor.institution_id,
        data={"offerings": len(rows)},
    )
    emit_many(
        actor=actor,
        kind=action,
        happenings=[Happening(row.uuid, None, {"version": row.version}) for row in rows],
    )
