"""What a problem says, as message ids: titles by status, details of the framework's refusals."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.partner_api.errors import InvalidInputError

Message = str | Promise

TITLES: Mapping[int, Message] = {
    400: _("The request is not valid"),
    401: _("A valid access token is needed"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("This method is not offered here"),
    406: _("This format is not offered"),
    409: _("The state does not allow this"),
    413: _("The request is too large"),
    415: _("The body must be JSON"),
    422: _("The request cannot be carried out"),
    429: _("Too many requests"),
    500: _("Something went wrong on our side"),
    503: _("The service is not available at the moment"),
}
# the framework's own messages exist in one language at a time; these in both
DETAILS: Mapping[str, Message] = {
    "not_authenticated": _(
        "Send the header `Authorization: Bearer …` with an access token from /api/oauth/token."
    ),
    "invalid_token": _("The access token is not valid, or no longer so. Ask for a new one."),
    "method_not_allowed": _("The header Allow names the methods that this address offers."),
    "not_acceptable": _("Answers are application/json; allow it in the header Accept."),
    "unsupported_media_type": _("Send the body as application/json."),
    "parse_error": _("The body is not valid JSON in UTF-8."),
    "throttled": _("Wait for the number of seconds in the header Retry-After, then repeat."),
    "request_too_large": _("Divide the request into smaller ones."),
    "invalid_input": InvalidInputError.message,
    "bad_request": _("The request could not be read."),
    "internal": _("Nothing was saved. Repeat the request with the same Idempotency-Key later."),
}
