"""The page behind the link of an invitation."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from medvirkning import audit
from medvirkning.accounts.enums import Language
from medvirkning.accounts.invitations.forms import AcceptForm, NewAccountForm
from medvirkning.accounts.invitations.models import Invitation
from medvirkning.accounts.invitations.services import InvitationGoneError
from medvirkning.accounts.models import User
from medvirkning.accounts.querysets import account_of
from medvirkning.web.views import FormView

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class SecretPageMixin:
    """A page whose address lets its reader in: in no cache, no log, no search engine, and told to no other site."""

    gone_template = "accounts/invitations/gone.html"
    gone_title = gettext_lazy("Invitasjonen gjelder ikke lenger")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.read_in_its_language()
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        except InvitationGoneError:
            response = self._gone(request)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        add_never_cache_headers(response)
        return response

    def read_in_its_language(self) -> None:
        """What the page is written in, where the link says more than the browser does."""

    def _gone(self, request: HttpRequest) -> HttpResponse:
        """Used, withdrawn, expired or never there: one page, which says nothing of which."""
        context = {"title": self.gone_title}
        return render(request, self.gone_template, context, status=410)


@method_decorator(login_not_required, name="dispatch")
class InvitationView(SecretPageMixin, FormView):
    """Opening the page changes nothing: mail scanners open links. Posting accepts and spends the link.

    A room says how its invitation is found (`open_invitation`), what accepting it does with an account (`accept`)
    and by making one (`accept_as_new`), and where to go.
    """

    new_account_form: type[NewAccountForm] = NewAccountForm
    accept_form: type[AcceptForm] = AcceptForm

    def open_invitation(self) -> Invitation:
        """The invitation of the link. Raises `InvitationGoneError`."""
        raise NotImplementedError

    def accept(self, form: Any) -> None:
        """The account that is signed in takes it."""
        raise NotImplementedError

    def accept_as_new(self, form: Any) -> User:
        """An account is made, and takes it."""
        raise NotImplementedError

    def read_in_its_language(self) -> None:
        """In the language of the invitation, until the reader chooses another or is signed in with one."""
        has_chosen = settings.LANGUAGE_COOKIE_NAME in self.request.COOKIES or self.request.user.is_authenticated
        if not has_chosen and (language := self.get_invitation_language()) in Language.values:
            translation.activate(language)

    def get_invitation_language(self) -> str:
        """What the invitation was sent in; empty where nobody has said."""
        return str(getattr(self.invitation, "language", ""))

    @cached_property
    def invitation(self) -> Any:
        return self.open_invitation()

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
        return self.new_account_form if self.account is None else self.accept_form

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        if self.account is not None:
            return kwargs
        return {**kwargs, "invited_name": self.invitation.name, "email": self.invitation.email}

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

    def save(self, form: Any) -> Any:
        invitation = self.invitation
        if self.account is not None:
            self.accept(form)
            return invitation
        user = self.accept_as_new(form)
        login(self.request, user, backend=BACKEND)
        audit.amend(actor=user)
        # What is said next is said in the language that was chosen in the form.
        translation.activate(user.language)
        return invitation
