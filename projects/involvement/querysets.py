import datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models

from medvirkning.web.visible import visible_rows
from projects.departments.reach import reach_of
from projects.involvement.enums import ANSWERED, COUNTING_STATES, Confirmation, Degree, InvolvementState
from projects.work.models import WorkItem

if TYPE_CHECKING:
    from medvirkning.accounts.models import User
    from projects.involvement.models import Input, Involvement  # noqa: F401 - named in the types of the querysets


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

    def counting(self, today: datetime.date) -> Self:
        """Somebody was involved by today: for lists. Figures are counted by `projects.shares.rule` alone.

        Information (degree 0) is not involvement, and one that all who answered rejected did not take place.
        """
        known = models.Q(degree=None) | models.Q(degree__gte=Degree.CONSULTATION)
        return (
            self.counting_states()
            .filter(known, event__started_on__lte=today)
            .exclude(confirmation=Confirmation.REJECTED)
        )

    def going_on_from(self, year: int) -> Self:
        """Groups whose period passes the end of the year, and of which nobody has said that they met in it."""
        last_day = datetime.date(year, 12, 31)
        asked_for = models.Q(event__met_in_year=None) | models.Q(event__met_in_year__lt=year)
        return self.counting_states().filter(asked_for, event__started_on__lte=last_day, event__ended_on__gt=last_day)

    def asked_about_in_january(self, year: int) -> Self:
        """Of the groups that go on from the year, those that were in the log when the year ended: their owners are
        asked. Who logs a group later has said by that how it goes on.
        """
        return self.going_on_from(year).filter(logged_at__date__lte=datetime.date(year, 12, 31))

    def owned_by(self, user: "User") -> Self:
        """Logged by the account, or in work that it is responsible for; leaders own what those who left did."""
        owned = models.Q(logged_by=user.pk) | models.Q(work_item__responsible=user.pk)
        if leads := reach_of(user).leads:
            led = WorkItem.objects.with_department().filter(models.Q(department_lineage__overlap=list(leads)))
            owned |= _left("work_item__responsible") & _left("logged_by") & models.Q(work_item__in=led.values("pk"))
        return self.filter(owned)

    def drafts_of(self, user: "User") -> Self:
        return self.filter(state=InvolvementState.DRAFT, logged_by=user.pk)

    def latest_first(self) -> Self:
        return self.order_by("-event__started_on", "-pk")

    def with_list_data(self) -> Self:
        """What a list of involvement shows: event, people, organisations and answers, in a fixed number of queries."""
        return self.select_related("event__form", "work_item", "logged_by").prefetch_related(
            "event__people__person",
            "event__people__organisation",
            "event__organisations__organisation",
            "confirmations",
        )


class InputQuerySet(models.QuerySet["Input"]):
    """What people said."""

    def visible_to(self, user: "User") -> Self:
        """Inputs of the involvement that the account sees."""
        involvements = apps.get_model("projects.Involvement").objects.visible_to(user)
        return self.filter(involvement__in=involvements.values("pk"))

    def waiting(self) -> Self:
        """Without an answer: no outcome yet, or «til vurdering»; annulled involvement waits for nothing."""
        return self.exclude(outcome__in=ANSWERED).exclude(involvement__state=InvolvementState.ANNULLED)


def _left(account: str) -> models.Q:
    """Nobody, or somebody who is no longer there."""
    return models.Q(**{account: None}) | models.Q(**{f"{account}__is_active": False})


def involvements_for(user: "User") -> InvolvementQuerySet:
    """The involvement that the account sees."""
    return visible_rows(InvolvementQuerySet, "projects.Involvement", user)
