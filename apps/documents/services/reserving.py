"""Numbers, codes and PINs for many papers of one issuer in one statement each."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from apps.core.errors import ForbiddenError
from apps.documents.codes import new_code, pin_keys, pin_of, pin_proof, serial_for
from apps.documents.models import Paper
from apps.documents.policies import can_issue
from apps.documents.rendering import Language
from apps.documents.services.writing import tell_all, writing_for
from apps.institutions.actor import Actor
from apps.institutions.models import Institution

RAISE = """
    INSERT INTO documents_papercounter AS counter (institution_id, year, last) VALUES (%s, %s, %s)
    ON CONFLICT (institution_id, year) DO UPDATE SET last = counter.last + EXCLUDED.last
    RETURNING last
"""
BATCH = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What one paper of many is made from. `holder`: whom it is made for, the actor's own
    institution by default.
    """

    source_uuid: UUID
    subject: str
    holder: Institution | None = None


@transaction.atomic
def reserve_papers(
    *,
    actor: Actor,
    kind: str,
    source_type: str,
    issuer: Institution,
    language: Language,
    template_version: str,
    wanted: Sequence[Wanted],
) -> list[Paper]:
    """As `reserve_paper`, for many: consecutive serials in the order of `wanted`, none left out.

    The counter's row stays locked until the caller's transaction ends. Raises ForbiddenError where
    the actor may not issue in the name of `issuer`.
    """
    if not can_issue(actor, issuer=issuer, kind=kind):
        raise ForbiddenError
    if not wanted:
        return []
    key, today = pin_keys()[0], timezone.localdate()
    with writing_for(actor, issuer.pk):
        first = _raised(issuer, today.year, len(wanted))
        papers = []
        for number, one in enumerate(wanted, start=first):
            code = new_code()
            paper = Paper(
                serial=serial_for(issuer, today, number),
                code=code,
                pin_hash=pin_proof(code, pin_of(code, key), key),
                key_version=key.version,
                kind=kind,
                template_version=template_version,
                issuer=issuer,
                holder_id=one.holder.pk if one.holder else actor.institution_id,
                source_type=source_type,
                source_uuid=one.source_uuid,
                language=language,
                subject=one.subject,
            )
            papers.append(paper)
        Paper.objects.bulk_create(papers, batch_size=BATCH)
    tell_all(actor, papers, "reserved")
    return papers


def _raised(issuer: Institution, year: int, by: int) -> int:
    """The first of `by` numbers that nobody else has."""
    with connection.cursor() as cursor:
        cursor.execute(RAISE, [issuer.pk, year, by])
        return int(cursor.fetchone()[0]) - by + 1
