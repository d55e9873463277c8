"""The cache of one test run, emptied without touching anything else in Redis."""

from contextlib import closing

import redis
from django.conf import settings


def empty_cache() -> None:
    with closing(cache_server()) as server:
        empty_cache_of(server)


def cache_server() -> redis.Redis:
    """A connection for whoever empties the cache many times; to be closed."""
    return redis.Redis.from_url(settings.REDIS_URL)


def empty_cache_of(server: redis.Redis) -> None:
    """Not cache.clear(): it would empty the whole of Redis, queues of others included."""
    prefix = settings.CACHES["default"]["KEY_PREFIX"]
    keys = list(server.scan_iter(match=f"{prefix}:*", count=1_000))  # 10 a call unless told
    if keys:
        server.delete(*keys)
