"""The worker's sign of life: a scheduled task leaves it in the database cache, so it needs beat, broker and worker."""

import datetime

from django.core.cache import cache
from django.utils import timezone

KEY = "jobs.worker-seen-at"


def show_sign() -> None:
    """A worker lives."""
    cache.set(KEY, timezone.now(), timeout=24 * 60 * 60)


def worker_seen_at() -> datetime.datetime | None:
    """When a worker last showed that it lives."""
    seen: datetime.datetime | None = cache.get(KEY)
    return seen
