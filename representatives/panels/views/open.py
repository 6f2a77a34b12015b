"""What visitors meet: panels that take applications, and the form."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from medvirkning.accounts.invitations.views import SecretPageMixin
from medvirkning.accounts.querysets import normalise_email
from medvirkning.web.pages import PageMixin
from medvirkning.web.views import FormView
from representatives.panels import services
from representatives.panels.models import Panel
from representatives.panels.open_forms import ApplyForm
from representatives.panels.querysets import open_panels
from representatives.panels.views.shared import EXPECTED


@method_decorator(login_not_required, name="dispatch")
class OpenPanels(PageMixin, generic.TemplateView):
    """The panels that anybody may apply to today."""

    title = gettext_lazy("Vil du være med i et panel?")
    lede = gettext_lazy("I et panel bruker du dine egne erfaringer til å gjøre helsetjenestene bedre.")
    template_name = "representatives/panels/open_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(panels=list(open_panels()), **kwargs)


@method_decorator(login_not_required, name="dispatch")
class Apply(FormView):
    """Somebody applies. Nothing is told of who has applied before."""

    form_class = ApplyForm
    template_name = "representatives/panels/apply.html"
    expected_errors = EXPECTED

    @cached_property
    def panel(self) -> Panel:
        found = open_panels().filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get_title(self) -> str:
        return self.panel.name

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Åpne paneler"), reverse("panels:open")), (self.panel.name, "")]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "panel": self.panel}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(panel=self.panel, is_young=self.panel.is_young, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        thanks = reverse("panels:applied", args=[self.panel.pk])
        if form.is_by_a_machine:
            return self.redirect(thanks)
        # By mail address and network: a stranger uses up nobody else's tries, and a school class may apply together.
        sender = (
            f"{get_adapter(self.request).get_client_ip(self.request)} {normalise_email(form.cleaned_data['email'])}"
        )
        if not ratelimit.consume(self.request, action="apply_to_panel", key=sender):
            form.add_error(None, _("Det er sendt mange søknader herfra. Vent en time og prøv igjen."))
            response = self.form_invalid(form)
            response.status_code = 429
            return response
        return super().form_valid(form)

    def save(self, form: ApplyForm) -> Any:
        return services.apply(panel=self.panel, application=form.application())

    def get_success_url_for(self, saved: Any) -> str:
        return reverse("panels:applied", args=[self.panel.pk])


@method_decorator(login_not_required, name="dispatch")
class ApplicationPage(SecretPageMixin, PageMixin, generic.TemplateView):
    """What is kept of an application, for who sent it, and one press that takes it back."""

    title = gettext_lazy("Søknaden din")
    template_name = "representatives/panels/application.html"
    gone_template = "representatives/panels/application_gone.html"
    gone_title = gettext_lazy("Søknaden er ikke her lenger")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        member = services.open_application(self.kwargs["token"])
        return super().get_context_data(member=member, panel=member.panel, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        services.withdraw_application(token=self.kwargs["token"])
        return render(request, "representatives/panels/application_gone.html", {"title": _("Søknaden er trukket")})


@method_decorator(login_not_required, name="dispatch")
class Applied(PageMixin, generic.TemplateView):
    """What happens next."""

    title = gettext_lazy("Takk, vi har fått søknaden")
    template_name = "representatives/panels/applied.html"
