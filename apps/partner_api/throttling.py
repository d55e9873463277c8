"""Limits on requests, counted in the cache.

They keep the service usable; what protects persons is the budget of look-ups in the database. So a
cache that does not answer lets requests through.
"""

import logging
import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from apps.partner_api.authentication import Grant

if TYPE_CHECKING:  # the framework imports this module while it makes APIView
    from rest_framework.views import APIView

MINUTE = 60
log = logging.getLogger(__name__)


def this_minute(counted: str) -> str:
    return f"api:{counted}:{int(time.time()) // MINUTE}"


def seconds_left() -> int:
    return MINUTE - int(time.time()) % MINUTE


def add_one(counted: str) -> int:
    """How many there were in this minute, this one included; 0 when the cache is away."""
    key = this_minute(counted)
    try:
        cache.add(key, 0, timeout=2 * MINUTE)
        return int(cache.incr(key))
    except (RedisError, ValueError):
        log.warning("requests are not limited: the cache does not answer")
        return 0


def counted_already(counted: str) -> int:
    try:
        return int(cache.get(this_minute(counted)) or 0)
    except RedisError:
        log.warning("requests are not limited: the cache does not answer")
        return 0


class ClientThrottle(BaseThrottle):
    """So many requests per client in each minute of the clock."""

    def allow_request(self, request: Request, view: "APIView") -> bool:
        if not isinstance(request.auth, Grant):
            return True
        asked = add_one(f"client:{request.auth.client.pk}")
        return asked <= settings.API_REQUESTS_PER_MINUTE

    def wait(self) -> float:
        return seconds_left()
