"""Reading who is entered by whom. What was accepted is seen only while the person's consent holds."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Q
from django.utils import timezone

from medvirkning.accounts.enums import Role
from medvirkning.accounts.invitations.querysets import InvitationQuerySet
from medvirkning.web.periods import DatedRows
from representatives.consents.querysets import consented
from representatives.enrolments.enums import EnrolmentState
from representatives.organisations.querysets import organisations_of

if TYPE_CHECKING:
    from representatives.enrolments.models import ExperienceConsultant, Representative  # noqa: F401


class EnrolmentQuerySet(DatedRows, InvitationQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The Centre sees all, a contact the own organisations', the person the own.

        Of those who have said yes, only who still agrees to be in the register: withdrawn or expired is gone within
        the request. The person sees the own ones always.
        """
        if not user.is_authenticated:
            return self.none()
        reached = Q() if user.has_role(Role.CENTRE) else Q(organisation__in=organisations_of(user))
        has_person = Q(state__in=[EnrolmentState.ACCEPTED, EnrolmentState.ENDED])
        return self.filter((reached & (~has_person | consented())) | Q(person__user=user.pk))

    def waiting(self) -> Self:
        """Invited, with no answer."""
        return self.filter(state=EnrolmentState.INVITED)

    def current(self, on: datetime.date | None = None) -> Self:
        """Accepted, and valid on a day (today). Whether the person still agrees is asked by `visible_to`."""
        return self.in_force(on or timezone.localdate()).filter(state=EnrolmentState.ACCEPTED)

    def unanswered_since(self, day: datetime.date) -> Self:
        """Entered before a day and never answered, or answered with no: a name is still there."""
        waits = Q(state=EnrolmentState.INVITED, invited_at__date__lt=day)
        over = Q(state__in=[EnrolmentState.DECLINED, EnrolmentState.CANCELLED, EnrolmentState.LAPSED])
        return self.filter(waits | over).exclude(name="", email="", phone="")


class RepresentativeQuerySet(EnrolmentQuerySet):
    pass


class ExperienceConsultantQuerySet(EnrolmentQuerySet):
    pass
