"""The list of activities, an activity's page, and the forms that change it."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.implementation import metadata, services
from advice.implementation.enums import ActivityState, ArenaKind
from advice.implementation.filters import ActivityFilter, Choices, choices_for
from advice.implementation.forms import ActivityForm, ActivityStateForm
from advice.implementation.models import ImplementationActivity
from advice.implementation.presenters import state_of, when
from advice.implementation.tables import ActivityTable
from advice.implementation.views.plan import EditionMixin, crumbs
from medvirkning import audit
from medvirkning.web.caching import PublicPageMixin
from medvirkning.web.pages import Action, Breadcrumbs, State
from medvirkning.web.views import CreateView, DetailView, ListView, UpdateView


class ActivityList(PublicPageMixin, ListView):
    """Every activity that the reader may see, newest first."""

    model = ImplementationActivity
    table_class = ActivityTable
    filterset_class = ActivityFilter
    template_name = "advice/implementation/activities.html"
    title = gettext_lazy("Aktiviteter for å ta rådene i bruk")
    empty_title = gettext_lazy("Ingen aktiviteter ennå")

    @cached_property
    def choices(self) -> Choices:
        return choices_for(self.request.user)

    @property
    def may_add(self) -> bool:
        return self.request.user.has_perm("implementation.add_activity")

    @property
    def empty_text(self) -> str:
        if self.may_add:
            return _("Legg inn et seminar, en konferanse eller noe annet der rådene blir tatt opp.")
        return _("Når noen legger inn et seminar eller en konferanse om rådene, står det her.")

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.with_list_data().order_by("-starts_on", "-pk")

    def get_breadcrumbs(self) -> Breadcrumbs:
        return crumbs((_("Aktiviteter"), ""))

    def get_actions(self) -> list[Action]:
        found = [Action(_("Legg inn en aktivitet"), reverse("implementation:add-activity"))] if self.may_add else []
        return [*found, Action(_("Abonner på kalenderen"), reverse("implementation:subscribe"), "secondary")]

    def get_empty_actions(self) -> list[Action]:
        return self.get_actions() if self.may_add else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            arenas=[label for _value, label in ArenaKind.choices],
            states=ActivityState.labels,
            **kwargs,
        )

    def _filterset(self) -> ActivityFilter:
        return ActivityFilter(
            data=self.request.GET, queryset=self.get_queryset(), request=self.request, choices=self.choices
        )


class ActivityPage(PublicPageMixin, DetailView):
    """One activity: when, where, by whom, about what, and whom it reached."""

    model = ImplementationActivity
    context_object_name = "activity"
    template_name = "advice/implementation/activity.html"

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("edition", "organisation", "goal", "added_by")

    def get_state(self) -> State:
        return state_of(self.object)

    def get_facts(self) -> list[Any]:
        facts: list[Any] = [when(self.object), self.object.get_arena_display()]
        if self.object.place:
            facts.append(self.object.place)
        return facts

    def get_breadcrumbs(self) -> Breadcrumbs:
        return crumbs((_("Aktiviteter"), reverse("implementation:activities")), (self.object.title, ""))

    def get_actions(self) -> list[Action]:
        if not self.may_change:
            return []
        pk = self.object.pk
        planned = self.object.state == ActivityState.PLANNED
        return [
            Action(
                _("Meld gjennomført eller avlyst") if planned else _("Endre tilstand eller antall nådd"),
                reverse("implementation:state", args=[pk]),
                "" if planned else "secondary",
            ),
            Action(_("Endre opplysninger"), reverse("implementation:change-activity", args=[pk]), "tertiary"),
        ]

    @cached_property
    def may_change(self) -> bool:
        return self.request.user.has_perm("implementation.change_activity", self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        reads_all = user.has_perm("implementation.add_activity")
        pieces = self.object.pieces.visible_to(user).with_text().filter(current__isnull=False)
        return super().get_context_data(
            pieces=list(pieces),
            is_held=self.object.state == ActivityState.HELD,
            entries=audit.history_of(self.object) if reads_all else None,
            reads_all=reads_all,
            metadata=metadata.of_activity(self.object),
            title_language="no",
            **kwargs,
        )


class AddActivity(EditionMixin, CreateView):
    """A planned activity; whether it was held is told afterwards."""

    title = gettext_lazy("Legg inn en aktivitet")
    permission = "implementation.add_activity"
    form_class = ActivityForm
    draft_key = "implementation.activity"
    success_message = gettext_lazy("Aktiviteten er lagt inn.")

    def get_breadcrumbs(self) -> Breadcrumbs:
        return crumbs((_("Aktiviteter"), reverse("implementation:activities")), (_("Ny"), ""))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "user": self.request.user,
            "edition": self.edition,
            "cancel_url": reverse("implementation:activities"),
        }

    def save(self, form: ActivityForm) -> ImplementationActivity:
        return services.add_activity(
            actor=self.request.user,
            organiser=form.cleaned_data["organiser"],
            pieces=form.cleaned_data["pieces"],
            **{"edition": self.edition, **form.told()},
        )


class ChangeOne(UpdateView):
    """What the forms on one activity share."""

    model = ImplementationActivity
    permission = "implementation.change_activity"
    success_message = gettext_lazy("Endringene er lagret.")

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("edition", "organisation", "goal")

    def get_lede(self) -> str:
        return str(self.object.title)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "cancel_url": self.object.get_absolute_url()}

    def get_breadcrumbs(self) -> Breadcrumbs:
        return crumbs(
            (_("Aktiviteter"), reverse("implementation:activities")),
            (self.object.title, self.object.get_absolute_url()),
            (self.get_title(), ""),
        )


class ChangeActivity(ChangeOne):
    """What the activity says of itself."""

    title = gettext_lazy("Endre aktiviteten")
    form_class = ActivityForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user, "edition": self.object.edition}

    def save(self, form: ActivityForm) -> ImplementationActivity:
        return services.change_activity(
            actor=self.request.user,
            activity=self.object,
            expected_version=form.cleaned_data["version"],
            organiser=form.cleaned_data["organiser"],
            pieces=form.cleaned_data["pieces"],
            changes=form.told(),
        )


class ChangeState(ChangeOne):
    """Held, cancelled, or planned after all."""

    title = gettext_lazy("Meld gjennomført eller avlyst")
    form_class = ActivityStateForm

    def save(self, form: ActivityStateForm) -> ImplementationActivity:
        data = form.cleaned_data
        return services.set_activity_state(
            actor=self.request.user,
            activity=self.object,
            expected_version=data["version"],
            state=data["state"],
            reached=data["reached"],
            cancel_reason=data["cancel_reason"],
        )
