"""The daily tasks of organisations."""

from medvirkning.jobs.queues import Queue
from medvirkning.jobs.tasks import task
from representatives.organisations import services


@task(
    name="representatives.organisations.tasks.remind_of_confirmation",
    queue=Queue.NIGHT,
    soft_time_limit=540,
    time_limit=600,
)
def remind_of_confirmation() -> int:
    """Remind contacts of organisations whose yearly confirmation runs out."""
    return services.remind_of_confirmation()


@task(
    name="representatives.organisations.tasks.ask_entity_register",
    queue=Queue.NIGHT,
    soft_time_limit=1140,
    time_limit=1200,
)
def ask_entity_register() -> int:
    """Ask Enhetsregisteret about the organisations of the register that were asked about longest ago."""
    return services.ask_about_registered()
