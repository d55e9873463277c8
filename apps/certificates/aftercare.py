"""What the page of a delivered request offers next. Apps above this one register their part.

@offers
def survey_offer(actor: Actor, request: UUID) -> Offer | None: ...
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from apps.institutions.actor import Actor


@dataclass(frozen=True, slots=True)
class Offer:
    """A part of the page; its template is given `offer` (the context) and `row` (the request)."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


Provider = Callable[[Actor, UUID], Offer | None]
_providers: list[Provider] = []


def offers(provider: Provider) -> Provider:
    """Register, once however often a module is loaded. The provider says None for nothing."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def offers_for(actor: Actor, request: UUID) -> list[Offer]:
    """What follows the delivery of this request, in the order of registration."""
    made = (provider(actor, request) for provider in _providers)
    return [offer for offer in made if offer is not None]
