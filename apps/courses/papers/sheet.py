"""One kind of paper, read from the database and ready to be laid out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from apps.courses.models import CoursePaper, CrossRegistration, GradeScale, Learner, PaperKind
from apps.courses.papers import results, statement
from apps.courses.papers.errors import PaperLanguageError
from apps.courses.papers.head import content_uuid
from apps.courses.selectors.records import records_of
from apps.documents.details import PaperDetail
from apps.documents.models import Paper
from apps.documents.rendering import Attachment, Language
from apps.institutions.actor import Actor

LANGUAGES: dict[str, Language] = {"th": "th", "en": "en"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """`content` names what it tells; the rest is made for the paper that bears it."""

    subject: str
    template: str
    content: UUID
    context: Callable[[Paper], dict[str, object]]
    attachments: Callable[[Paper], list[Attachment]]
    detail: Callable[[Paper], PaperDetail]


def paper_language(asked: str) -> Language:
    """Raises PaperLanguageError."""
    if asked not in LANGUAGES:
        raise PaperLanguageError
    return LANGUAGES[asked]


def read_sheet(paper: CoursePaper, row_ids: Sequence[int], *, actor: Actor) -> Sheet:
    """What the paper tells, as the database has it now; `row_ids`: its registrations."""
    language = paper_language(paper.language)
    if paper.kind == PaperKind.STATEMENT:
        return _statement(paper, language)
    return _results(row_ids, language, actor)


def _statement(paper: CoursePaper, language: Language) -> Sheet:
    learner = Learner.objects.select_related("home").get(pk=paper.learner_id)
    account = statement.read_statement(learner)
    return Sheet(
        subject=statement.statement_subject(language),
        template=statement.TEMPLATE,
        content=content_uuid(statement.statement_data(account)),
        context=lambda made: statement.statement_context(account, made),
        attachments=lambda made: statement.statement_attachments(account, made),
        detail=lambda made: statement.statement_detail(account, made),
    )


def _results(row_ids: Sequence[int], language: Language, actor: Actor) -> Sheet:
    read = records_of(actor=actor, rows=CrossRegistration.objects.filter(pk__in=row_ids))
    used = {row.result.scale_id for row in read.rows if row.result is not None}
    told = results.results_of(read, list(GradeScale.objects.filter(pk__in=used).order_by("pk")))
    return Sheet(
        subject=results.results_subject(told, language),
        template=results.TEMPLATE,
        content=content_uuid(results.results_data(told)),
        context=lambda made: results.results_context(told, made),
        attachments=lambda made: results.results_attachments(told, made),
        detail=lambda made: results.results_detail(told, made),
    )
