"""Consent to be named for an indicator, and the offer of help: given, changed, ended."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from apps.audit.services import record
from apps.core.errors import NotFoundError
from apps.events.services import emit
from apps.institutions.actor import Actor
from apps.institutions.officers import officer_of
from apps.kpi.free_text import without_ids
from apps.kpi.locks import Doing, one_at_a_time
from apps.kpi.models import Indicator, Sharing
from apps.kpi.policies import can_share, demand
from apps.kpi.sharing_errors import PracticeNeededError

LEAST_PRACTICE, MOST_PRACTICE, MOST_CONTACT = 10, 4_000, 300
FIELDS = ("offers_help", "practice", "contact", "given_name", "given_post")


@dataclass(frozen=True, slots=True)
class Offer:
    """What the network reads. practice: what was done, in the institution's words; contact: of an
    office, never of a private person."""

    offers_help: bool
    practice: str = ""
    contact: str = ""


@transaction.atomic
def share(*, actor: Actor, indicator: Indicator, offer: Offer) -> Sharing:
    """Consent to be named, or what the offer says from now on. Raises PracticeNeededError."""
    demand(can_share(actor))
    practice = without_ids(offer.practice)[:MOST_PRACTICE]
    if offer.offers_help and len(practice) < LEAST_PRACTICE:
        raise PracticeNeededError
    one_at_a_time(Doing.SHARING, actor.institution_id)  # two clicks are one consent
    row = _live(actor, indicator) or Sharing(
        institution_id=actor.institution_id, indicator=indicator
    )
    began = row.pk is None
    by = officer_of(actor)
    row.offers_help, row.practice = offer.offers_help, practice
    row.contact = offer.contact.strip()[:MOST_CONTACT]
    row.given_name, row.given_post = by.name, by.post
    row.save(update_fields=None if began else FIELDS)
    _log(actor, row, "sharing.begin" if began else "sharing.change", by.name)
    return row


@transaction.atomic
def end_sharing(*, actor: Actor, indicator: Indicator) -> None:
    """From this moment no page names the institution. Raises NotFoundError where none does."""
    demand(can_share(actor))
    row = _live(actor, indicator)
    if row is None:
        raise NotFoundError
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    _log(actor, row, "sharing.end", officer_of(actor).name)


def _live(actor: Actor, indicator: Indicator) -> Sharing | None:
    return (
        Sharing.objects.select_for_update()
        .filter(institution_id=actor.institution_id, indicator=indicator, ended_at=None)
        .first()
    )


def _log(actor: Actor, row: Sharing, action: str, officer: str) -> None:
    record(
        who=actor.who,
        action=action,
        target="indicator_sharing",
        target_uuid=row.uuid,
        owner_institution_id=actor.institution_id,
        data={
            "indicator": row.indicator.code,
            "offers_help": row.offers_help,
            "officer": officer,
        },
    )
    emit(actor=actor, kind=action, subject=row.uuid)
