"""Checks as either side reads them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils import timezone

from apps.core.errors import NotFoundError
from apps.core.reader import reads_thai
from apps.institutions.actor import Actor
from apps.qualifications.choices import CameBy, Closing
from apps.qualifications.models import Answer, AnswerState, Attachment, Check, CheckAct, CheckBatch
from apps.qualifications.states import OPEN, WITH_HOLDER, CheckState

OTHERWISE = [outcome for outcome in Closing if outcome != Closing.CONFIRMED]
SHOWN: dict[str, dict[str, Any]] = {
    "open": {"state__in": OPEN},
    "with_holder": {"state__in": WITH_HOLDER},
    "documents": {"state": CheckState.DOCUMENTS},
    "proposed": {"state": CheckState.PROPOSED},
    "answered": {"state": CheckState.ANSWERED},
    "otherwise": {"state": CheckState.ANSWERED, "outcome__in": OTHERWISE},
    "cancelled": {"state": CheckState.CANCELLED},
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty values leave it wide. `show`: of SHOWN, or "overdue"."""

    show: str = ""
    partner: int | None = None
    outcome: str = ""
    words: str = ""


def queue(actor: Actor, wanted: Filters) -> QuerySet[Check]:
    """What the actor's university is asked and has not answered: oldest due day first."""
    rows = Check.objects.filter(shared_with_id=actor.institution_id, state__in=OPEN)
    rows = _narrowed(rows, wanted, partner="asker_id")
    return rows.select_related("asker").order_by("due_on", "pk")


def asked(actor: Actor, wanted: Filters) -> QuerySet[Check]:
    """What the actor's university asked and sent, newest first (for keyset paging).

    A letter on paper that it keyed in is not among it: there it was asked."""
    rows = Check.objects.filter(asker_id=actor.institution_id, sent_at__isnull=False)
    rows = rows.exclude(came_by=CameBy.PAPER)
    return _narrowed(rows, wanted, partner="holder_id").select_related("holder")


def held(actor: Actor, wanted: Filters) -> QuerySet[Check]:
    """Everything that the actor's university was ever asked, newest first: its history."""
    rows = Check.objects.filter(shared_with_id=actor.institution_id)
    return _narrowed(rows, wanted, partner="asker_id").select_related("asker")


def _narrowed(rows: QuerySet[Check], wanted: Filters, *, partner: str) -> QuerySet[Check]:
    given: dict[str, Any] = dict(SHOWN.get(wanted.show, {}))
    if wanted.show == "overdue":
        given = {"state__in": WITH_HOLDER, "due_on__lt": timezone.localdate()}
    if wanted.partner:
        given[partner] = wanted.partner
    if wanted.outcome:
        given["outcome"] = wanted.outcome
    rows = rows.filter(**given)
    for word in wanted.words.split()[:4]:
        rows = rows.filter(
            Q(number__iexact=word)
            | Q(first_name__startswith=word)
            | Q(last_name__startswith=word)
            | Q(case__iexact=word)
        )
    return rows


def check_get(actor: Actor, uuid: UUID) -> Check:
    """A check of either side; another institution's is not found."""
    check = (
        Check.objects.select_related("asker", "holder", "batch", "paper_job", "shared_with")
        .filter(uuid=uuid)
        .filter(Q(asker_id=actor.institution_id) | Q(shared_with_id=actor.institution_id))
        .first()
    )
    if check is None:
        raise NotFoundError
    return check


def timeline(check: Check) -> list[CheckAct]:
    """What this side may see of what happened, oldest first, with the documents of each act."""
    acts = check.acts.select_related("institution").prefetch_related("attachments")
    return list(acts.order_by("pk"))


def attachment_get(actor: Actor, uuid: UUID) -> Attachment:
    found = Attachment.objects.filter(uuid=uuid).first()
    if found is None:
        raise NotFoundError
    return found


def open_answer(check: Check) -> Answer | None:
    """What waits for approval; None for the asker, who never sees it."""
    return (
        Answer.objects.select_related("load")
        .filter(check_asked=check, state=AnswerState.PROPOSED)
        .first()
    )


def last_returned(check: Check) -> Answer | None:
    """The answer that the approver gave back, for whoever enters the next one."""
    last = Answer.objects.filter(check_asked=check).order_by("-pk").first()
    return last if last and last.state == AnswerState.RETURNED else None


@dataclass(frozen=True, slots=True)
class Counts:
    """What waits at one university and what it waits for; moments are of the oldest."""

    to_answer: int
    late_to_answer: int
    oldest: dt.datetime | None
    to_approve: int
    late_to_approve: int
    approving_since: dt.datetime | None
    documents_to_give: int
    documents_since: dt.datetime | None
    we_wait: int
    we_wait_late: int

    @property
    def overdue(self) -> int:
        """What others wait for: an answer that nobody approved yet is no answer to them."""
        return self.late_to_answer + self.late_to_approve


