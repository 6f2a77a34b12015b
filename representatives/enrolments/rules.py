"""Who may enter people and end their posts, in the words of the policy (docs/permissions.md).

An organisation looks after its own people and no others. The Centre may act for every organisation. Only a registered
organisation whose facts were confirmed within the year, and that Enhetsregisteret calls neither bankrupt nor deleted,
enters people and prolongs their posts; letting a post end is always open.
"""

import rules
from django.utils import timezone

from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_centre
from representatives.organisations.models import Organisation
from representatives.organisations.querysets import CONFIRMED_FOR, organisations_of


@rules.predicate
def acts_for(user: User, organisation: Organisation) -> bool:
    return organisation.pk in organisations_of(user)


@rules.predicate
def takes_people(user: User, organisation: Organisation) -> bool:
    """Registered, not about to close, confirmed within the year, and neither bankrupt nor deleted."""
    return organisation.is_open and not organisation.is_held_back and not is_overdue(organisation)


def is_overdue(organisation: Organisation) -> bool:
    """Nobody has confirmed within a year that what stands in the register still holds."""
    confirmed_on = organisation.confirmed_on
    return confirmed_on is None or confirmed_on < timezone.localdate() - CONFIRMED_FOR


looks_after = is_centre | acts_for
rules.add_perm("enrolments.view", looks_after)
rules.add_perm("enrolments.end", looks_after)
rules.add_perm("enrolments.enter", looks_after & takes_people)
