"""The list of work, and the Centre's list of work to mend."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from medvirkning.web.pages import Action
from medvirkning.web.views import ListView
from projects.work.choices import ListChoices, list_choices
from projects.work.filters import WorkFilter
from projects.work.models import WorkItem
from projects.work.tables import WorkTable


class WorkRows(ListView):
    """Rows that stand in the reader's lists, restricted work among them as «Skjermet»."""

    model = WorkItem
    table_class = WorkTable
    permission = "work.list"

    @cached_property
    def choices(self) -> ListChoices:
        return list_choices()

    def get_queryset(self) -> QuerySet[Any]:
        """Not `visible_to`: what the reader may not open stands in the list as «Skjermet», and counts."""
        rows = self.model._default_manager.get_queryset().listed_to(self.request.user)
        return self.refine(rows.with_involved().order_by("sort_key", "pk"))

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"department_names": self.choices.department_names}


class WorkList(WorkRows):
    """Every assignment and standing task."""

    title = _("Oppdrag og faste oppgaver")
    filterset_class = WorkFilter
    empty_title = _("Ingen oppdrag ennå")
    empty_text = _("Opprett det første oppdraget, eller hent dem inn fra en fil.")

    def get_actions(self) -> list[Action]:
        if not self.request.user.has_perm("work.create"):
            return []
        return [Action(_("Nytt oppdrag"), reverse("work:create"))]

    def _filterset(self) -> WorkFilter:
        return WorkFilter(
            data=self.request.GET, queryset=self.get_queryset(), request=self.request, choices=self.choices
        )


class ToMend(WorkRows):
    """«Til opprydding»: work that a closed department answers for."""

    title = _("Til opprydding")
    lede = _(
        "Arbeid som en nedlagt enhet svarte for da det ble fullført, eller svarer for nå. Flytt det til rett enhet."
    )
    permission = "work.mend"
    empty_title = _("Ingenting å rydde i")
    empty_text = _("Alt arbeid har en enhet som fantes den dagen det teller.")

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.to_mend(timezone.localdate())
