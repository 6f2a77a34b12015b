"""Closing a department: one previewed act that says where each open item goes."""

import datetime
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from projects.departments.models import Department
from projects.departments.services import set_closed
from projects.work.models import Responsibility, WorkItem
from projects.work.querysets import WorkItemQuerySet
from projects.work.services.items import WorkRefusedError
from projects.work.services.touch import touch


def open_work_of(department: Department, last_day: datetime.date) -> WorkItemQuerySet:
    """The items that need a new department when this one closes: not over, and answered for by it the day after."""
    return (
        WorkItem.objects.unfinished()
        .with_department(last_day + datetime.timedelta(days=1))
        .of_department(department.pk)
        .exclude(ended_on__lte=last_day)
    )


@transaction.atomic
def close_department(
    *,
    actor: User,
    department: Department,
    last_day: datetime.date,
    successors: Iterable[Department],
    destinations: Mapping[int, Department],
) -> int:
    """Close a department after its last day and hand each open item to its destination. Returns the items moved.

    Raises `WorkRefusedError` when an open item has no destination, or when a destination is closed by then.
    """
    day_after = last_day + datetime.timedelta(days=1)
    items = list(open_work_of(department, last_day))
    missing = [item for item in items if item.pk not in destinations]
    if missing:
        named = [item.reference for item in missing if not item.restricted][:10]
        if any(item.restricted for item in missing):
            named.append(_("skjermet arbeid"))
        raise WorkRefusedError(_("Velg hvor dette arbeidet skal: %(references)s.") % {"references": ", ".join(named)})
    for target in set(destinations.values()):
        if (
            target.pk == department.pk
            or target.valid_from > day_after
            or (target.valid_to and target.valid_to < day_after)
        ):
            raise WorkRefusedError(_("«%(name)s» kan ikke overta arbeid den dagen.") % {"name": target.name})
    set_closed(department=department, last_day=last_day, successors=successors)
    Responsibility.objects.bulk_create(
        Responsibility(work_item=item, department=destinations[item.pk], from_date=day_after) for item in items
    )
    touch(item.pk for item in items)
    return len(items)
