"""Who may read the activities of 2023: everybody on the staff, and the Centre."""

import rules

from medvirkning.accounts.rules import is_centre, is_staff

rules.add_perm("activities.view", is_staff | is_centre)
