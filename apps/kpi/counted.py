"""What one record of the portal counts for, measure by measure; the one place that knows both.

Outcomes are as fine as the records allow. Which of them are good, bad or do not count stands in
the definition (`Definition.grouping`), so that the network may decide otherwise without code.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from apps.certificates.selectors.outcomes import OPEN, request_outcomes
from apps.courses.choices import CorrectionReason
from apps.courses.selectors.announced import announced_results
from apps.institutions.actor import Actor
from apps.kpi.choices import Measure, Source
from apps.kpi.models import AuditItem, SurveyResponse
from apps.kpi.periods import month_bucket, term_bucket
from apps.kpi.survey_items import OVERALL

NOT_CORRECTED = "right"
GRAVEST_FIRST = (
    CorrectionReason.REGISTRY_ERROR,
    CorrectionReason.INSTRUCTOR_ERROR,
    CorrectionReason.OTHER,
    CorrectionReason.APPEAL,
    CorrectionReason.INCOMPLETE_RESOLVED,
)
"""A result that was corrected twice counts once, for the reason that weighs more."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One record in one bucket with one outcome. settles_on: for an open one, its last day."""

    subject: UUID
    bucket: str
    outcome: str
    source: Source = Source.DERIVED
    settles_on: dt.date | None = None


Counting = Callable[[Actor, Sequence[UUID] | None], Iterator[Counted]]


def results(actor: Actor, subjects: Sequence[UUID] | None) -> Iterator[Counted]:
    """A registration whose result was announced, in its term."""
    for one in announced_results(actor, subjects):
        gravest = next((str(each) for each in GRAVEST_FIRST if each in one.reasons), NOT_CORRECTED)
        yield Counted(one.registration, term_bucket(one.academic_year, one.term), gravest)


def papers(actor: Actor, subjects: Sequence[UUID] | None) -> Iterator[Counted]:
    """A request for a paper, in the month of its due day."""
    for one in request_outcomes(actor, subjects):
        yield Counted(
            one.request,
            month_bucket(one.due_on),
            one.outcome,
            Source.FED if one.fed else Source.DERIVED,
            one.due_on if one.outcome == OPEN else None,
        )


def answers(actor: Actor, subjects: Sequence[UUID] | None) -> Iterator[Counted]:
    """An answer to the survey's question on the service as a whole, in its month."""
    rows = SurveyResponse.objects.filter(institution_id=actor.institution_id)
    if subjects is not None:
        rows = rows.filter(uuid__in=subjects)
    for uuid, bucket, points in rows.order_by().values_list("uuid", "bucket", "points"):
        if OVERALL in points:
            yield Counted(uuid, bucket, str(points[OVERALL]))


def audited(actor: Actor, subjects: Sequence[UUID] | None) -> Iterator[Counted]:
    """A record of the register that was drawn and checked, in the period of its cycle."""
    rows = AuditItem.objects.filter(
        institution_id=actor.institution_id, round__dropped_at=None
    ).exclude(outcome="")
    if subjects is not None:
        rows = rows.filter(uuid__in=subjects)
    for uuid, period, outcome in rows.order_by().values_list(
        "uuid", "round__cycle__period_code", "outcome"
    ):
        yield Counted(uuid, period, outcome)


COUNTING: dict[Measure, Counting] = {
    Measure.RESULTS: results,
    Measure.PAPERS: papers,
    Measure.SURVEY: answers,
    Measure.REGISTER: audited,
}
EVENTS: dict[str, Measure] = {
    "cross_registration.announce": Measure.RESULTS,
    "cross_registration.correct": Measure.RESULTS,
    "service_request.": Measure.PAPERS,
    "survey.answered": Measure.SURVEY,
    "audit_item.": Measure.REGISTER,
}
"""Kind of event, or the beginning of it → whose subject is to be counted anew."""


def measure_of(event: str) -> Measure | None:
    """None for an event that no measure counts."""
    exact = EVENTS.get(event)
    return exact or next(
        (measure for kind, measure in EVENTS.items() if kind[-1] == "." and event.startswith(kind)),
        None,
    )
