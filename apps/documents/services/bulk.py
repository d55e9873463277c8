"""Many papers of one issuer laid out, signed and issued together: what a job does with a chunk.

The same guarantees as for a single one (issuing.py, producing.py). A job that died and runs again
finishes the papers that are still reserved; those that were issued stay as they are.
"""

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db import connection, transaction
from django.utils import timezone, translation

from apps.core.errors import ForbiddenError
from apps.documents.bulk_rendering import Failed, render_many
from apps.documents.content import PaperContent
from apps.documents.models import Paper, Status
from apps.documents.policies import can_issue
from apps.documents.rendering import Language, Order
from apps.documents.services.producing import author_of, sign_paper
from apps.documents.services.reserving import Wanted, reserve_papers
from apps.documents.services.writing import tell_all, writing_for
from apps.documents.signing import PaperSigner, signer_of
from apps.documents.storage import write_papers
from apps.institutions.actor import Actor

__all__ = ["Wanted", "produce_papers", "reserve_papers"]

logger = logging.getLogger(__name__)

ISSUE = """
    UPDATE documents_paper AS paper
       SET status = 'active', issued_at = %s, path = made.path, sha256 = decode(made.sha256, 'hex'),
           size = made.size, persons = made.persons, detail = made.detail::jsonb
      FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::integer[], %s::integer[], %s::text[])
           AS made (id, path, sha256, size, persons, detail)
     WHERE paper.id = made.id AND paper.status = 'reserved'
"""


@dataclass(frozen=True, slots=True)
class _Made:
    paper: Paper
    content: PaperContent
    file: bytes


def produce_papers(*, actor: Actor, work: Sequence[tuple[Paper, PaperContent]]) -> list[Paper]:
    """The papers as they are afterwards, in the order of `work`; all of one issuer.

    A paper that cannot be laid out stays reserved and is named in the log by its serial, with the
    kind of error; the others are issued. What was issued already comes back untouched. A few
    hundred papers at most: the files are held in memory. Raises ForbiddenError, ValueError where
    issuers are mixed.
    """
    if not work:
        return []
    issuer = work[0][0].issuer
    if any(paper.issuer_id != issuer.pk for paper, _ in work):
        raise ValueError("papers that are produced together are of one issuer")
    if not all(can_issue(actor, issuer=issuer, kind=kind) for kind in {p.kind for p, _ in work}):
        raise ForbiddenError
    wanted = [paper.pk for paper, _ in work]
    rows = Paper.objects.filter(pk__in=wanted, status=Status.RESERVED)
    waiting = set(rows.values_list("pk", flat=True))
    todo = [(paper, content) for paper, content in work if paper.pk in waiting]
    made = _laid_out(todo, signer_of(issuer))
    if made:
        _issue(actor, issuer.pk, made)
    now = Paper.objects.select_related("issuer").in_bulk(wanted)
    return [now[pk] for pk in wanted]


def _laid_out(
    work: Sequence[tuple[Paper, PaperContent]], signer: PaperSigner | None
) -> list[_Made]:
    """Signed where there is a key; what failed is left out."""
    files: list[bytes | Failed] = []
    for language, together in groupby(work, key=lambda one: one[0].language):
        with translation.override(language):
            files += render_many([_order(paper, content, signer) for paper, content in together])
    made = []
    for (paper, content), file in zip(work, files, strict=True):
        if isinstance(file, Failed):
            kind = type(file.error).__name__  # the message may quote data
            logger.error("paper %s was not laid out: %s", paper.serial, kind)
            continue
        made.append(_Made(paper, content, sign_paper(signer, paper, file) if signer else file))
    return made


def _order(paper: Paper, content: PaperContent, signer: PaperSigner | None) -> Order:
    language: Language = "en" if paper.language == "en" else "th"
    return Order(
        template=content.template,
        context=content.context,
        language=language,
        title=paper.subject,
        author=author_of(paper.issuer, language),
        created_at=paper.created_at,
        attachments=content.attachments,
        stylesheet=content.stylesheet,
        signed_by=signer.name_in(language) if signer else "",
    )


@transaction.atomic
def _issue(actor: Actor, issuer_id: int, made: Sequence[_Made]) -> None:
    """Those that are still reserved once their rows are locked; the others were issued meanwhile,
    and their new files are left lying, named by no row.
    """
    with writing_for(actor, issuer_id):
        rows = Paper.objects.select_for_update().filter(
            pk__in=[one.paper.pk for one in made], status=Status.RESERVED
        )
        locked = {paper.pk: paper for paper in rows.order_by("pk")}
        ours = [one for one in made if one.paper.pk in locked]
        paths = write_papers((one.paper.uuid, one.file) for one in ours)
        with connection.cursor() as cursor:
            cursor.execute(
                ISSUE,
                [
                    timezone.now(),
                    [one.paper.pk for one in ours],
                    paths,
                    [hashlib.sha256(one.file).hexdigest() for one in ours],
                    [len(one.file) for one in ours],
                    [one.content.persons for one in ours],
                    [json.dumps(one.content.detail.as_json()) for one in ours],
                ],
            )
    tell_all(actor, [locked[one.paper.pk] for one in ours], "issued")
