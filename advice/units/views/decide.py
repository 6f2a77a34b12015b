"""What the Centre does with a unit, and what it is called."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.units import services
from advice.units.enums import UnitState
from advice.units.forms import CloseForm, DecisionForm, FactsForm, MoveForm
from advice.units.models import ServiceUnit
from advice.units.views.write import UnitForm


class DecideUnit(UnitForm):
    """Approve or refuse a unit that registered itself."""

    title = gettext_lazy("Avgjør innmeldingen")
    permission = "units.decide"
    form_class = DecisionForm
    template_name = "advice/units/decide.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What is decided is looked at on the unit's own page."""
        if self.object.state != UnitState.APPLIED:
            return redirect(self.object)
        response: HttpResponseBase = super().get(request, *args, **kwargs)
        return response

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "unit": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(unit=self.object, **kwargs)

    def save(self, form: DecisionForm) -> ServiceUnit:
        data = form.cleaned_data
        if data["decision"] == DecisionForm.APPROVE:
            return services.approve(
                actor=self.request.user, unit=self.object, parent=data["parent"], reason=data["reason"]
            )
        return services.refuse(actor=self.request.user, unit=self.object, reason=data["reason"])

    def get_success_message(self, saved: ServiceUnit) -> str:
        if saved.state == UnitState.APPROVED:
            return _("Enheten er godkjent, og invitasjonen er sendt.")
        return _("Innmeldingen er avslått, og begrunnelsen er sendt.")


class ChangeUnit(UnitForm):
    """Another name, size, owner or kind."""

    title = gettext_lazy("Endre opplysninger")
    permission = "units.change"
    form_class = FactsForm
    success_message = gettext_lazy("Lagret.")

    def get_form_kwargs(self) -> dict[str, Any]:
        may_change_all = self.request.user.has_perm("units.decide", self.object)
        return {**super().get_form_kwargs(), "may_change_all": may_change_all}

    def save(self, form: FactsForm) -> ServiceUnit:
        return services.change_facts(
            actor=self.request.user,
            unit=self.object,
            expected_version=form.cleaned_data["version"],
            values=form.values(),
        )


class MoveUnit(UnitForm):
    """Another unit above; all below it comes along."""

    title = gettext_lazy("Flytt enheten")
    permission = "units.decide"
    form_class = MoveForm
    success_message = gettext_lazy("Enheten er flyttet.")

    def save(self, form: MoveForm) -> ServiceUnit:
        data = form.cleaned_data
        return services.move(
            actor=self.request.user, unit=self.object, expected_version=data["version"], parent=data["parent"]
        )


class CloseUnit(UnitForm):
    """The unit is there no more."""

    title = gettext_lazy("Legg ned enheten")
    permission = "units.decide"
    form_class = CloseForm
    template_name = "advice/units/close.html"
    success_message = gettext_lazy("Enheten er lagt ned.")

    def save(self, form: CloseForm) -> ServiceUnit:
        data = form.cleaned_data
        return services.close(
            actor=self.request.user,
            unit=self.object,
            expected_version=data["version"],
            last_day=data["last_day"].first,
        )
