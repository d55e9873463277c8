"""Reads of the ledger: inside one's own scope, and by anyone who holds a paper."""

import datetime as dt
import json
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from apps.core.errors import NotFoundError
from apps.documents.codes import pin_keys, pin_proof
from apps.documents.details import PaperDetail
from apps.documents.models import Paper, Status
from apps.documents.storage import read_paper
from apps.institutions.actor import Actor
from apps.institutions.models import Institution

PUBLIC = "SELECT * FROM documents_paper_public(%s)"
OF_FILE = "SELECT documents_paper_of_file(%s)"
DETAIL = "SELECT * FROM documents_paper_detail(%s, %s)"


@dataclass(frozen=True, slots=True)
class PublicPaper:
    """What anyone with the code may know. `replaced_by` is a serial, or ''."""

    serial: str
    code: str
    kind: str
    language: str
    issuer: Institution
    persons: int
    status: Status
    issued_at: dt.datetime
    ended_at: dt.datetime | None
    reason: str
    replaced_by: str


@dataclass(frozen=True, slots=True)
class DisclosedPaper:
    """What the PIN adds."""

    subject: str
    holder: Institution
    detail: PaperDetail


def paper_for_code(code: str) -> PublicPaper | None:
    """The issued paper with this code (as `read_code` gives it); needs no scope."""
    with connection.cursor() as cursor:
        cursor.execute(PUBLIC, [code])
        row = cursor.fetchone()
    if row is None:
        return None
    serial, kind, language, issuer_id, persons, status, issued_at, ended_at, reason, newer = row
    return PublicPaper(
        serial=serial,
        code=code,
        kind=kind,
        language=language,
        issuer=Institution.objects.get(pk=issuer_id),
        persons=persons,
        status=Status(status),
        issued_at=issued_at,
        ended_at=ended_at,
        reason=reason,
        replaced_by=newer or "",
    )


def paper_of_file(digest: bytes) -> PublicPaper | None:
    """The paper whose issued file has this SHA-256; needs no scope."""
    with connection.cursor() as cursor:
        cursor.execute(OF_FILE, [digest])
        (code,) = cursor.fetchone()
    return paper_for_code(code) if code else None


def paper_details(code: str, pin: str) -> DisclosedPaper | None:
    """What the PIN opens, None where it is wrong. The database compares: it gives out no hash."""
    proofs = [pin_proof(code, pin, key) for key in pin_keys()]
    with connection.cursor() as cursor:
        cursor.execute(DETAIL, [code, proofs])
        row = cursor.fetchone()
    if row is None:
        return None
    subject, holder_id, detail = row
    return DisclosedPaper(
        subject=subject,
        holder=Institution.objects.get(pk=holder_id),
        detail=PaperDetail.from_json(json.loads(detail)),
    )


def paper_get(*, actor: Actor, uuid: UUID) -> Paper:
    """A paper that the actor's institution issued or holds."""
    paper = Paper.objects.select_related("issuer", "holder").filter(uuid=uuid).first()
    if paper is None or actor.institution_id not in (paper.issuer_id, paper.holder_id):
        raise NotFoundError
    return paper


def papers_of(*, actor: Actor, source_uuid: UUID) -> list[Paper]:
    """The papers made from one thing, newest first."""
    return [
        paper
        for paper in Paper.objects.filter(source_uuid=source_uuid).order_by("-pk")
        if actor.institution_id in (paper.issuer_id, paper.holder_id)
    ]


def paper_content(*, actor: Actor, paper: Paper) -> bytes:
    """The PDF as it was issued, byte for byte. NotFoundError before it is issued."""
    kept = paper_get(actor=actor, uuid=paper.uuid)
    return read_paper(kept.uuid, kept.path, sha256=bytes(kept.sha256 or b""))
