"""What visitors meet: registering a service, and accepting an invitation to lead one."""

from typing import Any
from urllib.parse import urlencode

from allauth.core import ratelimit
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from advice.units import services
from advice.units.forms import AcceptForm, NewAccountForm, RegistrationForm
from advice.units.models import ServiceUnit, UnitInvitation
from advice.units.services import InvitationGoneError
from advice.units.views.write import EXPECTED
from medvirkning import audit
from medvirkning.accounts.models import User
from medvirkning.accounts.querysets import account_of
from medvirkning.web.views import FormView, PageMixin

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
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


@method_decorator(login_not_required, name="dispatch")
class InvitationPage(FormView):
    """The page behind the link of an invitation. Opening it changes nothing: mail scanners open links."""

    title = gettext_lazy("Invitasjon til å lede en tjeneste")
    template_name = "advice/units/invitation.html"
    expected_errors = EXPECTED

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = super().dispatch(request, *args, **kwargs)
        except InvitationGoneError:
            response = self._gone(request)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        add_never_cache_headers(response)
        return response

    @cached_property
    def invitation(self) -> UnitInvitation:
        return services.open_invitation(self.kwargs["token"])

    @cached_property
    def account(self) -> User | None:
        """The account of the address that was invited, if there is one."""
        return account_of(self.invitation.email)

    @property
    def is_for_reader(self) -> bool:
        """Whether the one who is signed in was invited."""
        return self.request.user.is_authenticated and self.request.user.email == self.invitation.email

    @property
    def may_accept(self) -> bool:
        """Somebody without an account makes one; with one, the own account accepts."""
        if self.account is None:
            return not self.request.user.is_authenticated
        return self.is_for_reader

    def get_form_class(self) -> type[AcceptForm | NewAccountForm]:
        return NewAccountForm if self.account is None else AcceptForm

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        return {**kwargs, "invitation": self.invitation} if self.account is None else kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        login_url = f"{reverse('account_login')}?{urlencode({'next': self.request.path})}"
        return super().get_context_data(
            invitation=self.invitation,
            may_accept=self.may_accept,
            has_account=self.account is not None,
            login_url=login_url,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only who may accept posts here; others see the page as it is."""
        if not self.may_accept:
            return self.render_to_response(self.get_context_data(), status=403)
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def save(self, form: Any) -> ServiceUnit:
        token, invitation = self.kwargs["token"], self.invitation
        if self.account is not None:
            services.accept(token=token, user=self.request.user)
            return invitation.unit
        data = form.cleaned_data
        user = services.accept_as_new(
            token=token, name=data["name"], language=data["language"], password=data["password"]
        )
        login(self.request, user, backend=BACKEND)
        audit.amend(actor=user)
        return invitation.unit

    def get_success_message(self, saved: ServiceUnit) -> str:
        return _("Velkommen. Du leder nå %(unit)s.") % {"unit": saved.name}

    def get_success_url_for(self, saved: ServiceUnit) -> str:
        return reverse(FIRST_PAGE)

    @staticmethod
    def _gone(request: HttpRequest) -> HttpResponse:
        """Used, withdrawn, expired or never there: one page, which says nothing of which."""
        return render(request, "advice/units/gone.html", {"title": _("Invitasjonen gjelder ikke lenger")}, status=410)
