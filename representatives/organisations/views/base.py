"""What the pages of one organisation share."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from medvirkning.web.views import PressView, UpdateView
from representatives.organisations.models import Organisation


class OrganisationForm(UpdateView):
    """A form that changes an organisation the account sees."""

    model = Organisation

    def get_lede(self) -> str:
        return str(self.object.name)

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [
            (_("Organisasjoner"), reverse("organisations:list")),
            (self.object.name, self.object.get_absolute_url()),
            (self.get_title(), ""),
        ]

    def get_success_url_for(self, saved: Any) -> str:
        return str(self.object.get_absolute_url())


class PressOfOrganisation(PressView):
    """A button that acts on something of an organisation: an invitation, a contact."""

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("organisation")

    def get_permission_object(self) -> Organisation:
        organisation: Organisation = self.object.organisation
        return organisation

    def get_page(self) -> str:
        return str(self.object.organisation.get_absolute_url())


def told_of_answer(request: HttpRequest, *, was_answered: bool) -> None:
    """What came of asking Enhetsregisteret."""
    if was_answered:
        messages.success(request, _("Enhetsregisteret har svart."))
    else:
        messages.error(request, _("Enhetsregisteret svarer ikke nå. Det det sa sist, står."))
