"""Which of their memberships a person acts with; kept in the session, checked at each request."""

from collections.abc import Sequence

from django.contrib.sessions.backends.base import SessionBase

from apps.core.errors import NotFoundError
from apps.institutions.models import Membership

KEY = "membership"


def acting_membership(session: SessionBase, held: Sequence[Membership]) -> Membership | None:
    """The chosen one while it is still held, else the first; None without any."""
    chosen = session.get(KEY)
    for membership in held:
        if str(membership.uuid) == chosen:
            return membership
    return held[0] if held else None


def switch_membership(session: SessionBase, held: Sequence[Membership], uuid: str) -> Membership:
    for membership in held:
        if str(membership.uuid) == uuid:
            session[KEY] = uuid
            return membership
    raise NotFoundError