def counts(actor: Actor) -> Counts:
    """For home: what waits here, and what the actor's university waits for."""
    today = timezone.localdate()
    mine = Q(shared_with_id=actor.institution_id)
    ours = Q(asker_id=actor.institution_id) & ~Q(came_by=CameBy.PAPER)
    late = Q(due_on__lt=today)
    with_us = mine & Q(state=CheckState.WAITING)
    proposed = mine & Q(state=CheckState.PROPOSED)
    rows = Check.objects.filter(state__in=OPEN)
    found = rows.aggregate(
        oldest=Min("sent_at", filter=with_us),
        documents_since=Min("documents_asked_at", filter=ours & Q(state=CheckState.DOCUMENTS)),
        to_answer=Count("pk", filter=with_us),
        late_to_answer=Count("pk", filter=with_us & late),
        to_approve=Count("pk", filter=proposed),
        late_to_approve=Count("pk", filter=proposed & late),
        approving_since=Min("sent_at", filter=proposed),
        documents_to_give=Count("pk", filter=ours & Q(state=CheckState.DOCUMENTS)),
        we_wait=Count("pk", filter=ours & Q(state__in=WITH_HOLDER)),
        we_wait_late=Count("pk", filter=ours & Q(state__in=WITH_HOLDER) & late),
    )
    return Counts(**found)


def answered_lately(actor: Actor, days: int = 30) -> tuple[int, int] | None:
    """What was asked in the last days, and how much of it the register confirmed at once."""
    since = timezone.now() - dt.timedelta(days=days)
    rows = asked(actor, Filters()).filter(sent_at__gte=since)
    found = rows.aggregate(all=Count("pk"), at_once=Count("pk", filter=Q(by_register=True)))
    return (found["all"], found["at_once"]) if found["all"] else None


def batch_list(actor: Actor) -> QuerySet[CheckBatch]:
    return CheckBatch.objects.filter(asker_id=actor.institution_id).order_by("-pk")


def batch_get(actor: Actor, uuid: UUID) -> CheckBatch:
    found = (
        CheckBatch.objects.select_related("job", "letter_job", "upload")
        .filter(uuid=uuid, asker_id=actor.institution_id)
        .first()
    )
    if found is None:
        raise NotFoundError
    return found


@dataclass(frozen=True, slots=True)
class HolderLine:
    """One university on a board, with how many of its checks stand where."""

    holder_id: int
    code: str
    name_th: str
    name_en: str
    asked: int
    confirmed: int
    other: int
    waiting: int
    documents: int
    overdue: int

    @property
    def name(self) -> str:
        """In the reader's language; Thai where no English name is known."""
        return (self.name_th if reads_thai() else self.name_en) or self.name_th

    @property
    def answered(self) -> int:
        return self.confirmed + self.other


def board(batch: CheckBatch) -> list[HolderLine]:
    """Of each holder how many are asked, answered, waiting, overdue; most overdue first."""
    return _by_holder(batch.checks.all())


def asked_board(actor: Actor, case: str = "") -> list[HolderLine]:
    """The same of everything that the actor's university ever asked, or of one case: counts,
    without persons."""
    rows = asked(actor, Filters())
    return _by_holder(rows.filter(case=case) if case else rows)


def _by_holder(rows: QuerySet[Check]) -> list[HolderLine]:
    waiting = Q(state__in=WITH_HOLDER)
    lines = (
        rows.exclude(state=CheckState.CANCELLED)
        .values("holder_id")
        .annotate(
            code=F("holder__code"),
            name_th=F("holder__name_th"),
            name_en=F("holder__name_en"),
            asked=Count("pk"),
            confirmed=Count("pk", filter=Q(outcome="confirmed")),
            other=Count("pk", filter=Q(state=CheckState.ANSWERED) & ~Q(outcome="confirmed")),
            waiting=Count("pk", filter=waiting),
            documents=Count("pk", filter=Q(state=CheckState.DOCUMENTS)),
            overdue=Count("pk", filter=waiting & Q(due_on__lt=timezone.localdate())),
        )
        .order_by("-overdue", "-waiting", "holder__name_th")
    )
    return [HolderLine(**line) for line in lines]


def outcomes_of(batch: CheckBatch) -> dict[str, int]:
    """Outcome → number, of what is answered."""
    rows = batch.checks.filter(state=CheckState.ANSWERED).values_list("outcome")
    return dict(rows.annotate(number=Count("pk")))


def batch_checks(batch: CheckBatch, wanted: Filters) -> QuerySet[Check]:
    """Rows of the board in the file's order."""
    rows = batch.checks.select_related("holder").order_by("ordinal")
    return _narrowed(rows, wanted, partner="holder_id")
