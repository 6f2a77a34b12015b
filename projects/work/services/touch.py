"""What may have changed a count is told in the transaction of the change, and counted behind it."""

from collections.abc import Iterable

from medvirkning.jobs import enqueue
from projects.work.models import Touch

DRAIN = "projects.shares.tasks.drain"


def touch(work_items: Iterable[int]) -> None:
    """Say that the counts of these work items may have changed, and have them counted after commit.

    The rows are part of the caller's transaction, so a broker that is down or a lost task delays the figures and
    loses nothing: beat drains every ten seconds.
    """
    rows = [Touch(work_item_id=pk) for pk in dict.fromkeys(work_items)]
    if rows:
        Touch.objects.bulk_create(rows)
        enqueue(DRAIN)
