"""Reading panels: everybody who works here sees the panels; their members are for those who run them."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, ExpressionWrapper, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from medvirkning.accounts.enums import Role
from medvirkning.accounts.invitations.querysets import InvitationQuerySet
from medvirkning.accounts.models import RoleGrant
from medvirkning.accounts.remembered import remembered
from medvirkning.web.periods import DatedQuerySet, DatedRows
from medvirkning.web.visible import visible_rows
from representatives.consents.enums import ConsentPurpose
from representatives.consents.querysets import consented
from representatives.organisations.models import OrganisationContact
from representatives.organisations.querysets import organisations_of
from representatives.panels.enums import SEATED, MeetingState, MemberState

if TYPE_CHECKING:
    from representatives.panels.models import Panel, PanelManager, PanelMeeting, PanelMember  # noqa: F401 - for types

# Members whose term ends within so many days are marked.
RUNS_OUT_WITHIN = datetime.timedelta(days=60)


class PanelQuerySet(models.QuerySet["Panel"]):
    def visible_to(self, user: Any) -> Self:
        """Staff and the Centre see all, a contact the own organisations', who runs one that one, a member the own
        while the consent holds.
        """
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.STAFF, Role.CENTRE):
            return self
        reached = Q(owner__in=organisations_of(user)) | Q(pk__in=panels_run_by(user))
        return self.filter(reached | Exists(_seats_of(user)))

    def run_by(self, user: Any) -> Self:
        """Panels whose members the account sees: as one who runs them, or for the owner (docs/adr/0186).

        For an organisation its contacts stand, for the directorate the Centre.
        """
        if not user.is_authenticated:
            return self.none()
        reached = Q(pk__in=panels_run_by(user)) | Q(owner__in=organisations_of(user))
        if user.has_role(Role.CENTRE):
            reached |= Q(owner=None)
        return self.filter(reached)

    def led_by_nobody(self) -> Self:
        """Panels in use whose members are kept here and that nobody leads today."""
        from representatives.panels.models import PanelManager  # noqa: PLC0415 - the models file imports this one

        leading = PanelManager.objects.leading().filter(panel=OuterRef("pk"))
        return self.in_use().filter(~Exists(leading), has_members=True)

    def without_contact(self) -> Self:
        """Panels of an organisation that nobody acts for: nobody sees the members."""
        contacts = OrganisationContact.objects.in_force().filter(organisation=OuterRef("owner"))
        return self.filter(~Exists(contacts), owner__isnull=False)

    def recruiting(self, on: datetime.date | None = None) -> Self:
        """Those that take applications on a day (today)."""
        day = on or timezone.localdate()
        return self.filter(recruits_from__lte=day, recruits_to__gte=day, has_members=True, closed_on=None)

    def in_use(self) -> Self:
        """Not closed."""
        return self.filter(closed_on=None)

    def owned_by(self, organisation_id: int) -> Self:
        return self.filter(owner=organisation_id)

    def matching(self, words: str) -> Self:
        """Panels whose name or owner's name holds every word."""
        rows = self
        for word in words.split():
            rows = rows.filter(Q(name__icontains=word) | Q(owner__name__icontains=word))
        return rows

    def with_list_data(self) -> Self:
        """`member_count`: how many sit there today; a count of members in a group is never suppressed."""
        from representatives.panels.models import PanelMember  # noqa: PLC0415 - the models file imports this one

        sitting = PanelMember.objects.sitting().filter(panel=OuterRef("pk")).order_by().values("panel")
        counted = sitting.annotate(n=Count("pk")).values("n")
        return self.select_related("owner").annotate(member_count=Coalesce(Subquery(counted), 0))


