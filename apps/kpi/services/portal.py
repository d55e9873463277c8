"""The portal itself at work, where no person acts: for one institution, or for the network."""

from apps.core.errors import NotFoundError
from apps.institutions.actor import Actor, Role
from apps.institutions.models import Institution, Kind


def portal_of(institution_id: int) -> Actor:
    """For one institution, in whose scope its rows are."""
    return Actor(institution_id=institution_id, role=Role.REGISTRAR, label="portal")


def network_actor() -> Actor:
    """For the network. Raises NotFoundError where none is set up."""
    network = Institution.objects.filter(kind=Kind.NETWORK, is_active=True).order_by("pk").first()
    if network is None:
        raise NotFoundError
    return Actor(institution_id=network.pk, role=Role.SECRETARIAT, label="portal")
