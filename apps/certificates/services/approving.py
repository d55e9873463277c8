"""A second person approves: serials are fixed, and the papers are made in the background."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from apps.certificates.applications import Approval
from apps.certificates.content import content_digest, list_digest
from apps.certificates.errors import ContentChangedError, NoSignerError, OwnWorkError, TooManyError
from apps.certificates.facts import certified_of
from apps.certificates.kinds import Language
from apps.certificates.models import RequestBatch, ServiceAct, ServiceRequest
from apps.certificates.policies import can_approve_requests, demand
from apps.certificates.services.moving import lock_requests, moment_after, move
from apps.certificates.services.queueing import queue_production
from apps.certificates.services.requesting import MOST_ROWS, REQUEST
from apps.certificates.states import Action, State
from apps.core.errors import NotFoundError
from apps.documents.papers.certificate import TEMPLATE_VERSION, certificate_subject
from apps.documents.rendering import Language as PaperLanguage
from apps.documents.services.bulk import Wanted, reserve_papers
from apps.institutions.actor import Actor
from apps.institutions.models import Institution, Signer
from apps.institutions.officers import ACCOUNT, NAMED, is_own_work, officer_of, person_key
from apps.institutions.selectors import signer_get, signers_for

SOURCE = "certificates.request"


@transaction.atomic
def approve_requests(
    *,
    actor: Actor,
    approvals: Sequence[Approval],
    signer: UUID | None = None,
    letter_date: dt.date | None = None,
) -> list[ServiceRequest]:
    """Approve as a set, in the order given; the papers' serials follow it. Also tries failed ones
    anew, which keep their serials.

    signer: of the papers, by default the first of the institution's signers for the kind
    letter_date: printed as the day of issue, today by default
    Raises OwnWorkError for what one entered oneself, ContentChangedError for what was edited
    meanwhile, NoSignerError, RequestStateError, TooManyError.
    """
    demand(can_approve_requests(actor))
    if len(approvals) > MOST_ROWS:
        raise TooManyError(MOST_ROWS)
    rows = lock_requests([one.uuid for one in approvals], Action.APPROVE, actor=actor)
    seen = {one.uuid: one.seen for one in approvals}
    if any(content_digest(row) != seen[row.uuid] for row in rows):
        raise ContentChangedError
    return _approve(rows, actor=actor, signer=signer, letter_date=letter_date)


@transaction.atomic
def approve_batch(
    *,
    actor: Actor,
    uuid: UUID,
    seen: str,
    signer: UUID | None = None,
    letter_date: dt.date | None = None,
) -> list[ServiceRequest]:
    """All requests of a list that wait, as they were shown (`list_digest` of them in order of
    their numbers). Raises as approve_requests.
    """
    demand(can_approve_requests(actor))
    batch = RequestBatch.objects.filter(uuid=uuid, institution_id=actor.institution_id).first()
    if batch is None:
        raise NotFoundError
    waiting = ServiceRequest.objects.filter(batch=batch, state=State.REQUESTED).order_by("pk")
    rows = lock_requests(list(waiting.values_list("uuid", flat=True)), Action.APPROVE, actor=actor)
    if list_digest(rows) != seen:
        raise ContentChangedError
    return _approve(rows, actor=actor, signer=signer, letter_date=letter_date)


def _approve(
    rows: list[ServiceRequest],
    *,
    actor: Actor,
    signer: UUID | None,
    letter_date: dt.date | None,
) -> list[ServiceRequest]:
    by = officer_of(actor)
    if is_own_work(_makers(rows), by):
        raise OwnWorkError
    day = letter_date or timezone.localdate()
    for row in rows:
        row.approved_content = content_digest(row)
    _name_signers(rows, actor, signer, day)
    _reserve(rows, actor)
    queue_production(rows, actor=actor)
    shared = {
        "approved_at": moment_after(rows),
        "approved_key": by.key,
        "approved_name": by.name,
        "approved_post": by.post,
        "letter_date": day,
        "failed_at": None,
        "reason": "",
    }
    each = ("approved_content", "paper", "job", "signer_name", "signer_post", "signer_acting_for")
    for _state, alike in groupby(sorted(rows, key=_by_state), key=_by_state):
        move(
            list(alike), Action.APPROVE, actor=actor, officer=by, shared=shared, each=each
        )  # fmt: skip
    return rows


def _by_state(row: ServiceRequest) -> str:
    return row.state


def _makers(rows: Sequence[ServiceRequest]) -> set[tuple[str, str]]:
    """Key and name of everybody who ever entered something into one of the requests."""
    acts = ServiceAct.objects.filter(request__in=rows, action__in=[REQUEST, Action.EDIT])
    named = {
        (f"{ACCOUNT}{user}" if user else NAMED + person_key(name), name)
        for user, name in acts.values_list("user_id", "name").distinct()
    }
    return named | {(row.requested_key, row.requested_name) for row in rows}


def _name_signers(
    rows: Iterable[ServiceRequest], actor: Actor, chosen: UUID | None, day: dt.date
) -> None:
    """As they are called now, in the language of the paper."""
    known: dict[str, Signer] = {}
    for row in rows:
        if row.kind not in known:
            known[row.kind] = _signer(actor, row.kind, chosen, day)
        signer, english = known[row.kind], row.language == Language.EN
        row.signer_name = (signer.name_en if english else "") or signer.name_th
        row.signer_post = (signer.post_en if english else "") or signer.post_th
        row.signer_acting_for = (signer.acting_for_en if english else "") or signer.acting_for_th


def _signer(actor: Actor, kind: str, chosen: UUID | None, day: dt.date) -> Signer:
    """Raises NoSignerError where nobody, or not the one chosen, signs this kind on that day."""
    able = signers_for(actor.institution_id, kind, day)
    if chosen is not None:
        wanted = signer_get(actor.institution_id, chosen)
        able = [signer for signer in able if signer.pk == wanted.pk]
    if not able:
        raise NoSignerError
    return able[0]


def _reserve(rows: Sequence[ServiceRequest], actor: Actor) -> None:
    """Serials for those that have none yet: one run for each kind and language."""
    new = [row for row in rows if row.paper is None]
    issuer = Institution.objects.get(pk=actor.institution_id)
    for (kind, language), alike in groupby(sorted(new, key=_series), key=_series):
        mine = list(alike)
        tongue: PaperLanguage = "en" if language == Language.EN else "th"
        subject = certificate_subject(certified_of(kind, mine[0].facts), tongue)
        papers = reserve_papers(
            actor=actor,
            kind=kind,
            source_type=SOURCE,
            issuer=issuer,
            language=tongue,
            template_version=TEMPLATE_VERSION,
            wanted=[Wanted(source_uuid=row.uuid, subject=subject) for row in mine],
        )
        for row, paper in zip(mine, papers, strict=True):
            row.paper = paper.uuid


def _series(row: ServiceRequest) -> tuple[str, str]:
    return row.kind, row.language
