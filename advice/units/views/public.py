"""What visitors meet: registering a service, and accepting an invitation to lead one."""

from typing import Any

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from advice.units import services
from advice.units.forms import RegistrationForm
from advice.units.models import ServiceUnit, UnitInvitation
from advice.units.views.write import EXPECTED
from medvirkning.accounts.invitations.views import InvitationView
from medvirkning.accounts.models import User
from medvirkning.web.pages import PageMixin
from medvirkning.web.views import FormView

# Where a leader goes first: the room of assessments lies above this one, so its page is known by name alone.
FIRST_PAGE = "assessments:home"


@method_decorator(login_not_required, name="dispatch")
class RegisterUnit(FormView):
    """A service registers itself. Nothing is counted before the Centre has approved it."""

    title = gettext_lazy("Registrer en tjeneste")
    lede = gettext_lazy(
        "Er dere en tjeneste i en kommune eller et helseforetak, kan dere vurdere dere selv mot de 11 rådene. "
        "Meld inn tjenesten her. Senter for brukermedvirkning godkjenner den og sender deg en invitasjon."
    )
    form_class = RegistrationForm
    template_name = "advice/units/register.html"
    expected_errors = EXPECTED

    def form_valid(self, form: Any) -> HttpResponse:
        if form.is_by_a_machine:
            return self.redirect(reverse("units:registered"))
        address = form.cleaned_data["applicant_email"].lower()
        if not ratelimit.consume(self.request, action="register_unit", key=address):
            form.add_error(None, _("Det er sendt mange innmeldinger herfra. Vent en time og prøv igjen."))
            response = self.form_invalid(form)
            response.status_code = 429
            return response
        return super().form_valid(form)

    def save(self, form: RegistrationForm) -> ServiceUnit:
        actor = self.request.user if self.request.user.is_authenticated else None
        return services.register_unit(
            actor=actor,
            facts=form.facts(),
            applicant=form.applicant(),
            parent=form.cleaned_data["parent"],
        )

    def get_success_url_for(self, saved: ServiceUnit) -> str:
        return reverse("units:registered")


@method_decorator(login_not_required, name="dispatch")
class Registered(PageMixin, generic.TemplateView):
    """What happens next."""

    title = gettext_lazy("Takk, vi har fått innmeldingen")
    template_name = "advice/units/registered.html"


class InvitationPage(InvitationView):
    """The page behind the link of an invitation to lead a unit."""

    title = gettext_lazy("Invitasjon til å lede en tjeneste")
    template_name = "advice/units/invitation.html"
    expected_errors = EXPECTED

    def open_invitation(self) -> UnitInvitation:
        return services.open_invitation(self.kwargs["token"])

    def accept(self, form: Any) -> None:
        services.accept(token=self.kwargs["token"], user=self.request.user)

    def accept_as_new(self, form: Any) -> User:
        data = form.cleaned_data
        return services.accept_as_new(
            token=self.kwargs["token"], name=data["name"], language=data["language"], password=data["password"]
        )

    def get_success_message(self, saved: UnitInvitation) -> str:
        return _("Velkommen. Du leder nå %(unit)s.") % {"unit": saved.unit.name}

    def get_success_url_for(self, saved: UnitInvitation) -> str:
        return reverse(FIRST_PAGE)
