"""What the pages of one panel share."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from medvirkning.web.refusals import RefusedError
from medvirkning.web.views import PressView, UpdateView
from representatives.panels.models import Panel

EXPECTED = (ValidationError, RefusedError)


def trail(panel: Panel, *more: tuple[Any, str]) -> list[tuple[Any, str]]:
    """Where a page of a panel lies."""
    return [(_("Paneler"), reverse("panels:list")), (panel.name, panel.get_absolute_url()), *more]


class PanelForm(UpdateView):
    """A form on a panel the account sees."""

    model = Panel
    expected_errors = EXPECTED

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("owner")

    @property
    def panel(self) -> Panel:
        found: Panel = self.object
        return found

    def get_lede(self) -> str:
        return self.panel.name

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return trail(self.panel, (self.get_title(), ""))

    def get_success_url_for(self, saved: Any) -> str:
        return self.panel.get_absolute_url()


class PartForm(PanelForm):
    """A form on something of a panel: a seat, a meeting."""

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("panel__owner")

    @property
    def panel(self) -> Panel:
        found: Panel = self.object.panel
        return found

    def get_permission_object(self) -> Any:
        return self.panel


class ActOnPart(PressView):
    """A button: by POST, back to the panel with what came of it."""

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("panel__owner")

    def get_permission_object(self) -> Any:
        return self.object.panel

    def get_page(self) -> str:
        return str(self.object.panel.get_absolute_url())
