"""How often the public check may be asked. Counters in the cache: none of it needs to be kept.

A code has 60 random bits and is not found by trying. A PIN has a million values: the limit for each
code makes trying them all take decades, and the one for each address and code keeps a stranger
from using up the tries of whoever holds the paper.
"""

import hashlib
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.core.errors import PortalError


class TooManyChecksError(PortalError):
    code = "too_many_checks"
    status = HTTPStatus.TOO_MANY_REQUESTS
    message = _("Too many checks in a short time. Wait a quarter of an hour and try again.")


@dataclass(frozen=True, slots=True)
class Limit:
    name: str
    times: int
    seconds: int


CHECKS = Limit("check", times=60, seconds=60)
FILES = Limit("file", times=20, seconds=60)
PIN_BY_ADDRESS = Limit("pin-address", times=5, seconds=15 * 60)
PIN_BY_CODE = Limit("pin-code", times=100, seconds=24 * 3600)


def client_address(request: HttpRequest) -> str:
    """The address that the outermost trusted proxy saw. What a client adds in front is ignored."""
    trusted: int = getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0)
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if trusted and len(passed) >= trusted:
        return passed[-trusted]
    return str(request.META.get("REMOTE_ADDR", ""))


def spend(limit: Limit, *whom: str) -> None:
    """Count one use; TooManyChecksError where the window's number is used up."""
    digest = hashlib.sha256("\n".join(whom).encode()).hexdigest()[:32]
    key = f"verify:{limit.name}:{digest}"
    cache.add(key, 0, limit.seconds)
    try:
        used = cache.incr(key)
    except ValueError:  # the window ended between the two calls
        cache.add(key, 1, limit.seconds)
        used = 1
    if used > limit.times:
        raise TooManyChecksError
