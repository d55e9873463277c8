"""Papers of courses: asked for in the request, laid out by a worker, replaced when outdated.

Both steps lock the registrations first, then the paper: the order of a correction. So a corrected
result either finds the paper issued and outdates it, or is on it.
"""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from apps.audit.services import record
from apps.core.errors import NotFoundError
from apps.courses.models import CoursePaper, CrossRegistration, Learner, PaperBasis, PaperKind
from apps.courses.papers.errors import (
    EmptyAccountError,
    HostIssuesError,
    NoDecisionsError,
    NoResultsError,
)
from apps.courses.papers.head import TEMPLATE_VERSION, language_of
from apps.courses.papers.recognition import decided_courses
from apps.courses.papers.sheet import Sheet, paper_language, read_sheet
from apps.courses.papers.texts import WORDS
from apps.courses.policies import can_work_on_courses, demand
from apps.courses.services.registrations import PURPOSE, lock_decisions, lock_rows
from apps.documents.models import Paper, Status
from apps.documents.services import (
    name_replacement,
    produce_paper,
    reserve_paper,
    supersede_paper,
)
from apps.institutions.actor import Actor
from apps.jobs.models import State as JobState
from apps.jobs.services import enqueue

JOB = "courses.paper"
SERIES = ("kind", "institution_id", "learner_id", "academic_year", "term", "language")
Progress = Callable[[int, int, str], None]


@transaction.atomic
def request_results_paper(*, actor: Actor, registration: UUID, language: str) -> CoursePaper:
    """The host's paper on all announced results of this learner in this term.

    Asked again while it tells the truth, the same paper. Raises NotFoundError, HostIssuesError,
    NoResultsError, PaperLanguageError.
    """
    demand(can_work_on_courses(actor))
    row = CrossRegistration.objects.filter(uuid=registration).first()
    if row is None:
        raise NotFoundError
    if row.host_id != actor.institution_id:
        raise HostIssuesError
    series = CoursePaper(
        kind=PaperKind.RESULTS,
        institution_id=actor.institution_id,
        home_id=row.home_id,
        learner_id=row.learner_id,
        academic_year=row.academic_year,
        term=row.term,
        language=paper_language(language),
    )
    uuids = list(_announced(row).values_list("uuid", flat=True))
    if not uuids:
        raise NoResultsError
    return _ask(series, lock_rows(uuids), actor=actor)


@transaction.atomic
def request_statement_paper(*, actor: Actor, learner: UUID, language: str) -> CoursePaper:
    """The home's statement of the learner's credit account, as it is now.

    Asked again while nothing was booked, the same paper. Raises NotFoundError (also for another
    institution's learner), EmptyAccountError, PaperLanguageError.
    """
    demand(can_work_on_courses(actor))
    series = _of_home(PaperKind.STATEMENT, learner, language, actor)
    booked = CrossRegistration.objects.filter(learner=series.learner, credit_entries__isnull=False)
    uuids = list(booked.order_by("pk").distinct().values_list("uuid", flat=True))
    if not uuids:
        raise EmptyAccountError
    return _ask(series, lock_rows(uuids), actor=actor)


@transaction.atomic
def request_recognition_paper(*, actor: Actor, learner: UUID, language: str) -> CoursePaper:
    """The home's paper on every decision that stands on courses of this learner.

    Asked again while it tells the truth, the same paper. Raises NotFoundError (also for another
    institution's learner), NoDecisionsError, PaperLanguageError.
    """
    demand(can_work_on_courses(actor))
    series = _of_home(PaperKind.RECOGNITION, learner, language, actor)
    lock_decisions([series.learner_id])
    rows = decided_courses(series.learner)
    if not rows:
        raise NoDecisionsError
    return _ask(series, lock_rows([row.uuid for row in rows]), actor=actor)


def _of_home(kind: PaperKind, learner: UUID, language: str, actor: Actor) -> CoursePaper:
    """A paper on one of the own students, not saved. Raises NotFoundError, PaperLanguageError."""
    found = Learner.objects.filter(uuid=learner, home_id=actor.institution_id).first()
    if found is None:
        raise NotFoundError
    return CoursePaper(
        kind=kind,
        institution_id=actor.institution_id,
        home_id=actor.institution_id,
        learner=found,
        language=paper_language(language),
    )


def _announced(row: CrossRegistration) -> QuerySet[CrossRegistration]:
    """With results in force, of the same learner at the same host in the same term."""
    return CrossRegistration.objects.filter(
        host_id=row.host_id,
        learner_id=row.learner_id,
        academic_year=row.academic_year,
        term=row.term,
        result__isnull=False,
    ).order_by("pk")


