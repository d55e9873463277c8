"""One kind of paper, read from the database and ready to be laid out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from apps.courses.models import CoursePaper, CrossRegistration, GradeScale, Learner, PaperKind
from apps.courses.papers import recognition, results, statement
from apps.courses.papers.errors import PaperLanguageError
from apps.courses.papers.head import content_uuid
from apps.courses.selectors.records import records_of
from apps.documents.content import PaperContent
from apps.documents.heads import head_for
from apps.documents.models import Paper
from apps.documents.papers.recognition import recognition_content, recognition_subject
from apps.documents.rendering import Language
from apps.institutions.actor import Actor

LANGUAGES: dict[str, Language] = {"th": "th", "en": "en"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """`content` names what it tells; the rest is laid out for the paper that bears it."""

    subject: str
    content: UUID
    laid_out: Callable[[Paper], PaperContent]


def paper_language(asked: str) -> Language:
    """Raises PaperLanguageError."""
    if asked not in LANGUAGES:
        raise PaperLanguageError
    return LANGUAGES[asked]


def read_sheet(paper: CoursePaper, row_ids: Sequence[int], *, actor: Actor) -> Sheet:
    """What the paper tells, as the database has it now; `row_ids`: its registrations.

    Raises NoDecisionsError where no decision on them stands.
    """
    language = paper_language(paper.language)
    if paper.kind == PaperKind.RESULTS:
        return _results(row_ids, language, actor)
    learner = Learner.objects.select_related("home").get(pk=paper.learner_id)
    if paper.kind == PaperKind.STATEMENT:
        return _statement(learner, language)
    return _recognition(learner, row_ids, language)


def _statement(learner: Learner, language: Language) -> Sheet:
    account = statement.read_statement(learner)
    return Sheet(
        subject=statement.statement_subject(language),
        content=content_uuid(statement.statement_data(account)),
        laid_out=lambda paper: statement.statement_content(account, paper, head_for(paper)),
    )


def _recognition(learner: Learner, row_ids: Sequence[int], language: Language) -> Sheet:
    decision = recognition.read_decision(learner, row_ids, language)
    return Sheet(
        subject=recognition_subject(language),
        content=content_uuid(recognition.decision_data(learner.home.code, decision)),
        laid_out=lambda paper: recognition_content(
            head=head_for(paper), decision=decision, language=language
        ),
    )


def _results(row_ids: Sequence[int], language: Language, actor: Actor) -> Sheet:
    read = records_of(actor=actor, rows=CrossRegistration.objects.filter(pk__in=row_ids))
    used = {row.result.scale_id for row in read.rows if row.result is not None}
    told = results.results_of(read, list(GradeScale.objects.filter(pk__in=used).order_by("pk")))
    return Sheet(
        subject=results.results_subject(told, language),
        content=content_uuid(results.results_data(told)),
        laid_out=lambda paper: results.results_content(told, paper, head_for(paper)),
    )
