"""Asking for papers: one, a whole list, a change before approval, a replacement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from apps.certificates.applications import Application
from apps.certificates.content import content_digest
from apps.certificates.errors import (
    AlreadyRequestedError,
    ContentChangedError,
    FactsError,
    NothingChosenError,
    NotIssuedError,
    TooManyError,
    already_requested,
)
from apps.certificates.kinds import Channel
from apps.certificates.models import RequestBatch, ServiceRequest
from apps.certificates.policies import can_work_on_requests, demand
from apps.certificates.selectors.clock import term_for
from apps.certificates.services.moving import (
    lock_requests,
    move,
    require_reason,
    tell,
    write_acts,
)
from apps.certificates.services.telling import tell_approvers
from apps.certificates.services.writing_down import WRITTEN, refuse_other_kinds, write_down
from apps.certificates.states import MADE, Action, State
from apps.core.errors import PortalError
from apps.courses.errors import LineProblem, LinesError
from apps.documents.models import Paper, Status
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer, officer_of

NUMBER_LOCK = 7_205_001
MOST_ROWS = 2_000
REQUEST = "request"
WITHDRAWN_APPROVAL: dict[str, object] = {
    "approved_at": None, "approved_key": "", "approved_name": "", "approved_post": "",
    "approved_content": "", "letter_date": None, "signer_name": "", "signer_post": "",
    "signer_acting_for": "", "failed_at": None, "reason": "", "job": None,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Order:
    """What is alike for all requests of one call."""

    actor: Actor
    officer: Officer
    kind: str
    language: str
    channel: str


@transaction.atomic
def request_paper(
    *,
    actor: Actor,
    kind: str,
    language: str,
    application: Application,
    channel: str = Channel.DESK,
    officer: Officer | None = None,
) -> ServiceRequest:
    """One request, waiting for approval.

    Raises MadeElsewhereError, LanguageError, FactsError, ContactError, NeededByError,
    AlreadyRequestedError, NotFoundError or DegreeNotConferredError for the conferral.
    """
    demand(can_work_on_requests(actor))
    refuse_other_kinds(kind, language)
    order = _Order(actor, officer_of(actor, officer), kind, language, channel)
    row = _row(order)
    write_down(row, application, actor=actor)
    lock_numbers(actor.institution_id)
    if taken := _open_requests([row]).get(_same(row)):
        raise AlreadyRequestedError(taken.code)
    _add([row], order)
    return row


@transaction.atomic
def request_papers(
    *,
    actor: Actor,
    kind: str,
    language: str,
    applications: Sequence[Application],
    title: str = "",
    channel: str = Channel.LIST,
    officer: Officer | None = None,
) -> RequestBatch:
    """A list of at most 2,000 requests: all or none.

    Raises as request_paper, TooManyError, and LinesError with a problem for each line (from 1)
    that cannot be taken.
    """
    demand(can_work_on_requests(actor))
    refuse_other_kinds(kind, language)
    if not applications:
        raise NothingChosenError
    if len(applications) > MOST_ROWS:
        raise TooManyError(MOST_ROWS)
    order = _Order(actor, officer_of(actor, officer), kind, language, channel)
    rows, problems = _rows(order, applications)
    lock_numbers(actor.institution_id)
    problems += _doubled(rows)
    if problems:
        raise LinesError(sorted(problems, key=lambda problem: problem.line))
    batch = RequestBatch.objects.create(
        institution_id=actor.institution_id,
        kind=kind,
        language=language,
        channel=channel,
        title=title.strip()[:200],
        total=len(rows),
        requested_key=order.officer.key,
        requested_name=order.officer.name,
        requested_post=order.officer.post,
    )
    whole = [row for row in rows if row is not None]
    for row in whole:
        row.batch = batch
    _add(whole, order)
    return batch


@transaction.atomic
def edit_request(
    *,
    actor: Actor,
    uuid: UUID,
    seen: str,
    application: Application,
    officer: Officer | None = None,
) -> ServiceRequest:
    """Other content before the paper is made; an approval that was given is void.

    Raises as request_paper, RequestStateError, ContentChangedError where the content is no longer
    the one of the digest `seen`.
    """
    demand(can_work_on_requests(actor))
    by = officer_of(actor, officer)
    row: ServiceRequest
    (row,) = lock_requests([uuid], Action.EDIT, actor=actor)
    if content_digest(row) != seen:
        raise ContentChangedError
    changes = write_down(row, application, actor=actor)
    written = {name: getattr(row, name) for name in WRITTEN}
    by_whom = {"edited_key": by.key, "edited_name": by.name}
    shared = WITHDRAWN_APPROVAL | written | by_whom  # in one statement, as the database demands
    move([row], Action.EDIT, actor=actor, officer=by, shared=shared, changes=changes)
    tell_approvers([row], actor=actor)
    return row


@transaction.atomic
def replace_request(
    *,
    actor: Actor,
    uuid: UUID,
    application: Application,
    reason: str,
    officer: Officer | None = None,
) -> ServiceRequest:
    """A new request whose paper will take the place of one that is in force.

    `reason` is made public when it does: it must not name a person. Raises as request_paper,
    ReasonNeededError, NotIssuedError, AlreadyRequestedError where a replacement is on its way.
    """
    demand(can_work_on_requests(actor))
    by = officer_of(actor, officer)
    reason = require_reason(reason)
    (former,) = lock_requests([uuid], None, actor=actor)
    in_force = Paper.objects.filter(uuid=former.paper, status=Status.ACTIVE)
    if former.state not in MADE or not in_force.exists():
        raise NotIssuedError
    on_its_way = former.replacements.exclude(state=State.CANCELLED).first()
    if on_its_way is not None:
        raise AlreadyRequestedError(on_its_way.code)
    channel = Channel.API if actor.client_id else Channel.DESK
    order = _Order(actor, by, former.kind, former.language, channel)
    row = _row(order)
    write_down(row, application, actor=actor)
    row.replaces, row.replace_reason = former, reason
    lock_numbers(actor.institution_id)
    _add([row], order)
    return row


def _row(order: _Order) -> ServiceRequest:
    return ServiceRequest(
        institution_id=order.actor.institution_id,
        kind=order.kind,
        language=order.language,
        channel=order.channel,
        requested_key=order.officer.key,
        requested_name=order.officer.name,
        requested_post=order.officer.post,
        requested_at=timezone.now(),
    )


def _rows(
    order: _Order, applications: Sequence[Application]
) -> tuple[list[ServiceRequest | None], list[LineProblem]]:
    """One for each application, None where it cannot be taken."""
    rows: list[ServiceRequest | None] = []
    problems: list[LineProblem] = []
    for line, application in enumerate(applications, 1):
        row = _row(order)
        try:
            write_down(row, application, actor=order.actor)
        except FactsError as refused:
            problems += [
                LineProblem(line, problem.sentence, field=problem.field)
                for problem in refused.problems
            ]
            rows.append(None)
        except PortalError as refused:
            problems.append(LineProblem(line, refused.message))
            rows.append(None)
        else:
            rows.append(row)
    return rows, problems


def _same(row: ServiceRequest) -> tuple[str, str, str, str]:
    return row.kind, row.language, row.student_code, row.purpose


def _open_requests(rows: Iterable[ServiceRequest]) -> dict[tuple[str, ...], ServiceRequest]:
    """What these students have asked for and not got yet."""
    found = ServiceRequest.objects.filter(
        student_code__in={row.student_code for row in rows},
        state__in=[State.REQUESTED, State.APPROVED],
        replaces=None,
    )
    return {_same(row): row for row in found}


def _doubled(rows: Sequence[ServiceRequest | None]) -> list[LineProblem]:
    taken = _open_requests([row for row in rows if row is not None])
    first: dict[tuple[str, ...], int] = {}
    problems = []
    for line, row in enumerate(rows, 1):
        if row is None:
            continue
        if other := taken.get(_same(row)):
            sentence = already_requested(other.code)
            problems.append(LineProblem(line, sentence, field="student_code"))
        if (earlier := first.setdefault(_same(row), line)) != line:
            sentence = FactsError.repeated(earlier)
            problems.append(LineProblem(line, sentence, field="student_code"))
    return problems


def lock_numbers(institution_id: int) -> None:
    """One call at a time gives numbers, and looks for what is open already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [NUMBER_LOCK, institution_id])


def next_number(institution_id: int, year: int) -> int:
    """Under the lock: one more than the last of the year."""
    rows = ServiceRequest.objects.filter(institution_id=institution_id, year=year)
    return int(rows.aggregate(last=Max("number"))["last"] or 0) + 1


def _add(rows: Sequence[ServiceRequest], order: _Order) -> None:
    today = timezone.localdate()
    term = term_for(order.actor.institution_id, order.kind, today)
    first = next_number(order.actor.institution_id, today.year)
    for number, row in enumerate(rows, first):
        row.year, row.number = today.year, number
        row.service_days, row.due_on = term.days, term.due_on
    ServiceRequest.objects.bulk_create(rows, batch_size=500)
    write_acts(rows, REQUEST, [""] * len(rows), actor=order.actor, officer=order.officer)
    tell(rows, REQUEST, actor=order.actor, officer=order.officer)
    tell_approvers(rows, actor=order.actor)
