"""Two caches. What signing in leans on lives in the database; what may be lost at any time lives in Redis."""

from typing import Any


def caches(redis_url: str) -> dict[str, dict[str, Any]]:
    """`default` holds rate limits and used codes, `volatile` everything else: a Redis that is down is swallowed."""
    return {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "web_cacheentry",
            "OPTIONS": {"MAX_ENTRIES": 100_000, "CULL_FREQUENCY": 10},
        },
        "volatile": {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": redis_url,
            "OPTIONS": {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 1, "SOCKET_TIMEOUT": 1},
        },
    }
