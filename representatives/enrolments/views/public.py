"""What whoever was entered meets: who asks, what it is about, the consents, and a no in one press."""

from typing import Any

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from medvirkning.accounts.invitations.views import InvitationView
from medvirkning.accounts.models import User
from medvirkning.accounts.querysets import account_of
from representatives.enrolments import services
from representatives.enrolments.answer_forms import AcceptWithConsents, AddressForm, NewAccountWithConsents
from representatives.enrolments.models import Representative
from representatives.enrolments.reading import is_known_to_the_register, purposes_given_by
from representatives.enrolments.services import AnotherAddressError, Opened
from representatives.enrolments.services.answering import demand_reader
from representatives.enrolments.views.page import EXPECTED
from representatives.people.querysets import person_of

# Where a new representative goes first: the room of that page lies above this one, so it is known by name alone.
FIRST_PAGE = "my_page:home"
DECLINE = "decline"
LIMIT = "prove_address"


@method_decorator(login_not_required, name="dispatch")
class InvitationPage(InvitationView):
    """Opening it changes nothing. A post says yes, says no, or asks for a link to an own address."""

    title = gettext_lazy("Invitasjon til registeret")
    template_name = "representatives/enrolments/invitation.html"
    expected_errors = EXPECTED
    accept_form = AcceptWithConsents
    new_account_form = NewAccountWithConsents

    def open_invitation(self) -> Any:
        return services.open_invitation(self.kwargs["token"])

    def get_invitation_language(self) -> str:
        return str(self.opened.post.language)

    @cached_property
    def opened(self) -> Opened:
        opened: Opened = self.invitation
        return opened

    @cached_property
    def account(self) -> User | None:
        """The account that may answer: that of the address, or for a link handed over whoever is signed in."""
        if not self.opened.is_handed_over:
            found: User | None = account_of(self.opened.email)
            return found
        return self.request.user if self.request.user.is_authenticated else None

    @property
    def may_accept(self) -> bool:
        """Somebody without an account makes one, or gives an address first; with one, the own account answers."""
        if not self.request.user.is_authenticated:
            return self.account is None
        return self.may_decline and self.account is not None

    @property
    def may_decline(self) -> bool:
        """Whoever holds the link and isn't signed in as somebody else."""
        if not self.request.user.is_authenticated:
            return True
        try:
            demand_reader(self.opened, self.request.user)
        except AnotherAddressError:
            return False
        return True

    def get_form_class(self) -> Any:
        if self.opened.is_handed_over and self.account is None:
            return AddressForm
        return super().get_form_class()

    def get_form_kwargs(self) -> dict[str, Any]:
        if self.opened.is_handed_over and self.account is None:
            kwargs: dict[str, Any] = super(InvitationView, self).get_form_kwargs()
            return kwargs
        kwargs = super().get_form_kwargs()
        if self.account is not None:
            kwargs |= {"given": purposes_given_by(self.account), "person": person_of(self.account)}
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            post=self.opened.post,
            is_mandate=isinstance(self.opened.post, Representative),
            is_handed_over=self.opened.is_handed_over,
            may_decline=self.may_decline,
            is_known=self.may_accept and self.account is not None and is_known_to_the_register(self.account),
            **kwargs,
        )

    @method_decorator(sensitive_variables("token"))
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if DECLINE in request.POST:
            return self._decline(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        if isinstance(form, AddressForm):
            return self._prove(form)
        return super().form_valid(form)

    def accept(self, form: Any) -> None:
        services.accept(token=self.kwargs["token"], user=self.request.user, purposes=form.purposes())

    def accept_as_new(self, form: Any) -> User:
        data = form.cleaned_data
        return services.accept_as_new(
            token=self.kwargs["token"],
            name=data["name"],
            language=data["language"],
            password=data["password"],
            purposes=form.purposes(),
        )

    def get_success_message(self, saved: Any) -> str:
        return _("Velkommen. Du står nå i registeret. Her bestemmer du hva du vil fortelle om deg selv.")

    def get_success_url_for(self, saved: Any) -> str:
        return reverse(FIRST_PAGE)

    def _decline(self, request: HttpRequest) -> HttpResponse:
        """One press, no reason."""
        if not self.may_decline:
            return self.render_to_response(self.get_context_data(), status=403)
        user = self.request.user if self.request.user.is_authenticated else None
        # Read while the link still opens it.
        organisation = self.opened.post.organisation
        services.decline(token=self.kwargs["token"], user=user)
        context = {"title": _("Takk for svaret"), "organisation": organisation}
        return render(request, "representatives/enrolments/declined.html", context)

    def _prove(self, form: AddressForm) -> HttpResponse:
        """Mail goes to an address that a visitor has typed: few times for a link, and few from one place."""
        address = form.cleaned_data["email"]
        key = f"{self.opened.post.slug}:{self.opened.post.pk}"
        if not ratelimit.consume(self.request, action=LIMIT, key=key):
            form.add_error(None, _("Det er sendt mange e-poster herfra. Vent en time og prøv igjen."))
            response = self.form_invalid(form)
            response.status_code = 429
            return response
        services.prove_address(token=self.kwargs["token"], email=address)
        context = {"title": _("Se i innboksen din"), "address": address}
        return render(self.request, "representatives/enrolments/look_in_mail.html", context)
