"""Errors that a person or a partner's system is told of. One base, one mapper for each edge."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from psycopg2.errors import DeadlockDetected


class PortalError(Exception):
    """`message` says what happened and what to do; `data` goes along to the API, never an ID."""

    code = "error"
    status = HTTPStatus.BAD_REQUEST
    message: str | Promise = _("The request could not be carried out.")

    def __init__(
        self, message: str | Promise | None = None, *, data: Mapping[str, Any] | None = None
    ) -> None:
        self.message = message or type(self).message
        self.data = dict(data or {})
        super().__init__(self.code)


class NotFoundError(PortalError):
    """Also for what exists but is another institution's: no difference may be visible."""

    code = "not_found"
    status = HTTPStatus.NOT_FOUND
    message = _("There is nothing here, or it is not yours to see.")


class ForbiddenError(PortalError):
    code = "forbidden"
    status = HTTPStatus.FORBIDDEN
    message = _("Your role does not allow this. Switch to another role, or ask a colleague.")


class WrongStateError(PortalError):
    code = "wrong_state"
    status = HTTPStatus.CONFLICT
    message = _("This can no longer be done: the state has changed. Load the page again.")


class StaleError(PortalError):
    code = "stale"
    status = HTTPStatus.CONFLICT
    message = _("The content changed after you opened it. Look at it again before you decide.")


class BusyError(PortalError):
    """Two acts waited for each other; the database ended one of them."""

    code = "busy"
    status = HTTPStatus.CONFLICT
    message = _(
        "Somebody else changed the same data at this moment. Nothing of yours was saved; try again."
    )


def busy_error(error: BaseException) -> BusyError | None:
    """The refusal that a deadlock stands for; None for every other exception."""
    return BusyError() if isinstance(error.__cause__, DeadlockDetected) else None


class InvalidError(PortalError):
    code = "invalid"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class BudgetError(PortalError):
    code = "budget_exhausted"
    status = HTTPStatus.TOO_MANY_REQUESTS
    message = _(
        "Today's number of look-ups is used up. Ask the network's secretariat if more are needed."
    )
