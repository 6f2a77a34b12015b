"""«Dette kan løfte andelen»: what is to be done, each with its one act."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medvirkning.web.linked import Linked, Number, Words, html_of
from medvirkning.web.numbers import format_number
from projects.insight import addresses
from projects.insight.lifts import COUNTED, LiftRow, Lifts, Reason
from projects.insight.selection import Selection


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
    """What waits for one reason; the number in its title leads to all of it."""

    title: Words
    items: tuple[ToDo, ...]

    @property
    def title_html(self) -> Words:
        return html_of(self.title)


def groups(code: str, found: Sequence[Lifts], selection: Selection) -> tuple[ToDoGroup, ...]:
    """Decisions first, then deadlines, then standing tasks."""
    return tuple(
        ToDoGroup(_title(code, one, selection), tuple(_item(row, one.reason) for row in one.rows)) for one in found
    )


def _title(code: str, found: Lifts, selection: Selection) -> Words:
    """«36 oppdrag nær fristen uten medvirkning»; past what is counted «Over 100»."""
    number = min(found.counted, COUNTED)
    text = _("Over %(number)s") if found.is_more else "%(number)s"
    shown = text % {"number": format_number(number)}
    return Linked(_pattern(found.reason, number, selection), {"n": Number(shown, _list(code, found, selection))})


def _list(code: str, found: Lifts, selection: Selection) -> str:
    return addresses.lift(code, selection, found.reason)


def _pattern(reason: Reason, number: int, selection: Selection) -> str:
    match reason:
        case Reason.EXEMPTION:
            return ngettext("%(n)s ønsket unntak å avgjøre", "%(n)s ønskede unntak å avgjøre", number)
        case Reason.OVERDUE:
            return ngettext(
                "%(n)s oppdrag over fristen uten medvirkning", "%(n)s oppdrag over fristen uten medvirkning", number
            )
        case Reason.NEAR:
            return ngettext(
                "%(n)s oppdrag nær fristen uten medvirkning", "%(n)s oppdrag nær fristen uten medvirkning", number
            )
    if selection.is_running:
        return ngettext(
            "%(n)s fast oppgave uten medvirkning i år", "%(n)s faste oppgaver uten medvirkning i år", number
        )
    return ngettext("%(n)s fast oppgave uten medvirkning", "%(n)s faste oppgaver uten medvirkning", number)


def list_title(reason: Reason) -> str:
    """What the list of one reason is called."""
    return {
        Reason.EXEMPTION: _("Ønskede unntak å avgjøre"),
        Reason.OVERDUE: _("Oppdrag over fristen uten medvirkning"),
        Reason.NEAR: _("Oppdrag nær fristen uten medvirkning"),
        Reason.STANDING: _("Faste oppgaver uten medvirkning"),
    }[reason]


def day_heading(reason: Reason) -> str:
    """What the day of a reason is."""
    return {Reason.EXEMPTION: _("Ønsket"), Reason.STANDING: _("Startet")}.get(reason, _("Frist"))


def act(reason: Reason, reference: str) -> tuple[str, str]:
    """The one act: its words and its address."""
    if reason == Reason.EXEMPTION:
        return _("Avgjør"), addresses.decisions()
    return _("Registrer medvirkning"), addresses.log_involvement(reference)


def _item(row: LiftRow, reason: Reason) -> ToDo:
    action, action_url = act(reason, row.reference)
    standing = reason == Reason.STANDING
    return ToDo(
        title=row.title,
        url=addresses.work_item(row.reference),
        text=_("Unntak er ønsket: «%(text)s»") % {"text": row.text} if reason == Reason.EXEMPTION else row.text,
        day=None if standing else row.day,
        mark=_("fast oppgave") if standing else "",
        late=reason == Reason.OVERDUE,
        action=action,
        action_url=action_url,
    )
