"""Who may do what with panels, in the words of the policy (docs/permissions.md).

Who runs a panel sees its members: those named to run it, and those who stand for its owner, which are the contacts of
an organisation, and the Centre for the directorate (docs/adr/0186). Everybody else who works here, the Centre too
where the panel is another's, sees that it is there, how many sit in it, and what its held meetings came to.
"""

from typing import Any

import rules
from django.db.models import Exists, OuterRef, Q

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_centre, is_staff
from medvirkning.audit.enums import AccessClass
from representatives.consents import standing
from representatives.consents.enums import Audience
from representatives.enrolments.reading import NOTHING, register_opening
from representatives.organisations.querysets import organisations_of
from representatives.panels.enums import PanelKind
from representatives.panels.models import Panel, PanelMember
from representatives.panels.querysets import panels_run_by
from representatives.people import posts
from representatives.people.models import Person


@rules.predicate
def acts_for_an_organisation(user: User) -> bool:
    return bool(organisations_of(user))


@rules.predicate
def runs_a_panel(user: User) -> bool:
    return user.is_authenticated and bool(panels_run_by(user))


@rules.predicate
def is_representative(user: User) -> bool:
    return user.is_authenticated and user.has_role(Role.REPRESENTATIVE)


@rules.predicate
def runs_it(user: User, panel: Panel) -> bool:
    """Named to run it, today."""
    return panel.pk in panels_run_by(user)


@rules.predicate
def acts_for_its_owner(user: User, panel: Panel) -> bool:
    return panel.owner_id in organisations_of(user)


@rules.predicate
def is_the_directorates_own(user: User, panel: Panel) -> bool:
    return panel.owner_id is None


@rules.predicate
def sits_on_it(user: User, panel: Panel) -> bool:
    """While the consent holds: withdrawn or expired is gone from the rooms within the request."""
    return PanelMember.objects.sitting().of_account(user).filter(panel=panel.pk).exists()


@rules.predicate
def keeps_members_here(user: User, panel: Panel) -> bool:
    return panel.has_members


@rules.predicate
def is_in_use(user: User, panel: Panel) -> bool:
    return panel.closed_on is None


@rules.predicate
def is_own_seat(user: User, member: PanelMember) -> bool:
    return member.person is not None and member.person.user_id == user.pk


stands_for_its_owner = acts_for_its_owner | (is_centre & is_the_directorates_own)
in_charge = runs_it | stands_for_its_owner

rules.add_perm("panels.apply", rules.always_allow)
rules.add_perm("panels.list", is_staff | is_centre | acts_for_an_organisation | runs_a_panel | is_representative)
rules.add_perm("panels.view", is_staff | is_centre | runs_it | acts_for_its_owner | sits_on_it)
# Panels of other bodies are entered without members; by whom one with members may be made says `may_keep_members`.
rules.add_perm("panels.add", is_staff | is_centre | acts_for_an_organisation)
# What is said of a panel names nobody, so the Centre keeps the register of panels in order, closed ones too.
rules.add_perm("panels.change", is_in_use & (in_charge | is_centre | (is_staff & ~keeps_members_here)))
rules.add_perm("panels.see_members", keeps_members_here & in_charge)
# Place, agenda and calendar of its meetings; the same of a list is `PanelMeeting.objects.for_those_who_come`.
rules.add_perm("panels.see_meetings", keeps_members_here & (in_charge | sits_on_it))
# Inviting, taking in, ending, planning meetings.
rules.add_perm("panels.run", is_in_use & keeps_members_here & in_charge)
rules.add_perm("panels.name_managers", is_in_use & keeps_members_here & in_charge)
rules.add_perm("panels.leave", is_own_seat)


@posts.register
def has_a_seat(person: Person) -> bool:
    """A seat on a panel is a post, from the day it is taken; waiting for a guardian is not yet."""
    return PanelMember.objects.seated().filter(person=person.pk).exists()


@standing.register(Audience.PANEL)
def sits_on_a_panel() -> Q:
    """Whom the panels' text tells of."""
    return Q(Exists(PanelMember.objects.seated().filter(person=OuterRef("pk")).exclude(panel__kind=PanelKind.YOUTH)))


@standing.register(Audience.YOUNG)
def sits_on_a_youth_panel() -> Q:
    """Whom the text for the young tells of."""
    return Q(Exists(PanelMember.objects.seated().filter(person=OuterRef("pk"), panel__kind=PanelKind.YOUTH)))


@register_opening
def opened_to_who_runs_the_panel(user: Any, person: Person) -> frozenset[AccessClass]:
    """Contact data of the members, for those who run the panel: what the members agreed to by its text."""
    panels = Panel.objects.run_by(user).order_by().values("pk")
    seated = PanelMember.objects.seated().filter(person=person.pk, panel__in=panels)
    return frozenset({AccessClass.PERSONAL}) if seated.exists() else NOTHING
