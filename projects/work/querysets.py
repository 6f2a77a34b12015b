import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.contrib.postgres.search import SearchQuery, TrigramWordSimilarity
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from medvirkning.web.visible import visible_rows
from projects.departments.reach import reach_of
from projects.work import involved
from projects.work.enums import OPEN_STATUSES, UNFINISHED_STATUSES, DecisionStatus, WorkKind, WorkStatus

if TYPE_CHECKING:
    from medvirkning.accounts.models import User
    from projects.work.models import Decision, WorkItem  # noqa: F401 - named in the types of the querysets


class WorkItemQuerySet(models.QuerySet["WorkItem"]):
    # Who sees what

    def listed_to(self, user: "User", on: datetime.date | None = None) -> Self:
        """Rows that stand in the account's lists: staff and the Centre have all.

        Restricted work stands there too, as «Skjermet» for those who may not open it: `is_open_to_reader` is false.
        """
        reach = reach_of(user)
        return self.masked_to(user, on) if reach.is_staff or reach.is_centre else self.none()

    def masked_to(self, user: "User", on: datetime.date | None = None) -> Self:
        """Adds `is_open_to_reader`: whether the account may open the row (of restricted work)."""
        return self.with_department(on).annotate(
            is_open_to_reader=models.Case(
                models.When(self._open_to(user), then=models.Value(True)), default=models.Value(False)
            )
        )

    def visible_to(self, user: "User") -> Self:
        """Rows that the account may open: staff and the Centre all but restricted ones that are not theirs to see.

        Restricted work is for its team, who is responsible, the leaders of the answering department and those above,
        and whoever has a decision on it to make (docs/adr/0093).
        """
        reach = reach_of(user)
        if not (reach.is_staff or reach.is_centre):
            return self.none()
        return self.with_department().filter(self._open_to(user))

    def _open_to(self, user: "User") -> Q:
        reach = reach_of(user)
        team = self.model.team.through.objects.filter(workitem=OuterRef("pk"), user=user.pk)
        opens = (
            Q(restricted=False)
            | Q(responsible=user.pk)
            | Q(department_lineage__overlap=list(reach.leads))
            | Q(Exists(team))
        )
        return opens | self._for_the_centre_to_decide(user) if reach.is_centre else opens

    def _for_the_centre_to_decide(self, user: "User") -> Q:
        """Work that the directorate itself answers for, while a request of another waits."""
        waits = Q(pk__in=[])
        for relation in (self.model.exemptions, self.model.not_performed):
            decisions: Any = relation.rel.related_model
            requests = decisions._default_manager.waiting()
            waits |= Q(Exists(requests.filter(work_item=OuterRef("pk")).exclude(requested_by=user.pk)))
        return Q(department_lineage__len=1) & waits

    # Departments over time

    def with_department(self, on: datetime.date | None = None) -> Self:
        """Adds `department_id`, `department_code` and `department_lineage`: who answers on that day (today)."""
        day = on or timezone.localdate()
        responsibility = self.model.responsibilities.rel.related_model
        answering = responsibility._default_manager.filter(
            Q(from_date=None) | Q(from_date__lte=day), work_item=OuterRef("pk")
        ).order_by(F("from_date").desc(nulls_last=True))
        return self.annotate(
            department_id=Subquery(answering.values("department_id")[:1]),
            department_code=Subquery(answering.values("department__code")[:1]),
            department_lineage=Subquery(answering.values("department__lineage")[:1]),
        )

    def answered_for_by(self, code: str) -> Self:
        """Work of the department or one below it. Needs `with_department`."""
        return self.filter(department_lineage__contains=[code])

    def of_department(self, department_id: int) -> Self:
        """Work that this very department answers for. Needs `with_department`."""
        return self.filter(department_id=department_id)

    def contributed_to_by(self, codes: frozenset[str], on: datetime.date) -> Self:
        """Work that one of the departments contributes to («Bidrar til»)."""
        contribution = self.model.contributions.rel.related_model
        return self.filter(
            Exists(
                contribution._default_manager.filter(
                    Q(valid_from=None) | Q(valid_from__lte=on),
                    Q(valid_to=None) | Q(valid_to__gte=on),
                    work_item=OuterRef("pk"),
                    department__code__in=codes,
                )
            )
        )

    # States and dates

    def assignments(self) -> Self:
        return self.filter(kind=WorkKind.ASSIGNMENT)

    def standing_tasks(self) -> Self:
        return self.filter(kind=WorkKind.STANDING_TASK)

    def open(self) -> Self:
        """Planned or ongoing assignments, and standing tasks that have not ended."""
        return self.filter(status__in=OPEN_STATUSES)

    def unfinished(self) -> Self:
        """Neither completed nor cancelled: open work, and work whose state no source tells."""
        return self.filter(status__in=UNFINISHED_STATUSES)

    def due_between(self, first: datetime.date, last: datetime.date) -> Self:
        return self.filter(due_on__gte=first, due_on__lte=last)

    def active_on_some_day_of(self, year: int) -> Self:
        """Work that had begun by the end of the year and was not done before it; unknown dates don't shut it out."""
        first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        begun = Q(started_on=None) | Q(started_on__lte=last)
        done = Q(completed_on__lt=first) | Q(ended_on__lt=first) | Q(cancelled_on__lt=first)
        return self.filter(begun).exclude(done)

    def without_involvement(self) -> Self:
        """Nobody has been involved yet."""
        return self.exclude(involved.has_involvement())

    def with_involved(self) -> Self:
        """Adds `is_involved`: somebody has been involved."""
        return self.annotate(
            is_involved=models.Case(
                models.When(involved.has_involvement(), then=models.Value(True)), default=models.Value(False)
            )
        )

    def concerning(self, user: "User") -> Self:
        """Work the account is responsible for or on the team of."""
        own = self.model._default_manager.filter(responsible=user.pk).order_by().values("pk")
        team = self.model.team.through.objects.filter(user=user.pk).values("workitem")
        # The few rows by their keys: «or» would have every row of the register looked at.
        return self.filter(pk__in=own.union(team, all=True))

    def to_mend(self, today: datetime.date) -> Self:
        """Work answered for by a department that was closed before the day that counts (the counting rule, version 1).

        That day is the completion, the last active day, or today for open work. It counts in the closed department
        until somebody moves it.
        """
        responsibility = self.model.responsibilities.rel.related_model
        counting_day = Coalesce("completed_on", "ended_on", models.Value(today))
        answering = (
            responsibility._default_manager.filter(Q(from_date=None) | Q(from_date__lte=OuterRef("counting_day")))
            .filter(work_item=OuterRef("pk"))
            .order_by(F("from_date").desc(nulls_last=True))
        )
        closed = responsibility._default_manager.filter(department__valid_to__isnull=False)
        return (
            # Only work that a closed department ever answered for need be looked at.
            self.filter(pk__in=closed.order_by().values("work_item"))
            .exclude(status=WorkStatus.CANCELLED)
            .annotate(counting_day=Least(counting_day, models.Value(today)))
            .annotate(closed_on=Subquery(answering.values("department__valid_to")[:1]))
            .filter(closed_on__lt=F("counting_day"))
        )

    # Finding

    def matching(self, words: str) -> Self:
        """Full text in Norwegian, and parts of the reference and of compounds in the title; where nothing has these
        words, titles that resemble them. Adds `likeness`.
        """
        words = words.strip()
        if not words:
            return self
        found = (
            Q(search=SearchQuery(words, config="norwegian", search_type="websearch"))
            | Q(reference__icontains=words)
            | Q(title__icontains=words)
        )
        # Asked once for the whole query. Restricted work tells nothing of what stands in it.
        nothing = ~Exists(self.model._default_manager.filter(found, restricted=False).order_by())
        return self.annotate(likeness=TrigramWordSimilarity(words, "title")).filter(
            found | Q(nothing, title__trigram_word_similar=words)
        )

    def with_list_data(self) -> Self:
        """What the list of work shows, in a fixed number of queries."""
        return self.select_related("responsible", "product_type").prefetch_related("subject_areas")


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Exemptions and «ikke gjennomført»."""

    def visible_to(self, user: "User") -> Self:
        """Decisions on the work that the account may open."""
        work_items: Any = self.model.work_item.field.related_model
        return self.filter(work_item__in=work_items._default_manager.visible_to(user).values("pk"))

    def to_be_decided_by(self, user: "User") -> Self:
        """Requests that this account may decide: as leader of the answering department or one above, or at the top
        as the Centre, never the own request or the own work.
        """
        reach = reach_of(user)
        work_items: Any = self.model.work_item.field.related_model
        mine = Q(department_lineage__overlap=list(reach.leads)) if reach.is_staff else Q(pk__in=[])
        if reach.is_centre:
            mine |= Q(department_lineage__len=1)
        return (
            self.waiting()
            .filter(work_item__in=work_items._default_manager.with_department().filter(mine).values("pk"))
            .exclude(requested_by=user.pk)
            .exclude(work_item__responsible=user.pk)
        )

    def approved_after_their_year(self, user: "User") -> Self:
        """Approved after 31 December of the year they hold for: counted, and listed for the leaders above the work
        and for the Centre. Adds `is_open_to_reader`: restricted work stands in the list as «Skjermet».
        """
        reach = reach_of(user)
        late = self.approved().filter(decided_on__year__gt=F("year"))
        work_items: Any = self.model.work_item.field.related_model
        listed = work_items._default_manager.listed_to(user)
        if not reach.is_centre:
            listed = listed.filter(department_lineage__overlap=list(reach.leads))
        mine = listed.filter(pk=OuterRef("work_item"))
        return late.annotate(is_open_to_reader=Subquery(mine.values("is_open_to_reader")[:1])).filter(
            is_open_to_reader__isnull=False
        )

    def approved(self) -> Self:
        return self.filter(status=DecisionStatus.APPROVED)

    def waiting(self) -> Self:
        return self.filter(status=DecisionStatus.REQUESTED)

    def with_list_data(self) -> Self:
        return self.select_related("work_item", "reason", "requested_by", "decided_by")


def answered_for_now(department: Any) -> int:
    """How many open items the department answers for today, itself and all below it."""
    work_items = apps.get_model("projects.WorkItem").objects
    count: int = work_items.open().with_department().answered_for_by(department.code).count()
    return count


def work_for(user: "User") -> WorkItemQuerySet:
    """The work that the account may open."""
    return visible_rows(WorkItemQuerySet, "projects.WorkItem", user)


def masked_for(user: "User") -> WorkItemQuerySet:
    """All work, each row saying whether the account may open it: for acts on work that one may not read."""
    rows: WorkItemQuerySet = apps.get_model("projects.WorkItem").objects.masked_to(user)
    return rows
