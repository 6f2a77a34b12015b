"""What visitors meet: signing an organisation up, mending what was returned, accepting an invitation."""

from typing import Any

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from medvirkning.accounts.invitations.views import InvitationView, SecretPageMixin
from medvirkning.accounts.models import User
from medvirkning.accounts.rules import works_in_the_directorate
from medvirkning.web.pages import PageMixin
from medvirkning.web.views import FormView
from representatives.organisations import services
from representatives.organisations.forms import MendForm, NumberForm, SignUpForm
from representatives.organisations.models import OrganisationApplication, OrganisationInvitation
from representatives.organisations.services import CheckedNumber, OrganisationRefusedError

LIMIT, LOOKING_UP = "register_organisation", "look_up_organisation"
NUMBER, WITHOUT = "nummer", "uten-nummer"
DECLINE = "decline"


def _checked(request: HttpRequest, number: str) -> CheckedNumber:
    """Enhetsregisteret is asked when a number is sent, not when a page is opened, and by nobody without end.

    Raises `OrganisationRefusedError`.
    """
    may_ask = request.method == "POST" and bool(ratelimit.consume(request, action=LOOKING_UP))
    return services.check_number(number, may_ask=may_ask)


@method_decorator(login_not_required, name="dispatch")
class RegisterNumber(FormView):
    """The first step: whether there is a number, and whether it may be used."""

    title = gettext_lazy("Meld inn en organisasjon")
    lede = gettext_lazy(
        "Bruker- og pårørendeorganisasjoner, paraplyer, grupper og offentlige virksomheter kan stå i registeret. "
        "Da kan direktoratet finne dere når noen skal medvirke. Senter for brukermedvirkning godkjenner innmeldingen."
    )
    form_class = NumberForm
    template_name = "representatives/organisations/register.html"

    def get_form(self, form_class: Any = None) -> NumberForm:
        """On the way back from the second step the number stands there, with what is in its way."""
        number = self.request.GET.get(NUMBER, "")[:40]
        if self.request.method != "GET" or not number:
            form: NumberForm = super().get_form(form_class)
            return form
        form = NumberForm(data={"has_number": NumberForm.WITH, "organisation_number": number})
        if form.is_valid():
            try:
                _checked(self.request, number)
            except OrganisationRefusedError as refused:
                form.add_error("organisation_number", str(refused))
        return form

    def save(self, form: NumberForm) -> CheckedNumber | None:
        if form.cleaned_data["has_number"] == NumberForm.WITHOUT:
            return None
        return _checked(self.request, form.cleaned_data["organisation_number"])

    def get_success_url_for(self, saved: CheckedNumber | None) -> str:
        query = {WITHOUT: "ja"} if saved is None else {NUMBER: saved.number}
        return f"{reverse('organisations:register-facts')}?{urlencode(query)}"


@method_decorator(login_not_required, name="dispatch")
class RegisterFacts(FormView):
    """The second step. The number stands in the address; what Enhetsregisteret says of it is shown."""

    title = gettext_lazy("Meld inn en organisasjon")
    form_class = SignUpForm
    template_name = "representatives/organisations/register_facts.html"

    @cached_property
    def checked(self) -> CheckedNumber | None:
        """The number and what the register says; None for those that say they have none."""
        return _checked(self.request, self.number) if self.number else None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A number that can't be used is told of at the first step."""
        if not self.number and WITHOUT not in request.GET:
            return redirect("organisations:register")
        try:
            _asked = self.checked
        except OrganisationRefusedError:
            return redirect(f"{reverse('organisations:register')}?{urlencode({NUMBER: self.number})}")
        response: HttpResponseBase = super().get(request, *args, **kwargs)
        return response

    @property
    def number(self) -> str:
        """The number as it was typed; what is sent is checked by the service."""
        return self.request.GET.get(NUMBER, "")[:40]

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if self.request.method == "POST":
            return {**kwargs, "number": self.number}
        entity = self.checked.entity if self.checked else None
        number = self.checked.number if self.checked else ""
        return {**kwargs, "number": number, "registry_name": entity.name if entity else ""}

    def get_initial(self) -> dict[str, Any]:
        """Who is signed in needn't write the own name and address."""
        user = self.request.user
        known = {"applicant_name": user.name, "applicant_email": user.email} if user.is_authenticated else {}
        return {**super().get_initial(), **known}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        checked = self._checked_if_it_can_be()
        return super().get_context_data(
            number=checked.number if checked else self.number, entity=checked.entity if checked else None, **kwargs
        )

    def _checked_if_it_can_be(self) -> CheckedNumber | None:
        try:
            return self.checked
        except OrganisationRefusedError:
            return None

    def form_valid(self, form: Any) -> HttpResponse:
        if form.is_by_a_machine:
            return self.redirect(reverse("organisations:registered"))
        address = form.cleaned_data["applicant_email"].lower()
        if not ratelimit.consume(self.request, action=LIMIT, key=address):
            form.add_error(None, _("Det er sendt mange innmeldinger herfra. Vent en time og prøv igjen."))
            response = self.form_invalid(form)
            response.status_code = 429
            return response
        return super().form_valid(form)

    def save(self, form: SignUpForm) -> OrganisationApplication:
        actor = self.request.user if self.request.user.is_authenticated else None
        return services.submit(actor=actor, facts=form.facts(number=self.number), applicant=form.applicant())

    def get_success_url_for(self, saved: OrganisationApplication) -> str:
        return reverse("organisations:registered")


