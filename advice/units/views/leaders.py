"""Inviting leaders, and letting leadership end."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.units import services
from advice.units.forms import InviteForm
from advice.units.models import ServiceUnit, UnitInvitation, UnitLeader
from advice.units.views.write import UnitForm
from medvirkning.web.views import PressView


class InviteLeader(UnitForm):
    """Somebody gets a link by mail."""

    title = gettext_lazy("Inviter leder")
    permission = "units.invite"
    form_class = InviteForm
    makes_once = True
    template_name = "advice/units/invite.html"
    success_message = gettext_lazy("Invitasjonen er sendt.")

    def save(self, form: InviteForm) -> UnitInvitation:
        data = form.cleaned_data
        return services.invite(actor=self.request.user, unit=self.object, name=data["name"], email=data["email"])


class ActOnUnit(PressView):
    """A button on a unit's page: by POST, back to the page with what came of it."""

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("unit")

    def get_permission_object(self) -> ServiceUnit:
        unit: ServiceUnit = self.object.unit
        return unit

    def get_page(self) -> str:
        return self.object.unit.get_absolute_url()


class RenewInvitation(ActOnUnit):
    """A new link by mail; the old one works no more."""

    model = UnitInvitation
    permission = "units.invite"
    done = gettext_lazy("Invitasjonen er sendt på nytt.")

    def act(self) -> None:
        services.renew(actor=self.request.user, invitation=self.object)


class WithdrawInvitation(ActOnUnit):
    """The link works no more."""

    model = UnitInvitation
    permission = "units.invite"
    done = gettext_lazy("Invitasjonen er trukket tilbake.")

    def act(self) -> None:
        services.withdraw(actor=self.request.user, invitation=self.object)


class EndLeadership(ActOnUnit):
    """Somebody leads the unit no more."""

    model = UnitLeader
    permission = "units.view"

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("unit", "user")

    @property
    def done(self) -> str:
        return _("%(who)s leder ikke enheten lenger.") % {"who": self.object.user}

    def act(self) -> None:
        services.end_leadership(actor=self.request.user, leadership=self.object)

    def get_page(self) -> str:
        """Who ended the own leadership may see the unit no more."""
        is_seen = self.request.user.has_perm("units.view", self.object.unit)
        return super().get_page() if is_seen else reverse("front:home")
