from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    USER = "user", _("brukerorganisasjon")
    CARER = "carer", _("pårørendeorganisasjon")
    BOTH = "both", _("bruker- og pårørendeorganisasjon")
    UMBRELLA = "umbrella", _("paraplyorganisasjon")
    PUBLIC_BODY = "public_body", _("offentlig virksomhet")
    INFORMAL = "informal", _("gruppe uten organisasjonsnummer")


# Kinds that may be known by an identifier of their own instead of an organisation number (contracts, Files).
WITHOUT_NUMBER = (OrganisationKind.PUBLIC_BODY, OrganisationKind.INFORMAL)
# Kinds whose answer makes a public consultation count as involvement (the words of the counting rule).
INVOLVING = (OrganisationKind.USER, OrganisationKind.CARER, OrganisationKind.BOTH, OrganisationKind.UMBRELLA)
