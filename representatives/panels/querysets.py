"""Reading panels: everybody who works here sees the panels; their members are for those who run them."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from medvirkning.accounts.enums import Role
from medvirkning.accounts.invitations.querysets import InvitationQuerySet
from medvirkning.accounts.remembered import remembered
from medvirkning.web.periods import DatedQuerySet, DatedRows
from representatives.consents.querysets import consented
from representatives.organisations.querysets import organisations_of
from representatives.panels.enums import WITHOUT_PERSON, MeetingState, MemberState

if TYPE_CHECKING:
    from representatives.panels.models import Panel, PanelMeeting, PanelMember  # noqa: F401 - named in the types


class PanelQuerySet(models.QuerySet["Panel"]):
    def visible_to(self, user: Any) -> Self:
        """Staff and the Centre see all, a contact the own organisations', a member the own."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.STAFF, Role.CENTRE):
            return self
        return self.filter(Q(owner__in=organisations_of(user)) | Exists(_seats_of(user)))

    def run_by(self, user: Any) -> Self:
        """Panels whose members the account sees: as one who runs them, as the owner's contact, or as the Centre."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.CENTRE):
            return self
        return self.filter(Q(pk__in=panels_run_by(user)) | Q(owner__in=organisations_of(user)))

    def recruiting(self, on: datetime.date | None = None) -> Self:
        """Those that take applications on a day (today)."""
        day = on or timezone.localdate()
        return self.filter(recruits_from__lte=day, recruits_to__gte=day, has_members=True, closed_on=None)


class PanelManagerQuerySet(DatedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who runs the panels that the account sees."""
        from representatives.panels.models import Panel  # noqa: PLC0415 - the models file imports this one

        return self.filter(panel__in=Panel.objects.visible_to(user).order_by().values("pk"))


class PanelMemberQuerySet(DatedRows, InvitationQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those who run the panel see its members, while these still agree; a member sees the own seat."""
        from representatives.panels.models import Panel  # noqa: PLC0415 - the models file imports this one

        if not user.is_authenticated:
            return self.none()
        run = Panel.objects.run_by(user).order_by().values("pk")
        agrees = Q(state__in=WITHOUT_PERSON) | Q(state=MemberState.AWAITING_GUARDIAN) | consented()
        return self.filter((Q(panel__in=run) & agrees) | Q(person__user=user.pk))

    def seated(self, on: datetime.date | None = None) -> Self:
        """Members on a day (today). Whether they still agree is asked by `visible_to`."""
        return self.in_force(on).filter(state=MemberState.MEMBER)


class PanelMeetingQuerySet(models.QuerySet["PanelMeeting"]):
    def visible_to(self, user: Any) -> Self:
        """The meetings of the panels that the account sees."""
        from representatives.panels.models import Panel  # noqa: PLC0415 - the models file imports this one

        return self.filter(panel__in=Panel.objects.visible_to(user).order_by().values("pk"))

    def held(self) -> Self:
        return self.filter(state=MeetingState.HELD)


def _seats_of(user: Any) -> Any:
    from representatives.panels.models import PanelMember  # noqa: PLC0415 - the models file imports this one

    return PanelMember.objects.filter(person__user=user.pk, state=MemberState.MEMBER, panel=OuterRef("pk"))


def panels_run_by(user: Any) -> list[int]:
    """Keys of the panels that the account itself runs today. Read once for each loaded account."""
    from representatives.panels.models import PanelManager  # noqa: PLC0415 - the models file imports this one

    cache: dict[str, list[int]] = remembered(user, "panels_run_by")
    if "keys" not in cache:
        cache["keys"] = list(PanelManager.objects.in_force().filter(user=user.pk).values_list("panel_id", flat=True))
    return cache["keys"]
