"""Every refusal as application/problem+json (RFC 9457), in Thai and English."""

import logging
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import singledispatch
from http import HTTPStatus
from typing import Any

from django.core import signals
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest
from django.utils import translation
from rest_framework import exceptions
from rest_framework.response import Response

from apps.core.errors import ForbiddenError, NotFoundError, PortalError, busy_error
from apps.partner_api.errors import FieldProblem, InsufficientScopeError, InvalidInputError
from apps.partner_api.pointers import field_problems
from apps.partner_api.problem_texts import DETAILS, TITLES, Message

CONTENT_TYPE = "application/problem+json"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Problem:
    """`data` is for machines and never holds an identifier of a person."""

    status: int
    code: str
    detail: Message
    errors: Sequence[FieldProblem] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def as_json(self, language: str) -> dict[str, Any]:
        title = in_both(TITLES.get(self.status, TITLES[400]))
        detail = in_both(self.detail)
        body: dict[str, Any] = {
            "type": f"urn:registrar-net:problem:{self.code}",
            "title": title[language],
            "status": self.status,
            "detail": detail[language],
            "code": self.code,
            "title_th": title["th"],
            "title_en": title["en"],
            "detail_th": detail["th"],
            "detail_en": detail["en"],
        }
        if self.errors:
            body["errors"] = [error.as_json() for error in self.errors]
        if self.data:
            body["data"] = dict(self.data)
        return body


def in_both(message: Message) -> dict[str, str]:
    texts = {}
    for language in ("th", "en"):
        with translation.override(language):
            texts[language] = str(message)
    return texts


def language_of(request: HttpRequest) -> str:
    """Of `title` and `detail`: as the header Accept-Language wishes, Thai without it."""
    return "en" if translation.get_language_from_request(request).startswith("en") else "th"


def problem_response(problem: Problem, request: HttpRequest) -> Response:
    language = language_of(request)
    headers = {"Content-Language": language, "Cache-Control": "no-store", **problem.headers}
    return Response(
        problem.as_json(language),
        status=problem.status,
        headers=headers,
        content_type=CONTENT_TYPE,
    )


# exceptions that say nothing but their kind; the first that fits
FIXED: Sequence[tuple[type[Exception], Problem]] = (
    (Http404, Problem(404, NotFoundError.code, NotFoundError.message)),
    (PermissionDenied, Problem(403, ForbiddenError.code, ForbiddenError.message)),
    (RequestDataTooBig, Problem(413, "request_too_large", DETAILS["request_too_large"])),
    (SuspiciousOperation, Problem(400, "bad_request", DETAILS["bad_request"])),
)


@singledispatch
def describe(error: BaseException) -> Problem | None:
    """The problem that an exception stands for; None for what nobody foresaw."""
    return next((problem for kind, problem in FIXED if isinstance(error, kind)), None)


@describe.register
def _database_error(error: OperationalError) -> Problem | None:
    busy = busy_error(error)
    return describe(busy) if busy else None


@describe.register
def _portal_error(error: PortalError) -> Problem:
    headers = {}
    if "retry_after" in error.data:
        headers["Retry-After"] = str(error.data["retry_after"])
    if isinstance(error, InsufficientScopeError):
        headers["WWW-Authenticate"] = 'Bearer realm="api", error="insufficient_scope"'
    errors = error.errors if isinstance(error, InvalidInputError) else ()
    return Problem(int(error.status), error.code, error.message, errors, error.data, headers)


@describe.register
def _api_exception(error: exceptions.APIException) -> Problem:
    """The framework's own refusals: authentication, method, media type, unreadable body."""
    codes = error.get_codes()
    code = codes if isinstance(codes, str) else error.default_code
    if code == "authentication_failed":
        code = "invalid_token"
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    detail = DETAILS.get(code, DETAILS["bad_request"])
    return Problem(error.status_code, code, detail, headers=headers)


@describe.register
def _validation(error: exceptions.ValidationError) -> Problem:
    errors = field_problems(error.detail, error.detail)
    return Problem(HTTPStatus.BAD_REQUEST, "invalid_input", DETAILS["invalid_input"], errors)


def problem_handler(error: Exception, context: Mapping[str, Any]) -> Response:
    """For the settings of the framework; what nobody foresaw is a 500 that tells nothing."""
    request: HttpRequest = context["request"]._request
    problem = describe(error)
    if problem is None:
        # the stack without the message: messages of the database quote values
        stack = "".join(traceback.format_tb(error.__traceback__))
        log.error("%s %s: %s\n%s", request.method, request.path, type(error).__name__, stack)
        signals.got_request_exception.send(sender=None, request=request)
        problem = Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", DETAILS["internal"])
    return problem_response(problem, request)
