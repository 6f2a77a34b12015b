"""Who may do what with grants: staff and contacts read, the Centre writes."""

import rules

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_centre, is_staff


@rules.predicate
def is_contact(user: User) -> bool:
    """Acts for an organisation; `visible_to` says which grants that opens."""
    return user.is_authenticated and user.has_role(Role.ORGANISATION_CONTACT)


rules.add_perm("grants.list", is_staff | is_centre | is_contact)
# How large a share met the requirement, over all recipients.
rules.add_perm("grants.overview", is_staff | is_centre)
# What was changed by whom, and of which other recipients.
rules.add_perm("grants.history", is_staff | is_centre)
rules.add_perm("grants.change", is_centre)
rules.add_perm("grants.import", is_centre)
