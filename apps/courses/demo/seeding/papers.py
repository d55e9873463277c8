"""Papers of the story, laid out at once: the worker that would do it is not running yet."""

from collections.abc import Sequence

from apps.courses.demo.seeding.exchange import Exchange, Line
from apps.courses.models import CoursePaper, CrossRegistration
from apps.courses.services.papering import (
    request_results_paper,
    request_statement_paper,
    write_paper_file,
)
from apps.institutions.actor import Actor
from apps.institutions.scope import scope

_LANGUAGES = ("th", "th", "en")


def results_papers(exchange: Exchange, lines: Sequence[Line]) -> None:
    """The host's papers, in Thai and in English."""
    with scope(exchange.host) as actor:
        for line, language in zip(lines, _LANGUAGES, strict=False):
            row = _row(line)
            _issue(
                actor,
                request_results_paper(actor=actor, registration=row.uuid, language=language),
            )


def statements(exchange: Exchange, lines: Sequence[Line]) -> None:
    """The home's statements of credit accounts."""
    with scope(exchange.home) as actor:
        for line in lines:
            learner = _row(line).learner.uuid
            _issue(actor, request_statement_paper(actor=actor, learner=learner, language="th"))


def _row(line: Line) -> CrossRegistration:
    return CrossRegistration.objects.select_related("learner").get(uuid=str(line.uuid))


def _issue(actor: Actor, paper: CoursePaper) -> None:
    """What the paper's job would do; the job finds it done."""
    write_paper_file(actor=actor, uuid=paper.uuid, progress=lambda _done, _total, _note: None)
