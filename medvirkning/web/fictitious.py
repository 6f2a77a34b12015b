"""Whether the portal is filled with fictitious data, which the header of every page then says.

What knows it lies in a higher room, which registers here. The answer is kept for a minute in each process, so that
a page costs no query for it.
"""

import time
from collections.abc import Callable

_KEPT_SECONDS = 60.0
_providers: list[Callable[[], bool]] = []
_kept: tuple[float, bool] | None = None


def register(provider: Callable[[], bool]) -> None:
    """Ask this function too."""
    if provider not in _providers:
        _providers.append(provider)


def is_fictitious() -> bool:
    """Whether some part of the portal holds fictitious data."""
    global _kept
    now = time.monotonic()
    if _kept is None or now - _kept[0] > _KEPT_SECONDS:
        _kept = (now, any(provider() for provider in _providers))
    return _kept[1]


def forget() -> None:
    """Ask anew the next time."""
    global _kept
    _kept = None
