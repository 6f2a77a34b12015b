"""The pages of figures. They read the stored figures and nothing is counted here."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from medvirkning.web.pages import Breadcrumbs, PageMixin
from medvirkning.web.pagination import Count
from medvirkning.web.views import FormView, ListView
from projects.departments.models import Department
from projects.insight import addresses, board, querysets, record_query, record_texts, split_tables
from projects.insight.forms import TargetForm
from projects.insight.selection import Selection, SelectionFilters, SelectionForm
from projects.insight.tables import RecordTable
from projects.shares import figures
from projects.shares.figures import Figures
from projects.shares.models import Target
from projects.shares.rule import FIRST_YEAR
from projects.shares.services import set_target
from projects.work.models import WorkItem


class FiguresMixin(PageMixin):
    """A page about a department's figures in a year. Others than staff and the Centre find no such page."""

    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not request.user.has_perm("shares.view"):
            if "code" in self.kwargs and not request.user.has_perm("departments.view"):
                raise Http404
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def selection_form(self) -> SelectionForm:
        return SelectionForm(self.request.GET, today=timezone.localdate())

    @property
    def selection(self) -> Selection:
        return self.selection_form.selection

    @cached_property
    def tree(self) -> dict[str, Department]:
        """The departments that this reader sees, by code, each with its target for the year."""
        rows = querysets.tree_with_targets(self.request.user, self.selection.year).in_tree()
        return {one.code: one for one in figures.in_tree_order(rows)}

    @cached_property
    def department(self) -> Department:
        try:
            return self.tree[self.kwargs["code"]]
        except KeyError as error:
            raise Http404 from error

    def line_above(self) -> list[tuple[Any, str]]:
        """The departments above, from the directorate down, each with its page for the same choices."""
        above = [self.tree[code] for code in self.department.lineage[:-1]]
        return [(one.name, addresses.dashboard(one.code, self.selection)) for one in above]


class DashboardView(FiguresMixin, TemplateView):
    """Directorate, division or department: one page for all. Without a code it is the directorate's."""

    template_name = "projects/insight/dashboard.html"
    fragment_name = "projects/insight/_dashboard.html"

    @cached_property
    def figures(self) -> Figures:
        """The tree, with the stored sums of the years of the trend."""
        tree = querysets.tree_with_targets(self.request.user, self.selection.year)
        return figures.read(self.selection.trend_years, departments=tree)

    @cached_property
    def tree(self) -> dict[str, Department]:
        return {one.code: one for one in self.figures.departments}

    @cached_property
    def department(self) -> Department | None:
        """None only where the tree is still empty."""
        code = self.kwargs.get("code")
        if code is not None:
            if code not in self.tree:
                raise Http404
            return self.tree[code]
        today = timezone.localdate()
        roots = [one for one in self.tree.values() if one.parent_id is None]
        in_force = [one for one in roots if one.valid_to is None or one.valid_to >= today]
        return next(iter(in_force or roots), None)

    def get_title(self) -> str:
        return self.department.name if self.department else _("Innsikt")

    def get_lede(self) -> str:
        if self.department is None:
            return ""
        return _("Andel oppdrag og faste oppgaver gjennomført med bruker- eller pårørendemedvirkning.")

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [*self.line_above(), (self.department.name, "")] if self.department and self.department.depth else ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        department = self.department
        if department is None:
            return super().get_context_data(board=None, filterset=None, **kwargs)
        if not any(one.parent_id == department.pk for one in self.tree.values()):
            self.selection_form.leave_out_scope()
        shown = board.build(self.request.user, self.figures, department, self.selection, get_language() or "nb")
        return super().get_context_data(
            board=shown,
            department=department,
            selection=self.selection,
            filterset=SelectionFilters(self.selection_form),
            may_set_target=self.request.user.has_perm("shares.set_target", department),
            target_url=addresses.target(department.code, self.selection.year),
            **kwargs,
        )


class RecordsView(FiguresMixin, ListView):
    """Exactly the records behind a figure."""

    model = WorkItem
    template_name = "projects/insight/records.html"
    table_class = RecordTable
    empty_title = gettext_lazy("Ingen arbeid bak dette tallet")
    empty_text = gettext_lazy("Tallet er 0.")

    @cached_property
    def query(self) -> record_query.RecordQuery:
        try:
            return record_query.read(self.request.GET, self.selection, self.tree)
        except record_query.UnknownFigureError as error:
            raise Http404 from error

    @cached_property
    def value(self) -> str:
        """The name of the value that narrows the figure, if any."""
        if not self.query.dimension:
            return ""
        named = querysets.value_name(self.query.dimension, self.query.value, get_language() or "nb")
        return split_tables.value_name(self.query.dimension, self.query.value, named)

    def get_title(self) -> str:
        return record_texts.title(self.query, self.value)

    def get_lede(self) -> str:
        return record_texts.lede(self.query, self.department)

    def get_breadcrumbs(self) -> Breadcrumbs:
        page = (self.department.name, addresses.dashboard(self.department.code, self.selection))
        return [*self.line_above(), page, (self.get_title(), "")]

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = querysets.listed_records(self.request.user, self.query.records(self.department))
        return rows.order_by("shown_sort_key", "pk")

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"department_names": {code: one.name for code, one in self.tree.items()}}

    @cached_property
    def part(self) -> record_query.Part | None:
        return self.query.part(self.department)

    def get_count_text(self, count: Count) -> str:
        """The figure itself, exact however large."""
        if count.exact:
            return record_texts.count(count.number)
        return record_texts.count(self.part.counted if self.part else self.query.records(self.department).count())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            described_at=addresses.measure_described(self.query.measure),
            back_url=addresses.dashboard(self.department.code, self.selection),
            of_what=record_texts.of_what(self.query, self.department, self.part),
            **kwargs,
        )


class TargetView(FiguresMixin, FormView):
    """A leader sets or changes the department's target for a year."""

    permission = "shares.set_target"
    form_class = TargetForm
    success_message = gettext_lazy("Måltallet er lagret.")

    @property
    def selection(self) -> Selection:
        """Of the year in the address."""
        return replace(self.selection_form.selection, year=self.kwargs["year"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.target}

    @cached_property
    def target(self) -> Target:
        """The one to change, or a new one."""
        return querysets.target(self.department, self.kwargs["year"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not FIRST_YEAR <= self.kwargs["year"] <= timezone.localdate().year + 1:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_permission_object(self) -> Department:
        return self.department

    def get_title(self) -> str:
        return _("Måltall for %(department)s i %(year)s") % {
            "department": self.department.name,
            "year": self.kwargs["year"],
        }

    def get_breadcrumbs(self) -> Breadcrumbs:
        page = (self.department.name, addresses.dashboard(self.department.code, self.selection))
        return [*self.line_above(), page, (_("Måltall"), "")]

    def save(self, form: TargetForm) -> Department:
        set_target(
            actor=self.request.user,
            department=self.department,
            year=self.kwargs["year"],
            per_cent=form.cleaned_data["per_cent"],
            expected_version=form.cleaned_data["version"] or None,
        )
        return self.department

    def get_success_url_for(self, saved: Department) -> str:
        return addresses.dashboard(saved.code, self.selection)

    def get_record_url(self, current: Target) -> str:
        """A target is read among its department's figures."""
        return self.get_success_url_for(self.department)
