"""A school hands in a file."""

import hashlib

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from apps.audit.services import record
from apps.core.errors import ForbiddenError
from apps.events.services import emit
from apps.graduates.errors import YearError
from apps.graduates.models import Roster
from apps.graduates.policies import can_upload_roster
from apps.graduates.services.discarding import discard_replaced
from apps.graduates.states import OPEN_STATES
from apps.institutions.actor import Actor
from apps.intake.services import keep_upload
from apps.jobs.services import enqueue

FIRST_YEAR = 1997  # 2540
CHECK = "graduates.check_roster"


@transaction.atomic
def upload_roster(
    *, actor: Actor, content: bytes, filename: str, academic_year: int, kind: str
) -> Roster:
    """A new version in state `received`, and the job that checks it.

    The same file for the same year and kind, while it is still open, is the same roster: sending it
    again (or fifty times at once) gives back the first. An older open version is discarded.
    """
    if not can_upload_roster(actor) or actor.user_id is None:
        raise ForbiddenError
    if not FIRST_YEAR <= academic_year <= timezone.localdate().year:
        raise YearError
    serialise_list(actor.institution_id, academic_year, kind)
    versions = Roster.objects.filter(
        school_id=actor.institution_id, academic_year=academic_year, kind=kind
    )
    digest = hashlib.sha256(content).digest()
    same = versions.filter(upload_sha256=digest, state__in=OPEN_STATES).first()
    if same is not None:
        return same
    upload = keep_upload(actor=actor, content=content, filename=filename)
    discard_replaced(versions, actor=actor)
    roster = Roster.objects.create(
        school_id=actor.institution_id,
        academic_year=academic_year,
        kind=kind,
        version=(versions.aggregate(last=Max("version"))["last"] or 0) + 1,
        upload=upload,
        upload_sha256=digest,
        uploaded_by_id=actor.user_id,
    )
    roster.job = enqueue(actor=actor, kind=CHECK, arguments={"roster": str(roster.uuid)})
    roster.save(update_fields=["job"])
    record(
        who=actor.who,
        action="roster.upload",
        target="roster",
        target_uuid=roster.uuid,
        owner_institution_id=actor.institution_id,
        data={"version": roster.version, "kind": kind},
    )
    emit(actor=actor, kind="roster.received", subject=roster.uuid)
    return roster


def serialise_list(school_id: int, academic_year: int, kind: str) -> None:
    """Uploads and certifications of one list wait for each other until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"roster:{school_id}:{academic_year}:{kind}"],
        )
