"""Decisions of the home: what is to be decided, what waits, what fell."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from apps.core.errors import NotFoundError
from apps.courses.models import CrossRegistration, Learner, Recognition, RecognitionSource
from apps.courses.selectors.registrations import registrations_of
from apps.courses.states import RecognitionState, Side, State
from apps.institutions.actor import Actor


def _live(registration: str = "pk") -> Exists:
    return Exists(RecognitionSource.objects.filter(registration=OuterRef(registration), live=True))


def to_decide(actor: Actor) -> QuerySet[CrossRegistration]:
    """Results that were received and that no decision uses yet."""
    rows = registrations_of(actor, Side.HOME).filter(state=State.ACKNOWLEDGED)
    return rows.exclude(_live())


def same_learner(row: CrossRegistration, actor: Actor) -> list[CrossRegistration]:
    """What can be decided on together with this course, itself first."""
    rows = to_decide(actor).filter(learner_id=row.learner_id).select_related("result__scale")
    return sorted(rows, key=lambda each: (each.pk != row.pk, each.pk))


def recognition_list(actor: Actor, *states: RecognitionState) -> QuerySet[Recognition]:
    rows = Recognition.objects.filter(home_id=actor.institution_id, state__in=states)
    return rows.select_related("learner").prefetch_related(
        "sources__registration__host", "sources__result"
    )


def reopened(actor: Actor) -> QuerySet[CrossRegistration]:
    """Courses whose decision fell and that no new decision uses yet."""
    return _of_fallen(actor, RecognitionSource.objects.all())


def _of_fallen(actor: Actor, sources: QuerySet[RecognitionSource]) -> QuerySet[CrossRegistration]:
    """Begins at the decisions that fell, which are few, not at the registrations."""
    fell = sources.filter(
        recognition__home_id=actor.institution_id, recognition__state=RecognitionState.REOPENED
    )
    rows = registrations_of(actor, Side.HOME).filter(pk__in=fell.values("registration"))
    return rows.filter(state__in=[State.COMPLETED, State.ACKNOWLEDGED]).exclude(_live())


def reopened_by_correction(actor: Actor) -> QuerySet[CrossRegistration]:
    """Of these, the ones whose decision rested on a result that the host has corrected since."""
    corrected = RecognitionSource.objects.exclude(result=F("registration__result"))
    decisions = corrected.filter(
        home_id=actor.institution_id, recognition__state=RecognitionState.REOPENED
    )
    every = RecognitionSource.objects.filter(recognition__in=decisions.values("recognition"))
    return _of_fallen(actor, every)


def recognition_get(uuid: UUID) -> Recognition:
    """Raises NotFoundError."""
    found = (
        Recognition.objects.select_related("learner", "policy", "home").filter(uuid=uuid).first()
    )
    if found is None:
        raise NotFoundError
    return found


def sources_in(recognition: Recognition) -> list[RecognitionSource]:
    """The courses with the result in force and the one that the decision rested on."""
    rows = RecognitionSource.objects.filter(recognition=recognition)
    return list(
        rows.select_related(
            "registration__host", "registration__result", "registration__learner", "result"
        ).order_by("pk")
    )


def has_decisions(learner: Learner) -> bool:
    """Whether a decision on a course of this learner stands."""
    return Recognition.objects.filter(learner=learner, state=RecognitionState.APPROVED).exists()


@dataclass(frozen=True, slots=True)
class ByLearner:
    """A student with the courses that are to be decided on."""

    learner: Learner
    rows: list[CrossRegistration]


def by_learner(rows: list[CrossRegistration]) -> list[ByLearner]:
    """In the order in which the students first come."""
    found: dict[int, ByLearner] = {}
    for row in rows:
        found.setdefault(row.learner_id, ByLearner(row.learner, [])).rows.append(row)
    return list(found.values())