@method_decorator(login_not_required, name="dispatch")
class Registered(PageMixin, generic.TemplateView):
    """What happens next."""

    title = gettext_lazy("Takk, organisasjonen er meldt inn")
    template_name = "representatives/organisations/registered.html"


@method_decorator(login_not_required, name="dispatch")
class MendApplication(SecretPageMixin, FormView):
    """The page behind the link of an application that was returned. Opening it changes nothing."""

    title = gettext_lazy("Endre innmeldingen og send den på nytt")
    gone_template = "representatives/organisations/link_gone.html"
    gone_title = gettext_lazy("Lenken gjelder ikke lenger")
    form_class = MendForm
    template_name = "representatives/organisations/mend.html"

    @cached_property
    def application(self) -> OrganisationApplication:
        return services.open_returned(self.kwargs["token"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "application": self.application}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(application=self.application, **kwargs)

    def save(self, form: MendForm) -> OrganisationApplication:
        data = form.cleaned_data
        return services.mend(
            token=self.kwargs["token"],
            facts=form.facts(number=data["organisation_number"]),
            applicant_name=data["applicant_name"],
            message=data["message"],
        )

    def get_success_url_for(self, saved: OrganisationApplication) -> str:
        return reverse("organisations:registered")


class InvitationPage(InvitationView):
    """The page behind the link of an invitation to act for an organisation."""

    title = gettext_lazy("Invitasjon til å være kontaktperson")
    template_name = "representatives/organisations/invitation.html"

    def open_invitation(self) -> OrganisationInvitation:
        return services.open_invitation(self.kwargs["token"])

    @property
    def works_here(self) -> bool:
        """Whether the one invited works in the directorate, and can only say no."""
        return self.is_for_reader and works_in_the_directorate(self.request.user)

    @property
    def may_accept(self) -> bool:
        return super().may_accept and not self.works_here

    @property
    def may_decline(self) -> bool:
        """Whoever holds the link and isn't signed in as somebody else."""
        return self.is_for_reader or not self.request.user.is_authenticated

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(works_here=self.works_here, may_decline=self.may_decline, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if DECLINE in request.POST and self.may_decline:
            return self._decline(request)
        return super().post(request, *args, **kwargs)

    def _decline(self, request: HttpRequest) -> HttpResponse:
        """One press, no reason."""
        # Read while the link still opens it.
        organisation = self.invitation.organisation
        services.decline(token=self.kwargs["token"])
        context = {"title": _("Takk for svaret"), "organisation": organisation}
        return render(request, "representatives/organisations/declined.html", context)

    def accept(self, form: Any) -> None:
        services.accept(token=self.kwargs["token"], user=self.request.user)

    def accept_as_new(self, form: Any) -> User:
        data = form.cleaned_data
        return services.accept_as_new(
            token=self.kwargs["token"], name=data["name"], language=data["language"], password=data["password"]
        )

    def get_success_message(self, saved: OrganisationInvitation) -> str:
        return _("Velkommen. Du er nå kontaktperson for %(organisation)s.") % {"organisation": saved.organisation.name}

    def get_success_url_for(self, saved: OrganisationInvitation) -> str:
        return str(saved.organisation.get_absolute_url())
