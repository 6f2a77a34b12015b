"""Who may add people and organisations to the log: staff and the Centre. Who may erase somebody: the person, and the
Centre for whoever calls or writes."""

import rules

from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_centre, is_staff
from representatives.people.erasing import is_used_otherwise
from representatives.people.models import Person


@rules.predicate
def is_the_person(user: User, person: Person) -> bool:
    return user.is_authenticated and person.user_id is not None and person.user_id == user.pk


@rules.predicate
def has_no_role_inside(user: User) -> bool:
    """No role of the directorate or a service, now or later: the account is the person's to erase."""
    return user.is_authenticated and not is_used_otherwise(user)


works_with_the_log = is_staff | is_centre

rules.add_perm("people.add", works_with_the_log)
rules.add_perm("organisations.add", works_with_the_log)
rules.add_perm("people.erase", is_the_person)
# For who has no account, or no way in: the Centre, as the person asked.
rules.add_perm("people.erase_on_request", is_centre)
# Whoever is done here. Who still acts for an organisation is told how to stop first.
rules.add_perm("people.erase_own_account", has_no_role_inside)
