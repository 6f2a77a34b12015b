"""Who may edit the texts of the advice (docs/permissions.md)."""

import rules

from medvirkning.accounts.rules import is_centre

rules.add_perm("advice.edit", is_centre)
