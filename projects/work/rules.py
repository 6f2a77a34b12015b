"""Who may do what with work, in the words of the policy (docs/permissions.md)."""

import rules
from django.utils import timezone

from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_centre, is_staff
from projects.departments.reach import reach_of
from projects.work.models import Decision, WorkItem
from projects.work.responsibility import lineage_today


@rules.predicate
def may_open(user: User, work_item: WorkItem) -> bool:
    """Everybody on the staff, but for restricted work: its team, its leaders, and who has a decision on it to make."""
    reach = reach_of(user)
    return (
        not work_item.restricted
        or work_item.responsible_id == user.pk
        or reach.leads_any_of(lineage_today(work_item))
        or work_item.team.filter(pk=user.pk).exists()
        or (reach.is_centre and waits_for_the_centre(user, work_item))
    )


@rules.predicate
def waits_for_the_centre(user: User, work_item: WorkItem) -> bool:
    """Something is asked for, by another, on work that the directorate itself answers for."""
    if len(lineage_today(work_item)) > 1:
        return False
    return any(
        related.waiting().exclude(requested_by=user.pk).exists()
        for related in (work_item.exemptions, work_item.not_performed)
    )


@rules.predicate
def works_in_its_department(user: User, work_item: WorkItem) -> bool:
    return lineage_today(work_item)[-1] in reach_of(user).member_of


@rules.predicate
def works_in_a_contributing_department(user: User, work_item: WorkItem) -> bool:
    today = timezone.localdate()
    member_of = reach_of(user).member_of
    return any(
        c.department.code in member_of
        for c in work_item.contributions.select_related("department")
        if (c.valid_from is None or c.valid_from <= today) and (c.valid_to is None or c.valid_to >= today)
    )


@rules.predicate
def leads_its_department(user: User, work_item: WorkItem) -> bool:
    """Leader (or a leader's deputy) of the answering department or of one above it."""
    return reach_of(user).leads_any_of(lineage_today(work_item))


@rules.predicate
def may_open_its_work(user: User, decision: Decision) -> bool:
    return may_open(user, decision.work_item)


@rules.predicate
def leads_the_works_department(user: User, decision: Decision) -> bool:
    return leads_its_department(user, decision.work_item)


@rules.predicate
def asked_or_is_responsible(user: User, decision: Decision) -> bool:
    """Nobody decides on the own request, or on the own work."""
    return user.pk in (decision.requested_by_id, decision.work_item.responsible_id)


@rules.predicate
def stands_at_the_top(user: User, decision: Decision) -> bool:
    """Work that the directorate itself answers for: the Centre decides."""
    return len(lineage_today(decision.work_item)) == 1


changes_work = (
    is_staff & may_open & (works_in_its_department | works_in_a_contributing_department | leads_its_department)
)

rules.add_perm("work.view", (is_staff | is_centre) & may_open)
rules.add_perm("work.view_decision", (is_staff | is_centre) & may_open_its_work)
rules.add_perm("work.list", is_staff | is_centre)
# Work of closed departments is the Centre's to mend.
rules.add_perm("work.mend", is_centre)
rules.add_perm("work.create", is_staff | is_centre)
rules.add_perm("work.change", changes_work | (is_centre & may_open))
rules.add_perm("work.move", (is_staff & leads_its_department) | (is_centre & may_open))
rules.add_perm("work.ask_exemption", is_staff & may_open & (works_in_its_department | leads_its_department))
rules.add_perm(
    "work.decide",
    ((is_staff & leads_the_works_department) | (is_centre & stands_at_the_top)) & ~asked_or_is_responsible,
)
