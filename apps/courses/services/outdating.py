"""Papers that told a result which was corrected, or a decision that fell, no longer count."""

from typing import Literal

from django.utils import timezone

from apps.courses.models import CoursePaper, CrossRegistration
from apps.courses.papers.head import language_of
from apps.courses.papers.texts import WORDS
from apps.documents.models import Paper, Status
from apps.documents.services import outdate_paper
from apps.institutions.actor import Actor

Why = Literal["corrected", "reopened"]


def outdate_papers(*, actor: Actor, row: CrossRegistration, why: Why = "corrected") -> int:
    """The actor's own papers built on this registration become superseded; how many.

    The reason is public: it names neither course nor cause, which only the PIN opens.
    """
    papers = list(
        CoursePaper.objects.select_for_update(of=("self",)).filter(
            institution_id=actor.institution_id, basis__registration=row, outdated_at=None
        )
    )
    for course_paper in papers:
        course_paper.outdated_at = timezone.now()
        course_paper.save(update_fields=["outdated_at"])
        paper = Paper.objects.filter(uuid=course_paper.paper, status=Status.ACTIVE).first()
        if paper is not None:
            reason = WORDS[language_of(paper)][why]
            outdate_paper(actor=actor, paper=paper, reason=reason)
    return len(papers)
