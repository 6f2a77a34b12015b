"""The plan with its progress, and the Centre's forms for its parts."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from advice.catalogue.models import Edition
from advice.catalogue.querysets import editions_for
from advice.implementation import metadata, services
from advice.implementation.forms import GoalForm
from advice.implementation.models import PlanGoal
from advice.implementation.reading import plan_page
from advice.implementation.reference_data import AIM
from medvirkning import audit
from medvirkning.web.caching import PublicPageMixin
from medvirkning.web.pages import Action, Breadcrumbs, PageMixin
from medvirkning.web.views import CreateView, UpdateView


class EditionMixin:
    """The edition asked for by `?utgave=`, the main one without."""

    request: Any

    @cached_property
    def edition(self) -> Edition:
        editions = editions_for(self.request.user)
        slug = self.request.GET.get("utgave", "")
        found = editions.filter(slug=slug) if slug else editions.main()
        edition = found.first()
        if edition is None:
            raise Http404
        return edition

    @property
    def edition_query(self) -> str:
        return "" if self.edition.is_main else f"?utgave={self.edition.slug}"


def crumbs(*more: tuple[Any, str]) -> Breadcrumbs:
    """Where every page of the implementation lies."""
    return [(_("Råd"), reverse("catalogue:list")), (_("Implementering"), reverse("implementation:plan")), *more]


class PlanView(PublicPageMixin, EditionMixin, PageMixin, generic.TemplateView):
    """What is planned, how far it has come, and which pieces nobody has done anything about yet."""

    template_name = "advice/implementation/plan.html"
    title = gettext_lazy("Slik tas rådene i bruk")

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [crumbs()[0], (_("Implementering"), "")]

    def get_actions(self) -> list[Action]:
        user, found = self.request.user, []
        if user.has_perm("implementation.add_activity"):
            address = reverse("implementation:add-activity")
            found.append(Action(_("Legg inn en aktivitet"), f"{address}{self.edition_query}"))
        if user.has_perm("implementation.edit_plan"):
            address = reverse("implementation:add-goal")
            found.append(Action(_("Ny del av planen"), f"{address}{self.edition_query}", "secondary"))
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        plan = plan_page(self.edition, user)
        address = f"{reverse('implementation:plan')}{self.edition_query}"
        return super().get_context_data(
            plan=plan,
            metadata=metadata.of_activities(str(self.title), address, plan.coming),
            aim=AIM if self.edition.is_main else "",
            may_edit=user.has_perm("implementation.edit_plan"),
            **kwargs,
        )


class GoalPage:
    """What the forms on the plan share."""

    permission = "implementation.edit_plan"
    form_class = GoalForm
    request: Any

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return {**kwargs, "cancel_url": reverse("implementation:plan")}

    def get_breadcrumbs(self) -> Breadcrumbs:
        return crumbs((self.get_title(), ""))


class AddGoal(GoalPage, EditionMixin, CreateView):
    """Another part of the plan, for these years or the next."""

    title = gettext_lazy("Ny del av planen")
    success_message = gettext_lazy("Planen er utvidet.")

    def save(self, form: GoalForm) -> PlanGoal:
        return services.add_goal(actor=self.request.user, edition=self.edition, **form.told())


class ChangeGoal(GoalPage, UpdateView):
    """Change a part of the plan or where it stands, with what happened to it before."""

    model = PlanGoal
    title = gettext_lazy("Endre planen")
    template_name = "advice/implementation/goal.html"
    success_message = gettext_lazy("Endringene er lagret.")

    def save(self, form: GoalForm) -> PlanGoal:
        return services.change_goal(
            actor=self.request.user,
            goal=self.object,
            expected_version=form.cleaned_data["version"],
            changes=form.told(),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(entries=audit.history_of(self.object), **kwargs)
