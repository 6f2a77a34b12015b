"""Lists that a dashboard leads to beside the records of its figures: what could lift the share, and the targets."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from medvirkning.web.pages import Action, Breadcrumbs
from medvirkning.web.pagination import Count
from medvirkning.web.views import ListView
from projects.insight import addresses, lifts, querysets, record_texts, to_do
from projects.insight.lifts import Reason
from projects.insight.list_tables import LiftTable, TargetTable
from projects.insight.views import FiguresMixin
from projects.shares import figures
from projects.shares.enums import Scope
from projects.shares.figures import ALL_KINDS, ShareRow
from projects.work.models import WorkItem


class LiftView(FiguresMixin, ListView):
    """All the work behind a number under «Dette kan løfte andelen»."""

    model = WorkItem
    template_name = "projects/insight/list.html"
    table_class = LiftTable
    empty_title = gettext_lazy("Ingenting å gjøre her")
    empty_text = gettext_lazy("Det er ikke noe arbeid av dette slaget nå.")

    @cached_property
    def reason(self) -> Reason:
        try:
            return Reason(self.kwargs["reason"])
        except ValueError as error:
            raise Http404 from error

    def get_title(self) -> str:
        return to_do.list_title(self.reason)

    def get_lede(self) -> str:
        return record_texts.place(self.selection, self.department)

    def get_breadcrumbs(self) -> Breadcrumbs:
        page = (self.department.name, addresses.dashboard(self.department.code, self.selection))
        return [*self.line_above(), page, (self.get_title(), "")]

    def get_queryset(self) -> QuerySet[Any]:
        version = figures.rule_version_of(self.selection.year)
        return lifts.work_for(self.reason, self.request.user, self.department, self.selection, version)

    def get_table_kwargs(self) -> dict[str, Any]:
        return {
            "department_names": {code: one.name for code, one in self.tree.items()},
            "day": to_do.day_heading(self.reason),
            "act": lambda reference: to_do.act(self.reason, reference),
        }

    def get_count_text(self, count: Count) -> str:
        return record_texts.count(count.number) if count.exact else str(count.in_words())


class TargetsView(FiguresMixin, TemplateView):
    """The department's targets year by year, with who set them; those who may set them do it from here."""

    template_name = "projects/insight/targets.html"

    def get_title(self) -> str:
        return _("Måltall for %(department)s") % {"department": self.department.name}

    def get_breadcrumbs(self) -> Breadcrumbs:
        page = (self.department.name, addresses.dashboard(self.department.code))
        return [*self.line_above(), page, (_("Måltall"), "")]

    def get_actions(self) -> list[Action]:
        if not self.request.user.has_perm("shares.set_target", self.department):
            return []
        year = timezone.localdate().year
        text = _("Sett måltallet for %(year)s") % {"year": year}
        return [Action(text, addresses.target(self.department.code, year), "secondary")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(querysets.targets(self.department))
        table = TargetTable(rows, by_year=self._shares([row.year for row in rows]), to=self._records)
        return super().get_context_data(table=table, **kwargs)

    def _shares(self, years: list[int]) -> dict[int, ShareRow]:
        found = figures.read(years, below=self.department.code)
        chosen: dict[str, Any] = {
            "department": self.department.code, "kinds": [ALL_KINDS], "scopes": [Scope.TOTAL.value]
        }  # fmt: skip
        return {row.year: row for year in years for row in found.rows(year, **chosen)}

    def _records(self, row: ShareRow) -> str:
        return addresses.records(row.department, self.selection, row.headline, year=row.year)
