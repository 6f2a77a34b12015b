"""What a work item's log looks like on its page: phases, people, inputs with what became of them, and events."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from medvirkning.web.dates import PartialDate, format_date, format_period
from medvirkning.web.numbers import format_number
from medvirkning.web.pages import State
from projects.involvement.enums import (
    COUNTING_STATES,
    Answer,
    Capacity,
    Confirmation,
    Degree,
    InvolvementState,
    OutcomeKind,
    Perspective,
    Phase,
)
from projects.involvement.models import Event, Input, Involvement
from projects.work.presenters import capitalised

SHORT_PHASES: dict[str, str | Promise] = {Phase.MANDATE: gettext_lazy("Mandat")}
_OUTCOME_COLOURS: dict[str, str] = {
    OutcomeKind.FOLLOWED: "success",
    OutcomeKind.PARTLY: "success",
    OutcomeKind.NOT_FOLLOWED: "neutral",
    OutcomeKind.CONSIDERED: "warning",
    OutcomeKind.OUTSIDE: "neutral",
}
_STATE_COLOURS: dict[str, str] = {
    InvolvementState.DRAFT: "warning",
    InvolvementState.REGISTERED: "info",
    InvolvementState.CLOSED: "success",
    InvolvementState.ANNULLED: "danger",
}


def phase_name(phase: str) -> str:
    """Short, for narrow places."""
    return str(SHORT_PHASES.get(phase) or capitalised(Phase(phase).label))


def phases_in_words(involvement: Involvement) -> str:
    return ", ".join(phase_name(phase) for phase in involvement.phases)


def degree_in_words(involvement: Involvement) -> str:
    """«3 likeverdig medlem»; a degree that a file left out is said to be unknown."""
    if involvement.degree is None:
        return _("Ikke oppgitt")
    return f"{involvement.degree} {Degree(involvement.degree).label}"


def when(event: Event) -> str:
    """A day, a month, a year, or a period, as far as it is known."""
    start = PartialDate.of(event.started_on, event.started_on_precision)
    if event.ended_on == start.last:
        return format_period(start, None)
    return format_period(start, PartialDate.of(event.ended_on, event.ended_on_precision))


def who(event: Event) -> str:
    """How many took part, in words; never with a name, and never a perspective beside a person."""
    named = len(event.people.all())
    bodies = len(event.organisations.all()) + (event.organisations_count or 0)
    parts = []
    if event.users_count:
        parts.append(ngettext("%(n)s bruker", "%(n)s brukere", event.users_count) % {"n": event.users_count})
    if event.carers_count:
        parts.append(ngettext("%(n)s pårørende", "%(n)s pårørende", event.carers_count) % {"n": event.carers_count})
    if named:
        parts.append(ngettext("%(n)s person", "%(n)s personer", named) % {"n": named})
    if bodies:
        parts.append(ngettext("%(n)s organisasjon", "%(n)s organisasjoner", bodies) % {"n": bodies})
    return ", ".join(parts) or _("Ikke oppgitt")


def confirmed(involvement: Involvement) -> str:
    """«1 av 2», or that nobody was asked."""
    rows = list(involvement.confirmations.all())
    if not rows:
        return capitalised(Confirmation.NOT_ASKED.label)
    if involvement.confirmation == Confirmation.REJECTED:
        return capitalised(Confirmation.REJECTED.label)
    if involvement.confirmation == Confirmation.ASKED:
        return capitalised(Confirmation.ASKED.label)
    yes = sum(row.answer in (Answer.YES, Answer.PARTLY) for row in rows)
    return _("%(yes)s av %(asked)s") % {"yes": yes, "asked": len(rows)}


def state_of(involvement: Involvement) -> State:
    """The involvement's state as a tag."""
    return State(capitalised(involvement.get_state_display()), _STATE_COLOURS[involvement.state])


@dataclass(frozen=True)
class PhaseMark:
    """A phase on the line: somebody was involved (done), it is planned (plan), only a draft (draft), or a gap."""

    name: str
    state: str


