"""Adding, changing and closing panels, and who runs them."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.web.views import CreateView
from representatives.panels import services
from representatives.panels.forms import CloseForm, ManagerForm, NewPanelForm, PanelFactsForm
from representatives.panels.models import Panel, PanelManager
from representatives.panels.views.shared import EXPECTED, ActOnPart, PanelForm


class AddPanel(CreateView):
    """A new panel: with members, by whom it belongs to or the Centre; of another body, without."""

    title = gettext_lazy("Legg inn et panel")
    permission = "panels.add"
    form_class = NewPanelForm
    expected_errors = EXPECTED
    template_name = "representatives/panels/add.html"
    success_message = gettext_lazy("Panelet er lagt inn.")

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Paneler"), reverse("panels:list")), (self.get_title(), "")]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def save(self, form: NewPanelForm) -> Panel:
        data = form.cleaned_data
        return services.add_panel(
            actor=self.request.user,
            owner=data["owner"],
            has_members=bool(data.get("has_members")),
            values=form.values(),
            subjects=data["subject_areas"],
        )


class ChangePanel(PanelForm):
    """Another text, other seats, another period to apply in."""

    title = gettext_lazy("Endre panelet")
    permission = "panels.change"
    form_class = PanelFactsForm
    success_message = gettext_lazy("Lagret.")

    def save(self, form: PanelFactsForm) -> Panel:
        data = form.cleaned_data
        return services.change_panel(
            actor=self.request.user,
            panel=self.object,
            expected_version=data["version"],
            values=form.values(),
            subjects=data["subject_areas"],
        )


class ClosePanel(PanelForm):
    """The panel is there no more."""

    title = gettext_lazy("Legg ned panelet")
    permission = "panels.change"
    form_class = CloseForm
    template_name = "representatives/panels/close.html"
    success_message = gettext_lazy("Panelet er lagt ned.")

    def save(self, form: CloseForm) -> Panel:
        data = form.cleaned_data
        return services.close_panel(
            actor=self.request.user, panel=self.object, expected_version=data["version"], last_day=data["last_day"]
        )


class AddManager(PanelForm):
    """Somebody with an account runs the panel."""

    title = gettext_lazy("Legg til en som leder panelet")
    permission = "panels.name_managers"
    form_class = ManagerForm
    makes_once = True
    success_message = gettext_lazy("Lagt til.")

    def save(self, form: ManagerForm) -> PanelManager:
        return services.name_manager(actor=self.request.user, panel=self.object, email=form.cleaned_data["email"])


class EndManager(ActOnPart):
    """Somebody runs the panel no more."""

    model = PanelManager
    permission = "panels.name_managers"

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("panel__owner", "user")

    @property
    def done(self) -> str:
        return _("%(who)s leder ikke panelet lenger.") % {"who": self.object.user}

    def act(self) -> None:
        services.end_manager(actor=self.request.user, manager=self.object)

    def get_page(self) -> str:
        """Who ended the own part may see the panel no more."""
        is_seen = self.request.user.has_perm("panels.view", self.object.panel)
        return super().get_page() if is_seen else reverse("front:home")
