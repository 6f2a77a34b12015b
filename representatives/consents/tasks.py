"""The daily task of consents."""

from medvirkning.jobs.queues import Queue
from medvirkning.jobs.tasks import task
from representatives.consents.expiry import tell_of_expiry


@task(name="representatives.consents.tasks.expiring", queue=Queue.NIGHT, soft_time_limit=540, time_limit=600)
def expiring() -> int:
    """Remind people 30 and 7 days before their consents run out, and tell them when they have."""
    return tell_of_expiry()
