"""Reading consents. What a person may be shown, found or written to by, asks `given_to` and nothing else."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from medvirkning.accounts.enums import Role
from medvirkning.accounts.invitations.querysets import InvitationQuerySet
from medvirkning.web.visible import visible_rows
from representatives.consents.enums import Audience, ConsentPurpose

if TYPE_CHECKING:
    from representatives.consents.models import Consent, ConsentText  # noqa: F401 - named in the types


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    def visible_to(self, user: Any) -> Self:
        """The texts are no secret: whoever is asked has read them."""
        return self

    def current(self, purpose: str, audience: str = Audience.ADULT, on: datetime.date | None = None) -> Self:
        """The version shown on a day (today), first."""
        day = on or timezone.localdate()
        return self.filter(purpose=purpose, audience=audience, valid_from__lte=day).order_by("-number")

    def shown(self, on: datetime.date | None = None) -> Self:
        """The version of each text that is shown on a day (today)."""
        later = self.model._default_manager.filter(
            purpose=OuterRef("purpose"),
            audience=OuterRef("audience"),
            number__gt=OuterRef("number"),
            valid_from__lte=on or timezone.localdate(),
        )
        return self.filter(~Exists(later), valid_from__lte=on or timezone.localdate())

    def with_agreed(self) -> Self:
        """Adds `agreed`: how many have agreed to this very text today."""
        from representatives.consents.models import Consent  # noqa: PLC0415 - the models file imports this one

        rows = Consent.objects.in_force().filter(text=OuterRef("pk")).order_by().values("text")
        return self.annotate(agreed=Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0))


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, user: Any) -> Self:
        """The person sees the own consents, the Centre those of whom an organisation or an employer has entered."""
        from representatives.people.models import Person  # noqa: PLC0415 - the models file imports this one
        from representatives.people.posts import was_entered  # noqa: PLC0415

        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.CENTRE):
            entered = Person.objects.filter(was_entered()).order_by().values("pk")
            return self.filter(Q(person__in=entered) | Q(person__user=user.pk))
        return self.filter(person__user=user.pk)

    def in_force(self, on: datetime.date | None = None) -> Self:
        """Neither ended nor expired on a day (today)."""
        return self.filter(ended_at=None, expires_on__gte=on or timezone.localdate())

    def expiring(self, first: datetime.date, last: datetime.date) -> Self:
        """Those whose last day lies between two days, both included, and that nothing has ended."""
        return self.filter(ended_at=None, expires_on__range=(first, last))

    def not_over_before(self, day: datetime.date) -> Self:
        """Those that hold, and those that were withdrawn or ran out on that day or later."""
        return self.filter(Q(ended_at=None) | Q(ended_at__date__gte=day), expires_on__gte=day)


class GuardianRequestQuerySet(InvitationQuerySet):
    def open(self) -> Self:
        """Not answered, withdrawn or expired."""
        return super().open().filter(answered_at=None)

    def unanswered_about(self, person_id: int) -> Self:
        """Asked about a person, and neither answered nor called off; expired or not."""
        return self.filter(person=person_id, answered_at=None, withdrawn_at=None)


def consents_for(user: Any) -> ConsentQuerySet:
    """The consents that the account sees."""
    return visible_rows(ConsentQuerySet, "representatives.Consent", user)


def texts_for(user: Any) -> ConsentTextQuerySet:
    """The texts that the account sees."""
    return visible_rows(ConsentTextQuerySet, "representatives.ConsentText", user)


def consented(*purposes: str, person: str = "person", on: datetime.date | None = None) -> Q:
    """Rows whose person has agreed to the purposes, on a day (today). `person` is the path to the person's key.

    Being shown or contacted rests on being in the register, so `REGISTER` is always asked for too.
    """
    from representatives.consents.models import Consent  # noqa: PLC0415 - the models file imports this one

    asked = {ConsentPurpose.REGISTER.value, *(str(purpose) for purpose in purposes)}
    found = Q()
    for purpose in sorted(asked):
        found &= Q(Exists(Consent.objects.in_force(on).filter(person=OuterRef(person), purpose=purpose)))
    return found


def not_taken_back(person: str = "person") -> Q:
    """Rows whose person has agreed to be in the register: it holds, or has run out and nobody has taken it back."""
    from representatives.consents.models import Consent  # noqa: PLC0415 - the models file imports this one

    given = Consent.objects.filter(person=OuterRef(person), purpose=ConsentPurpose.REGISTER, ended_at=None)
    return Q(Exists(given))
