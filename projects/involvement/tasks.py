"""The log's daily task."""

from medvirkning.jobs.queues import Queue
from medvirkning.jobs.tasks import task
from projects.involvement.services.continuing import ask_and_end


@task(name="projects.involvement.tasks.groups_that_go_on", queue=Queue.NIGHT, soft_time_limit=540, time_limit=600)
def groups_that_go_on() -> int:
    """Ask in January whether groups met in the year passed, and end those of which nobody said so."""
    return ask_and_end()
