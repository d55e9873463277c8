"""Consent of the own institution, and requests for help on both sides."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.core.errors import NotFoundError
from apps.core.keyset import Slice, page_after
from apps.institutions.actor import Actor
from apps.kpi.models import HelpRequest, Indicator, Sharing


@dataclass(frozen=True, slots=True)
class OwnSharing:
    """sharing is None where the institution is not named for this indicator."""

    indicator: Indicator
    sharing: Sharing | None


def own_sharings(actor: Actor) -> list[OwnSharing]:
    """Every active indicator with the own consent. Two queries."""
    live = {
        row.indicator_id: row
        for row in Sharing.objects.filter(institution_id=actor.institution_id, ended_at=None)
    }
    return [
        OwnSharing(indicator, live.get(indicator.pk))
        for indicator in Indicator.objects.filter(is_active=True)
    ]


def own_sharing(actor: Actor, indicator: Indicator) -> Sharing | None:
    return Sharing.objects.filter(
        institution_id=actor.institution_id, indicator=indicator, ended_at=None
    ).first()


def offer_get(actor: Actor, uuid: UUID) -> Sharing:
    """Another institution's offer of help while it stands. Raises NotFoundError."""
    found = (
        Sharing.objects.select_related("indicator", "institution")
        .filter(uuid=uuid, ended_at=None, offers_help=True)
        .exclude(institution_id=actor.institution_id)
        .first()
    )
    if found is None:
        raise NotFoundError
    return found


def request_get(actor: Actor, uuid: UUID) -> HelpRequest:
    """Of either side. Raises NotFoundError."""
    found = _rows(actor).filter(uuid=uuid).first()
    if found is None:
        raise NotFoundError
    return found


def requests_page(actor: Actor, *, asked_of_us: bool, cursor: str = "") -> Slice[HelpRequest]:
    """The newest first, 50 to a page."""
    side = {"helper_id" if asked_of_us else "asker_id": actor.institution_id}
    return page_after(_rows(actor).filter(**side), cursor)


def unanswered(actor: Actor) -> QuerySet[HelpRequest]:
    """What others asked and wait for; the oldest first."""
    return (
        _rows(actor)
        .filter(helper_id=actor.institution_id, state=HelpRequest.State.SENT)
        .order_by("created_at", "pk")
    )


def _rows(actor: Actor) -> QuerySet[HelpRequest]:
    mine = Q(asker_id=actor.institution_id) | Q(helper_id=actor.institution_id)
    return HelpRequest.objects.filter(mine).select_related("asker", "helper", "indicator")
