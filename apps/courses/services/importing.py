"""Offerings from a file: what the preview showed is taken, every row or none."""

from django.db import transaction

from apps.audit.services import record
from apps.courses.incoming.offering_file import Counts, commit_offerings
from apps.courses.policies import can_work_on_courses, demand
from apps.institutions.actor import Actor
from apps.institutions.models import Institution


@transaction.atomic
def import_offerings(
    *,
    actor: Actor,
    academic_year: int,
    term: int,
    content: bytes,
    filename: str,
    expected: Counts | None = None,
) -> Counts:
    """Raises ListRefusedError, OfferingFileError, and StaleError where the term is not any more as
    the preview (`expected`) showed it."""
    demand(can_work_on_courses(actor))
    counts = commit_offerings(
        host=Institution.objects.get(pk=actor.institution_id),
        academic_year=academic_year,
        term=term,
        content=content,
        filename=filename,
        expected=expected,
    )
    record(
        who=actor.who,
        action="offering.import",
        target="offering",
        owner_institution_id=actor.institution_id,
        data={"new": counts.new, "changed": counts.changed},
    )
    return counts
