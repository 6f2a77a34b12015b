"""The daily task of panels."""

from medvirkning.jobs.queues import Queue
from medvirkning.jobs.tasks import task
from representatives.panels.services.ageing import look_after


@task(name="representatives.panels.tasks.daily", queue=Queue.NIGHT, soft_time_limit=540, time_limit=600)
def daily() -> int:
    """End terms that are over, ask guardians and those who have come of age, and let go who did not answer."""
    return look_after()
