"""The list of grants, one grant, and how large a share met the requirement."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from medvirkning import audit
from medvirkning.web import exports
from medvirkning.web.filters import FilterSet
from medvirkning.web.numbers import format_number
from medvirkning.web.pages import Action, AllowedMixin, PageMixin, State
from medvirkning.web.views import DetailView, ListView
from representatives.grants.enums import RequirementState
from representatives.grants.filters import GrantFilter
from representatives.grants.models import Grant
from representatives.grants.querysets import grants_for
from representatives.grants.tables import STATE_COLORS, GrantTable, RequirementTable, YearTable


class GrantList(ListView):
    """The grants the account sees: staff and the Centre all, a contact those of the own organisations."""

    model = Grant
    title = gettext_lazy("Tilskudd")
    permission = "grants.list"
    table_class = GrantTable
    filterset_class = GrantFilter
    template_name = "representatives/grants/list.html"
    fragment_name = "representatives/grants/_result.html"
    empty_text = gettext_lazy("Tilskudd legges inn av Senter for brukermedvirkning, ett for ett eller fra en fil.")
    _made: FilterSet | None = None

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.with_list_data().order_by("-year", "recipient_key", "pk")

    def _filterset(self) -> FilterSet | None:
        """Made once: its choices are asked for, and both rows and sums are of it."""
        if self._made is None:
            self._made = super()._filterset()
        return self._made

    def get_lede(self) -> str:
        if self.request.user.has_perm("grants.overview"):
            return _("Hvem som har fått tilskudd, hva regelverket krever av medvirkning, og om kravet er oppfylt.")
        return _("Tilskuddene organisasjonen din har fått, hva regelverket krever, og hvordan det er vurdert.")

    def get_actions(self) -> list[Action]:
        user = self.request.user
        wanted = [
            (user.has_perm("grants.change"), Action(_("Legg inn tilskudd"), reverse("grants:add"))),
            (user.has_perm("grants.import"), Action(_("Importer fra fil"), reverse("grants:import"), "secondary")),
            (
                user.has_perm("grants.overview"),
                Action(_("Er kravene oppfylt?"), reverse("grants:requirement"), "secondary"),
            ),
            (True, Action(_("Ordninger og regelverk"), reverse("grants:schemes"), "tertiary")),
        ]
        return [action for is_allowed, action in wanted if is_allowed]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filterset = self._filterset()
        # By year of all that is shown, on whichever page.
        totals = self._filtered(filterset).totals_by_year()
        query = {name: self.request.GET.get(name, "") for name in filterset.filters} if filterset else {}
        return super().get_context_data(
            year_table=YearTable(totals, query=query) if totals else None,
            total_grants=sum(one.grants for one in totals),
            total_amount=sum(one.amount for one in totals),
            **kwargs,
        )


class GrantPage(DetailView):
    """One grant: who got it, what was asked, what the report says and how it was judged."""

    model = Grant
    context_object_name = "grant"
    template_name = "representatives/grants/detail.html"

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("scheme", "organisation", "rules")

    def get_title(self) -> str:
        return _("Tilskudd til %(recipient)s") % {"recipient": self.object.recipient}

    def get_state(self) -> State:
        state = RequirementState(self.object.requirement_state)
        return State(_("Kravet: %(state)s") % {"state": state.label.lower()}, STATE_COLORS.get(state, "neutral"))

    def get_facts(self) -> list[Any]:
        kroner = _("%(amount)s kroner") % {"amount": format_number(self.object.amount)}
        return [self.object.scheme.name, str(self.object.year), kroner]

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Tilskudd"), reverse("grants:list")), (self.get_title(), "")]

    def get_actions(self) -> list[Action]:
        if not self.request.user.has_perm("grants.change"):
            return []
        pk = [self.object.pk]
        judge = Action(_("Vurder kravet"), reverse("grants:judge", args=pk))
        return [
            *([judge] if self.object.requirement else []),
            Action(_("Registrer rapport"), reverse("grants:report", args=pk), "secondary"),
            Action(_("Endre"), reverse("grants:edit", args=pk), "tertiary"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        reads_history = user.has_perm("grants.history")
        return super().get_context_data(
            may_change=user.has_perm("grants.change"),
            reads_history=reads_history,
            history=audit.history_of(self.object) if reads_history else [],
            **kwargs,
        )


class RequirementPage(AllowedMixin, PageMixin, generic.TemplateView):
    """Of those judged, how many met the requirement: by year and scheme."""

    permission = "grants.overview"
    title = gettext_lazy("Er kravene om medvirkning oppfylt?")
    template_name = "representatives/grants/requirement.html"

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Tilskudd"), reverse("grants:list")), (self.title, "")]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kind = request.GET.get("format", "")
        if kind in exports.FORMATS:
            return exports.respond(self._rows(), kind=kind, title=str(self.title))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(table=self._table(), exports=exports.FORMATS, **kwargs)

    def _table(self) -> RequirementTable:
        return RequirementTable(grants_for(self.request.user).requirement_shares())

    def _rows(self) -> Iterator[list[Any]]:
        yield from self._table().as_values()
