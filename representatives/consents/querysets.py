"""Reading consents. What a person may be shown, found or written to by, asks `given_to` and nothing else."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from medvirkning.accounts.enums import Role
from medvirkning.accounts.invitations.querysets import InvitationQuerySet
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


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, user: Any) -> Self:
        """The person sees the own consents, the Centre all."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.CENTRE):
            return self
        return self.filter(person__user=user.pk)

    def in_force(self, on: datetime.date | None = None) -> Self:
        """Neither ended nor expired on a day (today)."""
        return self.filter(ended_at=None, expires_on__gte=on or timezone.localdate())

    def expiring_on(self, day: datetime.date) -> Self:
        """Those whose last day is that one."""
        return self.filter(ended_at=None, expires_on=day)


class GuardianRequestQuerySet(InvitationQuerySet):
    def open(self) -> Self:
        """Not answered, withdrawn or expired."""
        return super().open().filter(answered_at=None)


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
