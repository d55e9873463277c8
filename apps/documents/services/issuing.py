"""A paper in two steps: number, code and PIN first, its bytes when they are laid out.

The first step belongs into the request, the second into the job: the counter's row stays locked
until its transaction ends, and laying out one paper under that lock would make all others wait.
"""

import hashlib
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from apps.core.errors import ForbiddenError
from apps.documents.codes import PinKey, new_code, pin_keys, pin_of, pin_proof, serial_for
from apps.documents.details import PaperDetail
from apps.documents.models import Paper
from apps.documents.policies import can_issue
from apps.documents.rendering import Language
from apps.documents.services.writing import locked, tell, writing_for
from apps.documents.states import after
from apps.documents.storage import write_paper
from apps.institutions.actor import Actor
from apps.institutions.models import Institution

COUNT = """
    INSERT INTO documents_papercounter AS counter (institution_id, year, last) VALUES (%s, %s, 1)
    ON CONFLICT (institution_id, year) DO UPDATE SET last = counter.last + 1 RETURNING last
"""


@transaction.atomic
def reserve_paper(
    *,
    actor: Actor,
    kind: str,
    source_type: str,
    source_uuid: UUID,
    issuer: Institution,
    language: Language,
    subject: str,
    template_version: str,
    holder: Institution | None = None,
) -> Paper:
    """A paper without bytes yet: serial, code and PIN (`paper_pin`) are fixed from now on.

    `holder` is the institution that it is made for, the actor's own by default. Raises
    ForbiddenError where the actor may not issue in the name of `issuer`.
    """
    if not can_issue(actor, issuer=issuer, kind=kind):
        raise ForbiddenError
    code, key, today = new_code(), pin_keys()[0], timezone.localdate()
    with writing_for(actor, issuer.pk):
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [issuer.pk, today.year])
            number = int(cursor.fetchone()[0])
        paper = Paper.objects.create(
            serial=serial_for(issuer, today, number),
            code=code,
            pin_hash=pin_proof(code, pin_of(code, key), key),
            key_version=key.version,
            kind=kind,
            template_version=template_version,
            issuer=issuer,
            holder_id=holder.pk if holder else actor.institution_id,
            source_type=source_type,
            source_uuid=source_uuid,
            language=language,
            subject=subject,
        )
    tell(actor, paper, "reserved")
    return paper


def paper_pin(paper: Paper) -> str:
    """The six digits to print. Drawn anew each time; they are kept nowhere."""
    return pin_of(paper.code, _key(paper.key_version))


def _key(version: int) -> PinKey:
    return next(key for key in pin_keys() if key.version == version)


@transaction.atomic
def issue_paper(
    *, actor: Actor, paper: Paper, content: bytes, persons: int, detail: PaperDetail
) -> Paper:
    """The finished bytes: from now on the paper counts and /verify knows it.

    Issuing the same bytes again changes nothing. Raises ForbiddenError, or WrongStateError where
    the paper was issued with other bytes or has ended.
    """
    if not can_issue(actor, issuer=paper.issuer, kind=paper.kind):
        raise ForbiddenError
    digest = hashlib.sha256(content).digest()
    with writing_for(actor, paper.issuer_id):
        current = locked(paper)
        if current.sha256 is not None and bytes(current.sha256) == digest:
            return current
        current.status = after(current.status, "issue")
        current.path = write_paper(current.uuid, content)
        current.sha256, current.size = digest, len(content)
        current.persons, current.detail = persons, detail.as_json()
        current.issued_at = timezone.now()
        current.save()
    tell(actor, current, "issued")
    return current
