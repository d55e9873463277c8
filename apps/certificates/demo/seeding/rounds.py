"""Requests of single persons, and the list: asked for, approved, made, handed over."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from apps.certificates.applications import Application, Approval
from apps.certificates.content import content_digest
from apps.certificates.demo.seeding.applying import Desk
from apps.certificates.demo.story import (
    CANCELLED_BECAUSE,
    MADE,
    REPLACED_BECAUSE,
    REVOKED_BECAUSE,
    Item,
    PlannedList,
    Round,
)
from apps.certificates.demo.students import title_en
from apps.certificates.kinds import Delivery, Kind, Language
from apps.certificates.models import RequestBatch, ServiceRequest
from apps.certificates.selectors.batches import waiting_digest
from apps.certificates.services.approving import approve_batch, approve_requests
from apps.certificates.services.archiving import make_archive
from apps.certificates.services.delivering import cancel_requests, deliver_requests
from apps.certificates.services.ending import revoke_certificate
from apps.certificates.services.moving import lock_requests, moment_after, move
from apps.certificates.services.producing import produce_chunk
from apps.certificates.services.requesting import replace_request, request_paper, request_papers
from apps.certificates.services.telling import tell_failed
from apps.certificates.states import Action
from apps.courses.demo.seeding.clock import at
from apps.courses.demo.seeding.staff import Staff
from apps.documents.errors import PaperError
from apps.institutions.actor import Actor
from apps.institutions.officers import PORTAL
from apps.institutions.scope import scope
from apps.qualifications.demo.days import moment_before
from apps.qualifications.demo.seeding.registers import quiet

_WAYS = (Delivery.DESK, Delivery.EMAIL, Delivery.POST)


@dataclass
class Asked:
    """A request of the story: how it is to go, and what it asks for."""

    item: Item
    application: Application
    uuid: UUID


@dataclass(frozen=True)
class Office:
    """Whose requests they are, and the day that the story counts back from."""

    staff: Staff
    slug: str
    today: dt.date

    @property
    def clerk(self) -> Actor:
        return self.staff.registrar(self.slug)

    @property
    def approver(self) -> Actor:
        return self.staff.approver(self.slug)

    def moment(self, days: int, *parts: object) -> dt.datetime:
        """Steps of one day follow each other: requests, approval, hand-over."""
        return moment_before(self.today, days, self.slug, *parts)


def play_round(office: Office, plan: Round, desk: Desk) -> None:
    """One day's requests and what became of them."""
    asked_at = office.moment(plan.requested, "asked", plan.requested)
    with at(asked_at), scope(office.clerk) as actor:
        asked = [_ask(actor, desk, item) for item in plan.items]
    approved_at = max(
        office.moment(plan.approved, "approved", plan.requested),
        asked_at + dt.timedelta(minutes=40),
    )
    with at(approved_at):
        _decide(office, asked)
    handed_at = max(
        office.moment(plan.handed_over, "handed", plan.requested),
        approved_at + dt.timedelta(hours=1),
    )
    with at(handed_at):
        _hand_over(office, asked)


def _ask(actor: Actor, desk: Desk, item: Item) -> Asked:
    application = desk.application(item)
    row = request_paper(
        actor=actor, kind=item.kind, language=item.language, application=application
    )
    return Asked(item, application, row.uuid)


def _decide(office: Office, asked: Sequence[Asked]) -> None:
    """Approved together, so that one job makes the papers of a round."""
    with scope(office.approver) as actor:
        made = [one for one in asked if one.item.fate in MADE]
        if made:
            produce(actor, _approve(actor, made))
        for fate in ("approved", "failed"):
            those = [one for one in asked if one.item.fate == fate]
            if those:
                _approve(actor, those)
        _fail(actor, [one.uuid for one in asked if one.item.fate == "failed"])
    dropped = [one.uuid for one in asked if one.item.fate == "cancelled"]
    if dropped:
        with scope(office.clerk) as actor:
            cancel_requests(actor=actor, uuids=dropped, reason=CANCELLED_BECAUSE)


def _approve(actor: Actor, asked: Sequence[Asked]) -> list[ServiceRequest]:
    found = {
        row.uuid: row for row in ServiceRequest.objects.filter(uuid__in=[one.uuid for one in asked])
    }
    return approve_requests(
        actor=actor,
        approvals=[Approval(one.uuid, content_digest(found[one.uuid])) for one in asked],
    )


def produce(actor: Actor, rows: Sequence[ServiceRequest]) -> None:
    """What the papers' jobs would do; the worker finds them done."""
    jobs = {row.job.uuid: None for row in rows if row.job is not None}
    for job in jobs:
        produce_chunk(actor=actor, job=job, progress=quiet)


def _fail(actor: Actor, uuids: Sequence[UUID]) -> None:
    """As production does with a paper that cannot be laid out."""
    if not uuids:
        return
    rows = lock_requests(uuids, Action.FAIL, actor=actor)
    told = {"failed_at": moment_after(rows), "reason": PaperError.code}
    move(rows, Action.FAIL, actor=actor, officer=PORTAL, shared=told)
    tell_failed(rows, actor=actor)


def _hand_over(office: Office, asked: Sequence[Asked]) -> None:
    with scope(office.clerk) as actor:
        for place, one in enumerate(asked):
            if one.item.fate in ("delivered", "revoked", "replaced"):
                how = _WAYS[place % len(_WAYS)]
                deliver_requests(actor=actor, uuids=[one.uuid], how=how)
    for one in asked:
        if one.item.fate == "revoked":
            with scope(office.approver) as actor:
                revoke_certificate(actor=actor, uuid=one.uuid, reason=REVOKED_BECAUSE)
        elif one.item.fate == "replaced":
            _replace(office, one)


def _replace(office: Office, one: Asked) -> None:
    """With an English title that was missing; approved and made on the same day."""
    with scope(office.clerk) as actor:
        former = ServiceRequest.objects.get(uuid=one.uuid)
        facts = dict(one.application.facts) | {"title_en": title_en(str(former.facts["title"]))}
        row = replace_request(
            actor=actor,
            uuid=one.uuid,
            application=replace(one.application, facts=facts),
            reason=REPLACED_BECAUSE,
        )
    with scope(office.approver) as actor:
        approval = Approval(row.uuid, content_digest(row))
        produce(actor, approve_requests(actor=actor, approvals=[approval]))


def play_list(office: Office, plan: PlannedList, desk: Desk) -> None:
    """Many certificates of graduation at once, with their archive."""
    applications = [desk.of_graduate(purpose="") for _one in range(plan.count)]
    with at(office.moment(plan.requested, "list")), scope(office.clerk) as actor:
        batch = request_papers(
            actor=actor,
            kind=Kind.GRADUATION,
            language=Language.TH,
            applications=applications,
            title=plan.title,
        )
    with at(office.moment(plan.approved, "list")), scope(office.approver) as actor:
        rows = approve_batch(actor=actor, uuid=batch.uuid, seen=waiting_digest(batch))
        produce(actor, rows)
        archive(actor, batch.uuid)
    with at(office.moment(plan.approved - 2, "list")), scope(office.clerk) as actor:
        fetched = [row.uuid for row in rows[: plan.delivered]]
        deliver_requests(actor=actor, uuids=fetched, how=Delivery.DESK)


def archive(actor: Actor, batch: UUID) -> None:
    """What the archive's job would do."""
    found = RequestBatch.objects.select_related("archive_job").get(uuid=batch)
    if found.archive_job is not None:
        make_archive(actor=actor, batch=batch, job=found.archive_job.uuid, progress=quiet)
