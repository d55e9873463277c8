"""Stages of papers that another system makes, for the service clock; no persons."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.certificates.errors import NothingChosenError, TooManyError
from apps.certificates.kinds import Channel, Delivery, Kind, Language
from apps.certificates.models import ServiceRequest
from apps.certificates.policies import can_work_on_requests, demand
from apps.certificates.selectors.clock import Term, term_for
from apps.certificates.services.moving import tell, write_acts
from apps.certificates.services.requesting import lock_numbers, next_number
from apps.certificates.states import State
from apps.core.thai.text import clean
from apps.courses.errors import LineProblem, LinesError
from apps.courses.student_codes import identifier_fault
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer, officer_of

FEED = "feed"
MOST_FED = 2_000
EARLIEST = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""Before it lie slips of the pen and Christian years taken for Buddhist ones, no papers."""
SLACK = dt.timedelta(minutes=5)
"""How far another system's clock may be ahead."""
ORDER = ("requested_at", "approved_at", "produced_at", "delivered_at")
KEPT = (
    "kind", "language", *ORDER, "cancelled_at", "failed_at", "delivered_how", "state",
    "service_days", "due_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FedRequest:
    """One request as the other system has it now; `reference` is its own key and no person's.

    Times are aware; None for a stage that was not reached.
    """

    reference: str
    kind: str
    language: str = Language.TH
    requested_at: dt.datetime
    approved_at: dt.datetime | None = None
    produced_at: dt.datetime | None = None
    delivered_at: dt.datetime | None = None
    cancelled_at: dt.datetime | None = None
    failed_at: dt.datetime | None = None
    delivered_how: str = ""


@dataclass(frozen=True, slots=True)
class FedCounts:
    new: int
    changed: int
    unchanged: int


@transaction.atomic
def feed_stages(*, actor: Actor, stages: Sequence[FedRequest]) -> FedCounts:
    """All or none; sent again, nothing changes. The latest that was told of a reference counts.

    Raises LinesError with a problem for each line (from 1), NothingChosenError, TooManyError.
    """
    demand(can_work_on_requests(actor))
    if not stages:
        raise NothingChosenError
    if len(stages) > MOST_FED:
        raise TooManyError(MOST_FED)
    _refuse(stages)
    lock_numbers(actor.institution_id)
    known = {
        row.reference: row
        for row in ServiceRequest.objects.select_for_update(of=("self",))
        .filter(
            institution_id=actor.institution_id,
            channel=Channel.FEED,
            reference__in=[one.reference.strip() for one in stages],
        )
        .order_by("pk")
    }
    return _take(stages, known, actor)


def _take(
    stages: Sequence[FedRequest], known: dict[str, ServiceRequest], actor: Actor
) -> FedCounts:
    teller = _teller(actor)
    terms: dict[tuple[str, dt.date], Term] = {}
    new: list[ServiceRequest] = []
    changed: list[ServiceRequest] = []
    before: list[str] = []
    for one in stages:
        row = known.get(one.reference.strip())
        former = _values(row) if row else None
        if row is None:
            row = ServiceRequest(
                institution_id=actor.institution_id,
                channel=Channel.FEED,
                reference=one.reference.strip(),
                requested_key=teller.key,
                requested_name=teller.name,
                requested_post=teller.post,
            )
        state = row.state
        _fill(row, one, _term(terms, actor, one))
        if former is None:
            new.append(row)
        elif former != _values(row):
            row.version += 1
            changed.append(row)
            before.append(state)
    _save(new, changed, before, actor, teller)
    return FedCounts(len(new), len(changed), len(stages) - len(new) - len(changed))


def _teller(actor: Actor) -> Officer:
    """Whoever noted it by hand; of a system that feeds its name alone, for no officer decides."""
    if actor.user_id is not None:
        return officer_of(actor)
    return Officer(clean(actor.label)[:200], "", "")


def _values(row: ServiceRequest) -> list[object]:
    return [getattr(row, name) for name in KEPT]


def _term(terms: dict[tuple[str, dt.date], Term], actor: Actor, one: FedRequest) -> Term:
    key = one.kind, timezone.localdate(one.requested_at)
    if key not in terms:
        terms[key] = term_for(actor.institution_id, *key)
    return terms[key]


def _fill(row: ServiceRequest, one: FedRequest, term: Term) -> None:
    row.kind, row.language = one.kind, one.language
    for name in (*ORDER, "cancelled_at", "failed_at"):
        setattr(row, name, getattr(one, name))
    row.delivered_how = one.delivered_how
    row.state = state_of(one)
    row.service_days, row.due_on = term.days, term.due_on


def state_of(one: FedRequest) -> State:
    """The furthest stage that was told."""
    reached = (
        (one.cancelled_at, State.CANCELLED),
        (one.delivered_at, State.DELIVERED),
        (one.produced_at, State.PRODUCED),
        (one.failed_at, State.FAILED),
        (one.approved_at, State.APPROVED),
    )
    return next((state for time, state in reached if time is not None), State.REQUESTED)


def _save(
    new: list[ServiceRequest],
    changed: list[ServiceRequest],
    before: list[str],
    actor: Actor,
    teller: Officer,
) -> None:
    year = timezone.localdate().year
    for number, row in enumerate(new, next_number(actor.institution_id, year) if new else 0):
        row.year, row.number = year, number
    ServiceRequest.objects.bulk_create(new, batch_size=500)
    if changed:
        ServiceRequest.objects.bulk_update(changed, [*KEPT, "version"], batch_size=200)
    rows = [*new, *changed]
    if rows:
        write_acts(rows, FEED, [""] * len(new) + before, actor=actor, officer=teller)
        tell(rows, FEED, actor=actor, officer=teller)


def _refuse(stages: Sequence[FedRequest]) -> None:
    latest = timezone.now() + SLACK
    first: dict[str, int] = {}
    problems = []
    for line, one in enumerate(stages, 1):
        earlier = first.setdefault(one.reference.strip(), line)
        problems += [LineProblem(line, sentence, field=name)
                     for name, sentence in _faults(one, latest)]  # fmt: skip
        if earlier != line:
            problems.append(LineProblem(line, _REPEATED, field="reference"))
    if problems:
        raise LinesError(problems)


_REPEATED = _("This reference stands twice in what was sent. Send its latest stage alone.")
_NO_REFERENCE = _("Send the reference of your own system, at most 100 characters.")
_PERSONAL = _("This is a national ID. Send a reference that names no person.")
_UNKNOWN = _("This is none of the values of the list.")
_TOO_EARLY = _("This time lies before the year 2000 (2543 in the Buddhist era). Check the year.")
_AHEAD = _("This time lies ahead. Compare the clock of your system.")
_EARLY = _("This time lies before the stage that comes first. Compare the two.")
_ENDED = _("A paper that was made cannot be cancelled or failed. Leave one of the two times out.")


def _faults(one: FedRequest, latest: dt.datetime) -> list[tuple[str, str | Promise]]:
    """(field, sentence) for everything that cannot be taken."""
    faults: list[tuple[str, str | Promise]] = []
    if not 1 <= len(one.reference.strip()) <= 100:
        faults.append(("reference", _NO_REFERENCE))
    elif identifier_fault(one.reference):
        faults.append(("reference", _PERSONAL))
    for name, values in (("kind", Kind.values), ("language", Language.values),
                         ("delivered_how", ["", *Delivery.values])):  # fmt: skip
        if getattr(one, name) not in values:
            faults.append((name, _UNKNOWN))
    told = [(name, getattr(one, name)) for name in (*ORDER, "cancelled_at", "failed_at")]
    faults += [(name, _AHEAD) for name, time in told if time is not None and time > latest]
    faults += [(name, _TOO_EARLY) for name, time in told if time is not None and time < EARLIEST]
    return faults + _disorder(one)


def _disorder(one: FedRequest) -> list[tuple[str, str | Promise]]:
    reached = [(name, time) for name in ORDER if (time := getattr(one, name)) is not None]
    faults: list[tuple[str, str | Promise]] = [
        (later, _EARLY) for (_name, before), (later, after) in pairwise(reached) if after < before
    ]
    for name in ("cancelled_at", "failed_at"):
        time = getattr(one, name)
        if time is not None and time < one.requested_at:
            faults.append((name, _EARLY))
        if time is not None and (one.produced_at or one.delivered_at):
            faults.append((name, _ENDED))
    return faults
