"""The tree of departments, who works where, and deputies. Closing is with work, which says where each item goes."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from medvirkning.web.dates import PartialDate, format_period
from medvirkning.web.pages import Action, AllowedMixin, PageMixin, State
from medvirkning.web.refusals import RefusedError
from medvirkning.web.views import CreateView, DetailView, FormView, UpdateView
from projects.departments import services
from projects.departments.forms import DeputyForm, EndMembershipForm, MemberForm, NewDepartmentForm, RenameForm
from projects.departments.models import Department, Deputy, Membership
from projects.departments.querysets import departments_for, deputies_of
from projects.departments.tree import is_open, places

EXPECTED = (ValidationError, RefusedError)


def page_of(department: Department) -> str:
    """The department's own page."""
    return reverse("departments:detail", args=[department.code])


class DepartmentTree(AllowedMixin, PageMixin, generic.TemplateView):
    """The tree as it stands on a day."""

    title = gettext_lazy("Enheter")
    template_name = "projects/departments/tree.html"
    permission = "departments.view"

    @cached_property
    def day(self) -> datetime.date:
        """The day asked for; today where nothing readable is asked."""
        try:
            return PartialDate.parse(self.request.GET.get("dato", "")).first
        except ValueError:
            return timezone.localdate()

    def get_actions(self) -> list[Action]:
        if not self.request.user.has_perm("departments.change"):
            return []
        return [Action(_("Ny enhet"), reverse("departments:create"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = departments_for(self.request.user)
        return super().get_context_data(
            day=self.day,
            is_today=self.day == timezone.localdate(),
            places=places(rows.in_tree().open_on(self.day)),
            **kwargs,
        )


class DepartmentPage(DetailView):
    """One department: its place, its people, what lies below it, and what other rooms have to say."""

    model = Department
    slug_field, slug_url_kwarg = "code", "code"
    context_object_name = "department"
    permission = "departments.view"
    template_name = "projects/departments/detail.html"

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("parent")

    def get_title(self) -> str:
        return str(self.object.name)

    def get_state(self) -> State | None:
        return None if is_open(self.object, timezone.localdate()) else State(_("Nedlagt"), "neutral")

    def get_facts(self) -> list[Any]:
        last = self.object.valid_to
        since = _("Siden %(date)s") % {"date": PartialDate.of(self.object.valid_from)}
        return [self.object.code, format_period(self.object.valid_from, last) if last else since]

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        above = departments_for(self.request.user).filter(code__in=self.object.lineage[:-1])
        by_code = {one.code: one for one in above}
        chain = [by_code[code] for code in self.object.lineage[:-1] if code in by_code]
        return [
            (_("Enheter"), reverse("departments:list")),
            *[(one.name, page_of(one)) for one in chain],
            (self.object.name, ""),
        ]

    def get_actions(self) -> list[Action]:
        if self.object.outside_tree or not self.request.user.has_perm("departments.change"):
            return []
        code = self.object.code
        return [
            Action(_("Legg til ansatt"), reverse("departments:add-member", args=[code]), "secondary"),
            Action(_("Endre navn"), reverse("departments:edit", args=[code]), "tertiary"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        members = self.object.memberships.filter(Q(valid_to=None) | Q(valid_to__gte=today)).select_related("user")
        below = departments_for(self.request.user).with_all_below([self.object.code])
        return super().get_context_data(
            members=list(members.order_by("role", "user__name_sort", "pk")),
            below=places(below.open_on(today).exclude(pk=self.object.pk)),
            successors=list(self.object.successors.order_by("sort_key", "pk")),
            predecessors=list(self.object.predecessors.order_by("sort_key", "pk")),
            may_change=self.request.user.has_perm("departments.change"),
            today=today,
            **kwargs,
        )


class CreateDepartment(CreateView):
    """A new department under its parent."""

    title = gettext_lazy("Ny enhet")
    permission = "departments.change"
    form_class = NewDepartmentForm
    expected_errors = EXPECTED
    success_message = gettext_lazy("Enheten er opprettet.")

    def save(self, form: NewDepartmentForm) -> Department:
        data = form.cleaned_data
        return services.create_department(
            actor=self.request.user,
            code=data["code"],
            name_nb=data["name_nb"],
            name_nn=data["name_nn"],
            parent=data["parent"],
            valid_from=data["valid_from"].first,
        )

    def get_success_url_for(self, saved: Department) -> str:
        return page_of(saved)


class ChangeDepartment(UpdateView):
    """What the forms on one department share."""

    model = Department
    slug_field, slug_url_kwarg = "code", "code"
    permission = "departments.change"
    expected_errors = EXPECTED

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [
            (_("Enheter"), reverse("departments:list")),
            (self.object.name, page_of(self.object)),
            (self.get_title(), ""),
        ]

    def get_success_url_for(self, saved: Any) -> str:
        return page_of(self.object)


class RenameDepartment(ChangeDepartment):
    """Another name; code and place stay."""

    title = gettext_lazy("Endre navn")
    form_class = RenameForm
    success_message = gettext_lazy("Navnet er endret.")

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.in_tree()

    def save(self, form: RenameForm) -> Department:
        data = form.cleaned_data
        services.rename_department(
            actor=self.request.user,
            department=self.object,
            expected_version=data["version"],
            name_nb=data["name_nb"],
            name_nn=data["name_nn"],
        )
        return self.object


class AddMember(ChangeDepartment):
    """Somebody begins in the department, or gets another role there."""

    title = gettext_lazy("Legg til ansatt")
    form_class = MemberForm
    makes_once = True
    success_message = gettext_lazy("Lagret.")

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.in_tree()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "cancel_url": page_of(self.object)}

    def save(self, form: MemberForm) -> Membership:
        data = form.cleaned_data
        return services.add_member(
            actor=self.request.user,
            user=data["user"],
            department=self.object,
            role=data["role"],
            valid_from=data["valid_from"].first,
            valid_to=data["valid_to"].last if data["valid_to"] else None,
        )


class EndMembership(UpdateView):
    """Somebody leaves the department."""

    model = Membership
    title = gettext_lazy("Avslutt medlemskapet")
    permission = "departments.change"
    form_class = EndMembershipForm
    expected_errors = EXPECTED
    success_message = gettext_lazy("Lagret.")

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(department__code=self.kwargs["code"]).select_related("user", "department")

    def get_lede(self) -> str:
        return str(self.object)

    def save(self, form: EndMembershipForm) -> Membership:
        last_day = form.cleaned_data["valid_to"].last
        services.end_membership(actor=self.request.user, membership=self.object, last_day=last_day)
        return self.object

    def get_success_url_for(self, saved: Membership) -> str:
        return page_of(self.object.department)


class Deputies(FormView):
    """Who decides in my place, and when."""

    title = gettext_lazy("Stedfortreder")
    lede = gettext_lazy("En stedfortreder avgjør unntak i ditt sted i perioden du velger.")
    permission = "departments.name_deputy"
    form_class = DeputyForm
    makes_once = True
    template_name = "projects/departments/deputies.html"
    expected_errors = EXPECTED
    success_message = gettext_lazy("Stedfortrederen er utpekt.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        named = deputies_of(self.request.user, timezone.localdate())
        return super().get_context_data(deputies=list(named), **kwargs)

    def save(self, form: DeputyForm) -> Deputy:
        data = form.cleaned_data
        return services.name_deputy(
            actor=self.request.user,
            deputy=data["deputy"],
            valid_from=data["valid_from"].first,
            valid_to=data["valid_to"].last,
        )

    def get_success_url_for(self, saved: Deputy) -> str:
        return reverse("departments:deputies")


class RemoveDeputy(UpdateView):
    """Take a deputyship back: by POST from the list."""

    model = Deputy
    permission = "departments.name_deputy"
    http_method_names = ["post", "options"]

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.named_by(self.request.user)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        services.remove_deputy(actor=request.user, deputy=self.object)
        return self.redirect(reverse("departments:deputies"))
