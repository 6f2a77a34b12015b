"""Whether something shows that a standing task was performed in a year. Higher rooms say what they know."""

from collections.abc import Callable

from projects.work.models import WorkItem

Check = Callable[[WorkItem, int], bool]
_checks: list[Check] = []


def register(check: Check) -> Check:
    """Add what a higher room knows; used as a decorator."""
    if check not in _checks:
        _checks.append(check)
    return check


def performed_in(work_item: WorkItem, year: int) -> bool:
    """True when any room has something that counts as work done in the year."""
    return any(check(work_item, year) for check in _checks)
