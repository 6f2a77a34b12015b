"""Who may answer for whom, in the words of the policy: the person, and the Centre for who calls or writes."""

import rules

from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_centre
from representatives.people.models import Person


@rules.predicate
def is_the_person(user: User, person: Person) -> bool:
    return user.is_authenticated and person.user_id is not None and person.user_id == user.pk


rules.add_perm("consents.answer", is_the_person)
# What somebody said on the phone or in a letter.
rules.add_perm("consents.enter", is_centre)
rules.add_perm("consents.texts", is_centre)
