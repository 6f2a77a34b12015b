"""Who may look for people: staff and the Centre, in the words of the policy (docs/permissions.md)."""

import rules

from medvirkning.accounts.rules import is_centre, is_staff

rules.add_perm("finding.find", is_staff | is_centre)
# Beside what everybody who finds sees, whose row it is.
rules.add_perm("finding.open_all", is_centre)