def _ask(asked: CoursePaper, rows: Sequence[CrossRegistration], *, actor: Actor) -> CoursePaper:
    """`rows` are locked: nobody corrects them, and nobody asks for the same paper meanwhile."""
    sheet = read_sheet(asked, [row.pk for row in rows], actor=actor)
    latest = _series(asked).filter(outdated_at=None).order_by("-pk").first()
    if latest is not None and _still_true(latest, sheet):
        return _made_again(latest, actor)
    asked.paper = reserve_paper(
        actor=actor,
        kind=asked.kind,
        source_type=f"courses.{asked.kind}",
        source_uuid=sheet.content,
        issuer=asked.institution,
        language=paper_language(asked.language),
        subject=sheet.subject,
        template_version=TEMPLATE_VERSION,
        holder=asked.home,
    ).uuid
    asked.job = enqueue(actor=actor, kind=JOB, arguments={"paper": str(asked.uuid)})
    asked.save()
    PaperBasis.objects.bulk_create(
        PaperBasis(
            course_paper=asked,
            institution_id=asked.institution_id,
            home_id=row.home_id,
            host_id=row.host_id,
            registration=row,
        )
        for row in rows
    )
    record(
        who=actor.who,
        action="course_paper.request",
        target="course_paper",
        target_uuid=asked.uuid,
        owner_institution_id=asked.home_id,
        purpose=PURPOSE,
        case=rows[0].request.number,
        data={"kind": asked.kind, "language": asked.language},
    )
    return asked


def _series(paper: CoursePaper) -> QuerySet[CoursePaper]:
    """The same kind of paper of the same issuer about the same, in the same language."""
    same = Q(**{f"{field}__isnull": True for field in SERIES if getattr(paper, field) is None})
    given = {field: getattr(paper, field) for field in SERIES if getattr(paper, field) is not None}
    return CoursePaper.objects.filter(same, **given)


def _still_true(latest: CoursePaper, sheet: Sheet) -> bool:
    return Paper.objects.filter(
        uuid=latest.paper,
        source_uuid=sheet.content,
        status__in=[Status.RESERVED, Status.ACTIVE],
    ).exists()


def _made_again(latest: CoursePaper, actor: Actor) -> CoursePaper:
    """The paper in force or being made; one that could not be made is tried anew."""
    failed = latest.job is None or latest.job.state == JobState.FAILED
    if failed and Paper.objects.filter(uuid=latest.paper, status=Status.RESERVED).exists():
        latest.job = enqueue(actor=actor, kind=JOB, arguments={"paper": str(latest.uuid)})
        latest.save(update_fields=["job"])
    return latest


def write_paper_file(*, actor: Actor, uuid: UUID, progress: Progress) -> dict[str, Any]:
    """Produce the paper; run again after a lost worker it produces the same paper.

    Nothing is made where a result was corrected, or a newer paper asked for, in the meantime.
    """
    basis = PaperBasis.objects.filter(course_paper__uuid=uuid).order_by("registration_id")
    rows = lock_rows(list(basis.values_list("registration__uuid", flat=True)))
    course_paper = CoursePaper.objects.select_for_update(of=("self",)).get(uuid=uuid)
    paper = Paper.objects.select_related("issuer", "holder").get(uuid=course_paper.paper)
    newer = _series(course_paper).filter(pk__gt=course_paper.pk, outdated_at=None)
    if paper.status != Status.RESERVED or course_paper.outdated_at or newer.exists():
        return {"paper": str(paper.uuid)}
    sheet = read_sheet(course_paper, [row.pk for row in rows], actor=actor)
    progress(0, 1, "laying out")
    issued = produce_paper(actor=actor, paper=paper, content=sheet.laid_out(paper))
    progress(1, 1, "issuing")
    _replace_former(course_paper, issued, actor=actor)
    return {"paper": str(issued.uuid)}


def _replace_former(course_paper: CoursePaper, issued: Paper, *, actor: Actor) -> None:
    """What was in force, or outdated without a newer paper, now has this one in its place."""
    former = _series(course_paper).filter(pk__lt=course_paper.pk).values_list("paper", flat=True)
    open_ended = Q(status=Status.ACTIVE) | Q(status=Status.SUPERSEDED, replaced_by=None)
    for paper in Paper.objects.filter(open_ended, uuid__in=list(former)).order_by("pk"):
        if paper.status == Status.ACTIVE:
            reason = WORDS[language_of(paper)]["newer"]
            supersede_paper(actor=actor, paper=paper, replacement=issued, reason=reason)
        else:
            name_replacement(actor=actor, paper=paper, replacement=issued)