@dataclass(frozen=True)
class PersonCard:
    """Somebody who was involved, with role and organisation."""

    name: str
    about: str


@dataclass(frozen=True)
class Gap:
    """Who is missing, and the perspective to register."""

    text: str
    act: str
    perspective: str


@dataclass(frozen=True)
class InputLine:
    """What somebody said, and what became of it."""

    row: Input
    given_by: str
    outcome: State | None
    reason: str
    answered_on: datetime.datetime | None
    waited: int


def input_line(row: Input, today: datetime.date) -> InputLine:
    """Needs the outcomes prefetched, latest first."""
    latest = next(iter(row.outcomes.all()), None)
    names = [str(one) for one in (row.given_by, row.given_for) if one is not None]
    return InputLine(
        row=row,
        given_by=", ".join(names),
        outcome=State(capitalised(row.get_outcome_display()), _OUTCOME_COLOURS[row.outcome]) if row.outcome else None,
        reason=latest.reason if latest else "",
        answered_on=latest.decided_at if latest and row.is_answered else None,
        waited=row.waited_days(today),
    )


@dataclass
class WorkLog:
    """Everything that was logged on a work item and that the reader may see, latest first."""

    involvements: Sequence[Involvement]
    inputs: Sequence[Input]
    today: datetime.date
    may_log: bool = False
    answerable: set[int] = field(default_factory=set)

    @cached_property
    def counting(self) -> list[Involvement]:
        """Somebody was involved by today (compare `InvolvementQuerySet.counting`)."""
        return [
            row
            for row in self.involvements
            if row.state in COUNTING_STATES
            and row.degree != Degree.INFORMATION
            and row.confirmation != Confirmation.REJECTED
            and row.event.started_on <= self.today
        ]

    @cached_property
    def planned(self) -> list[Involvement]:
        """What lies ahead: logged, or kept as a draft, with a later date."""
        known = (*COUNTING_STATES, InvolvementState.DRAFT)
        return [row for row in self.involvements if row.state in known and row.event.started_on > self.today]

    @cached_property
    def drafts(self) -> list[Involvement]:
        """What took place and is not registered yet."""
        return [
            row
            for row in self.involvements
            if row.state == InvolvementState.DRAFT and row.event.started_on <= self.today
        ]

    @cached_property
    def phases(self) -> list[PhaseMark]:
        marks = [("done", self.counting), ("plan", self.planned), ("draft", self.drafts)]
        found: dict[str, str] = {}
        for state, rows in marks:
            for phase in [phase for row in rows for phase in row.phases]:
                found.setdefault(phase, state)
        shown = [phase for phase in Phase if phase != Phase.NOT_STATED]
        return [PhaseMark(phase_name(phase), found.get(phase, "")) for phase in shown]

    @cached_property
    def people(self) -> list[PersonCard]:
        """Each once, with the highest degree they had; counted groups by the form they met in."""
        degrees: dict[tuple[str, str, int | None], int | None] = {}
        groups: dict[str, PersonCard] = {}
        for row in self.counting:
            seen: list[tuple[str, str, int | None]] = [
                (str(one.person), str(one.organisation or ""), one.person_id) for one in row.event.people.all()
            ]
            seen += [(str(one.organisation), "", None) for one in row.event.organisations.all()]
            for key in seen:
                known = degrees.get(key)
                degrees[key] = row.degree if known is None else max(known, row.degree or 0)
            if counted := (row.event.users_count or 0) + (row.event.carers_count or 0):
                groups.setdefault(str(row.event.form), _group_card(row.event, counted))
        cards = [PersonCard(name, _about(body, degree)) for (name, body, _person), degree in degrees.items()]
        return [*cards, *groups.values()]

    @cached_property
    def missing(self) -> list[Gap]:
        """«Ingen pårørende» with the act that fills it."""
        seen = {row.perspective for row in self.counting}
        gaps = []
        if not seen & {Perspective.USER, Perspective.BOTH}:
            gaps.append(Gap(_("Ingen brukere"), _("Registrer brukere"), Perspective.USER))
        if not seen & {Perspective.CARER, Perspective.BOTH}:
            gaps.append(Gap(_("Ingen pårørende"), _("Registrer pårørende"), Perspective.CARER))
        return gaps

    @cached_property
    def input_lines(self) -> list[InputLine]:
        """Those that wait first, the longest wait on top."""
        rows = sorted(self.inputs, key=lambda row: (row.is_answered, row.given_on, row.pk))
        return [input_line(row, self.today) for row in rows]

    @cached_property
    def waiting(self) -> int:
        return sum(not row.is_answered for row in self.inputs)


