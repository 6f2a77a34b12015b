"""The daily task of self-assessments."""

from advice.assessments.services.reminding import remind_of_deadlines
from medvirkning.jobs.queues import Queue
from medvirkning.jobs.tasks import task


@task(name="advice.assessments.tasks.deadlines_of_actions", queue=Queue.NIGHT, soft_time_limit=540, time_limit=600)
def deadlines_of_actions() -> int:
    """Remind leaders of actions that near their deadline or have passed it."""
    return remind_of_deadlines()