class PanelManagerQuerySet(DatedQuerySet):
    def leading(self) -> Self:
        """Who leads a panel today: named to it, and still staff, or still a contact of the owner.

        Who has left the work has left the panel too, whether somebody has said so or not.
        """
        works_here = RoleGrant.objects.in_force().filter(user=OuterRef("user"), role__in=[Role.STAFF, Role.CENTRE])
        acts = OrganisationContact.objects.in_force().filter(
            user=OuterRef("user"), organisation=OuterRef("panel__owner")
        )
        is_one = (Q(panel__owner=None) & Exists(works_here)) | Exists(acts)
        return self.in_force().filter(is_one, user__is_active=True)

    def visible_to(self, user: Any) -> Self:
        """Who runs the panels that the account sees."""
        from representatives.panels.models import Panel  # noqa: PLC0415 - the models file imports this one

        return self.filter(panel__in=Panel.objects.visible_to(user).order_by().values("pk"))


class PanelMemberQuerySet(DatedRows, InvitationQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those who run the panel see its members, while these still agree; a member sees the own seat.

        Who said no, or left, is shown to nobody: the row is a count.
        """
        from representatives.panels.models import Panel  # noqa: PLC0415 - the models file imports this one

        if not user.is_authenticated:
            return self.none()
        run = Panel.objects.run_by(user).order_by().values("pk")
        waits = Q(state__in=[MemberState.APPLIED, MemberState.INVITED, MemberState.AWAITING_GUARDIAN])
        agrees = Q(state=MemberState.MEMBER) & consented()
        return self.filter((Q(panel__in=run) & (waits | agrees)) | Q(person__user=user.pk))

    def seated(self, on: datetime.date | None = None) -> Self:
        """Members on a day (today). Whether they still agree is asked by `visible_to` and `sitting`."""
        return self.in_force(on).filter(state=MemberState.MEMBER)

    def sitting(self) -> Self:
        """Members today who agree to it: withdrawn or expired is gone within the request."""
        return self.seated().filter(consented())

    def taken(self) -> Self:
        """Those who take up a seat: members, and those who wait for a guardian."""
        return self.not_ended().filter(state__in=[state.value for state in SEATED])

    def waiting(self) -> Self:
        """Applied or invited, without an answer."""
        return self.filter(state__in=[MemberState.APPLIED, MemberState.INVITED])

    def of_account(self, user: Any) -> Self:
        """Seats of the account's person; a visitor has none."""
        return self.filter(person__user=user.pk) if user.pk is not None else self.none()

    def of_person(self, person_id: int) -> Self:
        """Seats taken up by a person."""
        return self.taken().filter(person=person_id)

    def term_is_over(self, today: datetime.date) -> Self:
        """Members whose last day has passed."""
        return self.filter(state=MemberState.MEMBER, valid_to__lt=today)

    def invited_before(self, day: datetime.date) -> Self:
        """Invited before a day, without an answer."""
        return self.filter(state=MemberState.INVITED, invited_at__date__lt=day)

    def applied_before(self, day: datetime.date) -> Self:
        """Applied before a day, to a recruitment that was over before it, without an answer."""
        over = Q(panel__recruits_to=None) | Q(panel__recruits_to__lt=day) | Q(panel__closed_on__isnull=False)
        return self.filter(over, state=MemberState.APPLIED, invited_at__date__lt=day)


class PanelMeetingQuerySet(models.QuerySet["PanelMeeting"]):
    def visible_to(self, user: Any) -> Self:
        """All meetings for those it is for. Others who work here see those that were held: these go into the log."""
        if not user.is_authenticated:
            return self.none()
        reached = self._is_for(user)
        if user.has_role(Role.STAFF, Role.CENTRE):
            reached |= Q(state=MeetingState.HELD)
        return self.filter(reached)

    def for_those_who_come(self, user: Any) -> Self:
        """The meetings whose place and agenda the account sees (docs/adr/0186)."""
        return self.filter(self._is_for(user)) if user.is_authenticated else self.none()

    def _is_for(self, user: Any) -> Q:
        """Those who run the panel or stand for its owner, and the members who agree to be so."""
        from representatives.panels.models import Panel, PanelMember  # noqa: PLC0415 - the models file imports this one

        sits = PanelMember.objects.sitting().filter(person__user=user.pk)
        return Q(panel__in=Panel.objects.run_by(user).order_by().values("pk")) | Q(
            panel__in=sits.order_by().values("panel")
        )

    def held(self) -> Self:
        return self.filter(state=MeetingState.HELD)

    def coming(self, now: datetime.datetime | None = None) -> Self:
        """Planned, and not begun; the next one first. `PanelMeeting.has_begun` says the same of one."""
        at = timezone.localtime(now)
        today = Q(held_on=at.date()) & (Q(starts_at=None) | Q(starts_at__gt=at.time()))
        rows = self.filter(Q(held_on__gt=at.date()) | today, state=MeetingState.PLANNED)
        return rows.order_by("held_on", "starts_at", "pk")


def _seats_of(user: Any) -> Any:
    from representatives.panels.models import PanelMember  # noqa: PLC0415 - the models file imports this one

    return PanelMember.objects.sitting().filter(person__user=user.pk, panel=OuterRef("pk"))


def panels_run_by(user: Any) -> list[int]:
    """Keys of the panels that the account itself runs today. Read once for each loaded account."""
    from representatives.panels.models import PanelManager  # noqa: PLC0415 - the models file imports this one

    cache: dict[str, list[int]] = remembered(user, "panels_run_by")
    if "keys" not in cache:
        cache["keys"] = list(PanelManager.objects.leading().filter(user=user.pk).values_list("panel_id", flat=True))
    return cache["keys"]


def panels_for(user: Any) -> PanelQuerySet:
    """The panels that the account sees."""
    return visible_rows(PanelQuerySet, "representatives.Panel", user)


def open_panels() -> PanelQuerySet:
    """The panels that anybody may apply to today."""
    rows: PanelQuerySet = apps.get_model("representatives", "Panel").objects.recruiting()
    return rows.select_related("owner").order_by("recruits_to", "sort_key", "pk")


def members_for(user: Any) -> PanelMemberQuerySet:
    """The seats, invitations and applications that the account sees."""
    return visible_rows(PanelMemberQuerySet, "representatives.PanelMember", user)


def own_seats(user: Any) -> PanelMemberQuerySet:
    """The seats that the account's person has, or waits for.

    `agrees`: whether the consent holds; `ended_by`: how the last one ended, empty where it ran out.
    """
    rows: PanelMemberQuerySet = apps.get_model("representatives", "PanelMember").objects.of_account(user).taken()
    asked = apps.get_model("representatives", "Consent").objects.filter(
        person=OuterRef("person"), purpose=ConsentPurpose.REGISTER
    )
    rows = rows.annotate(
        agrees=ExpressionWrapper(consented(), output_field=models.BooleanField()),
        ended_by=Subquery(asked.order_by("-given_at", "-pk").values("end")[:1]),
    )
    leaders = apps.get_model("representatives", "PanelManager").objects.leading().select_related("user")
    led = Prefetch("panel__managers", queryset=leaders.order_by("user__name_sort", "pk"), to_attr="led_by")
    return (
        rows.select_related("panel__owner", "guardian_request").prefetch_related(led).order_by("panel__sort_key", "pk")
    )


def meetings_for(user: Any) -> PanelMeetingQuerySet:
    """The meetings that the account sees."""
    return visible_rows(PanelMeetingQuerySet, "representatives.PanelMeeting", user)


def next_meetings(user: Any, *, most: int) -> list[Any]:
    """The next meetings of the panels that the account's person sits on and agrees to, the first one first."""
    seats = apps.get_model("representatives", "PanelMember").objects.of_account(user).sitting()
    rows = apps.get_model("representatives", "PanelMeeting").objects.coming()
    return list(rows.filter(panel__in=seats.order_by().values("panel")).select_related("panel")[:most])


def guardians_done_before(day: datetime.date) -> models.QuerySet[Any]:
    """Guardians with a name still there, of whose answer nothing has rested since a day; or who never answered."""
    consent = apps.get_model("representatives", "Consent").objects.filter(guardian=OuterRef("pk"), expires_on__gte=day)
    holds = consent.filter(Q(ended_at=None) | Q(ended_at__date__gte=day))
    over = Q(answered_at=None, expires_at__date__lt=day) | Q(answered_at__date__lt=day)
    rows: models.QuerySet[Any] = apps.get_model("representatives", "GuardianRequest").objects.filter(over)
    return rows.exclude(name="", email="").filter(~Exists(holds))
