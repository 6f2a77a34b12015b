"""The network: organisations and roles for anyone, names for staff, changes by the Centre."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from advice.implementation import services
from advice.implementation.forms import EndMembershipForm, MemberForm
from advice.implementation.models import NetworkMember
from advice.implementation.querysets import members_of
from advice.implementation.views.plan import EditionMixin, crumbs
from medvirkning.web.caching import PublicPageMixin
from medvirkning.web.pages import Action, Breadcrumbs, PageMixin
from medvirkning.web.views import CreateView, UpdateView


class NetworkView(PublicPageMixin, EditionMixin, PageMixin, generic.TemplateView):
    """Who is in the network."""

    template_name = "advice/implementation/network.html"
    title = gettext_lazy("Implementeringsnettverket")

    def get_breadcrumbs(self) -> Breadcrumbs:
        return crumbs((_("Nettverket"), ""))

    def get_actions(self) -> list[Action]:
        if not self._may("implementation.edit_network"):
            return []
        address = reverse("implementation:add-member")
        return [Action(_("Nytt medlem"), f"{address}{self.edition_query}")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        everyone = members_of(self.edition)
        reads_names = self._may("implementation.view_members")
        named = everyone.visible_to(user).select_related("organisation").with_body()
        return super().get_context_data(
            bodies=[] if reads_names else list(everyone.in_force().bodies()),
            members=list(named.in_force().order_by("member_of", "name", "pk")) if reads_names else [],
            former=list(named.has_left().order_by("-valid_to", "pk")) if reads_names else [],
            reads_names=reads_names,
            may_edit=self._may("implementation.edit_network"),
            **kwargs,
        )

    def _may(self, permission: str) -> bool:
        return self.request.user.has_perm(permission)


class MemberPage:
    """What the forms on members share."""

    permission = "implementation.edit_network"
    request: Any

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return {**kwargs, "cancel_url": reverse("implementation:network")}

    def get_breadcrumbs(self) -> Breadcrumbs:
        return crumbs(
            (_("Nettverket"), reverse("implementation:network")),
            (self.get_title(), ""),
        )


class AddMember(MemberPage, EditionMixin, CreateView):
    """Somebody comes into the network."""

    title = gettext_lazy("Nytt medlem av nettverket")
    form_class = MemberForm
    success_message = gettext_lazy("Medlemmet er lagt til.")

    def save(self, form: MemberForm) -> NetworkMember:
        return services.add_member(
            actor=self.request.user, edition=self.edition, body=form.cleaned_data["body"], **form.told()
        )


class ChangeOneMember(MemberPage, UpdateView):
    """What the forms on one member share. A member whose name is erased is nobody to change."""

    model = NetworkMember

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.exclude(name="").select_related("edition", "organisation")


class ChangeMember(ChangeOneMember):
    """What is said of a member."""

    title = gettext_lazy("Endre medlemmet")
    form_class = MemberForm
    success_message = gettext_lazy("Endringene er lagret.")

    def save(self, form: MemberForm) -> NetworkMember:
        return services.change_member(
            actor=self.request.user,
            member=self.object,
            expected_version=form.cleaned_data["version"],
            body=form.cleaned_data["body"],
            changes=form.told(),
        )


class EndMembership(ChangeOneMember):
    """Somebody leaves the network."""

    title = gettext_lazy("Avslutt medlemskapet i nettverket")
    form_class = EndMembershipForm
    success_message = gettext_lazy("Medlemskapet er avsluttet.")

    def get_lede(self) -> str:
        return _("%(name)s, %(body)s. Navn og e-post blir slettet 12 måneder etter siste dag.") % {
            "name": self.object.name,
            "body": self.object.body,
        }

    def save(self, form: EndMembershipForm) -> NetworkMember:
        return services.end_membership(
            actor=self.request.user,
            member=self.object,
            expected_version=form.cleaned_data["version"],
            last_day=form.cleaned_data["valid_to"],
        )
