"""The list of units, and one unit."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.units.enums import UnitState
from advice.units.filters import UnitFilter
from advice.units.models import ServiceUnit
from advice.units.querysets import units_asked_for, units_for
from advice.units.tables import UnitTable
from advice.units.tree import places
from medvirkning import audit
from medvirkning.web.pages import Action, State
from medvirkning.web.views import DetailView, ListView

STATE_COLORS = {UnitState.APPLIED: "warning", UnitState.APPROVED: "success"}


class UnitList(ListView):
    """The units the account sees: the Centre all, a leader the own ones and those below them."""

    model = ServiceUnit
    title = gettext_lazy("Tjenesteenheter")
    permission = "units.list"
    table_class = UnitTable
    filterset_class = UnitFilter
    template_name = "advice/units/list.html"
    empty_text = gettext_lazy(
        "Tjenester i kommuner og helseforetak melder seg inn selv. Send dem lenken til «Registrer en tjeneste»."
    )

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.with_list_data().order_by("sort_key", "pk")

    def get_actions(self) -> list[Action]:
        return [Action(_("Registrer en tjeneste"), reverse("units:register"), "secondary")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(asked_for=units_asked_for(self.request.user), **kwargs)


class UnitPage(DetailView):
    """One unit: what it is, who leads it, what lies above and below, and what other rooms have to say."""

    model = ServiceUnit
    context_object_name = "unit"
    permission = "units.view"
    template_name = "advice/units/detail.html"

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("decided_by", "parent")

    def get_state(self) -> State:
        return State(self.object.get_state_display(), STATE_COLORS.get(self.object.state, "neutral"))

    def get_facts(self) -> list[Any]:
        return [self.object.get_kind_display(), self.object.owner_name, self.object.get_county_display()]

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        seen = units_for(self.request.user).filter(pk__in=self.object.lineage[:-1])
        by_key = {one.pk: one for one in seen}
        chain = [by_key[key] for key in self.object.lineage[:-1] if key in by_key]
        return [
            (_("Tjenesteenheter"), reverse("units:list")),
            *[(one.name, one.get_absolute_url()) for one in chain],
            (self.object.name, ""),
        ]

    def get_actions(self) -> list[Action]:
        unit, user = self.object, self.request.user
        decides, waits = user.has_perm("units.decide", unit), unit.state == UnitState.APPLIED
        approved = unit.state == UnitState.APPROVED
        wanted = [
            (decides and waits, Action(_("Godkjenn eller avslå"), self._to("decide"))),
            (user.has_perm("units.invite", unit), Action(_("Inviter leder"), self._to("invite"), "secondary")),
            (user.has_perm("units.add_below", unit), Action(_("Ny enhet under"), self._to("add-below"), "secondary")),
            (user.has_perm("units.change", unit), Action(_("Endre opplysninger"), self._to("edit"), "tertiary")),
            (decides and approved, Action(_("Flytt"), self._to("move"), "tertiary")),
            (decides and approved, Action(_("Legg ned"), self._to("close"), "tertiary")),
        ]
        return [action for is_allowed, action in wanted if is_allowed]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unit, user = self.object, self.request.user
        decides = user.has_perm("units.decide", unit)
        may_invite = user.has_perm("units.invite", unit)
        return super().get_context_data(
            above_is_seen=unit.parent is not None and user.has_perm("units.view", unit.parent),
            below=places(units_for(user).below(unit).order_by("sort_key", "pk"), under=unit),
            asked_for=list(units_asked_for(user).below(unit)),
            leaders=list(unit.leaders.not_ended().select_related("user").order_by("user__name_sort", "pk")),
            invitations=list(unit.invitations.unanswered()) if may_invite else [],
            may_invite=may_invite,
            was_approved=unit.state in (UnitState.APPROVED, UnitState.CLOSED),
            may_end=unit.state == UnitState.APPROVED or decides,
            decides=decides,
            history=audit.history_of(unit) if decides else [],
            **kwargs,
        )

    def _to(self, name: str) -> str:
        return reverse(f"units:{name}", args=[self.object.pk])
