"""Who answers for a work item on a day."""

import datetime

from django.db.models import F, Q
from django.utils import timezone

from projects.departments.models import Department
from projects.work.models import WorkItem


def department_on(work_item: WorkItem, day: datetime.date | None = None) -> Department:
    """The department that answers for the item on a day (today); the first one holds for all earlier dates too."""
    on = day or timezone.localdate()
    answering = (
        work_item.responsibilities.filter(Q(from_date=None) | Q(from_date__lte=on))
        .order_by(F("from_date").desc(nulls_last=True))
        .select_related("department")[:1]
    )
    return answering.get().department


def lineage_today(work_item: WorkItem) -> list[str]:
    """The answering department's lineage, as the list query brought it or asked for now."""
    known = getattr(work_item, "department_lineage", None)
    return known if known is not None else department_on(work_item).lineage
