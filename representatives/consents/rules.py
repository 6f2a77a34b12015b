"""Who may answer for whom, in the words of the policy: the person, and the Centre for who calls or writes."""

import rules

from medvirkning.accounts.rules import is_centre
from representatives.people.rules import is_the_person

rules.add_perm("consents.answer", is_the_person)
# What somebody said on the phone or in a letter.
rules.add_perm("consents.enter", is_centre)
rules.add_perm("consents.texts", is_centre)
