"""Sending the outbox."""

from medvirkning.jobs.queues import Queue
from medvirkning.jobs.tasks import task
from medvirkning.notifications.sending import send_due


@task(queue=Queue.MAIL, soft_time_limit=8 * 60, time_limit=9 * 60)
def send_outbox() -> None:
    """Send every message that is due. Doubled runs share the work."""
    send_due()