def _group_card(event: Event, counted: int) -> PersonCard:
    people = ngettext("%(n)s deltaker", "%(n)s deltakere", counted) % {"n": counted}
    nobody = _("representerer ingen") if event.group_capacity == Capacity.INSIGHT else ""
    return PersonCard(capitalised(event.form), " · ".join(part for part in (people, nobody) if part))


def _about(body: str, degree: int | None) -> str:
    return " · ".join(part for part in (body, str(Degree(degree).label) if degree is not None else "") if part)


@dataclass(frozen=True)
class FollowUp:
    """«Ferdig fulgt opp»: a mark of its own for done work, held back by unanswered input alone."""

    is_done: bool
    waiting: int
    inputs: int


def follow_up(work_log: WorkLog, *, is_completed: bool) -> FollowUp | None:
    """None while the work goes on."""
    if not is_completed:
        return None
    return FollowUp(is_done=not work_log.waiting, waiting=work_log.waiting, inputs=len(work_log.inputs))


@dataclass(frozen=True)
class Fact:
    """A line of what was logged."""

    label: str
    value: str
    # The word of the glossary that the label is.
    term: str = ""


def facts_of(involvement: Involvement) -> list[Fact]:
    """What was logged; of what a file left out, what matters for the figures is said to be unknown."""
    event = involvement.event
    unknown = _("Ikke oppgitt")
    perspective = involvement.get_perspective_display()
    whole = {True: _("Ja"), False: _("Nei"), None: ""}[involvement.whole_process]
    values: list[tuple[Any, ...]] = [
        (_("Når"), when(event)),
        (_("Fase"), phases_in_words(involvement), "fase"),
        (_("Grad"), degree_in_words(involvement), "grad"),
        (_("Perspektiv"), capitalised(perspective) if perspective else unknown, "perspektiv"),
        (_("Nivå"), capitalised(involvement.get_level_display() or ""), "niva"),
        (_("Barn eller unge"), _("Ja") if involvement.youth else "", "barn-og-unge"),
        (_("Hvem"), who(event)),
        (_("De var med som"), _group_capacity(event), "kapasitet"),
        (_("Med i hele prosessen"), whole),
        (_("Timer"), format_number(event.hours) if event.hours is not None else ""),
        (_("Formål"), involvement.purpose),
        (_("Hva kom fram"), involvement.summary),
        (_("Hvorfor annullert"), involvement.annul_reason),
        (_("Bekreftet at de møttes i"), event.met_in_year or ""),
        (_("Registrert av"), involvement.logged_by or ""),
        (_("Registrert"), format_date(involvement.logged_at)),
    ]
    return [Fact(label, str(value), *term) for label, value, *term in values if value]


def _group_capacity(event: Event) -> str:
    """What those who are counted took part as; people and organisations named have each their own."""
    if not (event.users_count or event.carers_count or event.organisations_count):
        return ""
    if event.group_capacity == Capacity.UNKNOWN:
        return _("Ikke oppgitt")
    return capitalised(Capacity(event.group_capacity).label)


def participants_of(event: Event) -> list[PersonCard]:
    """Those named, each with organisation and capacity."""
    cards = [
        PersonCard(str(row.person), " · ".join(filter(None, [str(row.organisation or ""), _capacity(row.capacity)])))
        for row in event.people.all()
    ]
    return cards + [PersonCard(str(row.organisation), _capacity(row.capacity)) for row in event.organisations.all()]


def _capacity(capacity: str) -> str:
    return "" if capacity == Capacity.UNKNOWN else str(Capacity(capacity).label)
