"""Stages of papers that the universities' own systems make, as those systems would send them."""

import datetime as dt
from random import Random

from apps.certificates.demo.levels import LEVELS
from apps.certificates.kinds import Delivery, Kind, Language
from apps.certificates.selectors.clock import USUAL_DAYS
from apps.certificates.services.feeding import FedRequest
from apps.core.demo.seeds import stream
from apps.core.working_days import add_working_days
from apps.courses.demo.calendar import BANGKOK
from apps.qualifications.demo.days import days_before

KINDS = (
    Kind.TRANSCRIPT, Kind.TRANSCRIPT, Kind.TRANSCRIPT, Kind.STUDY_RESULTS, Kind.STUDY_RESULTS,
    Kind.EXPECTED_GRADUATION, Kind.DIPLOMA_TRANSLATION, Kind.DIPLOMA_REPLACEMENT,
)  # fmt: skip
SPAN = 42
"""Working days that the feed reaches back."""


def fed_requests(slug: str, count: int, *, now: dt.datetime, seed: int) -> list[FedRequest]:
    """`count` requests, the earliest first; times that would lie ahead of `now` are not reached."""
    found = [_fed(slug, place, now, seed) for place in range(count)]
    return sorted(found, key=lambda one: (one.requested_at, one.reference))


def _fed(slug: str, place: int, now: dt.datetime, seed: int) -> FedRequest:
    rng = stream("fed", seed, slug, place)
    kind = rng.choice(KINDS)
    asked = days_before(now.astimezone(BANGKOK).date(), rng.randrange(1, SPAN))
    term = LEVELS.get(slug, {}).get(kind, USUAL_DAYS)
    taken = rng.choices((max(term - 1, 1), term, term + 2), (6, 3, 1))[0]
    requested = _at(asked, rng)
    approved = _at(add_working_days(asked, min(taken, 1)), rng)
    ready_on = add_working_days(asked, max(taken, 1))
    produced = max(_at(ready_on, rng), approved + dt.timedelta(minutes=20))
    delivered = _at(add_working_days(ready_on, rng.randrange(1, 4)), rng)
    ended = rng.choices(("", "cancelled", "failed"), (92, 6, 2))[0]
    made = not ended
    return FedRequest(
        reference=f"{slug.upper()}-REG-{place + 1:05}",
        kind=kind,
        language=rng.choice((Language.TH, Language.TH, Language.EN)),
        requested_at=requested,
        approved_at=_reached(approved, now),
        produced_at=_reached(produced, now) if made else None,
        delivered_at=_reached(delivered, now) if made else None,
        cancelled_at=_reached(produced, now) if ended == "cancelled" else None,
        failed_at=_reached(produced, now) if ended == "failed" else None,
        delivered_how=rng.choice((Delivery.DESK, Delivery.POST, Delivery.EMAIL))
        if made and _reached(delivered, now)
        else "",
    )


def _at(day: dt.date, rng: Random) -> dt.datetime:
    opens = dt.datetime.combine(day, dt.time(8, 40), BANGKOK)
    return opens + dt.timedelta(minutes=rng.randrange(430))


def _reached(moment: dt.datetime, now: dt.datetime) -> dt.datetime | None:
    return moment if moment <= now else None
