"""How often a token, or a visitor's address, may ask in a minute."""

import hashlib
import time
from typing import Any

from django.conf import settings
from django.core.cache import caches
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from medvirkning.accounts.machines import Machine

WINDOW = 60


class MinuteThrottle(BaseThrottle):
    """Counts the requests of the running minute in Redis; while that is down nobody is held back."""

    def allow_request(self, request: Request, view: Any) -> bool:
        self._now = time.time()
        who, limit = self._caller(request)
        key = f"api:{who}:{int(self._now // WINDOW)}"
        cache = caches["volatile"]
        added = cache.add(key, 1, timeout=2 * WINDOW)
        if added is None or added:
            return True
        try:
            count = cache.incr(key)
        except ValueError:
            return True
        return count is None or count <= limit

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return WINDOW - self._now % WINDOW

    def _caller(self, request: Request) -> tuple[str, int]:
        if isinstance(request.user, Machine):
            return f"token:{request.user.token.pk}", settings.MEDVIRKNING_API_PER_MINUTE
        address = hashlib.sha256(self.get_ident(request).encode()).hexdigest()[:16]
        return f"address:{address}", settings.MEDVIRKNING_API_PUBLIC_PER_MINUTE
