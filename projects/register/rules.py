"""Who may import: the Centre and administrators. Files can give people a place and change every record."""

import rules

from medvirkning.accounts.rules import is_administrator, is_centre

rules.add_perm("register.import", is_centre | is_administrator)
