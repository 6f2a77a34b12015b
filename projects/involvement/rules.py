"""Who may log, change and annul, in the words of the policy (docs/permissions.md)."""

import rules

from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_centre, is_staff
from projects.involvement.enums import InvolvementState
from projects.involvement.models import Input, Involvement
from projects.work import rules as work


@rules.predicate
def logged_it(user: User, involvement: Involvement) -> bool:
    return involvement.logged_by_id == user.pk


@rules.predicate
def is_a_draft(user: User, involvement: Involvement) -> bool:
    return involvement.state == InvolvementState.DRAFT


@rules.predicate
def may_open_its_work(user: User, involvement: Involvement) -> bool:
    return work.may_open(user, involvement.work_item)


@rules.predicate
def belongs_to_its_department(user: User, involvement: Involvement) -> bool:
    """The item's department, those that contribute, and their leaders."""
    item = involvement.work_item
    return (
        work.works_in_its_department(user, item)
        or work.works_in_a_contributing_department(user, item)
        or work.leads_its_department(user, item)
    )


@rules.predicate
def may_change_its_involvement(user: User, given: Input) -> bool:
    return changes_involvement(user, given.involvement)


sees_involvement = (is_staff | is_centre) & may_open_its_work & (~is_a_draft | logged_it)
changes_involvement = is_staff & may_open_its_work & (logged_it | (belongs_to_its_department & ~is_a_draft))

rules.add_perm("involvement.view", sees_involvement)
# Staff log involvement on any work that they may open.
rules.add_perm("involvement.log", (is_staff | is_centre) & work.may_open)
rules.add_perm("involvement.change", changes_involvement)
rules.add_perm("involvement.discard", is_staff & is_a_draft & logged_it)
rules.add_perm("involvement.answer_input", is_staff & may_change_its_involvement)
rules.add_perm("involvement.set_aside", is_centre)
