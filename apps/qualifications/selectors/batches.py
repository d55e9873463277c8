"""A list of entrants as its pages show it: how far it is, and whom it would ask."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from apps.documents.models import Paper
from apps.jobs.selectors import Status as JobStatus
from apps.jobs.selectors import job_status
from apps.qualifications.models import Check, CheckBatch
from apps.qualifications.selectors.checks import Filters, batch_checks
from apps.qualifications.states import WITH_HOLDER, CheckState

PAGE = 50


@dataclass(frozen=True, slots=True)
class Standing:
    """Of a batch that was sent; what was cancelled does not count."""

    asked: int = 0
    answered: int = 0
    overdue: int = 0


def standings_of(batches: Sequence[CheckBatch]) -> dict[int, Standing]:
    """Row of the batch → how far it is; one query for a page of them."""
    late = Q(state__in=WITH_HOLDER, due_on__lt=timezone.localdate())
    rows = (
        Check.objects.filter(batch__in=batches, sent_at__isnull=False)
        .exclude(state=CheckState.CANCELLED)
        .values_list("batch_id")
        .annotate(
            asked=Count("pk"),
            answered=Count("pk", filter=Q(state=CheckState.ANSWERED)),
            overdue=Count("pk", filter=late),
        )
        .order_by()
    )
    return {batch: Standing(asked, answered, late) for batch, asked, answered, late in rows}


def rows_after(batch: CheckBatch, wanted: Filters, ordinal: int) -> tuple[list[Check], int | None]:
    """A page of rows in the file's order, from behind the ordinal; and where the next one begins.

    The second value is None on the last page.
    """
    found = list(batch_checks(batch, wanted).filter(ordinal__gt=ordinal)[: PAGE + 1])
    shown = found[:PAGE]
    return shown, shown[-1].ordinal if len(found) > PAGE else None


@dataclass(frozen=True, slots=True)
class SummaryLetter:
    """The latest letter of a batch. `told`: how many answers it tells; `job`: while it is made."""

    paper: Paper
    job: JobStatus | None
    told: int

    @property
    def is_ready(self) -> bool:
        return self.paper.status == "active"

    @property
    def is_ended(self) -> bool:
        """An answer that it tells was taken back."""
        return self.paper.status in ("superseded", "revoked")


def summary_letter(batch: CheckBatch) -> SummaryLetter | None:
    """None where nobody asked for one yet."""
    if batch.letter is None:
        return None
    job = job_status(batch.letter_job.uuid) if batch.letter_job else None
    return SummaryLetter(
        paper=Paper.objects.get(uuid=batch.letter),
        job=job,
        told=batch.checks.filter(summary=batch.letter).count(),
    )
