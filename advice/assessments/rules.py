"""Who may fill in, send and approve a self-assessment (docs/permissions.md).

A unit's is its leaders' and those above; a department's is its leaders' and their deputies', and those above, while
staff read it. Nobody approves what they sent in themselves.
"""

import rules
from django.utils import timezone

from advice.assessments.enums import AssessmentState
from advice.assessments.leaders import leaders_above, leads, leads_above
from advice.assessments.models import Assessment, AssessmentAction
from advice.units.enums import UnitState
from advice.units.models import ServiceUnit
from advice.units.querysets import units_led
from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_centre, is_staff
from projects.departments.models import Department
from projects.departments.tree import is_open

Subject = ServiceUnit | Department
Assessed = Assessment | AssessmentAction


def _subject(record: Assessed) -> Subject:
    subject = record.unit or record.department
    assert subject is not None  # noqa: S101 - constraints of the database
    return subject


@rules.predicate
def leads_it(user: User, record: Assessed) -> bool:
    """Leads the unit or department, or one above it."""
    return leads(user, _subject(record))


@rules.predicate
def is_of_a_department(user: User, record: Assessed) -> bool:
    return record.department_id is not None


@rules.predicate
def is_of_a_unit(user: User, record: Assessed) -> bool:
    return record.unit_id is not None


@rules.predicate
def leads_a_unit(user: User) -> bool:
    return bool(units_led(user))


@rules.predicate
def leads_the_subject(user: User, subject: Subject) -> bool:
    return leads(user, subject)


@rules.predicate
def is_there_today(user: User, subject: Subject) -> bool:
    """An approved unit, or a department of the tree that is not closed."""
    if isinstance(subject, ServiceUnit):
        return subject.state == UnitState.APPROVED
    return is_open(subject, timezone.localdate()) and not subject.outside_tree


@rules.predicate
def is_a_draft(user: User, assessment: Assessment) -> bool:
    return assessment.state == AssessmentState.DRAFT


@rules.predicate
def is_submitted(user: User, assessment: Assessment) -> bool:
    return assessment.state == AssessmentState.SUBMITTED


@rules.predicate
def is_not_frozen(user: User, assessment: Assessment) -> bool:
    return assessment.state != AssessmentState.APPROVED


@rules.predicate
def leads_above_it(user: User, assessment: Assessment) -> bool:
    return leads_above(user, assessment.subject)


@rules.predicate
def nobody_above_can(user: User, assessment: Assessment) -> bool:
    """No leader above but, perhaps, who sent it in: the Centre approves."""
    return not leaders_above(assessment)


@rules.predicate
def sent_it(user: User, assessment: Assessment) -> bool:
    return assessment.submitted_by_id == user.pk


sees = is_centre | (is_staff & is_of_a_department) | (leads_it & is_of_a_unit)
acts = leads_it & (is_of_a_unit | is_staff)

rules.add_perm("assessments.list", leads_a_unit | is_staff | is_centre)
rules.add_perm("assessments.view", sees)
rules.add_perm("assessments.start", leads_the_subject & is_there_today)
rules.add_perm("assessments.act", acts)
rules.add_perm("assessments.fill", acts & is_a_draft)
rules.add_perm("assessments.invite", acts & is_not_frozen)
rules.add_perm("assessments.submit", acts & is_a_draft)
approves = sees & ~sent_it & (leads_above_it | (is_centre & nobody_above_can))
rules.add_perm("assessments.approve", approves & is_submitted)
# The page of the decision also answers who comes after another has decided.
rules.add_perm("assessments.decide", approves)
rules.add_perm("assessments.templates", is_centre)
