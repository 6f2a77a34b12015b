"""January's question to the owners of groups that go on, and what follows from no answer (docs/adr/0091).

«Each January its owner confirms that it met in the year passed, else the end is set» (domain.md). The owner is told
in January and once more before it ends; the end is set from February on, and never sooner than a week after the
owner was told, so that a portal that stood still takes nobody by surprise.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning import audit
from medvirkning.accounts.models import User
from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.dates import PartialDate
from projects.departments.querysets import leaders_and_deputies
from projects.involvement import notices
from projects.involvement.models import Event, Involvement
from projects.involvement.services.states import set_planned_end
from projects.work.models import WorkItem
from projects.work.responsibility import lineage_today

logger = structlog.get_logger(__name__)

LAST_CALL = 24
NOTICE = datetime.timedelta(days=7)


def ask_and_end(*, today: datetime.date | None = None) -> int:
    """Every day: tell owners whom nobody has told, and end what January gave no answer about. Gives how many ended.

    Repeating it does nothing more: each is told once a stage, and a group that is ended goes on no more.
    """
    day = today or timezone.localdate()
    year = day.year - 1
    rows = _rows(year)
    told = _tell(rows, day, year)
    if day.month == 1:
        return 0
    ended = 0
    for row in {row.event_id: row for row in rows}.values():
        if told[row.event_id] <= timezone.now() - NOTICE:
            ended += _end(row, year)
    return ended


def end_of(event: Event, year: int) -> PartialDate:
    """When a group ended of which nobody says that it met in the year: with the year before, and never before its
    own first day, on which it did meet.
    """
    start = PartialDate.of(event.started_on, event.started_on_precision)
    before = PartialDate.of(datetime.date(year - 1, 12, 31))
    return start if start.last > before.last else before


def _rows(year: int) -> list[Involvement]:
    """With their work, which knows who answers for it: an import may have left many without an owner."""
    asked = Involvement.objects.asked_about_in_january(year)
    work = WorkItem.objects.filter(pk__in=asked.values("work_item")).with_department().select_related("responsible")
    items = {item.pk: item for item in work}
    rows = list(asked.select_related("event", "logged_by").order_by("event_id", "pk"))
    for row in rows:
        row.work_item = items[row.work_item_id]
    return rows


def _tell(rows: Iterable[Involvement], day: datetime.date, year: int) -> dict[int, datetime.datetime]:
    """Since when somebody has known of each event's question."""
    groups: dict[User, list[Involvement]] = defaultdict(list)
    known: dict[int, datetime.datetime] = {}
    leaders = cache(lambda code: leaders_and_deputies(code, timezone.localdate()))
    for row in rows:
        # With nobody left to ask, nothing is gained by waiting.
        known.setdefault(row.event_id, timezone.now() - NOTICE)
        for owner in _owners(row, leaders):
            groups[owner].append(row)
    last_call = day.month > 1 or day.day >= LAST_CALL
    for owner, owned in groups.items():
        notices.ask_about_groups(owner=owner, year=year, number=len({row.event_id for row in owned}))
        since = notices.asked_since(owner=owner, year=year)
        if last_call and since is not None and since < timezone.now() - NOTICE:
            notices.ask_about_groups(owner=owner, year=year, number=len({row.event_id for row in owned}), again=True)
        for row in owned:
            known[row.event_id] = max(known[row.event_id], since or known[row.event_id])
    return known


def _owners(row: Involvement, leaders: Callable[[str], list[User]]) -> list[User]:
    """Who is responsible for the work, else who logged it, else who leads the department that answers."""
    for account in (row.work_item.responsible, row.logged_by):
        if account is not None and account.is_active:
            return [account]
    return next(filter(None, map(leaders, reversed(lineage_today(row.work_item)))), [])


def _end(row: Involvement, year: int) -> int:
    end = end_of(row.event, year)
    reason = _("Ingen bekreftet i januar at gruppen møttes i %(year)s.") % {"year": year}
    try:
        with transaction.atomic(), audit.context(reason=reason):
            set_planned_end(actor=None, involvement=row, ended_on=end.last, precision=end.precision)
    except StaleVersion:
        # Somebody is changing it just now; tomorrow it is looked at again.
        logger.info("group_not_ended", event_id=row.event_id)
        return 0
    return 1
