"""The parts of an organisation's page and of its record."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from medvirkning import audit
from representatives.organisations import tabs
from representatives.organisations.models import (
    ApplicationSubject,
    Organisation,
    OrganisationApplication,
    OrganisationContact,
    OrganisationInvitation,
    OrganisationSubject,
)
from representatives.organisations.tabs import OrganisationTab


def _decides(organisation: Organisation, user: Any) -> bool:
    return bool(user.has_perm("organisations.decide"))


tabs.register(OrganisationTab("overview", _("Oversikt"), "organisations:detail", order=10))
tabs.register(OrganisationTab("history", _("Historikk"), "organisations:history", order=90, visible=_decides))

for part in (
    audit.Part(OrganisationSubject, by="organisation", label=_("Fagområder"), link="subjectarea"),
    audit.Part(OrganisationContact, by="organisation", label=_("Kontaktpersoner")),
    audit.Part(OrganisationInvitation, by="organisation", label=_("Invitasjoner")),
):
    audit.register_part(Organisation, part)

audit.register_part(
    OrganisationApplication,
    audit.Part(ApplicationSubject, by="organisationapplication", label=_("Fagområder"), link="subjectarea"),
)
