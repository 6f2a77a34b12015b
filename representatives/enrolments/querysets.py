"""Reading who is entered by whom. What was accepted is seen only while the person's consent holds."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.utils import timezone

from medvirkning.accounts.enums import Role
from medvirkning.accounts.invitations.querysets import InvitationQuerySet
from medvirkning.web.periods import DatedRows, in_force
from medvirkning.web.visible import visible_rows
from representatives.consents.querysets import consented
from representatives.enrolments.enums import HAS_PERSON, HELD, OVER_UNANSWERED, EnrolmentState
from representatives.organisations.querysets import organisations_of
from representatives.profiles.models import TrainingRecord

if TYPE_CHECKING:
    from representatives.enrolments.models import ExperienceConsultant, Representative  # noqa: F401

# A mandate this near its end is marked, and its organisation told.
RUNS_OUT_WITHIN = datetime.timedelta(days=60)
# What lists show first: those who wait for the organisation.
ORDER = {
    EnrolmentState.AGREED: 0,
    EnrolmentState.ACCEPTED: 1,
    EnrolmentState.INVITED: 2,
    EnrolmentState.ENDED: 3,
}


def _holds(day: datetime.date) -> Q:
    """The post has begun and is not over: from its first day the organisation sees what the person has told."""
    return Q(state=EnrolmentState.ACCEPTED) & in_force(day)


def _goes_on(day: datetime.date) -> Q:
    """The person has said yes, and it is not over on the day."""
    return Q(state__in=HELD) & (Q(valid_to=None) | Q(valid_to__gte=day))


class EnrolmentQuerySet(DatedRows, InvitationQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The Centre sees all, a contact the own organisations', the person the own.

        Of those who have said yes, only who still agrees to be in the register: withdrawn or expired is gone within
        the request. The person sees the own ones always.
        """
        if not user.is_authenticated:
            return self.none()
        reached = Q() if user.has_role(Role.CENTRE) else Q(organisation__in=organisations_of(user))
        has_person = Q(state__in=HAS_PERSON)
        return self.filter((reached & (~has_person | consented())) | Q(person__user=user.pk))

    def not_left(self) -> Self:
        """Without those who withdrew or whose consent ran out: gone for the organisation, whoever reads its pages.

        `visible_to` leaves them to the person, who may be its contact too.
        """
        return self.filter(~Q(state__in=HAS_PERSON) | consented())

    def waiting(self) -> Self:
        """Invited, with no answer."""
        return self.filter(state=EnrolmentState.INVITED)

    def of_account(self, user: Any) -> Self:
        """The posts of the account's own person."""
        return self.filter(person__user=user.pk)

    def with_somebody(self) -> Self:
        """Those that tell of somebody: who said no or never answered is nobody any more."""
        return self.exclude(state__in=OVER_UNANSWERED)

    def not_here(self, on: datetime.date | None = None) -> dict[str, int]:
        """How many said no, never answered, or have left the register while their post goes on: counts, of nobody."""
        day = on or timezone.localdate()
        goes_on = _goes_on(day)
        return self.aggregate(
            declined=Count("pk", filter=Q(state=EnrolmentState.DECLINED)),
            lapsed=Count("pk", filter=Q(state=EnrolmentState.LAPSED)),
            left=Count("pk", filter=goes_on & ~consented(on=day)),
        )

    def going_on(self) -> Self:
        """Those whose person has said yes and that are not over, today or from a day to come."""
        return self.filter(_goes_on(timezone.localdate()))

    def without_terms(self) -> Self:
        """Those whose person has said yes, and that the organisation hasn't said what they are."""
        return self.filter(state=EnrolmentState.AGREED)

    def current(self, on: datetime.date | None = None) -> Self:
        """Accepted, and valid on a day (today). Whether the person still agrees is asked by `visible_to`."""
        return self.filter(_holds(on or timezone.localdate()))

    def held_on(self, day: datetime.date) -> Self:
        """Posts that somebody had on a day, ended since or not."""
        return self.in_force(day).filter(state__in=HAS_PERSON).exclude(valid_from=None)

    def over_on(self, day: datetime.date) -> Self:
        """What a day finds open though its last day is past, or its organisation closed."""
        closed = Q(organisation__closed_on__lt=day)
        past = Q(state=EnrolmentState.ACCEPTED, valid_to__lt=day)
        return self.filter(past | (closed & Q(state__in=[*HELD, EnrolmentState.INVITED])))

    def unanswered_since(self, day: datetime.date) -> Self:
        """Entered before a day and never answered, or answered with no: a name is still there."""
        waits = Q(state=EnrolmentState.INVITED, invited_at__date__lt=day)
        over = Q(state__in=OVER_UNANSWERED)
        return self.filter(waits | over).exclude(name="", email="", phone="")

    def with_list_data(self) -> Self:
        """What lists show: the person, and the training by kind, in one query."""
        taken = TrainingRecord.objects.filter(person=OuterRef("person"))
        return self.select_related("person").annotate(
            has_carer_module=Exists(taken.filter(kind="carer_module")),
            has_web_course=Exists(taken.filter(kind="web_course")),
            has_own=Exists(taken.filter(kind="own", stated_by=OuterRef("organisation"))),
            place=Case(
                *(When(state=state, then=Value(place)) for state, place in ORDER.items()),
                default=Value(len(ORDER)),
                output_field=IntegerField(),
            ),
        )

    def in_list_order(self) -> Self:
        """Needs `with_list_data()`."""
        return self.order_by("place", "person__sort_key", "-invited_at", "pk")

    def lacking(self, kinds: Iterable[str]) -> Self:
        """Those who have the post today and have not taken one of the kinds of training. Needs `with_list_data()`."""
        lacks = Q(pk__in=[])
        for kind in kinds:
            lacks |= Q(**{f"has_{kind}": False})
        return self.current().filter(lacks)

    def counts(self, expected: Iterable[str], on: datetime.date | None = None) -> dict[str, int]:
        """How many go on, wait, wait for the organisation and end soon, and how many of those who have the post today
        lack each kind of training. Needs `with_list_data()`.
        """
        day = on or timezone.localdate()
        goes_on = _goes_on(day)
        return self.aggregate(
            going_on=Count("pk", filter=goes_on),
            waiting=Count("pk", filter=Q(state=EnrolmentState.INVITED)),
            without_terms=Count("pk", filter=Q(state=EnrolmentState.AGREED)),
            ending=Count("pk", filter=goes_on & Q(valid_to__lte=day + RUNS_OUT_WITHIN)),
            **{kind: Count("pk", filter=_holds(day) & Q(**{f"has_{kind}": False})) for kind in expected},
        )

    def ending_within(self, days: datetime.timedelta = RUNS_OUT_WITHIN, on: datetime.date | None = None) -> Self:
        """Going on, with a last day that near."""
        day = on or timezone.localdate()
        return self.filter(state=EnrolmentState.ACCEPTED, valid_to__gte=day, valid_to__lte=day + days)


class RepresentativeQuerySet(EnrolmentQuerySet):
    def running_out(self, day: datetime.date) -> Self:
        """Mandates that their organisations are told of: short ones were known to be short."""
        lasts = Q(valid_from__lt=F("valid_to") - RUNS_OUT_WITHIN)
        return self.ending_within(on=day).filter(lasts, consented())


class ExperienceConsultantQuerySet(EnrolmentQuerySet):
    pass


def representatives_for(user: Any) -> RepresentativeQuerySet:
    """The mandates that the account sees."""
    return visible_rows(RepresentativeQuerySet, "representatives.Representative", user)


def consultants_for(user: Any) -> ExperienceConsultantQuerySet:
    """The employments that the account sees."""
    return visible_rows(ExperienceConsultantQuerySet, "representatives.ExperienceConsultant", user)


# By what stands in addresses for the kind.
READINGS: dict[str, Any] = {"representant": representatives_for, "erfaringskonsulent": consultants_for}
