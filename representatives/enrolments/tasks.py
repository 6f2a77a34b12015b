"""The daily task of posts: what is over ends, and what runs out soon is told of."""

from medvirkning.jobs.queues import Queue
from medvirkning.jobs.tasks import task
from representatives.enrolments.reminding import tell_of_mandates_running_out
from representatives.enrolments.services import end_what_is_over


@task(name="representatives.enrolments.tasks.posts_of_the_day", queue=Queue.NIGHT, soft_time_limit=840, time_limit=900)
def posts_of_the_day() -> None:
    """End what is over, and mail contacts of mandates that run out within 60 days."""
    end_what_is_over()
    tell_of_mandates_running_out()
