"""What is said of an organisation, the yearly confirmation, and the end."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from medvirkning.web.views import PressView
from representatives.organisations import services
from representatives.organisations.forms import CloseForm, ConfirmForm, FactsForm
from representatives.organisations.models import Organisation
from representatives.organisations.presenters import place_of
from representatives.organisations.views.base import OrganisationForm, told_of_answer


class ChangeOrganisation(OrganisationForm):
    """Other facts."""

    title = gettext_lazy("Endre organisasjonen")
    permission = "organisations.change"
    form_class = FactsForm
    template_name = "representatives/organisations/edit.html"
    success_message = gettext_lazy("Lagret.")

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("umbrella")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "may_change_all": self.request.user.has_perm("organisations.decide")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(decides=self.request.user.has_perm("organisations.decide"), **kwargs)

    def save(self, form: FactsForm) -> Organisation:
        return services.change_facts(
            actor=self.request.user,
            organisation=self.object,
            expected_version=form.cleaned_data["version"],
            values=form.values(),
        )


class ConfirmOrganisation(OrganisationForm):
    """Facts and criteria hold for another year."""

    title = gettext_lazy("Bekreft opplysningene")
    permission = "organisations.confirm"
    form_class = ConfirmForm
    template_name = "representatives/organisations/confirm.html"
    success_message = gettext_lazy("Takk. Opplysningene er bekreftet for ett år.")

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("umbrella").prefetch_related("subject_areas")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(organisation=self.object, place=place_of(self.object), **kwargs)

    def save(self, form: ConfirmForm) -> Organisation:
        return services.confirm(
            actor=self.request.user,
            organisation=self.object,
            expected_version=form.cleaned_data["version"],
            criteria=form.criteria(),
        )


class CloseOrganisation(OrganisationForm):
    """The organisation is no more."""

    title = gettext_lazy("Legg ned organisasjonen")
    permission = "organisations.decide"
    form_class = CloseForm
    template_name = "representatives/organisations/close.html"
    success_message = gettext_lazy("Organisasjonen er lagt ned.")

    def save(self, form: CloseForm) -> Organisation:
        data = form.cleaned_data
        return services.close(
            actor=self.request.user,
            organisation=self.object,
            expected_version=data["version"],
            last_day=data["last_day"],
        )


class LookUpOrganisation(PressView):
    """Ask Enhetsregisteret anew."""

    model = Organisation
    permission = "organisations.decide"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        entity = services.look_up_organisation(actor=self.request.user, organisation=self.object)
        told_of_answer(request, was_answered=entity is not None)
        return self.redirect(self.get_page())
