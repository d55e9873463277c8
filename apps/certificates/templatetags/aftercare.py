"""{% load aftercare %}{% aftercare row as offers %}: what follows the delivery of a request."""

from typing import Any

from django import template

from apps.certificates.aftercare import Offer, offers_for
from apps.certificates.models import ServiceRequest
from apps.certificates.states import State
from apps.institutions.access import actor_of

register = template.Library()


@register.simple_tag(takes_context=True)
def aftercare(context: Any, row: ServiceRequest) -> list[Offer]:
    """Nothing before the paper is delivered."""
    if row.state != State.DELIVERED:
        return []
    return offers_for(actor_of(context["request"]), row.uuid)
