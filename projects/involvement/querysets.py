import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from projects.departments.reach import reach_of
from projects.involvement.enums import ANSWERED, COUNTING_STATES, InvolvementState
from projects.work.models import WorkItem

if TYPE_CHECKING:
    from medvirkning.accounts.models import User
    from projects.involvement.models import Input, Involvement


class InvolvementQuerySet(models.QuerySet["Involvement"]):
    def visible_to(self, user: "User") -> Self:
        """Staff and the Centre see the log of all work they may open; a draft only by who writes it."""
        reach = reach_of(user)
        if not (reach.is_staff or reach.is_centre):
            return self.none()
        drafts = models.Q(state=InvolvementState.DRAFT) & ~models.Q(logged_by=user.pk)
        return self.filter(work_item__in=WorkItem.objects.visible_to(user).values("pk")).exclude(drafts)

    def counting_states(self) -> Self:
        return self.filter(state__in=COUNTING_STATES)

    def drafts_of(self, user: "User") -> Self:
        return self.filter(state=InvolvementState.DRAFT, logged_by=user.pk)

    def latest_first(self) -> Self:
        return self.order_by("-event__started_on", "-pk")

    def since(self, day: datetime.date) -> Self:
        return self.filter(event__ended_on__gte=day)

    def with_list_data(self) -> Self:
        """What a list of involvement shows: event, people, organisations and answers, in a fixed number of queries."""
        return self.select_related("event__form", "work_item", "logged_by").prefetch_related(
            "event__people__person",
            "event__people__organisation",
            "event__organisations__organisation",
            "confirmations",
        )


class InputQuerySet(models.QuerySet["Input"]):
    def visible_to(self, user: "User") -> Self:
        """Inputs of the work that the account may open."""
        return self.filter(involvement__work_item__in=WorkItem.objects.visible_to(user).values("pk"))

    def waiting(self) -> Self:
        """Without an answer: no outcome yet, or «til vurdering»; annulled involvement waits for nothing."""
        return self.exclude(outcome__in=ANSWERED).exclude(involvement__state=InvolvementState.ANNULLED)
