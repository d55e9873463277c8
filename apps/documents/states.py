"""What can become of a paper. Nothing leads back: a wrong revocation is mended by a new paper."""

from apps.core.errors import WrongStateError
from apps.documents.models import Status

TRANSITIONS: dict[tuple[Status, str], Status] = {
    (Status.RESERVED, "issue"): Status.ACTIVE,
    (Status.ACTIVE, "supersede"): Status.SUPERSEDED,
    (Status.ACTIVE, "revoke"): Status.REVOKED,
    (Status.SUPERSEDED, "revoke"): Status.REVOKED,
}


def after(status: str, action: str) -> Status:
    """The state that `action` leads to; WrongStateError where it may not happen."""
    reached = TRANSITIONS.get((Status(status), action))
    if reached is None:
        raise WrongStateError
    return reached
