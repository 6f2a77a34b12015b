"""How a work item is shown: its state, its dates and the words for them."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from medvirkning.web.dates import PartialDate, format_date
from medvirkning.web.pages import State
from projects.work.enums import OPEN_STATUSES, UNFINISHED_STATUSES, DecisionStatus, WorkKind, WorkStatus
from projects.work.models import Decision, Exemption, WorkItem

# What stands for restricted work in the lists of those who may not open it.
MASKED = gettext_lazy("Skjermet")
# What a decision is about, in addresses.
EXEMPTION, NOT_PERFORMED = "unntak", "ikke-gjennomfort"
_COLOURS: dict[str, str] = {
    WorkStatus.PLANNED: "neutral",
    WorkStatus.ONGOING: "info",
    WorkStatus.COMPLETED: "success",
    WorkStatus.CANCELLED: "neutral",
    WorkStatus.NOT_STATED: "neutral",
}
_STATES: dict[str, str | Promise] = {
    WorkStatus.PLANNED: pgettext_lazy("work", "Planlagt"),
    WorkStatus.ONGOING: pgettext_lazy("work", "Pågår"),
    WorkStatus.COMPLETED: pgettext_lazy("work", "Fullført"),
    WorkStatus.CANCELLED: pgettext_lazy("work", "Bortfalt"),
    WorkStatus.NOT_STATED: pgettext_lazy("work", "Status ikke oppgitt"),
}
_DECISION_COLOURS: dict[str, str] = {
    DecisionStatus.REQUESTED: "warning",
    DecisionStatus.APPROVED: "success",
    DecisionStatus.REFUSED: "neutral",
}


def capitalised(text: object) -> str:
    """A label at the start of a line."""
    shown = str(text)
    return shown[:1].upper() + shown[1:]


def status_label(work_item: WorkItem) -> str:
    """The state as a word of its own; a standing task that is done has ended."""
    if work_item.status == WorkStatus.COMPLETED and work_item.kind == WorkKind.STANDING_TASK:
        return _("Avsluttet")
    return str(_STATES[work_item.status])


def state_of(work_item: WorkItem, today: datetime.date | None = None) -> State:
    """The tag of the page's header; a deadline that has passed is said there."""
    if is_late(work_item, today or timezone.localdate()):
        return State(_("Frist passert"), "danger")
    return State(status_label(work_item), _COLOURS[work_item.status])


def is_late(work_item: WorkItem, today: datetime.date) -> bool:
    return work_item.status in UNFINISHED_STATUSES and work_item.due_on is not None and work_item.due_on < today


def partial(work_item: WorkItem, name: str) -> PartialDate | None:
    """A stored date with the column that says how exactly it is known."""
    day = getattr(work_item, name)
    return None if day is None else PartialDate.of(day, getattr(work_item, f"{name}_precision"))


def dates_in_words(work_item: WorkItem) -> list[str]:
    """The date that matters now: done, else due."""
    if work_item.completed_on:
        return [_("Fullført %(date)s") % {"date": partial(work_item, "completed_on")}]
    if work_item.status == WorkStatus.CANCELLED:
        when = format_date(work_item.cancelled_on)
        return [_("Falt bort %(date)s") % {"date": when}] if when else []
    if work_item.ended_on:
        return [_("Siste virkedag %(date)s") % {"date": partial(work_item, "ended_on")}]
    if work_item.due_on:
        return [_("Frist %(date)s") % {"date": partial(work_item, "due_on")}]
    return []


def decision_state(decision: Decision) -> State:
    """Asked for, approved or refused, as a tag."""
    return State(capitalised(decision.get_status_display()), _DECISION_COLOURS[decision.status])


@dataclass(frozen=True)
class Fact:
    """A line of the item's facts."""

    label: str
    value: str


def facts_of(work_item: WorkItem) -> list[Fact]:
    """What is known of the item besides its header; what nobody knows is left out.

    Of work that was taken from a source, what the source leaves out is said to be unknown.
    """
    is_task = work_item.kind == WorkKind.STANDING_TASK
    unknown = _("Ikke oppgitt") if work_item.data_source else ""
    asked_of_sources = {
        *(_("Produkttype"), _("Bestilt gjennom"), _("Bestilt"), _("Startet"), _("Frist")),
    }
    if work_item.status not in OPEN_STATUSES:
        # Of open work the end is not unknown: it has not come.
        asked_of_sources.add(_("Siste virkedag") if is_task else _("Fullført"))
    values = [
        (_("Slag"), capitalised(work_item.get_kind_display())),
        (_("Produkttype"), capitalised(work_item.product_type or "")),
        (_("Bestilt gjennom"), capitalised(work_item.source or "")),
        (_("Bestilt"), partial(work_item, "commissioned_on")),
        (_("Startet"), partial(work_item, "started_on")),
        (_("Frist"), partial(work_item, "due_on")),
        (_("Fullført"), partial(work_item, "completed_on")),
        (_("Siste virkedag"), partial(work_item, "ended_on")),
        (_("Hvorfor arbeidet falt bort"), work_item.cancel_reason),
        (_("Merknad"), work_item.note),
        (_("Kilde"), work_item.data_source),
    ]
    shown = [(label, value or (unknown if label in asked_of_sources else "")) for label, value in values]
    return [Fact(label, str(value)) for label, value in shown if value]


@dataclass(frozen=True)
class DecisionLine:
    """A request and its answer, as the item's page and the list of decisions tell them."""

    decision: Decision
    kind: str
    what: str
    state: State

    @property
    def is_open(self) -> bool:
        """A request that waits for its answer."""
        return self.decision.status == DecisionStatus.REQUESTED


def decision_line(decision: Decision) -> DecisionLine:
    """«Unntak for 2026», «Ikke gjennomført i 2026»."""
    if isinstance(decision, Exemption):
        what, kind = _("Unntak for %(year)s"), EXEMPTION
    else:
        what, kind = _("Ikke gjennomført i %(year)s"), NOT_PERFORMED
    return DecisionLine(decision, kind, what % {"year": decision.year}, decision_state(decision))


def decisions_of(work_item: WorkItem) -> list[DecisionLine]:
    """All that was asked for about the item, the latest year first."""
    rows: list[Decision] = []
    for related in (work_item.exemptions, work_item.not_performed):
        rows += related.select_related("reason", "requested_by", "decided_by", "work_item").order_by("-year", "pk")
    return [decision_line(row) for row in sorted(rows, key=lambda row: -row.year)]
