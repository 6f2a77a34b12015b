"""The pages behind a link: the one who is invited, and the guardian."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from medvirkning.accounts.invitations.services import AnotherAddressError
from medvirkning.accounts.invitations.views import InvitationView, SecretPageMixin
from medvirkning.accounts.models import User
from medvirkning.web.pages import PageMixin
from representatives.consents.enums import Audience, ConsentPurpose
from representatives.consents.models import GuardianRequest
from representatives.consents.services import text_for
from representatives.consents.standing import audience_with
from representatives.panels import services
from representatives.panels.age import first_year_below, needs_guardian
from representatives.panels.models import PanelMember
from representatives.panels.open_forms import AcceptSeatForm, NewMemberForm
from representatives.panels.views.shared import EXPECTED
from representatives.people.querysets import person_of


class InvitationPage(InvitationView):
    """The page behind the link of an invitation to a panel: yes makes the seat, no empties the row."""

    title = gettext_lazy("Vil du være med i panelet?")
    template_name = "representatives/panels/invitation.html"
    new_account_form = NewMemberForm
    accept_form = AcceptSeatForm
    expected_errors = EXPECTED

    def open_invitation(self) -> PanelMember:
        return services.open_invitation(self.kwargs["token"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "panel": self.invitation.panel, "stated_year": self._stated_year}

    @property
    def _stated_year(self) -> int | None:
        """Of the application; what the account has stated elsewhere is shown to the account alone."""
        if self.invitation.birth_year is not None or not self.is_for_reader:
            found: int | None = self.invitation.birth_year
            return found
        return services.stated_year_of(self.request.user)

    def _audience(self) -> Audience:
        """Whose text is read: it also tells of what the reader is in the register already. Whoever needs a guardian is
        nothing else from then on.
        """
        year, own = self._stated_year, services.audience_of(self.invitation.panel)
        if year is not None and needs_guardian(year):
            return own
        account = self.request.user if self.is_for_reader else None
        return audience_with(own, person_of(account))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        panel = self.invitation.panel
        return super().get_context_data(
            panel=panel,
            is_young=panel.is_young,
            consent_text=text_for(ConsentPurpose.REGISTER, self._audience()),
            guardian_from=first_year_below(),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever has the link may say no; only the one invited says yes."""
        if "decline" in request.POST:
            is_young = self.invitation.panel.is_young
            services.decline(token=self.kwargs["token"])
            context = {"title": _("Takk for svaret"), "is_young": is_young}
            return render(request, "representatives/panels/declined.html", context)
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def accept(self, form: Any) -> None:
        services.accept(token=self.kwargs["token"], user=self.request.user, answer=form.answer())

    def accept_as_new(self, form: Any) -> User:
        data = form.cleaned_data
        return services.accept_as_new(
            token=self.kwargs["token"],
            name=data["name"],
            language=data["language"],
            password=data["password"],
            answer=form.answer(),
        )

    def get_success_message(self, saved: PanelMember) -> str:
        """By the row as it is now: what was posted may wait for a guardian."""
        if self.invitation.panel.members.of_account(self.request.user).seated().exists():
            return _("Velkommen. Nå er du med.")
        return _("Takk. Nå spør vi den foresatte. Du får en e-post når vi har fått svar.")

    def get_success_url_for(self, saved: PanelMember) -> str:
        return reverse("my_page:home")


@method_decorator(login_not_required, name="dispatch")
class GuardianPage(SecretPageMixin, PageMixin, generic.TemplateView):
    """A guardian reads the text and answers, or takes a yes back. Opening the page changes nothing."""

    template_name = "representatives/panels/guardian.html"
    gone_template = "representatives/panels/guardian_gone.html"
    AGREE, REFUSE, TAKE_BACK = "ja", "nei", "trekk"

    @cached_property
    def guardian(self) -> GuardianRequest:
        return services.open_request(self.kwargs["token"])

    def get_title(self) -> str:
        if self.guardian.answered_at is not None:
            return _("Trekke samtykket?")
        return _("Samtykke fra foresatt")

    @property
    def reader(self) -> User | None:
        user: Any = self.request.user
        return user if user.is_authenticated else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            guardian=self.guardian,
            is_for_another=services.is_for_another(self.guardian, self.reader),
            seats=services.seats_of(self.guardian),
            consent_text=text_for(ConsentPurpose.REGISTER, Audience.GUARDIAN),
            **_whom_to_ask(),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        given, token = request.POST.get("answer", ""), self.kwargs["token"]
        acts = {self.AGREE: services.agree, self.REFUSE: services.refuse, self.TAKE_BACK: services.take_back}
        if given not in acts:
            response: HttpResponse = self.get(request, *args, **kwargs)
            return response
        try:
            acts[given](token=token, reader=self.reader)
        except AnotherAddressError:
            return self.render_to_response(self.get_context_data(), status=403)
        except services.PanelRefusedError as error:
            return self.render_to_response(self.get_context_data(refused=str(error)), status=409)
        context = {"title": _("Takk for svaret"), "answer": given, **_whom_to_ask()}
        return render(request, "representatives/panels/guardian_done.html", context)

    def _gone(self, request: HttpRequest) -> HttpResponse:
        """Answered, taken back, too old or never there: which of them is told to nobody. A guardian has no account."""
        context = {"title": _("Lenken er brukt, eller den er for gammel"), **_whom_to_ask()}
        return render(request, self.gone_template, context, status=410)


def _whom_to_ask() -> dict[str, str]:
    return {"body_name": settings.MEDVIRKNING_BODY_NAME, "body_contact": settings.MEDVIRKNING_BODY_CONTACT}
