"""Inviting contacts, and letting somebody act for the organisation no more."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from representatives.organisations import services
from representatives.organisations.forms import InviteForm
from representatives.organisations.models import OrganisationContact, OrganisationInvitation
from representatives.organisations.views.base import OrganisationForm, PressOfOrganisation


class InviteContact(OrganisationForm):
    """Somebody gets a link by mail."""

    title = gettext_lazy("Inviter kontaktperson")
    permission = "organisations.invite"
    form_class = InviteForm
    makes_once = True
    template_name = "representatives/organisations/invite.html"
    success_message = gettext_lazy("Invitasjonen er sendt.")

    def save(self, form: InviteForm) -> OrganisationInvitation:
        data = form.cleaned_data
        return services.invite(
            actor=self.request.user, organisation=self.object, name=data["name"], email=data["email"]
        )


class RenewInvitation(PressOfOrganisation):
    """A new link by mail; the old one works no more."""

    model = OrganisationInvitation
    permission = "organisations.invite"
    done = gettext_lazy("Invitasjonen er sendt på nytt.")

    def act(self) -> None:
        services.renew(actor=self.request.user, invitation=self.object)


class WithdrawInvitation(PressOfOrganisation):
    """The link works no more."""

    model = OrganisationInvitation
    permission = "organisations.invite"
    done = gettext_lazy("Invitasjonen er trukket tilbake.")

    def act(self) -> None:
        services.withdraw(actor=self.request.user, invitation=self.object)


class EndContact(PressOfOrganisation):
    """Somebody acts for the organisation no more."""

    model = OrganisationContact
    permission = "organisations.see_contacts"
    done = gettext_lazy("Personen er ikke kontaktperson lenger.")

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("organisation", "user")

    def act(self) -> None:
        services.end_contact(actor=self.request.user, contact=self.object)

    def get_page(self) -> str:
        """Who ended the own part may see the organisation no more."""
        is_seen = self.request.user.has_perm("organisations.view", self.object.organisation)
        return super().get_page() if is_seen else reverse("front:home")
