"""The registrations behind a figure: whose result, and how it was corrected since."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Prefetch

from apps.courses.models import CrossRegistration, Result
from apps.institutions.actor import Actor


def registrations_behind(
    actor: Actor, registrations: Sequence[UUID]
) -> dict[UUID, CrossRegistration]:
    """Of the courses that the actor's university gave, by uuid; two queries.

    With request and home; `versions` holds the announced results, oldest first. Opening them is a
    look at students of other universities: `looking.note_looks` writes it down.
    """
    results = Result.objects.filter(announced_at__isnull=False).order_by("version")
    rows = (
        CrossRegistration.objects.filter(host_id=actor.institution_id, uuid__in=list(registrations))
        .select_related("request", "home")
        .prefetch_related(Prefetch("results", results, to_attr="versions"))
    )
    return {row.uuid: row for row in rows}
