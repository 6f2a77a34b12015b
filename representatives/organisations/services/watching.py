"""Each night Enhetsregisteret is asked about some organisations: what has ended is flagged."""

import structlog

from representatives.organisations import registry
from representatives.organisations.models import Organisation
from representatives.organisations.services.upkeep import keep_answer

logger = structlog.get_logger(__name__)

EACH_NIGHT = 200
# A register that doesn't answer is left alone till the next night.
FAILURES_IN_A_ROW = 5


def ask_about_registered(limit: int = EACH_NIGHT) -> int:
    """Ask about those of the register that were asked about longest ago. Gives how many answers there were."""
    answers = failures = 0
    for organisation in Organisation.objects.to_be_looked_up()[:limit]:
        number = organisation.organisation_number
        if number is None:
            continue
        if keep_answer(organisation, registry.look_up(number, anew=True)) is None:
            failures += 1
            if failures == FAILURES_IN_A_ROW:
                logger.warning("entity_register_left_alone", answers=answers)
                break
        else:
            answers, failures = answers + 1, 0
    return answers
