"""What the plan's page tells: the plan, what is coming, and what activities come to, as linked figures."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advice.catalogue.models import Advice, Edition
from advice.catalogue.querysets import published_for
from advice.implementation import addresses
from advice.implementation.enums import ArenaKind, GoalState
from advice.implementation.models import ImplementationActivity, PlanGoal
from advice.implementation.querysets import activities_for
from medvirkning.web.linked import Linked, Number
from medvirkning.web.numbers import format_number
from medvirkning.web.pages import State

# As many as the page shows before it leads on to the list.
FEW_COMING = 5

GOAL_COLOURS: dict[str, str] = {GoalState.ONGOING: "info", GoalState.DONE: "success"}


@dataclass(frozen=True)
class Figures:
    """What a group of activities comes to; each number leads to those it counts."""

    held: int
    planned: int
    cancelled: int
    reached: int | None
    unknown: int
    query: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, row: dict[str, Any] | None, **query: Any) -> "Figures":
        found = row or {}
        return cls(
            held=found.get("held", 0),
            planned=found.get("planned", 0),
            cancelled=found.get("cancelled", 0),
            reached=found.get("reached_sum"),
            unknown=found.get("unknown", 0),
            query=query,
        )

    @property
    def any(self) -> bool:
        """Whether something is held or planned: what is cancelled covers nothing."""
        return bool(self.held or self.planned)

    def _number(self, count: int | None, address: Callable[..., str]) -> Number:
        """A count of 0 leads nowhere: there is nothing to see."""
        return Number(format_number(count), address(**self.query) if count else "")

    @property
    def held_number(self) -> Number:
        return self._number(self.held, addresses.held)

    @property
    def planned_number(self) -> Number:
        return self._number(self.planned, addresses.planned)

    @property
    def cancelled_number(self) -> Number:
        return self._number(self.cancelled, addresses.cancelled)

    @property
    def reached_number(self) -> Number:
        return self._number(self.reached, addresses.reached)

    @property
    def unknown_number(self) -> Number:
        return self._number(self.unknown, addresses.unknown)

    @property
    def reach(self) -> Linked:
        """«340, ukjent for 2»: what is not known is told beside the sum, never taken for 0."""
        if self.reached is None and self.unknown:
            return Linked(_("ukjent for %(unknown)s"), {"unknown": self.unknown_number})
        if self.unknown:
            return Linked(
                _("%(reached)s, ukjent for %(unknown)s"),
                {"reached": self.reached_number, "unknown": self.unknown_number},
            )
        return Linked("%(reached)s", {"reached": self.reached_number})

    @property
    def sentences(self) -> list[Linked]:
        """The whole in words."""
        told = [
            Linked(
                _("Aktiviteter: %(held)s gjennomført, %(planned)s planlagt, %(cancelled)s avlyst."),
                {
                    "held": self.held_number,
                    "planned": self.planned_number,
                    "cancelled": self.cancelled_number,
                },
            )
        ]
        if self.reached is not None:
            told.append(
                Linked(
                    ngettext(
                        "De gjennomførte har nådd %(reached)s person.",
                        "De gjennomførte har nådd %(reached)s personer.",
                        self.reached,
                    ),
                    {"reached": self.reached_number},
                )
            )
        if self.unknown:
            told.append(
                Linked(
                    ngettext(
                        "For %(unknown)s gjennomført aktivitet er antallet ukjent.",
                        "For %(unknown)s gjennomførte aktiviteter er antallet ukjent.",
                        self.unknown,
                    ),
                    {"unknown": self.unknown_number},
                )
            )
        return told


@dataclass(frozen=True)
class GoalLine:
    """A part of the plan with its activities."""

    goal: PlanGoal
    activities: list[ImplementationActivity]

    @property
    def state(self) -> State:
        if self.goal.state == GoalState.NOT_STATED:
            return State(_("Tilstand ikke oppgitt"))
        return State(self.goal.get_state_display(), GOAL_COLOURS.get(self.goal.state, "neutral"))


@dataclass(frozen=True)
class Period:
    """The parts of the plan that belong to the same years."""

    title: str
    lines: list[GoalLine]

    @property
    def source(self) -> str:
        """Where all of them come from, told once; empty where they come from several places."""
        sources = {line.goal.source for line in self.lines}
        return sources.pop() if len(sources) == 1 else ""


@dataclass(frozen=True)
class PieceLine:
    """A piece of advice and the activities about it."""

    piece: Advice
    figures: Figures


@dataclass(frozen=True)
class Group:
    """An arena or a body with what its activities come to."""

    label: str
    figures: Figures


@dataclass(frozen=True)
class PlanPage:
    """All that the page tells, as far as the reader sees the activities."""

    edition: Edition
    periods: list[Period]
    whole: Figures
    coming: list[ImplementationActivity]
    pieces: list[PieceLine]
    by_arena: list[Group]
    by_body: list[Group]
    unreported: list[ImplementationActivity]

    @property
    def without(self) -> int:
        """How many pieces no activity is about yet."""
        return sum(not line.figures.any for line in self.pieces)

    @property
    def not_yet_held(self) -> int:
        """How many pieces no activity that is held was about."""
        return sum(not line.figures.held for line in self.pieces)


def plan_page(edition: Edition, user: Any) -> PlanPage:
    """Everything about one edition's implementation, in a number of queries that never grows."""
    seen = activities_for(user).of_edition(edition)
    by_piece = seen.figures_by_piece()
    pieces = published_for(user).filter(edition=edition)
    shown = seen.select_related("organisation")
    mine = user.has_perm("implementation.add_activity")
    return PlanPage(
        edition=edition,
        periods=_periods(edition, user, shown),
        whole=Figures.of(seen.figures()),
        coming=list(shown.coming()[:FEW_COMING]),
        pieces=[
            PieceLine(piece, Figures.of(by_piece.get(piece.pk), rad=addresses.key_of_piece(piece))) for piece in pieces
        ],
        by_arena=[
            Group(str(ArenaKind(row["arena"]).label), Figures.of(row, arena=row["arena"]))
            for row in seen.figures_by_arena()
        ],
        by_body=[
            Group(
                row["organiser"] or _("Ikke oppgitt"), Figures.of(row, arrangor=row["organiser"] or addresses.NO_BODY)
            )
            for row in seen.figures_by_organiser()
        ],
        unreported=list(shown.unreported()[:FEW_COMING]) if mine else [],
    )


def _periods(edition: Edition, user: Any, shown: Any) -> list[Period]:
    ordered = shown.order_by("starts_on", "pk")
    goals = (
        PlanGoal.objects.visible_to(user)
        .of_edition(edition)
        .prefetch_related(Prefetch("activities", queryset=ordered, to_attr="shown"))
        .order_by("from_year", "to_year", "position", "pk")
    )
    return [
        Period(title=years_of(*years), lines=[GoalLine(goal, goal.shown) for goal in group])
        for years, group in groupby(goals, key=lambda goal: (goal.from_year, goal.to_year))
    ]


def years_of(first: int, last: int) -> str:
    """«2025-2026», or «2027»."""
    return str(first) if first == last else f"{first}–{last}"
