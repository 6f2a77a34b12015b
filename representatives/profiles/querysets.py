"""Reading profiles. Who sees which fields of one is said in `profiles.reading`; here is which rows there are."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef

from medvirkning.accounts.enums import Role
from medvirkning.web.periods import DatedRows

if TYPE_CHECKING:
    from representatives.profiles.models import Profile, TrainingRecord  # noqa: F401 - named in the types


class OwnRows(models.QuerySet[Any]):
    """Rows of a person: the person's own, and the Centre's."""

    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.CENTRE):
            return self
        return self.filter(person__user=user.pk)


class ProfileQuerySet(OwnRows):
    def with_themes(self, *themes: str) -> Self:
        """Profiles with at least one of the themes."""
        return self.filter(themes__overlap=list(themes))

    def available_on(self, first: datetime.date, last: datetime.date) -> Self:
        """Those with a period that holds every day from the first to the last."""
        from representatives.profiles.models import AvailabilityPeriod  # noqa: PLC0415 - it imports this file

        periods = AvailabilityPeriod.objects.filter(
            person=OuterRef("person"), valid_from__lte=first, valid_to__gte=last
        )
        return self.filter(Exists(periods))

    def trained(self, kind: str) -> Self:
        """Those who have taken a training."""
        from representatives.profiles.models import TrainingRecord  # noqa: PLC0415 - it imports this file

        return self.filter(Exists(TrainingRecord.objects.filter(person=OuterRef("person"), kind=kind)))


class AvailabilityQuerySet(DatedRows, OwnRows):
    pass


class TrainingRecordQuerySet(OwnRows):
    pass
