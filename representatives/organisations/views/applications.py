"""The Centre's queue of organisations that signed up, and the answer to one."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning import audit
from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.pages import State
from medvirkning.web.views import ListView, PressView, UpdateView
from representatives.organisations import services
from representatives.organisations.enums import APPLICATION_TRANSITIONS, ApplicationState
from representatives.organisations.filters import ApplicationFilter
from representatives.organisations.forms import DECISIONS, DecisionForm
from representatives.organisations.models import Organisation, OrganisationApplication
from representatives.organisations.presenters import APPLICATION_COLORS, place_of
from representatives.organisations.reading import alike, applications_alike
from representatives.organisations.tables import ApplicationTable
from representatives.organisations.views.base import told_of_answer


class ApplicationList(ListView):
    """What has come in; those that wait stand first, the oldest of them on top."""

    model = OrganisationApplication
    title = gettext_lazy("Innmeldinger")
    lede = gettext_lazy("Organisasjoner som vil inn i registeret. De som venter på svar, står først.")
    permission = "organisations.decide"
    table_class = ApplicationTable
    filterset_class = ApplicationFilter
    empty_text = gettext_lazy(
        "Organisasjoner melder seg inn selv. Send dem lenken til «Meld inn en organisasjon», nederst på siden."
    )

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Organisasjoner"), reverse("organisations:list")), (self.get_title(), "")]

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.waiting_first()


class ApplicationPage(UpdateView):
    """One application: what it says, what Enhetsregisteret says, what it may be the same as, and the answer."""

    model = OrganisationApplication
    permission = "organisations.decide"
    form_class = DecisionForm
    template_name = "representatives/organisations/application.html"

    def get_title(self) -> str:
        return str(self.object.name)

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [
            (_("Organisasjoner"), reverse("organisations:list")),
            (_("Innmeldinger"), reverse("organisations:applications")),
            (self.object.name, ""),
        ]

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("umbrella", "decided_by", "organisation").prefetch_related("subject_areas")

    def get_form_kwargs(self) -> dict[str, Any]:
        candidates = [one for one in self._alike() if one.registered_on is None and one.closed_on is None]
        return {**super().get_form_kwargs(), "application": self.object, "candidates": candidates}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        application = self.object
        state = ApplicationState(application.state)
        return super().get_context_data(
            application=application,
            state=State(application.get_state_display(), APPLICATION_COLORS.get(state, "neutral")),
            facts=[capfirst(application.get_kind_display()), application.organisation_number or _("uten nummer")],
            place=place_of(application),
            alike=self._alike(),
            applications_alike=applications_alike(application),
            may_decide=bool(APPLICATION_TRANSITIONS[state]),
            history=audit.history_of(application),
            **kwargs,
        )

    def _alike(self) -> list[Organisation]:
        if not hasattr(self, "_found_alike"):
            self._found_alike = alike(self.object)
        return self._found_alike

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """From an old tab the answer is that of somebody who came first, with what was chosen here beside it."""
        if request.POST.get("version") != str(self.object.version) and request.POST.get("decision") in DECISIONS:
            return self._overtaken()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: DecisionForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except StaleVersion:
            # At the same moment, and a moment later.
            self.object = self.get_object()
            return self._overtaken()

    def _overtaken(self) -> HttpResponse:
        """Both answers, with 409. What was written goes on in the form, where there is still something to decide."""
        typed = {name: self.request.POST.get(name, "") for name in ("decision", "reason")}
        form = self.form_class(**{**self.get_form_kwargs(), "data": None, "initial": typed})
        choice = {"chosen": DECISIONS[ApplicationState(typed["decision"])], "reason": typed["reason"]}
        return self.render_to_response(self.get_context_data(form=form, overtaken=choice), status=409)

    def save(self, form: DecisionForm) -> OrganisationApplication | Organisation:
        data = form.cleaned_data
        act = {"actor": self.request.user, "application": self.object, "expected_version": data["version"]}
        match data["decision"]:
            case ApplicationState.APPROVED:
                return services.approve(**act, same_as=data.get("same_as"), note=data["reason"])
            case ApplicationState.RETURNED:
                return services.send_back(**act, reason=data["reason"])
            case _:
                return services.refuse(**act, reason=data["reason"])

    def get_success_message(self, saved: OrganisationApplication | Organisation) -> str:
        if isinstance(saved, Organisation):
            return _("Organisasjonen er i registeret, og invitasjonen er sendt.")
        if saved.state == ApplicationState.RETURNED:
            return _("Innmeldingen er sendt tilbake med begrunnelsen.")
        return _("Innmeldingen er avslått, og begrunnelsen er sendt.")


class PressOfApplication(PressView):
    model = OrganisationApplication
    permission = "organisations.decide"


class LookUpApplication(PressOfApplication):
    """Ask Enhetsregisteret anew."""

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        entity = services.look_up_application(actor=request.user, application=self.object)
        told_of_answer(request, was_answered=entity is not None)
        return self.redirect(self.get_page())


class RenewLink(PressOfApplication):
    """A new link by mail for an application that was returned; the old one works no more."""

    done = gettext_lazy("Lenken er sendt på nytt.")

    def act(self) -> None:
        services.renew_link(actor=self.request.user, application=self.object)
