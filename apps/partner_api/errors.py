"""Refusals of the API itself."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from apps.core.errors import PortalError


@dataclass(frozen=True)
class FieldProblem:
    """One fault of the input: a JSON pointer (RFC 6901) into the body, in both languages.

    For a query parameter the pointer is `?` and its name.
    """

    pointer: str
    code: str
    message_th: str
    message_en: str

    def as_json(self) -> dict[str, str]:
        return asdict(self)


class InvalidInputError(PortalError):
    code = "invalid_input"
    message = _("Some values are missing or not valid. `errors` names each of them.")

    def __init__(self, errors: Sequence[FieldProblem]) -> None:
        super().__init__()
        self.errors = list(errors)


class InsufficientScopeError(PortalError):
    code = "insufficient_scope"
    status = HTTPStatus.FORBIDDEN
    message = _(
        "The access token lacks a scope that this endpoint needs. Ask for a token with that scope; "
        "if it is refused, ask the network's secretariat to give the scope to your client."
    )


class UnknownRouteError(PortalError):
    code = "unknown_route"
    status = HTTPStatus.NOT_FOUND
    message = _("There is no such address in the API. The addresses are listed at /api/docs/.")


class InvalidCursorError(PortalError):
    code = "invalid_cursor"
    message = _("The cursor is not one of this list. Begin again without a cursor.")


class IdempotencyKeyMissingError(PortalError):
    code = "idempotency_key_missing"
    message = _(
        "Send the header Idempotency-Key with a new random value for each request, "
        "and the same value when you repeat a request."
    )


class IdempotencyKeyInvalidError(PortalError):
    code = "idempotency_key_invalid"
    message = _("The header Idempotency-Key must hold 1 to 255 visible ASCII characters.")


class IdempotencyKeyReusedError(PortalError):
    code = "idempotency_key_reused"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = _("This Idempotency-Key was used with another request. Send a new key.")


class RequestRunningError(PortalError):
    code = "request_running"
    status = HTTPStatus.CONFLICT
    message = _(
        "The first request with this Idempotency-Key is still running. Repeat it in a few seconds."
    )
