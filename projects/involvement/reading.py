"""The log of one work item, read once for each request, however many parts of the page ask."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from projects.involvement.enums import InvolvementState
from projects.involvement.models import Input
from projects.involvement.presenters import WorkLog
from projects.involvement.querysets import involvements_for
from projects.work.models import WorkItem


def log_of(request: HttpRequest, work_item: WorkItem) -> WorkLog:
    """What the reader may see of the item's log: a fixed number of queries."""
    kept: dict[int, WorkLog] = request.__dict__.setdefault("_work_logs", {})
    if work_item.pk not in kept:
        kept[work_item.pk] = _read(request.user, work_item)
    return kept[work_item.pk]


def _read(user: Any, work_item: WorkItem) -> WorkLog:
    rows = list(involvements_for(user).filter(work_item=work_item).with_list_data().latest_first())
    for row in rows:
        # The page's own item: it knows who answers for it.
        row.work_item = work_item
    by_pk = {row.pk: row for row in rows}
    living = [row.pk for row in rows if row.state != InvolvementState.ANNULLED]
    inputs = Input.objects.filter(involvement__in=living).select_related("given_by", "given_for")
    shown = list(inputs.prefetch_related("outcomes").order_by("given_on", "pk"))
    for given in shown:
        given.involvement = by_pk[given.involvement_id]
    return WorkLog(
        involvements=rows,
        inputs=shown,
        today=timezone.localdate(),
        may_log=user.has_perm("involvement.log", work_item),
        answerable=_answerable(user, shown),
    )


def _answerable(user: Any, inputs: list[Input]) -> set[int]:
    """The inputs that the reader may answer. On one item the rule turns on who logged it and on its being a draft
    alone, so it is asked once for each of these and not once for each input.
    """
    asked: dict[tuple[bool, str], bool] = {}
    found = set()
    for given in inputs:
        key = (given.involvement.logged_by_id == user.pk, given.involvement.state)
        if key not in asked:
            asked[key] = user.has_perm("involvement.answer_input", given)
        if asked[key]:
            found.add(given.pk)
    return found
