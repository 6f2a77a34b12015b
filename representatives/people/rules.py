"""Who may add people and organisations to the log: staff and the Centre, in the words of the policy."""

import rules

from medvirkning.accounts.rules import is_centre, is_staff

works_with_the_log = is_staff | is_centre

rules.add_perm("people.add", works_with_the_log)
rules.add_perm("organisations.add", works_with_the_log)
