"""Results on their way: what waits for approval at a host, what is still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from apps.core.errors import NotFoundError
from apps.courses.grades import Outcome
from apps.courses.models import CrossRegistration, Offering, Recognition, Result
from apps.courses.selectors.registrations import registrations_of
from apps.courses.services.resulting import digest
from apps.courses.states import DECIDED, ENDED, Side, State
from apps.institutions.actor import Actor

ANNOUNCED = (State.COMPLETED, State.ACKNOWLEDGED, *DECIDED)


def entered_results(actor: Actor) -> QuerySet[Result]:
    """Entered at the actor's university and not announced, the oldest first; some were sent back.

    Without students who have left the course meanwhile: theirs needs nothing more.
    """
    rows = Result.objects.filter(host_id=actor.institution_id, announced_at=None).exclude(
        registration__state__in=ENDED
    )
    return rows.select_related(
        "home",
        "registration__learner",
        "registration__request",
        "registration__offering",
        "registration__result",
    ).order_by("pk")


def waiting_results(actor: Actor) -> QuerySet[Result]:
    """Those that an approver can announce."""
    return entered_results(actor).filter(returned_at=None)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A result with the mark that binds an approval to what was seen."""

    result: Result
    seen: str
    own: bool


def waiting_page(actor: Actor, size: int, offering: UUID | None = None) -> list[Waiting]:
    """The oldest `size` of them; `own`: entered by the actor, who may not approve it."""
    rows = waiting_results(actor)
    if offering is not None:
        rows = rows.filter(registration__offering__uuid=offering)
    mine = f"user:{actor.user_id}"
    return [Waiting(one, digest(one), one.entered_key == mine) for one in rows[:size]]


def returned_results(actor: Actor) -> QuerySet[Result]:
    """Those that an approver sent back, to be entered anew."""
    return entered_results(actor).filter(returned_at__isnull=False)


def left_with_result(offering: Offering) -> list[Result]:
    """Entered for students who left the section before it was announced; nobody announces it."""
    rows = Result.objects.filter(
        registration__offering=offering, announced_at=None, registration__state__in=ENDED
    )
    return list(
        rows.select_related(
            "registration__learner", "registration__request", "registration__home"
        ).order_by("pk")
    )


def waiting_of(rows: Sequence[CrossRegistration]) -> dict[int, Result]:
    """Registration → the result that is entered and not announced; it may have been sent back."""
    results = Result.objects.filter(registration__in=rows, announced_at=None)
    return {result.registration_id: result for result in results}


def result_get(actor: Actor, uuid: UUID) -> Result:
    """A waiting result of the actor's university. Raises NotFoundError."""
    found = waiting_results(actor).filter(uuid=uuid).first()
    if found is None:
        raise NotFoundError
    return found


def unfinished(actor: Actor) -> QuerySet[CrossRegistration]:
    """Grade I announced: the host follows it up until the final grade is known."""
    rows = registrations_of(actor, Side.HOST).filter(state__in=ANNOUNCED)
    return rows.filter(result__host_id=actor.institution_id, result__outcome=Outcome.IN_PROGRESS)


def decisions_of(row: CrossRegistration) -> list[Recognition]:
    """What the home decided on this course, the newest first; empty for the host."""
    rows = Recognition.objects.filter(sources__registration=row).prefetch_related(
        "sources__registration"
    )
    return list(rows.order_by("-id")[:10])
