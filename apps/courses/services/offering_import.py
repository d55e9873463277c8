"""A file of offerings is taken: every row or none, with audit entry and event, the file erased."""

from django.db import transaction

from apps.audit.services import record
from apps.courses.incoming.offering_file import Counts, commit_offerings
from apps.courses.policies import can_work_on_courses, demand
from apps.events.services import Happening, emit_many
from apps.institutions.actor import Actor
from apps.institutions.models import Institution
from apps.intake.models import Upload
from apps.intake.services import erase_upload, upload_content


@transaction.atomic
def import_offerings(
    *, actor: Actor, upload: Upload, academic_year: int, term: int, expected: Counts
) -> Counts:
    """Take the kept file as it was shown. Raises OfferingFileError for rows with problems and
    StaleError where the term is no longer as `expected` says."""
    demand(can_work_on_courses(actor))
    counts = commit_offerings(
        host=Institution.objects.get(pk=actor.institution_id),
        academic_year=academic_year,
        term=term,
        content=upload_content(upload),
        filename=upload.filename,
        expected=expected,
    )
    numbers = {"new": counts.new, "changed": counts.changed, "unchanged": counts.unchanged}
    record(
        who=actor.who,
        action="offering.import",
        target="upload",
        target_uuid=upload.uuid,
        owner_institution_id=actor.institution_id,
        data={"academic_year": academic_year, "term": term, **numbers},
    )
    emit_many(
        actor=actor, kind="offering.import", happenings=[Happening(upload.uuid, None, numbers)]
    )
    erase_upload(upload)
    return counts
