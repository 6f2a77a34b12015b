"""The list of organisations, and one organisation."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.web.pages import Action, State, Tab
from medvirkning.web.views import DetailView, ListView
from representatives.organisations import tabs
from representatives.organisations.filters import OrganisationFilter
from representatives.organisations.models import Organisation
from representatives.organisations.presenters import place_of, state_of, told_by_the_register
from representatives.organisations.querysets import organisations_for
from representatives.organisations.tables import OrganisationTable


class OrganisationList(ListView):
    """The organisations the account sees: staff and the Centre all, a contact the own ones."""

    model = Organisation
    title = gettext_lazy("Organisasjoner")
    permission = "organisations.list"
    table_class = OrganisationTable
    filterset_class = OrganisationFilter
    empty_text = gettext_lazy(
        "Organisasjoner melder seg inn selv. Send dem lenken til «Meld inn en organisasjon», nederst på siden."
    )

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.with_list_data().order_by("sort_key", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A contact has an organisation or two: there is nothing to look for among them."""
        context = super().get_context_data(**kwargs)
        if not context["filtered"] and not self.request.user.has_role(Role.STAFF, Role.CENTRE):
            context["filterset"] = None
        return context

    def get_actions(self) -> list[Action]:
        if not self.request.user.has_perm("organisations.decide"):
            return []
        return [Action(_("Innmeldinger"), reverse("organisations:applications"), "secondary")]


class _OrganisationPart(DetailView):
    """A part of an organisation's page."""

    model = Organisation
    context_object_name = "organisation"
    tab = ""

    def get_state(self) -> State:
        return state_of(self.object)

    def get_facts(self) -> list[Any]:
        number = self.object.organisation_number or self.object.external_id or ""
        return [one for one in (capfirst(self.object.get_kind_display()), number) if one]

    def get_tabs(self) -> list[Tab]:
        return tabs.tabs_of(self.object, self.request.user, self.tab)

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Organisasjoner"), reverse("organisations:list")), (self.object.name, "")]


class OrganisationPage(_OrganisationPart):
    """What it is, who acts for it, its umbrella and members, and what other rooms have to say."""

    permission = "organisations.view"
    template_name = "representatives/organisations/detail.html"
    tab = "overview"

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("umbrella").prefetch_related("subject_areas")

    def get_actions(self) -> list[Action]:
        """What the state asks for stands first: of one that ends that it is closed, else the yearly confirmation."""
        organisation, user = self.object, self.request.user
        closes = user.has_perm("organisations.decide") and organisation.closed_on is None
        confirms = user.has_perm("organisations.confirm", organisation)
        ends, waits = organisation.is_ending, organisation.wants_confirming and not organisation.is_ending
        close, confirm = _("Legg ned"), _("Bekreft opplysningene")
        wanted = [
            (closes and ends, Action(close, self._to("close"))),
            (confirms and waits, Action(confirm, self._to("confirm"))),
            (
                user.has_perm("organisations.change", organisation),
                Action(_("Endre opplysninger"), self._to("edit"), "secondary"),
            ),
            (
                user.has_perm("organisations.invite", organisation),
                Action(_("Inviter kontaktperson"), self._to("invite"), "tertiary"),
            ),
            # For most of the year there is nothing to confirm.
            (confirms and not waits, Action(confirm, self._to("confirm"), "tertiary")),
            (closes and not ends, Action(close, self._to("close"), "tertiary")),
        ]
        return [action for is_allowed, action in wanted if is_allowed]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        organisation, user = self.object, self.request.user
        sees_contacts = user.has_perm("organisations.see_contacts", organisation)
        may_invite = user.has_perm("organisations.invite", organisation)
        contacts = organisation.contacts.not_ended()
        seen_contacts = (
            list(contacts.with_workplace().select_related("user").order_by("user__name_sort", "pk"))
            if sees_contacts
            else []
        )
        seen = organisations_for(user)
        return super().get_context_data(
            place=place_of(organisation),
            umbrella_is_seen=organisation.umbrella is not None and seen.filter(pk=organisation.umbrella_id).exists(),
            members=list(seen.filter(umbrella=organisation, closed_on=None).order_by("sort_key", "pk")),
            sees_contacts=sees_contacts,
            contacts=seen_contacts,
            # The last contact of an organisation of the register can't leave it: a button would only refuse.
            may_end_contacts=user.has_perm("organisations.decide")
            or not organisation.is_registered
            or [one.user_id for one in seen_contacts] != [user.pk],
            has_contact=sees_contacts or contacts.in_force().exists(),
            invitations=list(organisation.invitations.unanswered()) if may_invite else [],
            may_invite=may_invite,
            decides=user.has_perm("organisations.decide"),
            ending=told_by_the_register(organisation) if organisation.is_ending else "",
            **kwargs,
        )

    def _to(self, name: str) -> str:
        return reverse(f"organisations:{name}", args=[self.object.pk])


class OrganisationHistory(_OrganisationPart):
    """What has changed, for the Centre."""

    permission = "organisations.decide"
    template_name = "representatives/organisations/history.html"
    tab = "history"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(entries=audit.history_of(self.object), **kwargs)
