"""After a paper was delivered: whoever asked for it may be asked in turn."""

from uuid import UUID

from apps.certificates.aftercare import Offer, offers
from apps.institutions.actor import Actor
from apps.kpi.choices import ServiceKind
from apps.kpi.policies import can_run_survey
from apps.kpi.selectors.survey import invitation_for


@offers
def survey_offer(actor: Actor, request: UUID) -> Offer | None:
    """How far the asking is, with the buttons that make or send a link."""
    if not can_run_survey(actor):
        return None
    asked = invitation_for(actor, service=ServiceKind.CERTIFICATE, subject=request)
    return Offer("kpi/survey/parts/offer.html", {"asked": asked})
