"""«Dette kan løfte andelen»: what is to be done, each with its one act."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.insight import addresses
from projects.insight.querysets import LiftRow
from projects.insight.selection import Selection
from projects.shares.rule import WITHOUT_ANY
from projects.work.enums import WorkKind


@dataclass(frozen=True)
class ToDo:
    """A work item and what can be done about it; `day` is the deadline, or when the exemption was asked for."""

    title: str
    url: str
    text: str
    day: datetime.date | None
    mark: str
    late: bool
    action: str
    action_url: str


@dataclass(frozen=True)
class ToDoGroup:
    """What waits for one reason; `more` leads to the rest where there is more than is shown."""

    title: str
    items: tuple[ToDo, ...]
    more: str
    more_url: str


def groups(code: str, rows: Sequence[LiftRow], selection: Selection) -> tuple[ToDoGroup, ...]:
    """Decisions first, then deadlines, then standing tasks."""
    found = (
        _group(code, reason, [row for row in rows if row.reason == reason], selection)
        for reason in ("exemption", "deadline", "standing")
    )
    return tuple(group for group in found if group is not None)


def _group(code: str, reason: str, rows: list[LiftRow], selection: Selection) -> ToDoGroup | None:
    if not rows:
        return None
    total = rows[0].total
    titles = {
        "exemption": ngettext("%(n)s ønsket unntak å avgjøre", "%(n)s ønskede unntak å avgjøre", total),
        "deadline": ngettext(
            "%(n)s oppdrag nær fristen uten medvirkning", "%(n)s oppdrag nær fristen uten medvirkning", total
        ),
        "standing": ngettext(
            "%(n)s fast oppgave uten medvirkning i år", "%(n)s faste oppgaver uten medvirkning i år", total
        )
        if selection.is_running
        else ngettext("%(n)s fast oppgave uten medvirkning", "%(n)s faste oppgaver uten medvirkning", total),
    }
    more, more_url = "", ""
    if total > len(rows):
        if reason == "standing":
            more = _("Se alle faste oppgaver uten medvirkning")
            more_url = addresses.records(code, selection, WITHOUT_ANY.name, kind=WorkKind.STANDING_TASK)
        else:
            more = _("%(shown)s av %(total)s vises.") % {"shown": len(rows), "total": total}
    return ToDoGroup(
        title=titles[reason] % {"n": total},
        items=tuple(_item(row, selection) for row in rows),
        more=more,
        more_url=more_url,
    )


def _item(row: LiftRow, selection: Selection) -> ToDo:
    if row.reason == "exemption":
        text, action, url = _("Unntak er ønsket: «%(text)s»") % {"text": row.text}, _("Avgjør"), addresses.decisions()
    else:
        text, action, url = row.reference, _("Registrer medvirkning"), addresses.log_involvement(row.reference)
    late = row.reason == "deadline" and row.day is not None and row.day < selection.today
    return ToDo(
        title=row.title,
        url=addresses.work_item(row.reference),
        text=text,
        day=None if row.reason == "standing" else row.day,
        mark=_("fast oppgave") if row.reason == "standing" else "",
        late=late,
        action=action,
        action_url=url,
    )
