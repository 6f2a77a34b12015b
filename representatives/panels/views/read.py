"""The list of panels, and one panel."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.web.pages import Action, State
from medvirkning.web.views import DetailView, ListView
from representatives.panels.filters import PanelFilter
from representatives.panels.models import Panel
from representatives.panels.presenters import groups_of
from representatives.panels.querysets import meetings_for, members_for
from representatives.panels.tables import PanelTable

MEETINGS_SHOWN = 20


class PanelList(ListView):
    """The panels the account sees: staff and the Centre all, a contact the own, a member those it sits on."""

    model = Panel
    title = gettext_lazy("Paneler")
    lede = gettext_lazy("Paneler og brukerråd. De som sitter der, snakker for seg selv og representerer ingen.")
    permission = "panels.list"
    table_class = PanelTable
    filterset_class = PanelFilter
    empty_text = gettext_lazy("Her kommer panelene når de er lagt inn.")

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.with_list_data().order_by("sort_key", "pk")

    def get_actions(self) -> list[Action]:
        actions = []
        if self.request.user.has_perm("panels.add"):
            actions.append(Action(_("Legg inn et panel"), reverse("panels:add")))
        return actions


class PanelPage(DetailView):
    """One panel: what it is and when it meets; who sits there for those who run it, how many for others."""

    model = Panel
    context_object_name = "panel"
    permission = "panels.view"
    template_name = "representatives/panels/detail.html"

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.with_list_data().prefetch_related("subject_areas")

    def get_state(self) -> State | None:
        panel = self.object
        if panel.closed_on is not None:
            return State(_("Lagt ned"))
        if panel.is_recruiting:
            return State(_("Tar imot søknader"), "success")
        return None

    def get_facts(self) -> list[Any]:
        panel = self.object
        facts = [panel.get_kind_display(), panel.owner.name if panel.owner else _("Direktoratets eget")]
        if panel.has_members:
            count = panel.member_count
            facts.append(ngettext("%(number)s medlem", "%(number)s medlemmer", count) % {"number": count})
        return facts

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Paneler"), reverse("panels:list")), (self.object.name, "")]

    def get_actions(self) -> list[Action]:
        panel, user = self.object, self.request.user
        runs, changes = user.has_perm("panels.run", panel), user.has_perm("panels.change", panel)
        wanted = [
            (runs, Action(_("Inviter medlem"), self._to("invite"))),
            (runs, Action(_("Planlegg møte"), self._to("plan"), "secondary")),
            (changes, Action(_("Endre"), self._to("edit"), "secondary")),
            (changes, Action(_("Legg ned"), self._to("close"), "tertiary")),
        ]
        return [action for is_wanted, action in wanted if is_wanted]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        panel, user = self.object, self.request.user
        sees_members = user.has_perm("panels.see_members", panel)
        names_managers = user.has_perm("panels.name_managers", panel)
        rows = members_for(user).filter(panel=panel) if sees_members else members_for(user).none()
        meetings = meetings_for(user).filter(panel=panel)
        return super().get_context_data(
            sees_members=sees_members,
            runs=user.has_perm("panels.run", panel),
            groups=groups_of(rows),
            managers=list(panel.managers.not_ended().select_related("user").order_by("user__name_sort", "pk")),
            leading=set(panel.managers.leading().values_list("pk", flat=True)),
            names_managers=names_managers,
            sees_meetings=user.has_perm("panels.see_meetings", panel),
            coming=list(meetings.coming()),
            earlier=list(meetings.exclude(pk__in=meetings.coming().values("pk"))[:MEETINGS_SHOWN]),
            sits_here=user.has_role(Role.REPRESENTATIVE)
            and members_for(user).of_account(user).taken().filter(panel=panel).exists(),
            is_recruiting=panel.is_recruiting,
            history=audit.history_of(panel) if sees_members or user.has_role(Role.CENTRE) else [],
            **kwargs,
        )

    def _to(self, name: str) -> str:
        return reverse(f"panels:{name}", args=[self.object.pk])
