"""What a page tells beside its form when an act is refused; 403 and 404 have pages of their own."""

from dataclasses import dataclass

from django.utils.functional import Promise

from apps.core.errors import BudgetError, InvalidError, PortalError, StaleError, WrongStateError

REFUSALS = (InvalidError, StaleError, WrongStateError, BudgetError)


@dataclass(frozen=True, slots=True)
class Refusal:
    """HTTP status and what happened."""

    status: int
    message: str | Promise


def refusal_of(error: PortalError) -> Refusal:
    return Refusal(int(error.status), error.message)
