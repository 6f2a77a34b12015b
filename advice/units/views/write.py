"""What the forms on one unit share, and a new unit below one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.units import services
from advice.units.forms import NewBelowForm
from advice.units.models import ServiceUnit
from medvirkning.web.refusals import RefusedError
from medvirkning.web.views import UpdateView

EXPECTED = (ValidationError, RefusedError)


class UnitForm(UpdateView):
    """A form that changes a unit the account sees."""

    model = ServiceUnit
    expected_errors = EXPECTED

    def get_lede(self) -> str:
        return f"{self.object.name}, {self.object.owner_name}"

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [
            (_("Tjenesteenheter"), reverse("units:list")),
            (self.object.name, self.object.get_absolute_url()),
            (self.get_title(), ""),
        ]

    def get_success_url_for(self, saved: Any) -> str:
        return self.object.get_absolute_url()


class AddBelow(UnitForm):
    """A new unit under one: it waits for the Centre as any other."""

    title = gettext_lazy("Ny enhet under")
    permission = "units.add_below"
    form_class = NewBelowForm
    makes_once = True
    success_message = gettext_lazy("Enheten er sendt til godkjenning hos Senter for brukermedvirkning.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "above": self.object, "account": self.request.user}

    def save(self, form: NewBelowForm) -> ServiceUnit:
        return services.register_unit(
            actor=self.request.user, facts=form.facts(), applicant=form.applicant(), parent=self.object
        )
