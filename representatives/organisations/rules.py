"""Who may do what with organisations, in the words of the policy (docs/permissions.md).

A contact reaches the organisations it acts for; staff read all; the Centre reaches all and decides.
"""

import rules

from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_centre, is_staff
from representatives.organisations.models import Organisation
from representatives.organisations.querysets import organisations_of


@rules.predicate
def acts_for_an_organisation(user: User) -> bool:
    return bool(organisations_of(user))


@rules.predicate
def acts_for_it(user: User, organisation: Organisation) -> bool:
    return organisation.pk in organisations_of(user)


@rules.predicate
def is_registered(user: User, organisation: Organisation) -> bool:
    """Approved by the Centre; on the last day of one that closes it still is."""
    return organisation.is_registered


@rules.predicate
def is_open(user: User, organisation: Organisation) -> bool:
    """Not closed; one that is only known from the log is open too."""
    return organisation.closed_on is None


rules.add_perm("organisations.register", rules.always_allow)
rules.add_perm("organisations.list", is_staff | is_centre | acts_for_an_organisation)
rules.add_perm("organisations.view", is_staff | is_centre | acts_for_it)
# Who the contacts are, and who is invited to be one.
rules.add_perm("organisations.see_contacts", is_centre | acts_for_it)
# A contact says what the organisation does and where; name, kind and number are for the Centre: figures ask for them.
rules.add_perm("organisations.change", is_open & (is_centre | (is_registered & acts_for_it)))
rules.add_perm("organisations.confirm", is_open & is_registered & (is_centre | acts_for_it))
rules.add_perm("organisations.invite", is_open & is_registered & (is_centre | acts_for_it))
# Answering applications, names and kinds, closing, asking Enhetsregisteret, and the history.
rules.add_perm("organisations.decide", is_centre)
