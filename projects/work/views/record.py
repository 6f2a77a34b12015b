"""A work item's page: the header that every part shares, the overview and the history."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _

from medvirkning.audit import history_of
from medvirkning.web.pages import State
from medvirkning.web.views import DetailView
from projects.departments.models import Department
from projects.work import presenters, tabs
from projects.work.models import WorkItem
from projects.work.responsibility import department_on


class WorkPage(DetailView):
    """One part of a work item's page. Higher rooms build theirs on this and register the tab."""

    model = WorkItem
    slug_field = slug_url_kwarg = "reference"
    context_object_name = "work_item"
    permission = "work.view"
    template_name = "projects/work/overview.html"
    tab = "overview"

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("responsible", "product_type", "source")

    @cached_property
    def department(self) -> Department:
        return department_on(self.object)

    def get_state(self) -> State:
        return presenters.state_of(self.object)

    def get_facts(self) -> list[Any]:
        address = reverse("departments:detail", args=[self.department.code])
        facts = [
            self.object.reference,
            format_html('<a href="{}">{}</a>', address, self.department.name),
            *presenters.dates_in_words(self.object),
        ]
        if self.object.responsible:
            facts.append(_("Ansvarlig: %(name)s") % {"name": self.object.responsible})
        if self.object.restricted:
            facts.append(_("Skjermet for andre enn teamet og lederne"))
        return facts

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        work = reverse("work:list")
        return [(_("Oppdrag"), work), (self.department.name, f"{work}?{urlencode({'enhet': self.department.code})}")]

    def get_tabs(self) -> list[Any]:
        return tabs.tabs_of(self.object, self.request.user, self.tab)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            may_change=user.has_perm("work.change", self.object),
            department=self.department,
            today=timezone.localdate(),
            **kwargs,
        )


class Overview(WorkPage):
    """What matters first: who was involved and what came of it (from the log), then the facts and the decisions."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, item = self.request.user, self.object
        return super().get_context_data(
            facts_list=presenters.facts_of(item),
            subjects=list(item.subject_areas.all()),
            responsibilities=list(item.responsibilities.select_related("department")),
            contributions=list(item.contributions.select_related("department").order_by("department__sort_key", "pk")),
            team=list(item.team.order_by("name_sort", "pk")) if item.restricted else [],
            decisions=presenters.decisions_of(item),
            may_ask=user.has_perm("work.ask_exemption", item),
            may_move=user.has_perm("work.move", item),
            **kwargs,
        )


class History(WorkPage):
    """What was changed on the item, by whom."""

    tab = "history"
    template_name = "projects/work/history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(entries=history_of(self.object), **kwargs)
