"""The cache of one test run, emptied without touching anything else in Redis."""

import redis
from django.conf import settings


def empty_cache() -> None:
    """Not cache.clear(): it would empty the whole of Redis, queues of others included."""
    server = redis.Redis.from_url(settings.REDIS_URL)
    prefix = settings.CACHES["default"]["KEY_PREFIX"]
    keys = list(server.scan_iter(match=f"{prefix}:*", count=1_000))  # 10 a call unless told
    if keys:
        server.delete(*keys)
    server.close()
